"""Where schools stand in the loop, and what asks for attention."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.make import TODAY, make_organisation
from vierspan.access.permissions import GRANTS, Role
from vierspan.home import queries
from vierspan.home.signals import signals
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action, Goal, Plan, Review, State
from vierspan.plans.operations.states import reopen
from vierspan.surveys.models import Audience, Round

AT = datetime(2026, 9, 1, 8, tzinfo=UTC)
COORDINATOR = GRANTS[Role.TECHNICAL_COORDINATOR]


def make_round(school: Organisation, opens_on: date, closes_on: date, responses: int = 3) -> Round:
    made = Round.objects.create(
        organisation=school, title="Najaar", instrument="perception", version="1.0", opens_on=opens_on,
        closes_on=closes_on, opened_at=AT, link_key=f"{school.pk}{opens_on}"[:20],
    )  # fmt: skip
    Audience.objects.create(organisation=school, round=made, key="teachers", head_count=20, responses=responses)
    return made


def make_plan(school: Organisation, state: State = State.IN_FORCE, **given: Any) -> Plan:
    approval: dict[str, Any] = (
        {"approved_at": AT, "approved_by": "Ann"} if state in (State.APPROVED, State.IN_FORCE) else {}
    )
    if state == State.IN_FORCE:
        approval["in_force_at"] = AT
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2029, 8, 31)}
    return Plan.objects.create(
        organisation=school, template="plan_compact", template_version="1.0", state=state,
        **{"title": "Plan", **dates, **approval, **given},
    )  # fmt: skip


def make_action(plan: Plan, **given: Any) -> Action:
    goal = Goal.objects.create(organisation=plan.organisation, plan=plan, block="X", title="Doel")
    fields = {"title": "Doen", "owner_name": "Joke", "created_on": TODAY, "due_on": date(2027, 6, 1), **given}
    return Action.objects.create(organisation=plan.organisation, goal=goal, **fields)


def standing(school: Organisation) -> queries.Standing:
    return queries.standings([school], on=TODAY)[0]


def reached(school: Organisation) -> list[str]:
    return [key for key, done in standing(school).steps if done]


def said(school: Organisation) -> list[tuple[str, str]]:
    return [(signal.tone, signal.text) for signal in signals(standing(school), COORDINATOR)]


def test_a_new_school_reached_nothing(school: Organisation) -> None:
    assert reached(school) == []


def test_the_loop_is_reached_step_by_step(school: Organisation) -> None:
    make_round(school, date(2026, 9, 7), date(2026, 9, 21))
    assert reached(school) == ["know"]
    plan = make_plan(school)
    action = make_action(plan, owner_name="")
    assert reached(school) == ["know", "decide"]
    Action.objects.filter(pk=action.pk).update(owner_name="Joke")
    assert reached(school) == ["know", "decide", "divide"]
    Action.objects.filter(pk=action.pk).update(state="done")
    assert reached(school) == ["know", "decide", "divide", "do"]
    Review.objects.create(organisation=school, plan=plan, school_year=2025, held_on=date(2026, 6, 1), recorded_by="Ann")
    assert reached(school) == ["know", "decide", "divide", "do", "learn"]


def test_a_scan_of_three_years_ago_no_longer_counts(school: Organisation) -> None:
    make_round(school, date(2023, 9, 7), date(2023, 9, 21))
    assert reached(school) == []


def test_the_plan_in_force_speaks_before_the_draft(school: Organisation) -> None:
    make_plan(school, State.DRAFT, title="Nieuw", starts_on=date(2027, 9, 1), ends_on=date(2030, 8, 31))
    plan = make_plan(school)
    assert standing(school).plan == plan


def test_a_new_draft_takes_nothing_away_from_the_school(school: Organisation) -> None:
    plan = make_plan(school)
    make_action(plan, state="done")
    make_plan(school, State.APPROVED, title="Volgend", starts_on=date(2029, 9, 1), ends_on=date(2032, 8, 31))
    reopen(plan=plan, actor="Alice")
    assert (standing(school).plan, reached(school)) == (plan, ["decide", "divide", "do"])


@pytest.mark.parametrize("count", [1, 3])
def test_standings_ask_the_same_for_1_and_3(db: None, django_assert_num_queries: Any, count: int) -> None:
    schools = [make_organisation(f"School {number}", slug=f"s{number}") for number in range(count)]
    for one in schools:
        make_round(one, date(2026, 11, 16), date(2026, 11, 30))
        make_action(make_plan(one))
    with django_assert_num_queries(5):
        queries.standings(schools, on=TODAY)


def test_without_a_plan_that_is_the_first_thing_said(school: Organisation) -> None:
    assert [tone for tone, _text in said(school)] == ["danger", "warn"]


def test_late_and_ownerless_actions_are_counted(school: Organisation) -> None:
    plan = make_plan(school)
    make_round(school, date(2026, 9, 7), date(2026, 9, 21))
    make_action(plan, due_on=date(2026, 11, 1))
    make_action(plan, owner_name="")
    tones = [tone for tone, _text in said(school)]
    assert tones == ["danger", "warn"]


def test_a_scan_with_few_answers_near_its_end_is_a_warning(school: Organisation) -> None:
    make_plan(school)
    make_round(school, date(2026, 11, 9), date(2026, 11, 27), responses=3)
    assert [tone for tone, _text in said(school)] == ["warn"]


def test_a_review_past_its_date_is_late(school: Organisation) -> None:
    make_round(school, date(2026, 9, 7), date(2026, 9, 21))
    make_plan(school, review_on=date(2026, 11, 1))
    assert [tone for tone, _text in said(school)] == ["danger"]


def test_a_teacher_is_not_bothered_with_what_is_for_others(school: Organisation) -> None:
    assert signals(standing(school), GRANTS[Role.TEACHER]) == []


def test_the_glance_shows_the_worst_light_of_open_actions(school: Organisation) -> None:
    plan = make_plan(school)
    first = make_action(plan, light="green")
    Action.objects.create(
        organisation=school, goal=first.goal, title="Tweede", created_on=TODAY, light="red", owner_name="Jef"
    )
    glance = queries.goals_at_a_glance(plan)[0]
    assert (glance.done, glance.total, glance.light) == (0, 2, "red")
