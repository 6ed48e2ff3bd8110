"""What is known of Flanders, and where it may stand."""

from typing import Any

import pytest

from vierspan.base.text import Text
from vierspan.frameworks.reading import ContentFault
from vierspan.frameworks.references import References, parse_crosswalk, parse_references

SAY = {"nl": "ja", "en": "yes"}
HEAD = {"name": "references", "version": "2026.1", "title": SAY}


def row(key: str, level: str, year: int, **given: Any) -> dict[str, Any]:
    named = {
        "key": key,
        "level": level,
        "year": year,
        "measure": SAY,
        "unit": SAY,
        "source": "M",
        "url": "https://m.be",
    }
    return named | {"fits": ["figure:f"]} | given


def read(*rows: dict[str, Any]) -> References:
    return parse_references(HEAD | {"references": list(rows)})


def test_what_fits_comes_newest_first() -> None:
    references = read(
        row("a", "primary", 2018, value=24),
        row("b", "secondary", 2023, value=118),
        row("c", "primary", 2023, value=54),
        row("d", "all", 2021, high=50),
        row("e", "primary", 2024, value=1, fits=["fact:x"]),
    )
    assert [each.key for each in references.fitting("figure:f", "primary")] == ["c", "d", "a"]
    assert [each.key for each in references.fitting("figure:f", "secondary")] == ["b", "d"]
    assert [each.key for each in references.fitting("figure:f", "all")] == ["b", "c", "d", "a"]
    assert references.fitting("figure:g", "primary") == ()


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ({"value": 54}, Text("54", "54")),
        ({"value": 6.7, "low": 1, "high": 9}, Text("6,7", "6.7")),
        ({"value": 50017009.0 / 1000}, Text("50.017", "50,017")),
        ({"low": 50}, Text("minstens 50", "at least 50")),
        ({"high": 33.3}, Text("hoogstens 33,3", "at most 33.3")),
        ({"value": 0}, Text("0", "0")),
    ],
)
def test_an_amount_reads_in_both_languages(given: dict[str, float], amount: Text) -> None:
    assert read(row("a", "all", 2023, **given)).rows[0].amount == amount


@pytest.mark.parametrize("given", [{}, {"low": 1, "high": 2}])
def test_a_row_without_a_figure_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(ContentFault, match=r"^references 1 \(a\): give 'value', or one of 'low' and 'high'\.$"):
        read(row("a", "all", 2023, **given))


def test_what_fits_is_a_list_of_texts() -> None:
    with pytest.raises(ContentFault, match=r"^references 1 \(a\): 'fits' must be a list of texts\.$"):
        read(row("a", "all", 2023, value=1, fits=[1]))


def test_a_crosswalk_row_leaves_open_what_a_model_does_not_have() -> None:
    models = dict.fromkeys(("four_in_balance", "digcomporg", "selfie", "digikapitaal", "fdms", "dfe"), "")
    crosswalk = parse_crosswalk(HEAD | {"rows": [models | {"dimension": "T", "role": "all", "selfie": "C"}]})
    assert [(each.dimension, each.selfie, each.dfe) for each in crosswalk.rows] == [("T", "C", "")]
