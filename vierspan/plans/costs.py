"""What a plan costs: once, each year, from which source, and over its whole period; and whose hours it takes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vierspan.organisations.school_year import SchoolYear

ZERO = Decimal(0)


@dataclass(frozen=True)
class Cost:
    """One action's amounts in euro. ``starts_on`` is the day from which the yearly cost runs."""

    source: str
    once: Decimal
    yearly: Decimal
    starts_on: date


@dataclass(frozen=True)
class Total:
    """Euro from one source (or from all): once, in a full year, and over the period."""

    source: str
    once: Decimal = ZERO
    yearly: Decimal = ZERO
    period: Decimal = ZERO

    def __add__(self, other: "Total") -> "Total":
        return Total(self.source, self.once + other.once, self.yearly + other.yearly, self.period + other.period)


@dataclass(frozen=True)
class Budget:
    """``sources`` in the order in which they were first met; ``total`` is their sum."""

    sources: tuple[Total, ...]
    total: Total
    years: int


def school_years(first: date, last: date) -> int:
    """How many school years the days from ``first`` to ``last`` touch; none when ``first`` comes after ``last``."""
    return SchoolYear.of(last).start_year - SchoolYear.of(first).start_year + 1 if first <= last else 0


def budget(costs: Iterable[Cost], *, starts_on: date, ends_on: date) -> Budget:
    """Sums per source. Our reading: a yearly cost counts in full for every school year that it touches within the plan."""
    found: dict[str, Total] = {}
    for cost in costs:
        years = school_years(max(cost.starts_on, starts_on), ends_on)
        line = Total(cost.source, cost.once, cost.yearly, cost.once + cost.yearly * years)
        found[cost.source] = found.get(cost.source, Total(cost.source)) + line
    sources = tuple(total for total in found.values() if total.once or total.yearly)
    return Budget(sources, sum(sources, Total("")), school_years(starts_on, ends_on))


def hours_by_owner(efforts: Iterable[tuple[str, Decimal | None]]) -> tuple[tuple[str, Decimal], ...]:
    """Hours summed by owner (empty for nobody yet), most hours first, then by name; who has none is left out."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for owner, hours in efforts:
        found[owner] += hours or ZERO
    return tuple(sorted(((o, h) for o, h in found.items() if h), key=lambda pair: (-pair[1], pair[0])))
