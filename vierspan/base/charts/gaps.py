"""Differences between two groups or two years: two dots per row, and where the second would be if it were otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base.charts import rows as row
from vierspan.base.charts.drawing import Picture, Table, path, picture, shorten, tag, text
from vierspan.base.charts.legend import Sign, legend
from vierspan.base.charts.palette import ACTION, GREY, INK, PALE, PAPER
from vierspan.base.charts.words import Words, words_for

BAND = "#bcd3d8"


@dataclass(frozen=True)
class Gap:
    """One row: two scores 0-100, the interval of second minus first in points, and a short note for the right.

    No score means too few answers in that group.
    """

    label: str
    first: float | None
    second: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


def gap_rows(
    rows: Sequence[Gap], *, first_label: str, second_label: str, key: str, title: str, language: str = "nl"
) -> Picture:
    """The rows in the order given. The band is the interval of the difference, laid from the first dot:
    where it does not touch the first dot, the difference is there."""
    say = words_for(language)
    signs = _signs(rows, first_label, second_label, say)
    key_line, top = legend(signs, x=0, y=10, width=row.WIDTH)
    parts, y = [key_line, row.header([], top + 12)], top + row.HEADER
    for gap in rows:
        drawn, y = _row(gap, y, say)
        parts.append(drawn)
    extremes = say.extremes([(gap.label, _difference(gap)) for gap in rows])
    return picture(
        parts,
        key=key,
        title=title,
        description=f"{say.difference} {first_label} → {second_label}. {extremes}",
        table=_table(rows, first_label, second_label, say),
        width=row.WIDTH,
        height=y,
    )


def _difference(gap: Gap) -> float | None:
    return None if gap.first is None or gap.second is None else gap.second - gap.first


def _row(gap: Gap, top: float, say: Words) -> tuple[str, float]:
    drawn, y = row.name(gap.label, top)
    if gap.first is None or gap.second is None:
        return f"{drawn}{row.dotted(y)}{text(row.TRACK.end + 12, y + 4.5, say.no_figure, 13, GREY)}", y + 22
    x = row.TRACK.end + 12
    beside = text(x, y + 6, say.signed(gap.second - gap.first), 17, weight=600)
    beside += text(x + 40, y + 5, shorten(gap.note, row.WIDTH - x - 40, 13), 13, GREY)
    return f"{drawn}{row.track(y)}{_dots(gap, gap.first, gap.second, y)}{beside}", y + 22


def _dots(gap: Gap, first: float, second: float, y: float) -> str:
    left, right = row.TRACK(first), row.TRACK(second)
    line = path(f"M{left:.1f},{y:g}H{right:.1f}", stroke=ACTION, stroke_width=2)
    band = (
        "" if gap.low is None or gap.high is None else _band(row.TRACK(first + gap.low), row.TRACK(first + gap.high), y)
    )
    return f"{band}{line}{_hollow(left, y)}{_filled(right, y)}"


def _band(left: float, right: float, y: float) -> str:
    return tag("rect", x=left, y=y - 8, width=max(right - left, 1), height=16, rx=2, fill=BAND, stroke=PALE)


def _hollow(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=5.5, fill=PAPER, stroke=INK, stroke_width=2)


def _filled(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=6.2, fill=ACTION, stroke=PAPER, stroke_width=1.2)


def _signs(rows: Sequence[Gap], first_label: str, second_label: str, say: Words) -> list[Sign]:
    signs = [Sign(_hollow(7, 0), 14, first_label), Sign(_filled(7, 0), 14, second_label)]
    banded = any(gap.low is not None and gap.high is not None for gap in rows)
    return [*signs, Sign(_band(0, 22, 0), 22, say.likely_difference)] if banded else signs


def _table(rows: Sequence[Gap], first_label: str, second_label: str, say: Words) -> Table:
    headings = (say.subject, first_label, second_label, say.difference, say.low, say.high, say.note)
    return Table(headings, tuple(_cells(gap, say) for gap in rows))


def _cells(gap: Gap, say: Words) -> tuple[str, ...]:
    difference, known = _difference(gap), _difference(gap) is not None
    points = (difference, gap.low if known else None, gap.high if known else None)
    signed = ("" if value is None else say.signed(value) for value in points)
    return (gap.label, say.figure(gap.first), say.figure(gap.second), *signed, gap.note)
