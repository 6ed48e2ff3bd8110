from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.make import TODAY
from vierspan.organisations.models import Organisation
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.models import ActionState, Block, Plan, State
from vierspan.plans.operations import sections
from vierspan.plans.queries.indicators import bound_values
from vierspan.plans.queries.plans import last_approved, plan_to_export, plans_of
from vierspan.plans.queries.reading import PlanReading, reading
from vierspan.plans.queries.summary import LONGEST_VISION, summary
from vierspan.plans.tests.make import LAST, bring_to, make_action, make_goal, make_indicator, make_plan


def write(plan: Plan, key: str, body: str) -> None:
    sections.write_section(section=plan.sections.get(key=key), body=body, edition=0, actor="Alice")


def read(plan: Plan) -> PlanReading:
    return reading(plan, bound_values(plan.organisation, on=TODAY, plan=plan))


def test_a_plan_is_read_by_chapter_and_its_goals_by_building_block(school: Organisation) -> None:
    plan = make_plan(school)
    write(plan, "vision.ict", "Onze visie.")
    sections.add_comment(plan=plan, section_key="vision.ict", text="Mooi.", actor="Bob")
    sections.add_comment(plan=plan, section_key="", text="Bespreken.", actor="Bob")
    later, first, vision = (
        make_goal(plan, "b", position=2),
        make_goal(plan, "a", position=1),
        make_goal(plan, "v", block="V"),
    )
    found = read(plan)
    assert (found.written, len(found.sections)) == (1, plan.sections.count())
    (vision_section,) = [each for each in found.sections if each.section.key == "vision.ict"]
    assert (vision_section.body, vision_section.open_comments) == ("Onze visie.", 1)
    assert [comment.text for comment in found.remarks] == ["Bespreken."]
    assert [(block.block, [g.goal for g in block.goals]) for block in found.blocks] == [
        (Block.VISION, [vision]),
        (Block.EXPERTISE, [first, later]),
    ]


def test_costs_and_hours_leave_out_what_is_dropped(school: Organisation) -> None:
    plan = make_plan(school)
    goal = make_goal(plan)
    make_action(goal, cost_once=100, cost_yearly=10, source="digiplan", effort_hours=5, owner_name="Els")
    make_action(goal, cost_once=50, effort_hours=2, owner_name="Els", state="done", starts_on=date(2028, 9, 1))
    make_action(goal, cost_once=999, effort_hours=99, owner_name="Els", state="dropped")
    found = read(plan)
    assert [(total.source, total.period) for total in found.budget.sources] == [("digiplan", 130), ("", 50)]
    assert found.hours == (("Els", Decimal(7)),)


def test_too_many_goals_and_too_many_open_actions_are_seen(school: Organisation) -> None:
    plan = make_plan(school)
    goals = [make_goal(plan, f"doel {i}") for i in range(7)]
    for state in ("todo", "todo", "doing", "done", "dropped"):
        make_action(goals[0], owner_name="Els", state=state)
        make_action(goals[1], state=state)
    assert (read(plan).has_too_many_goals, read(plan).overloaded) == (False, ())
    make_goal(plan, "doel 8")
    make_action(goals[2], owner_name="Els")
    assert (read(plan).has_too_many_goals, read(plan).overloaded) == (True, (("Els", 4),))


@pytest.mark.parametrize(
    ("baseline", "target", "value", "reached"),
    [
        (40, 60, 60, True),
        (40, 60, 59, False),
        (21, 1, 1, True),
        (21, 1, 2, False),
        (None, 5, 6, True),
        (1, None, 2, None),
    ],
)
def test_an_indicator_is_reached_in_the_direction_of_its_target(
    school: Organisation, baseline: int | None, target: int | None, value: int, reached: bool | None
) -> None:
    goal = make_goal(make_plan(school))
    make_indicator(goal, baseline=baseline, target=target, value=value)
    (shown,) = read(goal.plan).goals[0].indicators
    assert shown.is_reached is reached


