"""What the school decides about a proposed goal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.frameworks.plan_content import ActionDraft
from vierspan.plans.locks import NotWritable, lock_writable
from vierspan.plans.models import Decision, Goal, Plan, ProposalDecision
from vierspan.plans.operations import goals, indicators, plan_actions
from vierspan.plans.operations.indicators import Measure
from vierspan.plans.operations.plan_actions import Planned

LAST_DAY_IN_EVERY_MONTH = 28


class AlreadyDecided(Exception):
    """Somebody took this proposal over or declined it."""


@dataclass(frozen=True)
class Taken:
    """A proposal as the school takes it over: adapted or as it was, with the actions that it wants."""

    rule: str
    block: str
    title: str
    why: str
    actions: tuple[tuple[str, ActionDraft], ...]  # title in the reader's language, and the draft
    measure: Measure | None


@transaction.atomic
def take_over(*, plan: Plan, taken: Taken, holders: Mapping[str, User], actor: str | User, on: date) -> Goal:
    """Make a goal of a proposal, with its actions and indicator. ``holders``: who holds a role, where it is one person.

    Raises AlreadyDecided when somebody was before, NotWritable when the plan is approved.
    """
    held = lock_writable(plan)
    goal = goals.add_goal(
        plan=held, block=taken.block, title=taken.title, why=taken.why, origin=taken.rule, actor=actor
    )
    for title, draft in taken.actions:
        planned = _planned(title, draft, holders, held, on)
        plan_actions.add_action(goal=goal, planned=planned, actor=actor, on=on)
    if taken.measure:
        indicators.add_indicator(goal=goal, measure=taken.measure, actor=actor)
    _decide(held, taken.rule, Decision.TAKEN, actor, goal=goal)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="proposal.taken",
        target=goal,
        changes={"rule": taken.rule, "actions": len(taken.actions)},
    )
    return goal


@transaction.atomic
def decline(*, plan: Plan, rule: str, reason: str, actor: str | User) -> ProposalDecision:
    """Say no to a proposal, and why. Raises AlreadyDecided and NotWritable as ``take_over`` does."""
    held = lock_writable(plan)
    decision = _decide(held, rule, Decision.DECLINED, actor, reason=reason)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="proposal.declined",
        target=held,
        changes={"rule": rule},
    )
    return decision


@transaction.atomic
def reconsider(*, decision: ProposalDecision, actor: str | User) -> None:
    """Forget a decision, so that the proposal comes back when it still holds.

    Raises NotWritable while the goal that was made of it stands in the plan, or when the plan is approved.
    """
    held = lock_writable(decision.plan)
    if decision.goal_id is not None:
        raise NotWritable(_("The goal of this proposal stands in the plan. Remove the goal first."))
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="proposal.reconsidered",
        target=held,
        changes={"rule": decision.rule},
    )
    decision.delete()


def _decide(
    plan: Plan, rule: str, decision: Decision, actor: str | User, *, reason: str = "", goal: Goal | None = None
) -> ProposalDecision:
    try:
        with transaction.atomic():
            return ProposalDecision.objects.create(
                organisation_id=plan.organisation_id,
                plan=plan,
                rule=rule,
                decision=decision,
                reason=reason,
                goal=goal,
                decided_by=str(actor)[:150],
            )
    except IntegrityError:
        raise AlreadyDecided(_("Somebody decided about this proposal already.")) from None


def _planned(title: str, draft: ActionDraft, holders: Mapping[str, User], plan: Plan, on: date) -> Planned:
    """Dates from the day on which the plan begins, or from today; never after its end. No amount stays no amount."""
    return Planned(
        title=title,
        owner=holders.get(draft.owner_role),
        due_on=min(_months_on(max(on, plan.starts_on), draft.due_months), plan.ends_on),
        effort_hours=Decimal(draft.effort_hours) if draft.effort_hours else None,
        cost_once=Decimal(draft.cost_once) if draft.cost_once else None,
        cost_yearly=Decimal(draft.cost_yearly) if draft.cost_yearly else None,
    )


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, LAST_DAY_IN_EVERY_MONTH))
