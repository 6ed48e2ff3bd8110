"""A fault names its place and what is expected, in both languages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from vierspan.base.text import Text
from vierspan.frameworks.reading import ContentFault, Table, check_unique

TABLE = Table(
    {
        "none": None,
        "empty": " ",
        "long": "x" * 2001,
        "control": "a\x00b",
        "yes": True,
        "nine": 9,
        "half": {"nl": "ja"},
        "list": ["a", "a"],
        "mixed": [1],
        "rows": [{"code": "A1", "size": "big"}],
    },
    "file",
)


@pytest.mark.parametrize(
    ("read", "nl", "en"),
    [
        (lambda t: t.word("absent"), "'absent' ontbreekt", "'absent' is missing"),
        (lambda t: t.word("nine"), "'nine' moet een tekst zijn, niet 9", "'nine' must be a text, not 9"),
        (lambda t: t.word("empty"), "'empty' is leeg", "'empty' is empty"),
        (lambda t: t.word("long"), "'long' is langer dan 2000 tekens", "'long' is longer than 2000 characters"),
        (lambda t: t.word("control"), "'control' bevat een stuurteken", "'control' holds a control character"),
        (
            lambda t: t.value("yes", int),
            "'yes' moet een geheel getal zijn, niet True",
            "'yes' must be a whole number, not True",
        ),
        (
            lambda t: t.whole("nine", 1, 5),
            "'nine' moet van 1 tot 5 liggen, niet op 9",
            "'nine' must lie from 1 to 5, not at 9",
        ),
        (
            lambda t: t.number("yes", 0, 1),
            "'yes' moet een getal van 0 tot 1 zijn, niet True",
            "'yes' must be a number from 0 to 1, not True",
        ),
        (lambda t: t.choice("long", "ab"), "'long' is langer dan 2000 tekens", "'long' is longer than 2000 characters"),
        (lambda t: t.choices("list", "ab"), "'list' noemt iets twee keer", "'list' names something twice"),
        (lambda t: t.choices("mixed", "ab"), "'mixed' noemt 1, dat niet bestaat", "'mixed' names 1, which is unknown"),
        (
            lambda t: t.wording("half"),
            '\'half\' moet een tekst zijn, of { nl = "…", en = "…" }',
            '\'half\' must be a text, or { nl = "…", en = "…" }',
        ),
        (
            lambda t: t.text("long"),
            '\'long\' moet een tekst in twee talen zijn: { nl = "…", en = "…" }',
            '\'long\' must be a text in two languages: { nl = "…", en = "…" }',
        ),
        (lambda t: t.table("nine"), "de tabel [nine] ontbreekt", "the table [nine] is missing"),
        (lambda t: t.tables("list"), "'list' moet uit tabellen [[list]] bestaan", "'list' must be tables [[list]]"),
        (
            lambda t: t.tables("rows", 2, 3),
            "er moeten 2 tot 3 tabellen [[rows]] zijn, niet 1",
            "there must be 2 to 3 tables [[rows]], not 1",
        ),
        (lambda t: check_unique(t, "code", "aba"), "code 'a' komt twee keer voor", "code 'a' occurs twice"),
    ],
)
def test_a_fault_is_a_sentence_with_its_place(read: Callable[[Table], Any], nl: str, en: str) -> None:
    with pytest.raises(ContentFault) as caught:
        read(TABLE)
    assert caught.value.sentence == Text(f"file: {nl}.", f"file: {en}.")
    assert str(caught.value) == f"file: {en}."


def test_the_place_of_a_row_has_its_number_and_code() -> None:
    with pytest.raises(ContentFault) as caught:
        TABLE.tables("rows")[0].whole("size", 1, 2)
    assert str(caught.value) == "file, rows 1 (A1): 'size' must be a whole number, not 'big'."


def test_what_is_right_is_given_as_it_is() -> None:
    table = Table({"n": 3, "x": 0.5, "on": dt.date(2026, 11, 23), "both": {"nl": "ja", "en": "yes"}, "one": "si"})
    assert table.whole("n", 1, 5) == 3
    assert table.number("n", 1, 5) == 3.0
    assert table.number("x", 0, 1) == 0.5
    assert table.value("on", dt.date) == dt.date(2026, 11, 23)
    assert table.text("both") == Text("ja", "yes")
    assert table.wording("one") == Text("si", "si")
    assert table.wording("absent", Text("a", "b")) == Text("a", "b")
    assert table.tables("absent", least=0) == []


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_of_this_world_is_refused(number: float) -> None:
    with pytest.raises(ContentFault):
        Table({"x": number}).number("x", 0, 100)
