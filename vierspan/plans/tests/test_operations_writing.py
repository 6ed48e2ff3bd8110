"""Sections, goals, actions and indicators: what is saved, and that nobody's text is lost."""

from datetime import date
from decimal import Decimal

import pytest

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.plans.locks import EditedMeanwhile, NotWritable
from vierspan.plans.models import Action, Comment, Goal, Indicator, Section, State
from vierspan.plans.operations import goals, indicators, plan_actions, sections
from vierspan.plans.operations.indicators import Measure
from vierspan.plans.operations.plan_actions import Planned
from vierspan.plans.tests.make import NASTY, NOW, bring_to, make_action, make_goal, make_indicator, make_plan


@pytest.fixture
def section(school: Organisation) -> Section:
    return make_plan(school).sections.get(key="vision.ict")


def test_a_new_plan_has_every_section_of_its_template_empty(school: Organisation) -> None:
    plan = make_plan(school, template="plan_full")
    assert set(plan.sections.values_list("body", "edition")) == {("", 0)}
    assert {"vision.education", "vision.ict", "infrastructure.privacy"} <= set(
        plan.sections.values_list("key", flat=True)
    )


def test_a_saved_section_says_who_and_goes_up_an_edition(section: Section) -> None:
    saved = sections.write_section(section=section, body=NASTY, edition=0, actor="Alice")
    assert (saved.body, saved.edition, saved.edited_by) == (NASTY, 1, "Alice")
    section.refresh_from_db()
    assert (section.body, section.edition) == (NASTY, 1)
    event = AuditEvent.objects.get(verb="section.written")
    assert event.changes == {"edition": 1, "characters": len(NASTY)}


def test_two_who_begin_from_one_edition_meet_and_lose_nothing(section: Section) -> None:
    alices, anns = Section.objects.get(pk=section.pk), Section.objects.get(pk=section.pk)
    sections.write_section(section=alices, body="Van Alice.", edition=alices.edition, actor="Alice")
    with pytest.raises(EditedMeanwhile) as meeting:
        sections.write_section(section=anns, body="Van Ann.", edition=anns.edition, actor="Ann")
    assert (meeting.value.current.body, meeting.value.current.edited_by) == ("Van Alice.", "Alice")
    section.refresh_from_db()
    assert (section.body, section.edition) == ("Van Alice.", 1)
    sections.write_section(section=anns, body="Van Alice en Ann.", edition=1, actor="Ann")
    section.refresh_from_db()
    assert (section.body, section.edition, section.edited_by) == ("Van Alice en Ann.", 2, "Ann")


def test_the_same_text_twice_is_no_conflict_and_no_new_edition(section: Section) -> None:
    sections.write_section(section=section, body="Gelijk.", edition=0, actor="Alice")
    again = sections.write_section(section=section, body="Gelijk.", edition=0, actor="Ann")
    assert (again.edition, again.edited_by) == (1, "Alice")
    assert AuditEvent.objects.filter(verb="section.written").count() == 1


def test_a_remark_stands_beside_its_section_until_it_is_dealt_with(section: Section) -> None:
    remark = sections.add_comment(plan=section.plan, section_key="vision.ict", text="En de kleuters?", actor="Bob")
    sections.resolve_comment(comment=remark, actor="Alice", at=NOW)
    sections.resolve_comment(comment=remark, actor="Ann", at=NOW)
    remark.refresh_from_db()
    assert (remark.author, remark.text, remark.resolved_by, remark.resolved_at) == (
        "Bob",
        "En de kleuters?",
        "Alice",
        NOW,
    )
    assert "kleuters" not in str(list(AuditEvent.objects.values_list("target", "changes")))


def test_a_closed_plan_takes_no_remarks(school: Organisation) -> None:
    plan = make_plan(school, state=State.CLOSED)
    with pytest.raises(NotWritable):
        sections.add_comment(plan=plan, section_key="", text="Te laat.", actor="Bob")
    assert Comment.objects.count() == 0


def test_goals_are_added_behind_each_other_and_changed_over_their_edition(school: Organisation) -> None:
    plan = make_plan(school)
    first = goals.add_goal(plan=plan, block="V", title="Eerst", why="", actor="Alice")
    second = goals.add_goal(plan=plan, block="X", title="Dan", why="Omdat.", actor="Alice", origin="expertise_low")
    assert (first.position, second.position, second.origin) == (0, 1, "expertise_low")
    goals.edit_goal(goal=first, block="I", title="Beter", why="Zo.", edition=0, actor="Ann")
    first.refresh_from_db()
    assert (first.block, first.title, first.why, first.edition) == ("I", "Beter", "Zo.", 1)
    with pytest.raises(EditedMeanwhile) as meeting:
        goals.edit_goal(goal=first, block="V", title="Anders", why="", edition=0, actor="Alice")
    assert meeting.value.current.title == "Beter"


