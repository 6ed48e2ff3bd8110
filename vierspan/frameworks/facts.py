"""The facts sheet as data, and the figures that follow from the facts by calculation instead of opinion."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from vierspan.base.text import Text
from vierspan.frameworks.instruments import NOTHING, read_code
from vierspan.frameworks.reading import Table, check_unique

KINDS = ("integer", "decimal", "date", "yes_no")
NUMBERS = ("integer", "decimal")
COMPUTED = ("", "pupils", "sites")  # what Vierspan knows of the school itself
DIMENSIONS = ("V", "L", "X", "C", "I", "T", "B")


@dataclass(frozen=True)
class FactGroup:
    key: str
    title: Text


@dataclass(frozen=True)
class Fact:
    """Something countable about the school; `where` says where the school finds it."""

    code: str
    key: str
    group: str
    title: Text
    help: Text
    kind: str
    unit: Text
    where: Text
    computed: str


@dataclass(frozen=True)
class Figure:
    """factor * (sum of the numerator's facts) / (sum of the denominator's facts); no denominator counts as 1."""

    key: str
    title: Text
    unit: Text
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    factor: float
    dimension: str

    @property
    def facts(self) -> tuple[str, ...]:
        """Each fact once: a part and its whole may share some."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))


@dataclass(frozen=True)
class FactsSheet:
    name: str
    version: str
    title: Text
    groups: tuple[FactGroup, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]

    def fact(self, key: str) -> Fact:
        """Raises KeyError, as `figure` does."""
        return {fact.key: fact for fact in self.facts}[key]

    def figure(self, key: str) -> Figure:
        return {figure.key: figure for figure in self.figures}[key]

    def facts_of(self, group_key: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.group == group_key)


@dataclass(frozen=True)
class FigureResult:
    """A figure with the facts behind it. `value` is None while a fact is missing or there is nothing to divide by."""

    figure: Figure
    value: Decimal | None
    used: Mapping[str, Decimal]
    missing: tuple[str, ...]


def figures(sheet: FactsSheet, values: Mapping[str, Any]) -> tuple[FigureResult, ...]:
    """Each figure of the sheet, in its order, from the school's facts by key.

    `values` may hold all facts of the sheet; an absent key and None both mean "not known". Numbers (int, Decimal or
    float, not negative) are in the unit of their fact, the result in the unit of the figure, not rounded.
    The formula is that of `Figure`: a ratio of two sums, as the published figures (devices per 100 pupils) are made.
    """
    return tuple(_computed(figure, values) for figure in sheet.figures)


def _computed(figure: Figure, values: Mapping[str, Any]) -> FigureResult:
    used = {key: Decimal(str(values[key])) for key in figure.facts if values.get(key) is not None}
    missing = tuple(key for key in figure.facts if key not in used)
    if missing:
        return FigureResult(figure, None, used, missing)
    part = sum((used[key] for key in figure.numerator), Decimal(0))
    whole = sum((used[key] for key in figure.denominator), Decimal(0)) if figure.denominator else Decimal(1)
    value = Decimal(str(figure.factor)) * part / whole if whole else None
    return FigureResult(figure, value, used, ())


def parse_facts(data: Mapping[str, Any]) -> FactsSheet:
    """A `facts` file. Raises ContentFault, also when a figure would calculate with what is no number."""
    file = Table(data)
    groups = tuple(FactGroup(table.word("key"), table.text("title")) for table in file.tables("groups"))
    group_keys = tuple(group.key for group in groups)
    facts = tuple(_fact(table, group_keys) for table in file.tables("facts"))
    numbers = tuple(fact.key for fact in facts if fact.kind in NUMBERS)
    sheet = FactsSheet(
        name=file.word("name"),
        version=file.word("version"),
        title=file.text("title"),
        groups=groups,
        facts=facts,
        figures=tuple(_figure(table, numbers) for table in file.tables("figures")),
    )
    check_unique(file, "group", group_keys)
    check_unique(file, "code", (fact.code for fact in facts))
    check_unique(file, "key", (fact.key for fact in facts))
    check_unique(file, "figure", (figure.key for figure in sheet.figures))
    return sheet


def _fact(table: Table, groups: tuple[str, ...]) -> Fact:
    kind = table.choice("kind", KINDS)
    return Fact(
        code=read_code(table),
        key=table.word("key"),
        group=table.choice("group", groups),
        title=table.text("title"),
        help=table.text("help"),
        kind=kind,
        unit=table.text("unit") if kind in NUMBERS else NOTHING,
        where=table.text("where"),
        computed=table.choice("computed", COMPUTED[1:]) if "computed" in table.data else "",
    )


def _figure(table: Table, numbers: tuple[str, ...]) -> Figure:
    numerator = table.choices("numerator", numbers)
    if not numerator:
        raise table.fault("'numerator' is leeg", "'numerator' is empty")
    return Figure(
        key=table.word("key"),
        title=table.text("title"),
        unit=table.text("unit"),
        numerator=numerator,
        denominator=table.choices("denominator", numbers),
        factor=table.number("factor", 1, 1000),
        dimension=table.choice("dimension", DIMENSIONS),
    )
