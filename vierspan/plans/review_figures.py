"""What a review counts, as it was on that day: kept with the review, so that years can be laid side by side."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

COUNTS = ("done", "open", "overdue", "dropped")
SUMS = ("hours", "hours_done", "cost_once", "cost_yearly")


@dataclass(frozen=True)
class IndicatorFigure:
    """Baseline, value on the day of the review, and target, each in ``unit`` and None where unknown."""

    title: str
    unit: str
    baseline: Decimal | None
    value: Decimal | None
    target: Decimal | None


@dataclass(frozen=True)
class ReviewFigures:
    """Counts of actions; hours of all that was not dropped and of what is done; euro of what was not dropped."""

    done: int = 0
    open: int = 0
    overdue: int = 0
    dropped: int = 0
    hours: Decimal = Decimal(0)
    hours_done: Decimal = Decimal(0)
    cost_once: Decimal = Decimal(0)
    cost_yearly: Decimal = Decimal(0)
    indicators: tuple[IndicatorFigure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> ReviewFigures:
        """What an older review did not count yet is zero."""
        known: dict[str, Any] = {name: int(kept.get(name, 0)) for name in COUNTS}
        known |= {name: Decimal(kept.get(name, "0")) for name in SUMS}
        return cls(**known, indicators=tuple(_indicator(row) for row in kept.get("indicators", ())))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _indicator(row: dict[str, Any]) -> IndicatorFigure:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in ("baseline", "value", "target")}
    return IndicatorFigure(row["title"], row["unit"], **numbers)
