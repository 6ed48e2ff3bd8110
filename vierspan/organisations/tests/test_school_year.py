from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.organisations.school_year import Holiday, SchoolYear


def spans(start_year: int, language: str = "nl") -> dict[str, tuple[str, str]]:
    found = SchoolYear(start_year).holidays(language)
    assert len({holiday.name for holiday in found}) == len(found), "each holiday once, in one piece"
    return {holiday.name: (holiday.first.isoformat(), holiday.last.isoformat()) for holiday in found}


# Four school pages for 2025-26, one for 2024-25; 2026-27 follows from the legal rules.
KNOWN = {
    2024: {
        "Herfstvakantie": ("2024-10-28", "2024-11-03"),
        "Wapenstilstand": ("2024-11-11", "2024-11-11"),
        "Kerstvakantie": ("2024-12-23", "2025-01-05"),
        "Krokusvakantie": ("2025-03-03", "2025-03-09"),
        "Paasvakantie": ("2025-04-07", "2025-04-20"),
        "Paasmaandag": ("2025-04-21", "2025-04-21"),
        "Dag van de Arbeid": ("2025-05-01", "2025-05-01"),
        "O. L. H. Hemelvaart": ("2025-05-29", "2025-05-29"),
        "Vrijdag na O. L. H. Hemelvaart": ("2025-05-30", "2025-05-30"),
        "Pinkstermaandag": ("2025-06-09", "2025-06-09"),
        "Zomervakantie": ("2025-07-01", "2025-08-31"),
    },
    2025: {
        "Herfstvakantie": ("2025-10-27", "2025-11-02"),
        "Wapenstilstand": ("2025-11-11", "2025-11-11"),
        "Kerstvakantie": ("2025-12-22", "2026-01-04"),
        "Krokusvakantie": ("2026-02-16", "2026-02-22"),
        "Paasvakantie": ("2026-04-06", "2026-04-19"),
        "Dag van de Arbeid": ("2026-05-01", "2026-05-01"),
        "O. L. H. Hemelvaart": ("2026-05-14", "2026-05-14"),
        "Vrijdag na O. L. H. Hemelvaart": ("2026-05-15", "2026-05-15"),
        "Pinkstermaandag": ("2026-05-25", "2026-05-25"),
        "Zomervakantie": ("2026-07-01", "2026-08-31"),
    },
    2026: {
        "Herfstvakantie": ("2026-11-02", "2026-11-08"),
        "Wapenstilstand": ("2026-11-11", "2026-11-11"),
        "Kerstvakantie": ("2026-12-21", "2027-01-03"),
        "Krokusvakantie": ("2027-02-08", "2027-02-14"),
        "Paasvakantie": ("2027-03-29", "2027-04-11"),
        "Dag van de Arbeid": ("2027-05-01", "2027-05-01"),
        "O. L. H. Hemelvaart": ("2027-05-06", "2027-05-06"),
        "Vrijdag na O. L. H. Hemelvaart": ("2027-05-07", "2027-05-07"),
        "Pinkstermaandag": ("2027-05-17", "2027-05-17"),
        "Zomervakantie": ("2027-07-01", "2027-08-31"),
    },
}


@pytest.mark.parametrize("start_year", KNOWN)
def test_the_holidays_are_those_of_the_school_calendars(start_year: int) -> None:
    assert spans(start_year) == KNOWN[start_year]


def test_holidays_are_named_in_english_too() -> None:
    assert list(spans(2025, "en-gb")) == [
        "Autumn Break",
        "Armistice Day",
        "Christmas Break",
        "Carnival Break",
        "Easter Break",
        "Labor Day",
        "Ascension Day",
        "Friday after Ascension Day",
        "Pentecost Monday",
        "Summer Break",
    ]


@given(st.integers(2020, 2040))
def test_holidays_lie_in_order_inside_their_year_without_overlap(start_year: int) -> None:
    year = SchoolYear(start_year)
    found = year.holidays()
    assert [holiday.first <= holiday.last for holiday in found] == [True] * len(found)
    ends = [year.first_day - timedelta(days=1), *(holiday.last for holiday in found)]
    begins = [*(holiday.first for holiday in found), year.next.first_day]
    assert all(end < begin for end, begin in zip(ends, begins, strict=True))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_day_lies_in_one_school_year(day: date) -> None:
    year = SchoolYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert (year.next.previous, year.last_day + timedelta(days=1)) == (year, year.next.first_day)


def test_a_school_year_is_written_with_both_years() -> None:
    assert (str(SchoolYear(2026)), SchoolYear(2025) < SchoolYear(2026)) == ("2026-2027", True)


def test_pupils_are_counted_on_the_first_lesson_day_of_february() -> None:
    assert [SchoolYear(year).count_date for year in (2024, 2025, 2026, 2027)] == [
        date(2024, 2, 1),
        date(2025, 2, 3),  # 1 February 2025 is a Saturday
        date(2026, 2, 2),  # and 2026 a Sunday
        date(2027, 2, 1),
    ]


def test_a_holiday_holds_both_its_ends() -> None:
    week = Holiday("Herfstvakantie", date(2026, 11, 2), date(2026, 11, 8))
    days = [date(2026, 11, day) for day in (1, 2, 8, 9)]
    assert [week.holds(day) for day in days] == [False, True, True, False]
