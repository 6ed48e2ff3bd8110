"""The Flemish school year: 1 September to 31 August, with its holidays."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby


@dataclass(frozen=True)
class Holiday:
    name: str
    first: date
    last: date


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

    def holidays(self, language: str = "nl") -> tuple[Holiday, ...]:
        """School holidays and days off in order, from PyPI ``holidays`` (Flemish Community, category school and public)."""
        return _holidays(self.start_year, language)

    def __str__(self) -> str:
        return f"{self.start_year}-{self.start_year + 1}"


@cache
def _holidays(start_year: int, language: str) -> tuple[Holiday, ...]:
    import holidays

    spoken = {"nl": "nl", "en": "en_US"}[language]
    found = holidays.country_holidays(
        "BE", subdiv="Flemish", years=[start_year, start_year + 1], categories=("public", "school"), language=spoken
    )
    days = sorted((day, name) for day, name in found.items() if SchoolYear.of(day).start_year == start_year)
    spans = []
    # A run of consecutive days with one name is one holiday.
    for (_, name), run in groupby(enumerate(days), key=lambda pair: (pair[1][0] - timedelta(days=pair[0]), pair[1][1])):
        dates = [day for _, (day, _) in run]
        spans.append(Holiday(name, dates[0], dates[-1]))
    return tuple(spans)
