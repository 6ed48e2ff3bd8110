"""How answers spread over the five points of the scale, left and right of the middle, with "don't know" apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base.charts import rows as row
from vierspan.base.charts.drawing import Picture, Table, path, picture, tag, text
from vierspan.base.charts.legend import Sign, legend
from vierspan.base.charts.palette import GREY, INK, PAPER, SCALE, SCALE_INK
from vierspan.base.charts.words import Words, words_for

CENTRE, HALF = 182, 180
APART = 382
LEAST_FOR_FIGURE = 25


@dataclass(frozen=True)
class Distribution:
    """One row: the number of answers per point of the scale, worst first, and how many do not know.

    No counts means too few answers.
    """

    label: str
    counts: tuple[int, ...] | None
    dont_know: int = 0


def distribution(
    rows: Sequence[Distribution], *, scale: Sequence[str], key: str, title: str, language: str = "nl"
) -> Picture:
    """The rows in the order given, the middle of the middle point always at the same place.

    Raises ValueError for a scale or row that has not five points.
    """
    if any(len(points) != len(SCALE) for points in [scale, *(item.counts for item in rows if item.counts is not None)]):
        raise ValueError(f"a scale of {len(SCALE)} points is drawn")
    say = words_for(language)
    signs = [Sign(_piece(0, -7, 14, colour), 14, meaning) for colour, meaning in zip(SCALE, scale, strict=True)]
    key_line, top = legend([*signs, Sign(_unknown(0, -7, 14), 14, say.dont_know)], x=0, y=10, width=row.WIDTH)
    parts, y = [key_line], top + 4
    for item in rows:
        drawn, y = _row(item, y, say)
        parts.append(drawn)
    table = Table((say.subject, *scale, say.dont_know), tuple(_cells(item, say) for item in rows))
    description = f"{scale[3]} + {scale[4]}, %. {say.extremes([(item.label, _agreeing(item)) for item in rows])}"
    return picture(parts, key=key, title=title, description=description, table=table, width=row.WIDTH, height=y)


def _agreeing(item: Distribution) -> float | None:
    """Percentage at the two best points, of those who chose a point."""
    return None if not item.counts or not sum(item.counts) else 100 * sum(item.counts[3:]) / sum(item.counts)


def _row(item: Distribution, top: float, say: Words) -> tuple[str, float]:
    drawn, y = row.name(item.label, top)
    if item.counts is None or not sum(item.counts):
        return f"{drawn}{row.dotted(y)}{text(row.TRACK.end + 12, y + 4.5, say.no_figure, 13, GREY)}", y + 22
    shares = [count / sum(item.counts) for count in item.counts]
    middle = path(f"M{CENTRE},{y - 14:g}v4M{CENTRE},{y + 10:g}v4", stroke=INK, stroke_width=1.4)
    return f"{drawn}{_pieces(shares, y, say)}{middle}{_apart(item, y, say)}", y + 24


def _pieces(shares: Sequence[float], y: float, say: Words) -> str:
    x = CENTRE - HALF * (shares[0] + shares[1] + shares[2] / 2)
    parts = []
    for share, colour, ink in zip(shares, SCALE, SCALE_INK, strict=True):
        wide = share * HALF
        parts.append(_piece(x, y - 10, wide, colour, 20) if share else "")
        if wide >= LEAST_FOR_FIGURE:
            parts.append(text(x + wide / 2, y + 4.5, say.share(share), 12, ink, "middle", 600))
        x += wide
    return "".join(parts)


def _piece(x: float, y: float, width: float, colour: str, height: float = 14) -> str:
    return tag("rect", x=x, y=y, width=width, height=height, fill=colour, stroke=PAPER, stroke_width=1)


def _unknown(x: float, y: float, width: float, height: float = 14) -> str:
    return tag("rect", x=x, y=y, width=width, height=height, fill=PAPER, stroke=GREY, stroke_dasharray="2 2")


def _apart(item: Distribution, y: float, say: Words) -> str:
    if not item.dont_know or item.counts is None:
        return ""
    share = item.dont_know / (item.dont_know + sum(item.counts))
    figure = text(row.WIDTH, y + 4.5, say.share(share), 12, anchor="end")
    return _unknown(APART - 8, y - 10, max(share * 30, 2), 20) + figure


def _cells(item: Distribution, say: Words) -> tuple[str, ...]:
    if item.counts is None:
        return (item.label, say.no_figure, *("" for _ in SCALE))
    return (item.label, *(str(count) for count in item.counts), str(item.dont_know))
