"""What the school knows of itself in figures, and what can be computed from that."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from vierspan.frameworks import facts as arithmetic
from vierspan.frameworks import library
from vierspan.frameworks.facts import Fact, FactGroup, FactsSheet, FigureResult
from vierspan.frameworks.references import Reference
from vierspan.organisations import queries as organisations
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import FactValue


@dataclass(frozen=True)
class FactRow:
    """One fact with this year's value, where it comes from, and last year's."""

    fact: Fact
    value: Any
    kept: FactValue | None
    last_year: Any


@dataclass(frozen=True)
class FigureRow:
    """One computed figure with what was computed, and published figures to lay beside it."""

    result: FigureResult
    arithmetic: str
    references: tuple[Reference, ...]


def sheet() -> FactsSheet:
    return library.facts(library.latest("facts"))


def values(organisation: Organisation, school_year: int) -> dict[str, Any]:
    """Fact key → Decimal, ISO date, bool, or None where it is not known; computed facts included."""
    kept = {fact.key: fact.value for fact in organisation.factvalues.filter(school_year=school_year)}
    computed = {
        "pupils": organisations.pupils(organisation, school_year),
        "sites": organisation.sites.count() or None,
    }
    return {
        fact.key: _typed(fact, computed[fact.computed] if fact.computed else kept.get(fact.key))
        for fact in sheet().facts
    }


def _typed(fact: Fact, value: Any) -> Any:
    return Decimal(str(value)) if value is not None and fact.kind in ("integer", "decimal") else value


def groups(organisation: Organisation, school_year: int) -> tuple[tuple[FactGroup, tuple[FactRow, ...]], ...]:
    """The sheet by group."""
    now, last = values(organisation, school_year), values(organisation, school_year - 1)
    kept = {fact.key: fact for fact in organisation.factvalues.filter(school_year=school_year)}
    found = sheet()
    return tuple(
        (
            group,
            tuple(
                FactRow(fact, now[fact.key], kept.get(fact.key), last[fact.key]) for fact in found.facts_of(group.key)
            ),
        )
        for group in found.groups
    )


def figure_rows(organisation: Organisation, school_year: int) -> tuple[FigureRow, ...]:
    """All figures, those that cannot be computed yet as well."""
    references = library.references(library.latest("references"))
    found = arithmetic.figures(sheet(), values(organisation, school_year))
    return tuple(
        FigureRow(result, _said(result), references.fitting(f"figure:{result.figure.key}", organisation.level))
        for result in found
    )


def _said(result: FigureResult) -> str:
    """The arithmetic as a person would write it: ``54 / 266 × 100``."""
    if result.value is None:
        return ""

    def sums(keys: tuple[str, ...]) -> str:
        parts = [f"{result.used[key].normalize():f}" for key in keys]
        return f"({' + '.join(parts)})" if len(parts) > 1 else parts[0]

    said = sums(result.figure.numerator)
    if result.figure.denominator:
        said += f" / {sums(result.figure.denominator)}"
    return said if result.figure.factor == 1 else f"{said} × {result.figure.factor:g}"


def figures(organisation: Organisation, school_year: int) -> dict[str, float]:
    """Figure key → value, of those that can be computed."""
    found = arithmetic.figures(sheet(), values(organisation, school_year))
    return {result.figure.key: float(result.value) for result in found if result.value is not None}
