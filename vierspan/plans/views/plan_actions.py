"""Actions within a goal: what the plan says of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.forms.goals import ActionForm
from vierspan.plans.locks import EditedMeanwhile, NotWritable
from vierspan.plans.models import Action
from vierspan.plans.operations import plan_actions as operations
from vierspan.plans.views.conflicts import field_conflicts, on_edition
from vierspan.plans.views.finding import deed, refuse_unless_writable, to_plan
from vierspan.plans.views.goals import goal_of


def _action_of(request: OrganisationRequest, action_id: int) -> Action:
    return get_object_or_404(request.organisation.actions.select_related("goal__plan", "owner"), pk=action_id)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_action_add(request: OrganisationRequest, goal_id: int) -> HttpResponse:
    goal = goal_of(request, goal_id)
    form = ActionForm(request.POST or None, organisation=request.organisation, on=request.today)
    if request.method == "GET" and (refused := refuse_unless_writable(request, goal.plan)):
        return refused
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_action(goal=goal, planned=form.planned(), actor=request.user, on=request.today)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, goal.plan, f"goal-{goal.pk}")
    context = {"plan": goal.plan, "goal": goal, "form": form}
    return render(request, "plans/plan_action_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_action_edit(request: OrganisationRequest, action_id: int) -> HttpResponse:
    action = _action_of(request, action_id)
    plan = action.goal.plan
    form = ActionForm(request.POST or None, organisation=request.organisation, on=request.today, action=action)
    if request.method == "GET" and (refused := refuse_unless_writable(request, plan)):
        return refused
    context: dict[str, Any] = {"plan": plan, "action": action, "form": form}
    if request.method == "POST" and form.is_valid():
        wanted, edition = form.planned(), form.cleaned_data["edition"]
        try:
            operations.edit_action(action=action, planned=wanted, edition=edition, actor=request.user)
        except EditedMeanwhile as fault:
            context |= {
                "conflicts": field_conflicts(form, fault.current),
                "form": on_edition(form, fault.current.edition),
            }
            return render(request, "plans/plan_action_edit.html", context, status=409)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, plan, f"goal-{action.goal_id}")
    return render(request, "plans/plan_action_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_action_remove(request: OrganisationRequest, action_id: int) -> HttpResponse:
    action = _action_of(request, action_id)
    plan = action.goal.plan
    if request.method == "POST":
        do = lambda: operations.remove_action(action=action, actor=request.user)  # noqa: E731
        return deed(request, plan, do, _("The action is removed."), f"goal-{action.goal_id}")
    context = {"plan": plan, "action": action, "check_ins": action.check_ins.count()}
    return render(request, "plans/plan_action_remove.html", context)
