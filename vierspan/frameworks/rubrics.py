"""The consensus rubric as data: aspects with five described levels each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Dimension, parse_dimensions, read_code
from vierspan.frameworks.reading import Table, check_unique

LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Level:
    """A described state; `next_step` leads to the level above, or at the top says how to hold and share it."""

    level: int
    title: Text
    description: Text
    next_step: Text


@dataclass(frozen=True)
class Aspect:
    code: str
    dimension: str
    title: Text
    question: Text
    evidence: Text
    levels: tuple[Level, ...]

    def level(self, number: int) -> Level:
        """Raises KeyError for a number outside 1-5."""
        return {level.level: level for level in self.levels}[number]


@dataclass(frozen=True)
class Rubric:
    name: str
    version: str
    title: Text
    dimensions: tuple[Dimension, ...]
    aspects: tuple[Aspect, ...]

    def dimension(self, code: str) -> Dimension:
        """Raises KeyError, as `aspect` does."""
        return {dimension.code: dimension for dimension in self.dimensions}[code]

    def aspect(self, code: str) -> Aspect:
        return {aspect.code: aspect for aspect in self.aspects}[code]

    def aspects_of(self, dimension_code: str) -> tuple[Aspect, ...]:
        return tuple(aspect for aspect in self.aspects if aspect.dimension == dimension_code)


def parse_rubric(data: Mapping[str, Any]) -> Rubric:
    """A `rubric` file. Raises ContentFault, also when an aspect has other levels than 1 to 5 in that order."""
    file = Table(data)
    dimensions = parse_dimensions(file)
    codes = tuple(dimension.code for dimension in dimensions)
    aspects = tuple(_aspect(table, codes) for table in file.tables("aspects"))
    check_unique(file, "code", (aspect.code for aspect in aspects))
    return Rubric(
        name=file.word("name"),
        version=file.word("version"),
        title=file.text("title"),
        dimensions=dimensions,
        aspects=aspects,
    )


def _aspect(table: Table, dimensions: tuple[str, ...]) -> Aspect:
    levels = tuple(_level(each) for each in table.tables("levels"))
    if tuple(level.level for level in levels) != LEVELS:
        raise table.fault("de niveaus moeten 1 tot 5 zijn, in die volgorde", "the levels must be 1 to 5, in that order")
    return Aspect(
        code=read_code(table),
        dimension=table.choice("dimension", dimensions),
        title=table.text("title"),
        question=table.text("question"),
        evidence=table.text("evidence"),
        levels=levels,
    )


def _level(table: Table) -> Level:
    return Level(
        level=table.whole("level", 1, 5),
        title=table.text("title"),
        description=table.text("description"),
        next_step=table.text("next_step"),
    )
