"""Personal codes: made, mailed, and printed to be cut."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.frameworks.instruments import AUDIENCES
from vierspan.surveys import qr
from vierspan.surveys.addresses import Reason
from vierspan.surveys.forms.rounds import AddressesForm, CodesForm
from vierspan.surveys.models import Audience
from vierspan.surveys.operations import codes as operations

ON_A_SHEET = 24
SHEETS = 10  # on a screen: more would be slow to draw
REASONS = {
    Reason.NO_ADDRESS: gettext_lazy("no e-mail address, or more than one"),
    Reason.TWICE: gettext_lazy("stands here twice"),
    Reason.KNOWN: gettext_lazy("has a code already"),
}


def _audience(request: OrganisationRequest, audience_id: int) -> Audience:
    return get_object_or_404(request.organisation.audiences.select_related("round"), pk=audience_id)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def code_add(request: OrganisationRequest, audience_id: int) -> HttpResponse:
    found = _audience(request, audience_id)
    form = CodesForm(request.POST or None, initial={"number": found.head_count})
    if form.is_valid():
        try:
            operations.add_codes(audience=found, actor=request.user, on=request.today, **form.cleaned_data)
        except operations.CodesFault as fault:
            form.add_error(None, str(fault))
        else:
            return redirect("surveys:code_sheet", request.organisation.slug, found.pk)
    context = {"form": form, "audience": found, "title": AUDIENCES[found.key]}
    return render(request, "surveys/code_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def code_mail(request: OrganisationRequest, audience_id: int) -> HttpResponse:
    found = _audience(request, audience_id)
    form = AddressesForm(request.POST or None, request.FILES or None)
    refused = []
    if form.is_valid():
        try:
            read = operations.add_addresses(audience=found, actor=request.user, lines=form.lines(), on=request.today)
        except operations.CodesFault as fault:
            form.add_error(None, str(fault))
        else:
            refused = [(line, REASONS[line.reason]) for line in read.refused]
            _say_how_many(request, len(read.good))
            if not refused:
                return redirect("surveys:round", request.organisation.slug, found.round_id)
            form = AddressesForm()
    context = {"form": form, "audience": found, "title": AUDIENCES[found.key], "refused": refused}
    return render(request, "surveys/code_mail.html", context, status=422 if form.errors else 200)


def _say_how_many(request: OrganisationRequest, number: int) -> None:
    said = ngettext("%(number)s address got a code.", "%(number)s addresses got a code.", number)
    messages.success(request, said % {"number": number})


@require_safe
@organisation_page(Can.SCANS_EDIT)
def code_sheet(request: OrganisationRequest, audience_id: int) -> HttpResponse:
    found = _audience(request, audience_id)
    to_print = found.codes.filter(email="").select_related("audience__round").order_by("number")
    page = Paginator(to_print, ON_A_SHEET * SHEETS).get_page(request.GET.get("page"))
    cards = [(code.text, qr.svg(_link(code.text), _("QR code of %(code)s") % {"code": code.text})) for code in page]
    context = {
        "audience": found,
        "title": AUDIENCES[found.key],
        "page": page,
        "sheets": [cards[first : first + ON_A_SHEET] for first in range(0, len(cards), ON_A_SHEET)],
        "address": (settings.BASE_URL + reverse("surveys:code_entry")).partition("://")[2],
    }
    return render(request, "surveys/code_sheet.html", context)


def _link(code: str) -> str:
    return settings.BASE_URL + reverse("surveys:code_answer", args=[code])
