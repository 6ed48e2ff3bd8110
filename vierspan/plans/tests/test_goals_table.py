from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.base.sheets import Row, Sheet, Table, read_table, xlsx_bytes
from vierspan.plans.goals_table import ActionRow, GoalReading, GoalRow, NoGoalTable, as_text, read_goals

HEADINGS = ("Doel", "Bouwsteen", "Actie", "Eigenaar", "Klaar tegen", "Uren", "Eenmalige kost", "Jaarlijkse kost")


def read(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> GoalReading:
    padded = [row + ("",) * (len(headings) - len(row)) for row in rows]
    return read_goals(Table(headings, tuple(Row(i, row) for i, row in enumerate(padded, 2))), block="V")


def test_goals_and_actions_are_read_and_an_empty_goal_means_the_one_above() -> None:
    found = read(
        ("Vlotte leraren", "Deskundigheid", "Nascholing", "Els", "15/03/2027", "12,5", "€ 1.250,50", ""),
        ("", "", "Open klas", "", "2027-06-01", "", "", "1.200"),
        ("Rust op het netwerk",),
        ("vlotte  leraren", "", "Onthaal", "", "", "3", "", ""),
    )
    assert found.refused == ()
    assert found.goals == (
        GoalRow(
            "Vlotte leraren",
            "X",
            (
                ActionRow("Nascholing", "Els", date(2027, 3, 15), Decimal("12.5"), Decimal("1250.50"), None),
                ActionRow("Open klas", "", date(2027, 6, 1), None, None, Decimal(1200)),
                ActionRow("Onthaal", "", None, Decimal(3), None, None),
            ),
        ),
        GoalRow("Rust op het netwerk", "V"),
    )
    assert found.action_count == 3


def test_headings_may_be_english_and_in_any_order() -> None:
    found = read(("3", "Buy spares", "Jan", "Less waiting"), headings=("HOURS", "Action", "Owner", "Goal "))
    assert found.goals == (GoalRow("Less waiting", "V", (ActionRow("Buy spares", "Jan", None, Decimal(3)),)),)


def test_each_line_that_cannot_be_read_is_refused_with_its_number_and_reason() -> None:
    found = read(
        ("", "", "Zonder doel"),
        ("Doel A", "", "Datum fout", "", "31/02/2027"),
        ("", "", "Bedrag fout", "", "", "", "veel", ""),
        ("", "", "", "Els"),
        ("", "", "Goed"),
        ("x" * 251, "", "Verdwaald"),
        ("", "", "Ook verdwaald"),
        ("Doel B", "Keuken"),
        ("", "", "Te duur", "", "", "", "999999999999", ""),
    )
    assert [(row.line, row.reason.split()[0]) for row in found.refused] == [
        (2, "Er"),
        (3, "“31/02/2027”"),
        (4, "“veel”"),
        (5, "Er"),
        (7, "Een"),
        (8, "Er"),
        (9, "“Keuken”"),
        (10, "Er"),
    ]
    assert found.goals == (GoalRow("Doel A", "V", (ActionRow("Goed"),)),)


def test_a_table_without_goals_is_no_goal_table() -> None:
    with pytest.raises(NoGoalTable):
        read(("a", "b"), headings=("Naam", "Adres"))


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1250", "1250"),
        ("1250.5", "1250.5"),
        ("1.250", "1250"),
        ("1.250.000", "1250000"),
        ("1.250,00", "1250"),
        ("€ 12,345", "12.34"),
        ("EUR 3", "3"),
        ("1\u00a0250,5", "1250.5"),
    ],
)
def test_amounts_as_people_write_them(written: str, amount: str) -> None:
    (goal,) = read(("Doel", "", "Actie", "", "", "", written, "")).goals
    assert goal.actions[0].cost_once == Decimal(amount)


@pytest.mark.parametrize("written", ["-5", "1e9", "1,2,3", "abc", "--", "½", "٣", "0x10", "1.2.3"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    assert [row.line for row in read(("Doel", "", "Actie", "", "", "", written, "")).refused] == [2]


@given(st.lists(st.tuples(*[st.text(max_size=30)] * len(HEADINGS)), max_size=8))
def test_whatever_is_pasted_is_read_or_refused_and_no_line_disappears(rows: list[tuple[str, ...]]) -> None:
    found = read(*rows)
    assert len(found.refused) + sum(max(len(goal.actions), 1) for goal in found.goals) <= len(rows)
    assert {row.line for row in found.refused} <= set(range(2, len(rows) + 2))


def test_a_spreadsheet_becomes_text_that_reads_the_same() -> None:
    data = xlsx_bytes(
        [
            Sheet(
                "Doelen", HEADINGS, [("Doel A", "I", "Kopen\nen klaarzetten", "Jan", date(2027, 3, 1), 6, 3250.5, None)]
            )
        ]
    )
    table = read_table(data, "doelen.xlsx")
    text = as_text(table)
    again = read_table(text.encode(), "paste")
    assert read_goals(again, block="V") == read_goals(table, block="V")
    assert read_goals(table, block="V").goals == (
        GoalRow(
            "Doel A",
            "I",
            (ActionRow("Kopen en klaarzetten", "Jan", date(2027, 3, 1), Decimal(6), Decimal("3250.5"), None),),
        ),
    )


def test_a_column_that_we_do_not_know_is_named_and_costs_are_known_by_their_short_name() -> None:
    table = Table(("Doel", "Actie", "Kosten", "Opmerking"), (Row(2, ("Wifi", "Meten", "250", "in mei")),))
    reading = read_goals(table, block="I")
    assert reading.unknown == ("Opmerking",)
    assert reading.goals[0].actions[0].cost_once == 250
