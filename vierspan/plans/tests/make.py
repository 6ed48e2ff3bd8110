"""Plans for tests, each by a plain function with sensible defaults."""

from datetime import UTC, date, datetime
from typing import Any

from tests.make import TODAY
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.plans.contents import content_of, fingerprint
from vierspan.plans.models import Action, Goal, Indicator, Plan, State
from vierspan.plans.operations import plans, states

NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
FIRST, LAST = date(2026, 9, 1), date(2029, 8, 31)
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)> & 'quotes' \"double\""


def make_plan(organisation: Organisation, *, template: str = "plan_compact", state: str = "", **given: Any) -> Plan:
    """A plan from a template, brought as far as ``state`` by its operations."""
    plan = plans.add_plan(
        **{
            "organisation": organisation,
            "template": library.plan_template(template, library.latest(template)),
            "title": "ICT-beleidsplan",
            "starts_on": FIRST,
            "ends_on": LAST,
            "actor": "Alice",
            **given,
        }
    )
    bring_to(plan, state or State.DRAFT)
    return plan


def bring_to(plan: Plan, state: str) -> None:
    steps = list(State.values)
    for step in steps[steps.index(plan.state) + 1 : steps.index(state) + 1]:
        if step == State.SUBMITTED:
            states.submit(plan=plan, actor="Alice", at=NOW)
        elif step == State.APPROVED:
            plan.refresh_from_db()
            states.approve(plan=plan, seen=fingerprint(content_of(plan)), actor="Ann", at=NOW)
        elif step == State.IN_FORCE:
            states.start(plan=plan, actor="Ann", at=NOW)
        else:
            states.close(plan=plan, actor="Ann", at=NOW)
    plan.refresh_from_db()


def make_goal(plan: Plan, title: str = "Leraren zijn digitaal vaardig", **given: Any) -> Goal:
    return Goal.objects.create(
        **{"organisation": plan.organisation, "plan": plan, "block": "X", "title": title, **given}
    )


def make_action(goal: Goal, title: str = "Nascholing kiezen", **given: Any) -> Action:
    return Action.objects.create(
        **{"organisation": goal.organisation, "goal": goal, "title": title, "created_on": TODAY, **given}
    )


def make_indicator(goal: Goal, title: str = "Leraren die nascholing volgden", **given: Any) -> Indicator:
    return Indicator.objects.create(**{"organisation": goal.organisation, "goal": goal, "title": title, **given})