def test_a_goal_moves_among_those_of_its_building_block(school: Organisation) -> None:
    plan = make_plan(school)
    a, other, b, c = (
        goals.add_goal(plan=plan, block=block, title=title, why="", actor="Alice")
        for block, title in (("X", "a"), ("V", "ander"), ("X", "b"), ("X", "c"))
    )

    def order() -> list[str]:
        return list(plan.goals.filter(block="X").values_list("title", flat=True))

    goals.move_goal(goal=c, up=True, actor="Alice")
    assert order() == ["a", "c", "b"]
    goals.move_goal(goal=a, up=False, actor="Alice")
    assert order() == ["c", "a", "b"]
    goals.move_goal(goal=b, up=False, actor="Alice")
    goals.move_goal(goal=c, up=True, actor="Alice")
    assert order() == ["c", "a", "b"]
    other.refresh_from_db()
    assert other.position == 1


def test_goals_that_share_a_place_can_be_moved_too(school: Organisation) -> None:
    plan = make_plan(school)
    for title in ("a", "b", "c"):
        make_goal(plan, title, position=0)
    goals.move_goal(goal=plan.goals.get(title="c"), up=True, actor="Alice")
    assert list(plan.goals.values_list("title", flat=True)) == ["a", "c", "b"]


def test_a_removed_goal_takes_its_parts_along_and_stays_in_earlier_versions(school: Organisation) -> None:
    plan = make_plan(school)
    goal = make_goal(plan)
    make_action(goal)
    make_indicator(goal)
    bring_to(plan, State.SUBMITTED)
    goals.remove_goal(goal=goal, actor="Alice")
    assert (Goal.objects.count(), Action.objects.count(), Indicator.objects.count()) == (0, 0, 0)
    assert [frozen["title"] for frozen in plan.versions.get().content["goals"]] == ["Leraren zijn digitaal vaardig"]
    assert AuditEvent.objects.get(verb="goal.removed").changes == {"actions": 1, "indicators": 1}


def test_an_action_is_planned_changed_and_removed(school: Organisation, alice: User) -> None:
    goal = make_goal(make_plan(school))
    wanted = Planned("Kopen", owner=alice, due_on=TODAY, effort_hours=Decimal(6), cost_once=Decimal("3250.50"))
    action = plan_actions.add_action(goal=goal, planned=wanted, actor="Alice", on=TODAY)
    later = plan_actions.add_action(goal=goal, planned=Planned("Klaarzetten"), actor="Alice", on=TODAY)
    assert (action.position, later.position, action.who, action.state) == (0, 1, "Alice", "todo")
    Action.objects.filter(pk=action.pk).update(state="doing", light="amber")
    changed = Planned("Huren", owner_name="Firma", cost_yearly=Decimal(900), source="digiplan")
    plan_actions.edit_action(action=action, planned=changed, edition=0, actor="Ann")
    action.refresh_from_db()
    assert (action.title, action.who, action.due_on, action.cost_once, action.cost_yearly, action.source) == (
        *("Huren", "Firma", None, None, Decimal(900), "digiplan"),
    )
    assert (action.state, action.light, action.edition) == ("doing", "amber", 1)
    with pytest.raises(EditedMeanwhile) as meeting:
        plan_actions.edit_action(action=action, planned=Planned("Lenen"), edition=0, actor="Alice")
    assert meeting.value.current.title == "Huren"
    plan_actions.remove_action(action=action, actor="Ann")
    assert list(goal.actions.all()) == [later]
    assert AuditEvent.objects.get(verb="action.changed").changes == {
        "fields": ["title", "owner", "owner_name", "due_on", "effort_hours", "cost_once", "cost_yearly", "source"]
    }


def test_an_indicator_is_added_changed_measured_and_removed(school: Organisation) -> None:
    plan = make_plan(school)
    goal = make_goal(plan)
    indicator = indicators.add_indicator(goal=goal, measure=Measure("Dagen stil", "dagen", Decimal(21)), actor="Alice")
    indicators.edit_indicator(
        indicator=indicator, measure=Measure("Dagen stil", "dagen", Decimal(21), Decimal(1)), actor="Ann"
    )
    bring_to(plan, State.IN_FORCE)
    indicators.measure_indicator(indicator=indicator, value=Decimal("12.5"), on=date(2027, 3, 1), actor="Bob")
    indicator.refresh_from_db()
    assert (indicator.baseline, indicator.target, indicator.value, indicator.measured_on) == (
        *(Decimal(21), Decimal(1), Decimal("12.5"), date(2027, 3, 1)),
    )
    for refused in (
        lambda: indicators.remove_indicator(indicator=indicator, actor="Ann"),
        lambda: indicators.edit_indicator(indicator=indicator, measure=Measure("Anders"), actor="Ann"),
        lambda: indicators.add_indicator(goal=goal, measure=Measure("Nog een"), actor="Ann"),
    ):
        with pytest.raises(NotWritable):
            refused()
    assert Indicator.objects.get().title == "Dagen stil"


def test_an_indicator_that_follows_a_scan_is_not_measured_by_hand(school: Organisation) -> None:
    bound = make_indicator(make_goal(make_plan(school)), bound_dimension="X", bound_audience="teachers")
    with pytest.raises(NotWritable):
        indicators.measure_indicator(indicator=bound, value=Decimal(50), on=TODAY, actor="Bob")
    bound.refresh_from_db()
    assert bound.value is None
