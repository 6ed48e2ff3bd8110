"""Rounds, for who runs them."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base import phrases
from vierspan.base.text import Text
from vierspan.frameworks import library
from vierspan.frameworks.instruments import AUDIENCES
from vierspan.surveys import qr
from vierspan.surveys.forms.rounds import DraftForm, HeadCountForm, OpenedForm, RoundForm, of_round, usual
from vierspan.surveys.models import Access, Audience, Origin, Round
from vierspan.surveys.operations import rounds as operations
from vierspan.surveys.queries import rounds as queries
from vierspan.surveys.suppression import Policy
from vierspan.surveys.views.answering import in_their_language
from vierspan.surveys.views.screens import NAMED, Asked, form_of, screen, walk

ORDER = list(AUDIENCES)


@dataclass(frozen=True)
class AudienceRow:
    """One audience of a round with its response and its codes."""

    audience: Audience
    title: Text
    is_named: bool
    is_small: bool
    missing: int
    codes: queries.CodeCounts | None


@require_safe
@organisation_page(Can.SCANS_VIEW)
def round_list(request: OrganisationRequest) -> HttpResponse:
    rows = [(found, found.state(request.today)) for found in queries.rounds(request.organisation)]
    return render(request, "surveys/round_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def round_add(request: OrganisationRequest) -> HttpResponse:
    form = RoundForm(request.POST or None, today=request.today, initial=usual(request.today))
    if form.is_valid():
        made = operations.add_round(organisation=request.organisation, actor=request.user, **form.cleaned_data)
        return redirect("surveys:round", request.organisation.slug, made.pk)
    return render(request, "surveys/round_add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@organisation_page(Can.SCANS_VIEW)
def round(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    rows = _audience_rows(request, found)
    link = settings.BASE_URL + reverse("surveys:answer_start", args=[found.link_key])
    context = {
        "round": found,
        "state": found.state(request.today),
        "instrument": library.instrument(found.instrument, found.version) if found.origin == Origin.HERE else None,
        "rows": rows,
        "link": link,
        "qr": qr.svg(link, _("QR code of the link")) if found.access == Access.LINK else "",
        "floor": Policy().floor,
        "days_left": (found.closes_on - request.today).days,
        "reminds": any(row.codes and row.codes.mailed for row in rows),
        "lacks_codes": found.access == Access.CODES and any(row.codes is None for row in rows),
    }
    return render(request, "surveys/round.html", context)


def _audience_rows(request: OrganisationRequest, found: Round) -> list[AudienceRow]:
    made = queries.code_counts(request.organisation, found)
    return [
        AudienceRow(
            audience,
            AUDIENCES[audience.key],
            audience.key in NAMED,
            audience.head_count is not None and audience.head_count < Policy().floor,
            max(0, Policy().floor - audience.responses),
            made.get(audience.pk),
        )
        for audience in sorted(found.audiences.all(), key=lambda audience: ORDER.index(audience.key))
    ]


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def round_edit(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    if found.opened_at is not None:
        return redirect("surveys:round_dates", request.organisation.slug, found.pk)
    initial = of_round(found, list(found.audiences.all()))
    form = DraftForm(request.POST or None, today=request.today, initial=initial)
    if form.is_valid():
        try:
            operations.edit_draft(round=found, actor=request.user, **form.cleaned_data)
        except operations.RoundFault as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, phrases.SAVED)
            return redirect("surveys:round", request.organisation.slug, found.pk)
    context = {"form": form, "round": found}
    return render(request, "surveys/round_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def round_dates(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    initial = of_round(found, [])
    form = OpenedForm(request.POST or None, today=request.today, first_day=found.opens_on, initial=initial)
    if form.is_valid():
        try:
            operations.edit_opened(round=found, actor=request.user, on=request.today, **form.cleaned_data)
        except operations.RoundFault as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, phrases.SAVED)
            return redirect("surveys:round", request.organisation.slug, found.pk)
    context = {"form": form, "round": found}
    return render(request, "surveys/round_dates.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(Can.SCANS_EDIT)
def round_open(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    if found.access == Access.CODES and not queries.code_counts(request.organisation, found):
        messages.warning(request, _("Nobody has a code yet, so nobody could answer. Make the codes first."))
        return redirect("surveys:round", request.organisation.slug, found.pk)
    try:
        operations.open_round(round=found, actor=request.user, at=timezone.now(), on=request.today)
    except operations.RoundFault as fault:
        messages.warning(request, str(fault))
    else:
        messages.success(request, _("The scan is open. Now let people know."))
    return redirect("surveys:round", request.organisation.slug, found.pk)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def round_close(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    if request.method == "POST":
        try:
            operations.close_round(round=found, actor=request.user, at=timezone.now(), on=request.today)
        except operations.RoundFault as fault:
            messages.warning(request, str(fault))
        else:
            messages.success(request, _("The scan is closed."))
        return redirect("surveys:round", request.organisation.slug, found.pk)
    context = {"round": found, "rows": _audience_rows(request, found), "floor": Policy().floor}
    return render(request, "surveys/round_close.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def round_remove(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    if request.method == "POST":
        try:
            operations.remove_round(round=found, actor=request.user)
        except operations.RoundFault as fault:
            messages.warning(request, str(fault))
            return redirect("surveys:round", request.organisation.slug, found.pk)
        messages.success(request, _("The draft is removed."))
        return redirect("surveys:round_list", request.organisation.slug)
    made = request.organisation.codes.filter(audience__round=found).count()
    return render(request, "surveys/round_remove.html", {"round": found, "codes": made})


@require_POST
@organisation_page(Can.SCANS_EDIT)
def round_remind(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    try:
        operations.remind(round=found, actor=request.user, on=request.today)
    except operations.RoundFault as fault:
        messages.warning(request, str(fault))
    else:
        messages.success(request, _("The reminders leave within a minute, to those who have not used their code yet."))
    return redirect("surveys:round", request.organisation.slug, found.pk)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_VIEW)
@in_their_language
def round_preview(request: OrganisationRequest, round_id: int, audience: str) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id, origin=Origin.HERE)
    asked = Asked(found, get_object_or_404(found.audiences, key=audience), is_preview=True)
    if request.method == "GET":
        return screen(request, asked, form_of(asked), 0)
    return walk(request, asked, form_of(asked, request))


@require_safe
@organisation_page(Can.SCANS_VIEW)
def round_poster(request: OrganisationRequest, round_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.rounds, pk=round_id)
    if found.access != Access.LINK or found.origin != Origin.HERE:
        return redirect("surveys:round", request.organisation.slug, found.pk)
    link = settings.BASE_URL + reverse("surveys:answer_start", args=[found.link_key])
    context = {
        "round": found,
        "link": link,
        "address": link.partition("://")[2],
        "qr": qr.svg(link, _("QR code of the link")),
        "floor": Policy().floor,
    }
    return render(request, "surveys/round_poster.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def audience_edit(request: OrganisationRequest, audience_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.audiences.select_related("round"), pk=audience_id)
    form = HeadCountForm(request.POST or None, initial={"head_count": found.head_count})
    if form.is_valid():
        try:
            operations.count_heads(audience=found, actor=request.user, **form.cleaned_data)
        except operations.RoundFault as fault:
            form.add_error(None, str(fault))
        else:
            return redirect("surveys:round", request.organisation.slug, found.round_id)
    context = {"form": form, "audience": found, "title": AUDIENCES[found.key]}
    return render(request, "surveys/audience_edit.html", context, status=422 if form.errors else 200)
