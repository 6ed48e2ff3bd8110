"""Places on a circle. An angle is in radians from the top, clockwise."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Circle:
    """A circle with its middle at (x, y)."""

    x: float
    y: float

    def point(self, radius: float, angle: float) -> tuple[float, float]:
        """The place at that distance and angle."""
        return self.x + radius * math.sin(angle), self.y - radius * math.cos(angle)

    def sector(self, inner: float, outer: float, start: float, end: float) -> str:
        """The outline of a piece of a ring, as path data. The end comes after the start, less than a full turn."""
        (ax, ay), (bx, by) = self.point(outer, start), self.point(outer, end)
        (cx, cy), (dx, dy) = self.point(inner, end), self.point(inner, start)
        large = int(end - start > math.pi)
        out = f"M{ax:.2f},{ay:.2f}A{outer},{outer} 0 {large} 1 {bx:.2f},{by:.2f}"
        return f"{out}L{cx:.2f},{cy:.2f}A{inner},{inner} 0 {large} 0 {dx:.2f},{dy:.2f}Z"

    def spoke(self, inner: float, outer: float, angle: float) -> str:
        """A line from one radius to the other, as path data."""
        (ax, ay), (bx, by) = self.point(inner, angle), self.point(outer, angle)
        return f"M{ax:.2f},{ay:.2f}L{bx:.2f},{by:.2f}"


@dataclass(frozen=True)
class SchoolYear:
    """The twelve months from `first_day`, the first of a month, as one turn."""

    first_day: date

    def months(self) -> list[date]:
        """The first day of each month, and of the month after the year."""
        past = self.first_day.month - 1
        return [date(self.first_day.year + (past + i) // 12, (past + i) % 12 + 1, 1) for i in range(13)]

    def holds(self, day: date) -> bool:
        """Whether the day lies in this school year."""
        return self.first_day <= day < self.months()[-1]

    def angle(self, day: date) -> float:
        """Where the day begins; days outside of the year are brought to its edge."""
        end = self.months()[-1]
        return math.tau * (min(max(day, self.first_day), end) - self.first_day).days / (end - self.first_day).days


def spread(angles: Sequence[float], least: float) -> list[float]:
    """The angles, in their order, moved as little as needed to lie `least` apart; closer where there is no room."""
    if not angles:
        return []
    gap = min(least, math.tau / len(angles) * 0.98)
    placed = list(angles)
    for _ in range(200):
        for i in range(len(placed)):
            turn = math.tau if i == len(placed) - 1 else 0
            after = (i + 1) % len(placed)
            short = gap - (placed[after] + turn - placed[i])
            if short > 1e-9 and after != i:
                placed[i] -= short / 2
                placed[after] += short / 2
    return placed
