"""The line under a picture that says what its signs mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base.charts.drawing import tag, text, text_width

SIZE = 12.5
ROW = 19
GAP = 16


@dataclass(frozen=True)
class Sign:
    """A sign drawn to the right of and around (0, 0), how wide it is, and its meaning."""

    markup: str
    width: float
    meaning: str


def legend(signs: Sequence[Sign], *, x: float, y: float, width: float) -> tuple[str, float]:
    """The signs on as many rows as they need between x and width, the first at height y; and the height of it all."""
    across, down, parts = x, y, []
    for sign in signs:
        wide = sign.width + 6 + text_width(sign.meaning, SIZE)
        if across > x and across + wide > width:
            across, down = x, down + ROW
        drawn = tag("g", sign.markup, transform=f"translate({across:.1f} {down:.1f})")
        parts += [drawn, text(across + sign.width + 6, down + 4.5, sign.meaning, SIZE)]
        across += wide + GAP
    return "".join(parts), (down - y + ROW if signs else 0)
