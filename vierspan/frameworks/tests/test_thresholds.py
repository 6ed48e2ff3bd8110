from datetime import date, timedelta

import pytest

from vierspan.frameworks import library
from vierspan.frameworks.reading import ContentFault
from vierspan.frameworks.thresholds import parse_thresholds

HEADER = {
    "name": "thresholds",
    "version": "1.0",
    "kind": "thresholds",
    "title": {"nl": "Grenzen", "en": "Limits"},
    "published": date(2026, 11, 23),
    "licence": "CC BY 4.0",
}
TEXT = {"nl": "Onze keuze", "en": "Our choice"}
SPAN = {"key": "silent", "days": 60, "title": TEXT, "basis": TEXT}
DAY = {"key": "until", "day": date(2027, 12, 31), "title": TEXT, "basis": TEXT, "source_url": "https://voorbeeld.be"}


def test_spans_and_days_are_found_by_key() -> None:
    found = parse_thresholds({**HEADER, "spans": [SPAN], "days": [DAY]})
    assert (found.span("silent"), found.day("until").day) == (timedelta(days=60), date(2027, 12, 31))
    with pytest.raises(KeyError):
        found.span("until")


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([{**SPAN, "days": 0}], [DAY]),
        ([{**SPAN, "days": "60"}], [DAY]),
        ([SPAN], [{**DAY, "day": "2027-12-31"}]),
        ([SPAN], [{**DAY, "key": "silent"}]),
        ([SPAN], [{**DAY, "source_url": ""}]),
    ],
)
def test_a_fault_is_said(spans: list[dict[str, object]], days: list[dict[str, object]]) -> None:
    with pytest.raises(ContentFault):
        parse_thresholds({**HEADER, "spans": spans, "days": days})


def test_digiplan_means_can_be_used_until_the_end_of_2027() -> None:
    assert library.thresholds("1.0").day("digiplan_usable_until").day == date(2027, 12, 31)