def test_an_indicator_bound_to_a_scan_without_results_has_no_value(school: Organisation) -> None:
    goal = make_goal(make_plan(school))
    make_indicator(goal, bound_dimension="X", bound_audience="teachers", value=33, target=60)
    (shown,) = read(goal.plan).goals[0].indicators
    assert (shown.value, shown.measured_on, shown.is_reached) == (None, None, None)


def test_reading_asks_as_many_questions_for_three_goals_as_for_one(
    school: Organisation, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    plan = make_plan(school)
    make_action(make_goal(plan))
    with django_assert_num_queries(5):
        reading(plan, {})
    for title in ("b", "c"):
        goal = make_goal(plan, title)
        make_action(goal)
        make_indicator(goal)
    with django_assert_num_queries(5):
        reading(plan, {})


def test_the_standing_plan_comes_first_with_its_counts(school: Organisation, other_school: Organisation) -> None:
    make_plan(other_school)
    old = make_plan(school, title="oud", state=State.CLOSED)
    draft = make_plan(school, title="ontwerp", starts_on=date(2027, 9, 1))
    current = make_plan(school, title="nu")
    write(current, "vision.ict", "Tekst.")
    for goal in (make_goal(current), make_goal(current)):
        make_action(goal)
        make_action(goal, state=ActionState.DONE)
    bring_to(current, State.IN_FORCE)
    found = plans_of(school)
    assert found == [current, draft, old]
    assert (found[0].written, found[0].sections_total) == (1, current.sections.count())
    assert (found[0].goals_total, found[0].open_actions) == (2, 2)
    assert plan_to_export(school) == current


def test_without_a_plan_in_force_the_newest_is_exported(school: Organisation) -> None:
    assert plan_to_export(school) is None
    make_plan(school, title="oud", starts_on=date(2020, 9, 1))
    newest = make_plan(school)
    assert plan_to_export(school) == newest


def test_the_version_approved_last_is_known_while_a_new_draft_is_written(school: Organisation) -> None:
    plan = make_plan(school, state=State.SUBMITTED)
    assert last_approved(plan) is None
    bring_to(plan, State.APPROVED)
    assert last_approved(plan).number == 2


def test_the_one_page_holds_vision_goals_and_the_actions_of_this_school_year(school: Organisation) -> None:
    plan = make_plan(school)
    write(plan, "vision.ict", "Eerste alinea.\n\nTweede alinea.")
    goal = make_goal(plan)
    late, soon = (
        make_action(goal, "laat", due_on=date(2027, 8, 31)),
        make_action(goal, "snel", due_on=date(2026, 12, 1)),
    )
    overdue = make_action(goal, "te laat", due_on=date(2026, 10, 1))
    make_action(goal, "volgend jaar", due_on=date(2027, 9, 1))
    make_action(goal, "klaar", due_on=soon.due_on, state="done")
    make_action(goal, "zonder dag")
    found = summary(read(plan), on=TODAY)
    assert (found.vision, found.school_year, found.more_actions) == ("Eerste alinea.", SchoolYear(2026), 0)
    assert found.actions == (overdue, soon, late)


def test_before_it_begins_the_one_page_speaks_of_the_first_school_year_of_the_plan(school: Organisation) -> None:
    plan = make_plan(school, starts_on=date(2027, 9, 1))
    assert summary(read(plan), on=TODAY).school_year == SchoolYear(2027)
    assert summary(read(plan), on=LAST).school_year == SchoolYear.of(LAST)


def test_a_long_vision_and_many_actions_are_cut_to_stay_on_the_page(school: Organisation) -> None:
    plan = make_plan(school)
    write(plan, "vision.ict", "Een hele zin over ICT. " * 60)
    goal = make_goal(plan)
    for i in range(11):
        make_action(goal, f"actie {i}", due_on=TODAY + timedelta(days=i))
    found = summary(read(plan), on=TODAY)
    assert len(found.vision) <= LONGEST_VISION
    assert found.vision.endswith("over ICT.")
    assert (len(found.actions), found.more_actions) == (8, 3)
