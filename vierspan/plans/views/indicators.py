"""Indicators of a goal, bound to a scan or entered by hand."""

from dataclasses import replace
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.forms.goals import IndicatorForm, MeasureForm, plainly
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Indicator
from vierspan.plans.operations import indicators as operations
from vierspan.plans.operations.indicators import Measure
from vierspan.plans.views.finding import deed, refuse_unless_writable, to_plan
from vierspan.plans.views.goals import goal_of
from vierspan.surveys.queries import results


def _indicator_of(request: OrganisationRequest, indicator_id: int) -> Indicator:
    return get_object_or_404(request.organisation.indicators.select_related("goal__plan"), pk=indicator_id)


def _with_baseline(request: OrganisationRequest, measure: Measure) -> Measure:
    """What follows a scan begins from the latest one, unless somebody says otherwise."""
    if not measure.bound_dimension or measure.baseline is not None:
        return measure
    score = results.score_of(request.organisation, measure.bound_dimension, measure.bound_audience, request.today)
    return measure if score is None else replace(measure, baseline=round(Decimal(score.mean), 1))


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def indicator_add(request: OrganisationRequest, goal_id: int) -> HttpResponse:
    goal = goal_of(request, goal_id)
    form = IndicatorForm(request.POST or None)
    if request.method == "GET" and (refused := refuse_unless_writable(request, goal.plan)):
        return refused
    if request.method == "POST" and form.is_valid():
        measure = _with_baseline(request, form.measure())
        try:
            operations.add_indicator(goal=goal, measure=measure, actor=request.user)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, goal.plan, f"goal-{goal.pk}")
    context = {"plan": goal.plan, "goal": goal, "form": form}
    return render(request, "plans/indicator_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def indicator_edit(request: OrganisationRequest, indicator_id: int) -> HttpResponse:
    indicator = _indicator_of(request, indicator_id)
    plan = indicator.goal.plan
    form = IndicatorForm(request.POST or None, indicator=indicator)
    if request.method == "GET" and (refused := refuse_unless_writable(request, plan)):
        return refused
    if request.method == "POST" and form.is_valid():
        measure = _with_baseline(request, form.measure())
        try:
            operations.edit_indicator(indicator=indicator, measure=measure, actor=request.user)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, plan, f"goal-{indicator.goal_id}")
    context = {"plan": plan, "indicator": indicator, "form": form}
    return render(request, "plans/indicator_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ACTIONS_EDIT)
def indicator_measure(request: OrganisationRequest, indicator_id: int) -> HttpResponse:
    indicator = _indicator_of(request, indicator_id)
    form = MeasureForm(request.POST or None, initial={"measured_on": request.today, "value": plainly(indicator.value)})
    if request.method == "POST" and form.is_valid():
        value, on = form.cleaned_data["value"], form.cleaned_data["measured_on"]
        do = lambda: operations.measure_indicator(indicator=indicator, value=value, on=on, actor=request.user)  # noqa: E731
        return deed(request, indicator.goal.plan, do, _("Saved."), f"goal-{indicator.goal_id}")
    context = {"plan": indicator.goal.plan, "indicator": indicator, "form": form}
    return render(request, "plans/indicator_measure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def indicator_remove(request: OrganisationRequest, indicator_id: int) -> HttpResponse:
    indicator = _indicator_of(request, indicator_id)
    plan = indicator.goal.plan
    if request.method == "POST":
        do = lambda: operations.remove_indicator(indicator=indicator, actor=request.user)  # noqa: E731
        return deed(request, plan, do, _("The indicator is removed."), f"goal-{indicator.goal_id}")
    return render(request, "plans/indicator_remove.html", {"plan": plan, "indicator": indicator})
