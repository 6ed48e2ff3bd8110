"""The Flemish school year: 1 September to 31 August, with its holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby

SATURDAY = 5
LANGUAGES = {"nl": "nl", "en": "en_US"}


@dataclass(frozen=True)
class Holiday:
    """Days off in a row, both ends included."""

    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, order=True)
class SchoolYear:
    """``SchoolYear(2026)`` is the school year 2026-2027."""

    start_year: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.start_year, 9, 1)

    @property
    def last_day(self) -> date:
        return date(self.start_year + 1, 8, 31)

    @property
    def next(self) -> "SchoolYear":
        return SchoolYear(self.start_year + 1)

    @property
    def previous(self) -> "SchoolYear":
        return SchoolYear(self.start_year - 1)

    @property
    def count_date(self) -> date:
        """The day on which pupils are counted for this year's means: 1 February before it, or the next lesson day.

        Source: the general count date of secondary education; the official statistics take the first school day of
        February too. Schools that are being built up or phased out count on another day.
        """
        off = self.previous.holidays()
        day = date(self.start_year, 2, 1)
        while day.weekday() >= SATURDAY or any(holiday.holds(day) for holiday in off):
            day += timedelta(days=1)
        return day

    def holidays(self, language: str = "nl") -> tuple[Holiday, ...]:
        """School holidays and single days off in order, named in Dutch for "nl" and in English for all else.

        Source: PyPI ``holidays``, Flemish Community, category school, which follows the order of the Government of
        17 April 1991. Days that a school chooses itself are not among them.
        """
        return _holidays(self.start_year, "nl" if language[:2] == "nl" else "en")

    def __str__(self) -> str:
        return f"{self.start_year}-{self.start_year + 1}"


@cache
def _holidays(start_year: int, language: str) -> tuple[Holiday, ...]:
    import holidays

    years, spoken = [start_year, start_year + 1], LANGUAGES[language]
    free = holidays.country_holidays("BE", subdiv="Flemish", years=years, categories=("school",), language=spoken)
    public = holidays.country_holidays("BE", years=years, categories=("public",), language=spoken)
    days = sorted((day, name) for day, name in free.items() if SchoolYear.of(day).start_year == start_year)
    return tuple(span for run in _runs(days) for span in _ended_on_sunday(run, public))


def _runs(days: list[tuple[date, str]]) -> Iterator[Holiday]:
    """Days that follow one another under one name."""
    for (_, name), run in groupby(enumerate(days), key=lambda pair: (pair[1][0] - timedelta(days=pair[0]), pair[1][1])):
        dates = [day for _, (day, _) in run]
        yield Holiday(name, dates[0], dates[-1])


def _ended_on_sunday(run: Holiday, public: dict[date, str]) -> Iterator[Holiday]:
    """A holiday of weeks ends on a Sunday; a public Monday right after it (Easter Monday 2025) is a day of its own."""
    if run.first < run.last and run.last.weekday() == 0 and run.last in public:
        yield Holiday(run.name, run.first, run.last - timedelta(days=1))
        yield Holiday(public[run.last], run.last, run.last)
    else:
        yield run
