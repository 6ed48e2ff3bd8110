"""Figures follow from facts by calculation, or not at all."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.frameworks.facts import FactsSheet, FigureResult, figures, parse_facts
from vierspan.frameworks.reading import ContentFault

SAY = {"nl": "ja", "en": "yes"}


def fact(code: str, key: str, kind: str = "integer") -> dict[str, Any]:
    return {"code": code, "key": key, "group": "g", "kind": kind} | dict.fromkeys(
        ("title", "help", "unit", "where"), SAY
    )


def figure(key: str, numerator: list[str], denominator: list[str], factor: float = 100) -> dict[str, Any]:
    named = {"key": key, "title": SAY, "unit": SAY, "dimension": "I"}
    return named | {"numerator": numerator, "denominator": denominator, "factor": factor}


def data() -> dict[str, Any]:
    return {
        "name": "facts",
        "version": "1.0",
        "title": SAY,
        "groups": [{"key": "g", "title": SAY}],
        "facts": [fact("F1", "pupils"), fact("F2", "old"), fact("F3", "new"), fact("F4", "tested_on", "date")],
        "figures": [
            figure("devices_per_100", ["old", "new"], ["pupils"]),
            figure("share_old", ["old"], ["old", "new"]),
            figure("devices", ["old", "new"], [], 1),
        ],
    }


SHEET = parse_facts(data())


def results(sheet: FactsSheet, values: dict[str, Any]) -> dict[str, FigureResult]:
    return {result.figure.key: result for result in figures(sheet, values)}


def test_figures_are_ratios_of_sums() -> None:
    found = results(SHEET, {"pupils": 250, "old": 30, "new": Decimal(70), "tested_on": None})
    assert {key: result.value for key, result in found.items()} == {
        "devices_per_100": Decimal(40),
        "share_old": Decimal(30),
        "devices": Decimal(100),
    }
    assert found["share_old"].used == {"old": Decimal(30), "new": Decimal(70)}


@pytest.mark.parametrize("values", [{"pupils": 250, "old": 30}, {"pupils": 250, "old": 30, "new": None}])
def test_a_figure_waits_for_each_of_its_facts(values: dict[str, Any]) -> None:
    assert [(result.value, result.missing) for result in figures(SHEET, values)] == [(None, ("new",))] * 3
    assert results(SHEET, values)["share_old"].used == {"old": Decimal(30)}


def test_nothing_to_divide_by_gives_no_figure() -> None:
    found = results(SHEET, {"pupils": 0, "old": 0, "new": 0})
    assert [(result.value, result.missing) for result in found.values()] == [(None, ()), (None, ()), (Decimal(0), ())]


counts = st.integers(min_value=1, max_value=100_000)


@given(pupils=counts, old=counts, new=counts)
def test_a_share_and_its_counterpart_fill_the_whole(pupils: int, old: int, new: int) -> None:
    found = results(SHEET, {"pupils": pupils, "old": old, "new": new})
    turned = results(SHEET, {"pupils": pupils, "old": new, "new": old})
    share, rest = found["share_old"].value, turned["share_old"].value
    assert share is not None
    assert rest is not None
    assert abs(share + rest - 100) < Decimal("1e-20")
    assert 0 < share < 100


@given(pupils=counts, old=counts, new=counts, times=st.integers(min_value=2, max_value=50))
def test_a_school_so_many_times_as_large_has_the_same_ratios(pupils: int, old: int, new: int, times: int) -> None:
    one = results(SHEET, {"pupils": pupils, "old": old, "new": new})
    many = results(SHEET, {"pupils": pupils * times, "old": old * times, "new": new * times})
    for key in ("devices_per_100", "share_old"):
        assert one[key].value == many[key].value


def test_keys_lead_to_their_rows() -> None:
    assert SHEET.fact("old").code == "F2"
    assert SHEET.figure("devices").facts == ("old", "new")
    assert [each.key for each in SHEET.facts_of("g")] == ["pupils", "old", "new", "tested_on"]
    with pytest.raises(KeyError):
        SHEET.fact("devices")


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (
            {"figures": [figure("f", ["tested_on"], [])]},
            "figures 1 (f): 'numerator' names 'tested_on', which is unknown.",
        ),
        ({"figures": [figure("f", [], ["old"])]}, "figures 1 (f): 'numerator' is empty."),
        ({"figures": [figure("f", ["old"], [])] * 2}, "figure 'f' occurs twice."),
        (
            {"facts": [fact("F1", "old"), fact("F1", "new")], "figures": [figure("f", ["old"], [])]},
            "code 'F1' occurs twice.",
        ),
        (
            {"facts": [fact("F1", "old"), fact("F2", "old")], "figures": [figure("f", ["old"], [])]},
            "key 'old' occurs twice.",
        ),
        ({"groups": [{"key": "h", "title": SAY}]}, "facts 1 (F1): 'group' is 'g'; choose one of h."),
        (
            {"facts": [fact("F1", "old") | {"computed": "moon"}]},
            "facts 1 (F1): 'computed' is 'moon'; choose one of pupils, sites.",
        ),
    ],
)
def test_a_fault_says_where_it_is(spoilt: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ContentFault) as caught:
        parse_facts(data() | spoilt)
    assert str(caught.value) == sentence
