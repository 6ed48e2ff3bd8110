"""Goals of a plan."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.forms.goals import GoalForm
from vierspan.plans.locks import EditedMeanwhile, NotWritable
from vierspan.plans.models import Goal
from vierspan.plans.operations import goals as operations
from vierspan.plans.views.conflicts import field_conflicts, on_edition
from vierspan.plans.views.finding import deed, plan_of, refuse_unless_writable, to_plan


def goal_of(request: OrganisationRequest, goal_id: int) -> Goal:
    return get_object_or_404(request.organisation.goals.select_related("plan"), pk=goal_id)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def goal_add(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    form = GoalForm(request.POST or None, initial={"block": request.GET.get("block", "")})
    if request.method == "GET" and (refused := refuse_unless_writable(request, plan)):
        return refused
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("block", "title", "why")}
        try:
            goal = operations.add_goal(plan=plan, actor=request.user, **wanted)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, plan, f"goal-{goal.pk}")
    return render(request, "plans/goal_add.html", {"plan": plan, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def goal_edit(request: OrganisationRequest, goal_id: int) -> HttpResponse:
    goal = goal_of(request, goal_id)
    form = GoalForm(request.POST or None, initial={name: getattr(goal, name) for name in GoalForm.base_fields})
    if request.method == "GET" and (refused := refuse_unless_writable(request, goal.plan)):
        return refused
    context: dict[str, Any] = {"plan": goal.plan, "goal": goal, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_goal(goal=goal, actor=request.user, **form.cleaned_data)
        except EditedMeanwhile as fault:
            context |= {
                "conflicts": field_conflicts(form, fault.current),
                "form": on_edition(form, fault.current.edition),
            }
            return render(request, "plans/goal_edit.html", context, status=409)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, goal.plan, f"goal-{goal.pk}")
    return render(request, "plans/goal_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def goal_remove(request: OrganisationRequest, goal_id: int) -> HttpResponse:
    goal = goal_of(request, goal_id)
    if request.method == "POST":
        said = _("The goal is removed.")
        return deed(request, goal.plan, lambda: operations.remove_goal(goal=goal, actor=request.user), said, "goals")
    context = {"plan": goal.plan, "goal": goal, "actions": goal.actions.all(), "indicators": goal.indicators.all()}
    return render(request, "plans/goal_remove.html", context)


@require_POST
@organisation_page(Can.PLAN_EDIT)
def goal_move(request: OrganisationRequest, goal_id: int) -> HttpResponse:
    goal = goal_of(request, goal_id)
    up = request.POST.get("way") == "up"
    said = _("“%(goal)s” moved up.") if up else _("“%(goal)s” moved down.")
    do = lambda: operations.move_goal(goal=goal, up=up, actor=request.user)  # noqa: E731
    return deed(request, goal.plan, do, said % {"goal": goal.title}, f"goal-{goal.pk}")
