"""The next plan: what still counts goes along, what is finished stays behind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.frameworks.plan_content import PlanTemplate
from vierspan.plans.models import Action, ActionState, Goal, Indicator, Plan, Section
from vierspan.plans.queries.indicators import Bound, bound_values, value_of
from vierspan.surveys.queries.results import ScoreFact

FINISHED = (ActionState.DONE, ActionState.DROPPED)


@dataclass(frozen=True)
class Period:
    starts_on: date
    ends_on: date

    def within(self, day: date | None) -> date | None:
        """The day when it lies in the period; otherwise it has to be set anew."""
        return day if day and self.starts_on <= day <= self.ends_on else None


@transaction.atomic
def copy_forward(
    *, plan: Plan, template: PlanTemplate, title: str, starts_on: date, ends_on: date, actor: str | User, on: date
) -> Plan:
    """Begin the plan that follows: its texts, its goals that are not reached, their open actions and indicators.

    A goal whose actions are all finished stays behind. A day outside the new period is left open; the latest value of an
    indicator becomes the new baseline. The plan itself does not change.
    """
    following = Plan.objects.create(
        organisation_id=plan.organisation_id,
        title=title,
        template=template.header.name,
        template_version=template.header.version,
        starts_on=starts_on,
        ends_on=ends_on,
        follows=plan,
    )
    bodies = dict(plan.sections.values_list("key", "body"))
    Section.objects.bulk_create(
        Section(organisation_id=plan.organisation_id, plan=following, key=each.key, body=bodies.get(each.key, ""))
        for each in template.sections
    )
    bound = bound_values(plan.organisation, on=on, plan=plan)
    copied = [_copy(goal, following, Period(starts_on, ends_on), on) for goal in _open_goals(plan)]
    Indicator.objects.bulk_create(_copy_indicators(copied, bound))
    audit.record(
        actor=str(actor),
        organisation_id=plan.organisation_id,
        verb="plan.copied",
        target=following,
        changes={"follows": plan.pk, "goals": len(copied)},
    )
    return following


def _open_goals(plan: Plan) -> list[Goal]:
    is_open = Q(actions=None) | Q(actions__state__in=[ActionState.TODO, ActionState.DOING])
    return list(plan.goals.filter(is_open).distinct().prefetch_related("actions"))


def _copy(goal: Goal, following: Plan, period: Period, on: date) -> Goal:
    copy = Goal.objects.create(
        organisation_id=goal.organisation_id,
        plan=following,
        block=goal.block,
        title=goal.title,
        why=goal.why,
        origin=goal.origin,
        position=goal.position,
        copied_from=goal,
    )
    Action.objects.bulk_create(
        _copy_action(action, copy, period, on) for action in goal.actions.all() if action.state not in FINISHED
    )
    return copy


def _copy_action(action: Action, goal: Goal, period: Period, on: date) -> Action:
    return Action(
        organisation_id=goal.organisation_id,
        goal=goal,
        title=action.title,
        owner_id=action.owner_id,
        owner_name=action.owner_name,
        starts_on=period.within(action.starts_on),
        due_on=period.within(action.due_on),
        effort_hours=action.effort_hours,
        cost_once=action.cost_once,
        cost_yearly=action.cost_yearly,
        source=action.source,
        state=action.state,
        created_on=on,
        position=action.position,
    )


def _copy_indicators(goals: Iterable[Goal], bound: dict[Bound, ScoreFact]) -> Iterator[Indicator]:
    """What it stood at last is where the next plan begins."""
    for goal in goals:
        for indicator in Indicator.objects.filter(goal=goal.copied_from):
            latest = value_of(indicator, bound)
            yield Indicator(
                organisation_id=goal.organisation_id,
                goal=goal,
                title=indicator.title,
                unit=indicator.unit,
                baseline=indicator.baseline if latest is None else latest,
                target=indicator.target,
                bound_dimension=indicator.bound_dimension,
                bound_audience=indicator.bound_audience,
            )
