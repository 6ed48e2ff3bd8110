"""A difference between two plans can be trusted to the letter, and reads as a person would mark it."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.plans.differences import (
    ActionText,
    Change,
    GoalText,
    IndicatorText,
    PartDifference,
    PlanContent,
    SectionText,
    TextDifference,
    ValueDifference,
    difference,
)
from vierspan.plans.text_runs import Mark, Run, text_runs

ADDED, REMOVED, CHANGED, SAME = Change.ADDED, Change.REMOVED, Change.CHANGED, Change.SAME
VISION = SectionText("vision.ict", "Visie", "ICT helpt ons onderwijs.")
BUDGET = SectionText("budget.multi_year", "Begroting", "We sparen elk jaar.")
LEND = ActionText("7", "Leen toestellen uit", "An", None, dt.date(2027, 3, 15), "todo", Decimal(12), Decimal("250.00"))
SCORE = IndicatorText("3", "Score van leraren", "punten", Decimal(48), Decimal(60))
GOAL = GoalText("4", "Iedereen een toestel", "I", "Te weinig toestellen.", (LEND,), (SCORE,))
PLAN = PlanContent("ICT-plan", dt.date(2026, 9, 1), dt.date(2029, 8, 31), (VISION, BUDGET), (GOAL,))


def with_sections(*sections: SectionText) -> PlanContent:
    return PlanContent("ICT-plan", dt.date(2026, 9, 1), dt.date(2029, 8, 31), sections, (GOAL,))


def with_goals(*goals: GoalText) -> PlanContent:
    return PlanContent("ICT-plan", dt.date(2026, 9, 1), dt.date(2029, 8, 31), (VISION, BUDGET), goals)


def marked(before: str, after: str) -> str:
    sign = {Mark.KEPT: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "[+{}+]"}
    return "".join(sign[run.mark].format(run.text) for run in text_runs(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Gelijk.", "Gelijk.", "Gelijk."),
        ("", "Nieuw.", "[+Nieuw.+]"),
        ("Oud.", "", "[-Oud.-]"),
        ("Eén. Twee.", "Eén. Drie vier.", "Eén.[- Twee.-][+ Drie vier.+]"),
        ("De school heeft een visie.", "De school heeft een heldere visie.", "De school heeft een[+ heldere+] visie."),
        (
            "Wij kopen tien laptops in mei.",
            "Wij kopen tien tablets in mei.",
            "Wij kopen tien[- laptops-][+ tablets+] in mei.",
        ),
        ("Eerste zin. Derde zin.", "Eerste zin. Tweede zin. Derde zin.", "Eerste zin.[+ Tweede zin.+] Derde zin."),
        ("- een\n- twee\n", "- een\n- drie\n- twee\n", "- een\n[+- drie\n+]- twee\n"),
    ],
)
def test_words_are_marked_where_they_changed(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_a_scrap_between_two_changes_goes_along() -> None:
    """Three words would have stayed: "voor het" alone is no hold for the eye."""
    before = "Wij kopen in mei nieuwe laptops voor het vierde leerjaar van onze school."
    after = "Wij kopen in mei nieuwe tablets voor het derde leerjaar van onze school."
    assert marked(before, after) == (
        "Wij kopen in mei nieuwe[- laptops voor het vierde-][+ tablets voor het derde+] leerjaar van onze school."
    )


def test_a_word_between_two_insertions_stays() -> None:
    assert marked("een visie op school", "een heldere visie nu op school") == "een[+ heldere+] visie[+ nu+] op school"


def test_a_passage_of_which_little_is_left_is_replaced_as_a_whole() -> None:
    before = "De directie beslist in het voorjaar over alle aankopen."
    after = "Leraren vragen in september zelf een toestel aan."
    assert text_runs(before, after) == (Run(Mark.DELETED, before), Run(Mark.INSERTED, after))


letters = st.text(alphabet="ab .!\n,é-", max_size=60)
phrases = st.lists(st.sampled_from(["de", "het", "school", "geen", "nieuwe", ".", "!"]), max_size=40).map(" ".join)


@given(letters | phrases, letters | phrases)
def test_no_letter_is_lost_or_made_up(before: str, after: str) -> None:
    runs = text_runs(before, after)
    assert "".join(run.text for run in runs if run.mark is not Mark.INSERTED) == before
    assert "".join(run.text for run in runs if run.mark is not Mark.DELETED) == after


@given(letters | phrases, letters | phrases)
def test_runs_alternate_and_deletion_comes_first(before: str, after: str) -> None:
    runs = text_runs(before, after)
    assert [run for run in runs if not run.text] == []
    neighbours = {(one.mark, other.mark) for one, other in zip(runs, runs[1:], strict=False)}
    assert neighbours & {(mark, mark) for mark in Mark} == set()
    assert neighbours & {(Mark.INSERTED, Mark.DELETED)} == set()


def test_the_same_plan_has_no_difference() -> None:
    found = difference(PLAN, PLAN)
    assert found.is_empty
    assert [part.change for part in (found.own, *found.sections)] == [SAME, SAME, SAME]
    assert (found.goals[0].change, [part.change for part in found.goals[0].parts]) == (SAME, [SAME, SAME])


def test_title_and_period_belong_to_the_plan_itself() -> None:
    later = PlanContent("ICT-beleidsplan", PLAN.starts_on, dt.date(2028, 8, 31), PLAN.sections, PLAN.goals)
    runs = (Run(Mark.KEPT, "ICT-"), Run(Mark.DELETED, "plan"), Run(Mark.INSERTED, "beleidsplan"))
    assert difference(PLAN, later).own == PartDifference(
        key="",
        title="ICT-beleidsplan",
        change=CHANGED,
        texts=(TextDifference("title", runs),),
        values=(ValueDifference("ends_on", dt.date(2029, 8, 31), dt.date(2028, 8, 31)),),
    )
    assert not difference(PLAN, later).is_empty


def test_an_added_section_is_inserted_and_a_removed_one_deleted() -> None:
    added = (TextDifference("title", (Run(Mark.INSERTED, "Visie"),)),)
    added += (TextDifference("body", (Run(Mark.INSERTED, "ICT helpt ons onderwijs."),)),)
    found = difference(with_sections(BUDGET), with_sections(VISION, BUDGET))
    assert found.sections[0] == PartDifference("vision.ict", "Visie", ADDED, added, ())
    gone = difference(with_sections(VISION, BUDGET), with_sections(BUDGET))
    assert [(part.key, part.change) for part in gone.sections] == [("vision.ict", REMOVED), ("budget.multi_year", SAME)]
    assert [run for text in gone.sections[0].texts for run in text.runs] == [
        Run(Mark.DELETED, "Visie"),
        Run(Mark.DELETED, "ICT helpt ons onderwijs."),
    ]


def test_a_removed_part_stands_where_it_stood() -> None:
    one, two, three, four = (SectionText(key, key, "") for key in ("one", "two", "three", "four"))
    found = difference(with_sections(one, two, three), with_sections(three, four, one))
    assert [(part.key, part.change) for part in found.sections] == [
        ("three", SAME),
        ("four", ADDED),
        ("one", SAME),
        ("two", REMOVED),
    ]
    assert [part.key for part in difference(with_sections(one, two), with_sections(three)).sections] == [
        "one",
        "two",
        "three",
    ]


def test_a_goal_changes_with_its_actions() -> None:
    later = ActionText("7", "Leen toestellen uit", "Bo", None, LEND.due_on, "doing", Decimal("12.0"), None)
    found = difference(PLAN, with_goals(GoalText("4", GOAL.title, "I", GOAL.why, (later,), (SCORE,)))).goals[0]
    assert (found.own.change, found.change) == (SAME, CHANGED)
    assert found.actions[0].values == (
        ValueDifference("owner", "An", "Bo"),
        ValueDifference("status", "todo", "doing"),
        ValueDifference("cost_once", Decimal("250.00"), None),
    )
    assert [part.change for part in found.indicators] == [SAME]


def test_a_new_goal_brings_its_parts_and_an_empty_value_is_none() -> None:
    found = difference(with_goals(), with_goals(GOAL)).goals[0]
    assert found.own.values == (ValueDifference("block", None, "I"),)
    assert [part.change for part in found.parts] == [ADDED, ADDED]
    assert [value.field for value in found.actions[0].values] == [
        "owner",
        "due_on",
        "status",
        "effort_hours",
        "cost_once",
    ]
    assert difference(with_goals(GOAL), with_goals()).goals[0].change is REMOVED


def test_a_cost_of_nothing_is_not_no_cost() -> None:
    free, unknown = (GoalText("4", "", "I", "", (ActionText("7", "", cost_once=cost),)) for cost in (Decimal(0), None))
    (action,) = difference(with_goals(free), with_goals(unknown)).goals[0].actions
    assert action.values == (ValueDifference("cost_once", Decimal(0), None),)


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"two parts are called 'vision\.ict'"):
        difference(PLAN, with_sections(VISION, VISION))


def test_a_frozen_plan_is_plain_json() -> None:
    frozen = PLAN.to_json()
    assert json.loads(json.dumps(frozen)) == frozen
    assert frozen["goals"][0]["actions"][0] == {
        "id": "7",
        "title": "Leen toestellen uit",
        "owner": "An",
        "starts_on": None,
        "due_on": "2027-03-15",
        "status": "todo",
        "effort_hours": "12",
        "cost_once": "250.00",
        "cost_yearly": None,
        "source": "",
    }


def test_a_plan_frozen_before_a_field_existed_is_read() -> None:
    frozen = PLAN.to_json()
    frozen["goals"][0]["actions"] = [{"id": "7", "title": "Leen toestellen uit"}]
    frozen["goals"][0]["indicators"] = [{"id": "3", "title": "Score"}]
    (goal,) = PlanContent.from_json(frozen).goals
    assert (goal.actions, goal.indicators) == (
        (ActionText("7", "Leen toestellen uit"),),
        (IndicatorText("3", "Score"),),
    )


@pytest.mark.parametrize(
    "frozen",
    [
        {},
        {"title": "x", "starts_on": "2026-09-01", "ends_on": "soon", "sections": [], "goals": []},
        {"title": "x", "starts_on": None, "ends_on": "2029-08-31", "sections": [], "goals": []},
        {"title": "x", "starts_on": "2026-09-01", "ends_on": "2029-08-31", "sections": ["body"], "goals": []},
        PLAN.to_json()
        | {"goals": [PLAN.to_json()["goals"][0] | {"indicators": [{"id": "1", "title": "", "target": "?"}]}]},
    ],
)
def test_what_is_no_frozen_plan_is_refused(frozen: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"frozen plan|isoformat"):
        PlanContent.from_json(frozen)


words = st.text(alphabet="abc é.", max_size=12)
keys = st.text(alphabet="abcdef", min_size=1, max_size=2)
days = st.dates()
amounts = st.none() | st.decimals(0, 10_000, places=2)
actions = st.builds(
    ActionText, keys, words, words, st.none() | days, st.none() | days, words, amounts, amounts, amounts, words
)
indicators = st.builds(IndicatorText, keys, words, words, amounts, amounts)


def several(parts: st.SearchStrategy[Any], name: str = "id") -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, max_size=4, unique_by=lambda part: getattr(part, name)).map(tuple)


goals = st.builds(GoalText, keys, words, st.sampled_from("VLXCITB"), words, several(actions), several(indicators))
plans = st.builds(
    PlanContent, words, days, days, several(st.builds(SectionText, keys, words, words), "key"), several(goals)
)


@given(plans)
def test_freezing_loses_nothing(plan: PlanContent) -> None:
    assert PlanContent.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@given(plans, plans)
def test_every_part_of_both_plans_is_told_once(before: PlanContent, after: PlanContent) -> None:
    found = difference(before, after)
    old, new = {each.key for each in before.sections}, {each.key for each in after.sections}
    told = [part.key for part in found.sections]
    assert sorted(told) == sorted(old | new)
    assert [key for key in told if key in new] == [each.key for each in after.sections]
    assert {part.key for part in found.sections if part.change is ADDED} == new - old
    assert {part.key for part in found.sections if part.change is REMOVED} == old - new
    assert sorted(goal.own.key for goal in found.goals) == sorted(
        {each.id for each in before.goals} | {each.id for each in after.goals}
    )


@given(plans)
def test_there_and_back_mirrors(plan: PlanContent) -> None:
    there, back = difference(PLAN, plan), difference(plan, PLAN)
    mirror = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED, SAME: SAME}
    assert {part.key: mirror[part.change] for part in there.sections} == {
        part.key: part.change for part in back.sections
    }
    assert {goal.own.key: mirror[goal.change] for goal in there.goals} == {
        goal.own.key: goal.change for goal in back.goals
    }


@given(plans, plans)
def test_an_empty_difference_means_the_same_parts(before: PlanContent, after: PlanContent) -> None:
    assert difference(before, before).is_empty
    if {each.key: each for each in before.sections} != {each.key: each for each in after.sections}:
        assert not difference(before, after).is_empty
