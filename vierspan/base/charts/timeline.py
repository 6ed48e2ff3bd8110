"""The actions of a plan on the school years, each with its traffic light."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from vierspan.base.charts.drawing import Picture, Scale, Table, path, picture, shorten, tag, text, text_width
from vierspan.base.charts.lights import light_sign
from vierspan.base.charts.palette import ACTION, GREY, INK, LIGHTS, PALE, PAPER, WASH, Light
from vierspan.base.charts.words import Words, words_for

WIDTH, HEADER, ROW, SIDE = 480, 40, 44, 8
QUARTERS = (1, 4, 7, 10)
SCHOOL_YEAR_STARTS = 9


@dataclass(frozen=True)
class TimelineRow:
    """One action: its first and last day, its light, and a note such as its owner."""

    label: str
    start: date
    end: date
    light: Light = "none"
    note: str = ""


def timeline(
    rows: Sequence[TimelineRow],
    *,
    start: date,
    end: date,
    today: date | None,
    key: str,
    title: str,
    language: str = "nl",
) -> Picture:
    """The rows in the order given, between two days. Raises ValueError when the end does not come after the start."""
    if end <= start:
        raise ValueError(f"a timeline cannot run from {start} to {end}")
    say = words_for(language)
    along = Scale(start.toordinal(), end.toordinal(), SIDE, WIDTH - SIDE)
    height = HEADER + ROW * len(rows) + 18
    parts = [*_years(start, end, along, height), *_quarters(start, end, along, say, height)]
    parts += [_row(row, HEADER + ROW * i, along, say) for i, row in enumerate(rows)]
    if today and start <= today <= end:
        parts.append(_today(along(today.toordinal()), len(rows), say))
    states = ", ".join(f"{sum(row.light == light for row in rows)} {say.lights[light]}" for light in _used(rows))
    return picture(
        parts,
        key=key,
        title=title,
        description=f"{say.rows.format(len(rows))} {states}.",
        table=_table(rows, say),
        width=WIDTH,
        height=height,
    )


def _used(rows: Sequence[TimelineRow]) -> list[Light]:
    return [light for light in LIGHTS if any(row.light == light for row in rows)]


def _firsts(start: date, end: date, months: Sequence[int]) -> Iterator[date]:
    days = (date(year, month, 1) for year in range(start.year, end.year + 1) for month in months)
    return (day for day in days if start <= day <= end)


def _years(start: date, end: date, along: Scale, height: float) -> Iterator[str]:
    """A ground per school year, every other one shaded, with its name."""
    starts = list(_firsts(start, end, [SCHOOL_YEAR_STARTS]))
    edges = [start, *(day for day in starts if day > start), end]
    for first, last in pairwise(edges):
        left, wide = along(first.toordinal()), along(last.toordinal()) - along(first.toordinal())
        year = first.year if first.month >= SCHOOL_YEAR_STARTS else first.year - 1
        yield tag("rect", x=left, y=0, width=wide, height=height, fill=WASH if year % 2 else PAPER)
        name = f"{year}-{year + 1}"
        yield text(left + 5, 15, name, 13, INK, weight=600) if text_width(name, 13) + 8 < wide else ""


def _quarters(start: date, end: date, along: Scale, say: Words, height: float) -> Iterator[str]:
    days = list(_firsts(start, end, QUARTERS))
    named = days if len(days) <= 12 else []
    for day in days:
        yield path(f"M{along(day.toordinal()):.1f},22V{height:g}", stroke=PALE, stroke_width=1)
    for day in named:
        x = along(day.toordinal())
        yield text(x + 3, 32, say.months[day.month - 1], 11.5, GREY) if x < WIDTH - SIDE - 22 else ""


def _row(row: TimelineRow, top: float, along: Scale, say: Words) -> str:
    left = along(min(row.start, row.end).toordinal())
    right = max(along(max(row.start, row.end).toordinal()), left + 5)
    look: dict[str, str | float] = {"fill": LIGHTS[row.light]}
    if row.light == "none":
        look = {"fill": PAPER, "stroke": GREY, "stroke_width": 1.4, "stroke_dasharray": "4 2"}
    beam = tag("rect", x=left, y=top + 26, width=right - left, height=9, rx=3, **look)
    note = " · ".join(part for part in (row.note, say.lights[row.light]) if part)
    aside = shorten(note, WIDTH * 0.5, 12.5)
    # A tenth less than there is: another font may be wider than ours.
    label = shorten(row.label, (WIDTH - 2 * SIDE - 30 - text_width(aside, 12.5)) * 0.9, 14)
    named = text(SIDE + 18, top + 18, label, 14, weight=600)
    beside = text(WIDTH - SIDE, top + 18, aside, 12.5, GREY, "end")
    return f"{beam}{light_sign(row.light, SIDE + 7, top + 13.5)}{named}{beside}"


def _today(x: float, rows: int, say: Words) -> str:
    """A line through the bars, not through the names, with the word below."""
    strokes = "".join(f"M{x:.1f},{HEADER + ROW * i + 22:g}v17" for i in range(rows))
    bottom = HEADER + ROW * rows + 12
    anchor = "start" if x < 30 else "end" if x > WIDTH - 30 else "middle"
    return path(strokes, stroke=ACTION, stroke_width=2.2) + text(x, bottom, say.today, 12.5, ACTION, anchor, 600)


def _table(rows: Sequence[TimelineRow], say: Words) -> Table:
    headings = (say.action, say.starts, say.ends, say.state, say.note)
    cells = ((row.label, say.day(row.start), say.day(row.end), say.lights[row.light], row.note) for row in rows)
    return Table(headings, tuple(cells))
