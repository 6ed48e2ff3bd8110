"""A plan's rows as plain data: what a version freezes, and what a comparison reads."""

import json
from hashlib import sha256

from django.db.models import Prefetch

from vierspan.frameworks import library
from vierspan.frameworks.plan_content import PlanTemplate
from vierspan.plans.differences import ActionText, GoalText, IndicatorText, PlanContent, SectionText
from vierspan.plans.models import Action, Goal, Indicator, Plan


def template_of(plan: Plan) -> PlanTemplate | None:
    """The template that the plan is pinned to; none for a plan made elsewhere."""
    return library.plan_template(plan.template, plan.template_version) if plan.template else None


def content_of(plan: Plan) -> PlanContent:
    """The plan as it is now. Titles of sections are frozen in Dutch: a page shows them in its reader's language."""
    template = template_of(plan)
    bodies = dict(plan.sections.values_list("key", "body"))
    goals = plan.goals.prefetch_related(Prefetch("actions", Action.objects.select_related("owner")), "indicators")
    return PlanContent(
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        sections=tuple(
            SectionText(section.key, section.title.nl, bodies.get(section.key, ""))
            for section in (template.sections if template else ())
        ),
        goals=tuple(_goal(goal) for goal in goals),
    )


def fingerprint(content: PlanContent) -> str:
    """Changes when anything in the plan does: who approves says with it what they saw."""
    return sha256(json.dumps(content.to_json(), sort_keys=True).encode()).hexdigest()


def _goal(goal: Goal) -> GoalText:
    return GoalText(
        id=str(goal.pk),
        title=goal.title,
        block=goal.block,
        why=goal.why,
        actions=tuple(_action(action) for action in goal.actions.all()),
        indicators=tuple(_indicator(indicator) for indicator in goal.indicators.all()),
    )


def _action(action: Action) -> ActionText:
    return ActionText(
        id=str(action.pk),
        title=action.title,
        owner=action.who,
        starts_on=action.starts_on,
        due_on=action.due_on,
        status=action.state,
        effort_hours=action.effort_hours,
        cost_once=action.cost_once,
        cost_yearly=action.cost_yearly,
        source=action.source,
    )


def _indicator(indicator: Indicator) -> IndicatorText:
    return IndicatorText(
        id=str(indicator.pk),
        title=indicator.title,
        unit=indicator.unit,
        baseline=indicator.baseline,
        target=indicator.target,
    )
