"""What is known of Flanders beside the school's own figures, and how our dimensions relate to other models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vierspan.base.text import Text
from vierspan.frameworks.instruments import NOTHING
from vierspan.frameworks.reading import Table, check_unique

LEVELS = ("primary", "secondary", "all")
ROLES = ("planner", "budgeter", "technical", "pedagogical", "all")
MODELS = ("four_in_balance", "digcomporg", "selfie", "digikapitaal", "fdms", "dfe")
LARGEST = 1_000_000.0


@dataclass(frozen=True)
class Reference:
    """A published figure. With a `value`, `low` and `high` are its spread; without one they are all that is known.

    `fits` names what it may stand beside: `figure:<key>` and `dont_know:<dimension>:<audience>` measure the same;
    `fact:<key>` is the share of schools that say yes; `context:<dimension>:<audience>` informs but cannot be compared.
    """

    key: str
    measure: Text
    value: float | None
    low: float | None
    high: float | None
    unit: Text
    level: str
    year: int
    source: Text
    url: str
    note: Text
    fits: tuple[str, ...]

    @property
    def amount(self) -> Text:
        """The number as a reader sees it, without its unit: "6.7", "at least 50", "at most 50"."""
        if self.value is not None:
            return _written(self.value)
        if self.low is not None:
            least = _written(self.low)
            return Text(nl=f"minstens {least.nl}", en=f"at least {least.en}")
        most = _written(self.high or 0.0)
        return Text(nl=f"hoogstens {most.nl}", en=f"at most {most.en}")


@dataclass(frozen=True)
class References:
    name: str
    version: str
    title: Text
    rows: tuple[Reference, ...]

    def fitting(self, measure: str, level: str) -> tuple[Reference, ...]:
        """The rows for `measure` ("figure:devices_per_100_pupils") in schools of `level`, newest first.

        A row about all levels serves each level; `level` "all" gets every row.
        """
        levels = LEVELS if level == "all" else (level, "all")
        rows = [row for row in self.rows if measure in row.fits and row.level in levels]
        return tuple(sorted(rows, key=lambda row: row.year, reverse=True))


@dataclass(frozen=True)
class CrosswalkRow:
    """Where one of our dimensions is found in other models; an empty string where it is not."""

    dimension: str
    role: str
    four_in_balance: str
    digcomporg: str
    selfie: str
    digikapitaal: str
    fdms: str
    dfe: str


@dataclass(frozen=True)
class Crosswalk:
    name: str
    version: str
    title: Text
    rows: tuple[CrosswalkRow, ...]


def parse_references(data: Mapping[str, Any]) -> References:
    """A `references` file. Raises ContentFault, also for a row without any number."""
    file = Table(data)
    rows = tuple(_reference(table) for table in file.tables("references"))
    check_unique(file, "key", (row.key for row in rows))
    return References(name=file.word("name"), version=file.word("version"), title=file.text("title"), rows=rows)


def parse_crosswalk(data: Mapping[str, Any]) -> Crosswalk:
    """A `crosswalk` file: one row for each of our dimensions."""
    file = Table(data)
    rows = tuple(_crosswalk_row(table) for table in file.tables("rows"))
    check_unique(file, "dimension", (row.dimension for row in rows))
    return Crosswalk(name=file.word("name"), version=file.word("version"), title=file.text("title"), rows=rows)


def _reference(table: Table) -> Reference:
    value, low, high = (
        table.number(key, 0, LARGEST) if key in table.data else None for key in ("value", "low", "high")
    )
    if value is None and (low is None) == (high is None):
        raise table.fault("geef 'value', of één van 'low' en 'high'", "give 'value', or one of 'low' and 'high'")
    return Reference(
        key=table.word("key"),
        measure=table.text("measure"),
        value=value,
        low=low,
        high=high,
        unit=table.text("unit"),
        level=table.choice("level", LEVELS),
        year=table.whole("year", 2000, 2100),
        source=table.wording("source"),
        url=table.word("url"),
        note=table.wording("note", NOTHING),
        fits=_fits(table),
    )


def _number(table: Table, key: str) -> float | None:
    return table.number(key, 0, LARGEST) if key in table.data else None


def _fits(table: Table) -> tuple[str, ...]:
    fits = table.value("fits", list, [])
    if not all(isinstance(each, str) for each in fits):
        raise table.fault("'fits' moet een lijst van teksten zijn", "'fits' must be a list of texts")
    return tuple(fits)


def _crosswalk_row(table: Table) -> CrosswalkRow:
    return CrosswalkRow(
        dimension=table.word("dimension"),
        role=table.choice("role", ROLES),
        **{model: table.value(model, str) for model in MODELS},
    )


def _written(number: float) -> Text:
    english = f"{number:,.1f}".removesuffix(".0")
    return Text(nl=english.translate(str.maketrans(",.", ".,")), en=english)
