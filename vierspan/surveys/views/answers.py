"""Answers from a file: looked at first, then taken over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.frameworks import library
from vierspan.surveys.findings import POLICY
from vierspan.surveys.forms.answers import AnswersFileForm, Checked, Refused, newest, unsealed
from vierspan.surveys.operations import answers as operations
from vierspan.surveys.questionnaire import OFFERED
from vierspan.surveys.tallies import forms


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def answers_import(request: OrganisationRequest) -> HttpResponse:
    if "checked" in request.POST:
        return _take_over(request)
    form = AnswersFileForm(request.POST or None, request.FILES or None, today=request.today)
    refused: list[str] = []
    checked = None
    if form.is_valid():
        try:
            checked = form.checked()
        except Refused as fault:
            refused = fault.sentences
    context = {"form": form, "refused": refused, "questionnaires": [newest(name) for name in OFFERED]}
    if checked is not None:
        context |= {"checked": checked, "found": _found(checked), "floor": POLICY.floor}
        context["sealed"] = checked.sealed(request.organisation.pk)
    return render(request, "surveys/answers_import.html", context, status=422 if form.errors or refused else 200)


def _found(checked: Checked) -> list[dict[str, object]]:
    """How many rows there are of each group, and how many statements each was asked."""
    instrument = library.instrument(checked.instrument, checked.version)
    return [
        {"audience": instrument.audience(key), "rows": forms(counts), "items": len(instrument.audience(key).items)}
        for key, counts in checked.counted.items()
    ]


def _take_over(request: OrganisationRequest) -> HttpResponse:
    checked = unsealed(request.POST["checked"], request.organisation.pk)
    if checked is None:
        messages.warning(request, _("What was checked is too old or was changed. Choose the file again."))
        return redirect("surveys:answers_import", request.organisation.slug)
    made = operations.import_answers(
        organisation=request.organisation, actor=request.user, at=timezone.now(), **vars(checked)
    )
    messages.success(request, _("The answers were taken over. The rows of the file were counted and not kept."))
    return redirect("surveys:result", request.organisation.slug, made.pk)
