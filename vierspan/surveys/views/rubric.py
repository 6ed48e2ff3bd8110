"""The Kijkwijzer: head teacher and ICT team choose together, on one screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base import sheets
from vierspan.base.charts import Bar, Picture, bars
from vierspan.surveys.forms.rubric import AssessmentForm, ChoiceForm
from vierspan.surveys.models import Assessment, StepState
from vierspan.surveys.operations import rubric as operations
from vierspan.surveys.queries import rubric as queries


@require_safe
@organisation_page(Can.SCANS_VIEW)
def assessment_list(request: OrganisationRequest) -> HttpResponse:
    held = request.organisation.assessments.prefetch_related("choices").order_by("-held_on", "-pk")
    return render(request, "surveys/assessment_list.html", {"assessments": held})


@require_http_methods(["GET", "POST"])
@organisation_page(Can.RUBRIC_EDIT)
def assessment_add(request: OrganisationRequest) -> HttpResponse:
    form = AssessmentForm(request.POST or None, initial={"held_on": request.today})
    if form.is_valid():
        made = operations.start(organisation=request.organisation, actor=request.user, **form.cleaned_data)
        return redirect("surveys:assessment", slug=request.organisation.slug, assessment_id=made.pk)
    return render(request, "surveys/assessment_add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@organisation_page(Can.SCANS_VIEW)
def assessment(request: OrganisationRequest, assessment_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.assessments, pk=assessment_id)
    dimensions = queries.sheet(found)
    rows = [row for dimension in dimensions for row in dimension.rows]
    context = {
        "assessment": found,
        "dimensions": dimensions,
        "chosen": sum(row.choice is not None for row in rows),
        "total": len(rows),
        "first_open": next((row.aspect.code for row in rows if row.choice is None), None),
        "before": queries.before(found),
        "picture": _picture(found, dimensions),
        "step_states": StepState.choices,
    }
    return render(request, "surveys/assessment.html", context)


def _picture(found: Assessment, dimensions: tuple[queries.DimensionRows, ...]) -> Picture | None:
    """The mean level of each dimension, drawn from 0 (level 1) to 100 (level 5)."""
    if not any(dimension.mean for dimension in dimensions):
        return None
    language = get_language() or "nl"
    rows = [
        Bar(
            label=str(dimension.title.in_language(language)),  # type: ignore[attr-defined]
            score=None if dimension.mean is None else (dimension.mean - 1) * 25,
            block=dimension.code,
        )
        for dimension in dimensions
    ]
    title = _("Mean level of each dimension, from 0 (level 1) to 100 (level 5)")
    return bars(rows, key=f"kijkwijzer-{found.pk}", title=title, language=language)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.RUBRIC_EDIT)
def choice_edit(request: OrganisationRequest, assessment_id: int, aspect: str) -> HttpResponse:
    found = get_object_or_404(request.organisation.assessments, pk=assessment_id)
    rubric = queries.rubric_of(found)
    codes = [known.code for known in rubric.aspects]
    if aspect not in codes:
        raise Http404
    choice = found.choices.filter(aspect=aspect).first()
    given = {"level": choice.level, "evidence": choice.evidence, "link": choice.link} if choice else {}
    initial = {**given, "seen": queries.mark_of(choice)}
    form = ChoiceForm(request.POST or None, aspect=rubric.aspect(aspect), initial=initial)
    theirs = None
    following = codes[codes.index(aspect) + 1] if aspect != codes[-1] else None
    if form.is_valid():
        try:
            operations.choose(assessment=found, aspect=aspect, actor=request.user, **form.cleaned_data)
        except operations.AlreadyFinished as fault:
            form.add_error(None, str(fault))
        except operations.ChangedMeanwhile as fault:
            theirs = fault.choice
            sent = request.POST.copy()
            sent["seen"] = queries.mark_of(theirs)
            form = ChoiceForm(sent, aspect=rubric.aspect(aspect))
            form.add_error(None, str(fault))
        else:
            if following and "stay" not in request.POST:
                return redirect("surveys:choice_edit", request.organisation.slug, found.pk, following)
            return redirect("surveys:assessment", request.organisation.slug, found.pk)
    chosen = request.POST.get("level") or (str(choice.level) if choice else "")
    context = {
        "assessment": found,
        "form": form,
        "choice": choice,
        "theirs": theirs,
        "chosen": chosen,
        "following": following,
        "earlier": codes[codes.index(aspect) - 1] if aspect != codes[0] else None,
        "number": codes.index(aspect) + 1,
        "total": len(codes),
        "aspect": rubric.aspect(aspect),
        "levels": rubric.aspect(aspect).levels,
        "dimension": rubric.dimension(rubric.aspect(aspect).dimension),
    }
    return render(request, "surveys/choice_edit.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(Can.RUBRIC_EDIT)
def choice_step(request: OrganisationRequest, assessment_id: int, aspect: str) -> HttpResponse:
    found = get_object_or_404(request.organisation.assessments, pk=assessment_id)
    choice = get_object_or_404(found.choices, aspect=aspect)
    if (state := request.POST.get("state", "")) in StepState.values:
        operations.set_step(choice=choice, state=StepState(state), actor=request.user)
        messages.success(request, _("Noted."))
    return redirect("surveys:assessment", request.organisation.slug, found.pk)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.RUBRIC_EDIT)
def assessment_finish(request: OrganisationRequest, assessment_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.assessments, pk=assessment_id)
    if request.method == "POST":
        try:
            operations.finish(assessment=found, actor=request.user, at=timezone.now())
        except operations.AlreadyFinished as fault:
            messages.warning(request, str(fault))
        return redirect("surveys:assessment", request.organisation.slug, found.pk)
    missing = len(queries.rubric_of(found).aspects) - found.choices.count()
    return render(request, "surveys/assessment_finish.html", {"assessment": found, "missing": missing})


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCANS_EDIT)
def assessment_remove(request: OrganisationRequest, assessment_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.assessments, pk=assessment_id)
    if request.method == "POST":
        operations.remove(assessment=found, actor=request.user)
        messages.success(request, _("The sitting was removed."))
        return redirect("surveys:assessment_list", request.organisation.slug)
    count = found.choices.count()
    return render(request, "surveys/assessment_remove.html", {"assessment": found, "count": count})


@require_safe
@organisation_page(Can.SCANS_VIEW)
def assessment_download(request: OrganisationRequest, assessment_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.assessments, pk=assessment_id)
    language = get_language() or "nl"
    headings = (_("Aspect"), _("Title"), _("Level"), _("Last time"), _("What proves it"), _("Link"), _("Next step"))
    rows = [
        (
            row.aspect.code,
            row.aspect.title.in_language(language),
            row.choice.level if row.choice else None,
            row.previous,
            row.choice.evidence if row.choice else "",
            row.choice.link if row.choice else "",
            row.level.next_step.in_language(language) if row.level else "",
        )
        for dimension in queries.sheet(found)
        for row in dimension.rows
    ]
    data = sheets.xlsx_bytes([sheets.Sheet(_("Kijkwijzer"), headings, rows)])
    response = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="kijkwijzer-{found.held_on}.xlsx"'
    return response
