from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from vierspan.plans.comparing import ShownValue, shown_values, what_changed, written
from vierspan.plans.differences import ActionText, GoalText, IndicatorText, PlanContent, SectionText, difference

BEFORE = PlanContent(
    "Plan", date(2026, 9, 1), date(2029, 8, 31), (SectionText("a", "A", "Oud."),), (GoalText("1", "Doel", "X", ""),)
)


def after(**changes: object) -> PlanContent:
    return PlanContent(**{**vars(BEFORE), **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (after(), "Deze twee zijn gelijk."),
        (after(title="Ander"), "Titel of periode gewijzigd."),
        (after(sections=(SectionText("a", "A", "Nieuw."),)), "1 onderdeel gewijzigd."),
        (after(goals=()), "1 doel weg."),
        (
            after(goals=(GoalText("1", "Doel", "X", "", (ActionText("5", "Doe"),), (IndicatorText("6", "Zie"),)),)),
            "1 doel gewijzigd, 1 actie erbij en 1 indicator erbij.",
        ),
        (
            after(
                goals=(
                    *BEFORE.goals,
                    GoalText("2", "B", "V", "", (ActionText("5", "Doe"),)),
                    GoalText("3", "C", "V", ""),
                )
            ),
            "2 doelen erbij.",
        ),
        (
            after(title="Ander", sections=(SectionText("a", "A", "Nieuw."), SectionText("b", "B", ""))),
            "Titel of periode gewijzigd, 1 onderdeel gewijzigd en 1 onderdeel erbij.",
        ),
    ],
)
def test_what_changed_is_said_in_a_sentence(content: PlanContent, sentence: str) -> None:
    assert what_changed(difference(BEFORE, content)) == sentence


def test_it_is_said_in_english_too() -> None:
    with translation.override("en"):
        assert what_changed(difference(BEFORE, after(goals=()))) == "1 goal removed."


def test_values_are_shown_as_they_are_read() -> None:
    old = ActionText(
        "5", "Doe", "Els", None, date(2027, 3, 15), "todo", Decimal(6), Decimal("1250.5"), None, "digiplan"
    )
    new = ActionText("5", "Doe", "", None, None, "done", Decimal("6.5"), Decimal("1250.5"), Decimal(900), "")
    goals = [(GoalText("1", "Doel", "X", "", (action,)),) for action in (old, new)]
    found = difference(after(goals=goals[0]), after(goals=goals[1]))
    assert shown_values(found.goals[0].actions[0]) == [
        ShownValue("Eigenaar", "Els", ""),
        ShownValue("Klaar tegen", "15 maart 2027", ""),
        ShownValue("Stand", "te doen", "klaar"),
        ShownValue("Inspanning in uren", "6", "6,5"),
        ShownValue("Jaarlijkse kost", "", "€\u00a0900,00"),
        ShownValue("Betaald met", "Digiplan", ""),
    ]


def test_a_goal_that_came_or_went_shows_its_building_block_and_no_parts_as_values() -> None:
    gone = difference(BEFORE, after(goals=())).goals[0].own
    assert shown_values(gone) == [ShownValue("Bouwsteen", "Deskundigheid", "")]


def test_a_code_that_is_no_more_is_shown_as_it_was_frozen() -> None:
    assert written("source", "digisprong") == "digisprong"
