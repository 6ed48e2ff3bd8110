"""How long is too long, and until which day something may be used: dated data with whose choice it is."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vierspan.base.text import Text
from vierspan.frameworks.reading import Header, Table, check_unique, read_header

LONGEST = 3660  # days; ten years


@dataclass(frozen=True)
class Span:
    """A number of days; `basis` says whose choice it is."""

    key: str
    days: int
    title: Text
    basis: Text


@dataclass(frozen=True)
class Day:
    key: str
    day: dt.date
    title: Text
    basis: Text
    source_url: str


@dataclass(frozen=True)
class Thresholds:
    header: Header
    spans: tuple[Span, ...]
    days: tuple[Day, ...]

    def span(self, key: str) -> dt.timedelta:
        """Raises KeyError, as `day` does."""
        return dt.timedelta(days={span.key: span.days for span in self.spans}[key])

    def day(self, key: str) -> Day:
        return {day.key: day for day in self.days}[key]


def parse_thresholds(data: Mapping[str, Any]) -> Thresholds:
    """A `thresholds` file. Keys are unique in the file."""
    file = Table(data)
    spans = tuple(_span(table) for table in file.tables("spans"))
    days = tuple(_day(table) for table in file.tables("days"))
    check_unique(file, "key", [*(span.key for span in spans), *(day.key for day in days)])
    return Thresholds(read_header(file, "thresholds"), spans, days)


def _span(table: Table) -> Span:
    return Span(table.word("key"), table.whole("days", 1, LONGEST), table.text("title"), table.text("basis"))


def _day(table: Table) -> Day:
    return Day(
        key=table.word("key"),
        day=table.value("day", dt.date),
        title=table.text("title"),
        basis=table.text("basis"),
        source_url=table.word("source_url"),
    )
