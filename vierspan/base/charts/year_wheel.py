"""The ICT school year as a circle: September on top, holidays shaded, numbered marks explained below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vierspan.base.charts.circle import Circle, SchoolYear, spread
from vierspan.base.charts.drawing import Picture, Table, path, picture, shorten, tag, text
from vierspan.base.charts.legend import Sign, legend
from vierspan.base.charts.palette import ACTION, GREY, INK, LIGHTS, PAPER, WASH
from vierspan.base.charts.words import Words, words_for

WIDTH = 360
CIRCLE = Circle(180, 164)
INNER, OUTER, MARKS, DOT = 84, 126, 150, 10.5
LEAST_APART = 0.155  # two dots beside each other
ROW = 22
HOLIDAY = "#bfced2"


@dataclass(frozen=True)
class WheelMark:
    """A day of the school year that asks for attention."""

    day: date
    label: str
    urgent: bool = False


@dataclass(frozen=True)
class Holiday:
    """First and last day, both without school."""

    start: date
    end: date
    label: str


def year_wheel(
    marks: Sequence[WheelMark],
    holidays: Sequence[Holiday],
    *,
    first_day: date,
    today: date | None,
    key: str,
    title: str,
    language: str = "nl",
) -> Picture:
    """The twelve months from `first_day`, the first of a month. Marks outside of them are left out."""
    say, year = words_for(language), SchoolYear(first_day)
    shown = sorted((mark for mark in marks if year.holds(mark.day)), key=lambda mark: (mark.day, mark.label))
    now = today if today and year.holds(today) else None
    parts = [*_ring(year, holidays, say), *_hub(year, now, say), *_dots(shown, year)]
    listed, height = _list(shown, say, shaded=bool(holidays))
    return picture(
        [*parts, listed],
        key=key,
        title=title,
        description="; ".join(f"{say.short_day(mark.day)} {mark.label}" for mark in shown) + ".",
        table=_table(shown, holidays, say),
        width=WIDTH,
        height=height,
    )


def _ring(year: SchoolYear, holidays: Sequence[Holiday], say: Words) -> list[str]:
    *months, end = year.months()
    parts = [path(CIRCLE.sector(INNER, OUTER, 0, year.angle(end) - 0.0001), fill=WASH)]
    for holiday in holidays:
        turn = year.angle(holiday.start), year.angle(holiday.end + timedelta(days=1))
        parts.append(path(CIRCLE.sector(INNER, OUTER, *turn), fill=HOLIDAY) if turn[0] < turn[1] else "")
    for first, after in zip(months, [*months[1:], end], strict=True):
        x, y = CIRCLE.point((INNER + OUTER) / 2, (year.angle(first) + year.angle(after)) / 2)
        parts.append(path(CIRCLE.spoke(INNER, OUTER, year.angle(first)), stroke=PAPER, stroke_width=2))
        parts.append(text(x, y + 5, say.months[first.month - 1], 14, INK, "middle", 600))
    return parts


def _hub(year: SchoolYear, now: date | None, say: Words) -> list[str]:
    name = f"{year.first_day.year}-{year.months()[-1].year}"
    if now is None:
        return [text(CIRCLE.x, CIRCLE.y + 6, name, 18, anchor="middle", weight=600)]
    angle = year.angle(now)
    x, y = CIRCLE.point(INNER - 9, angle)
    return [
        text(CIRCLE.x, CIRCLE.y, name, 18, anchor="middle", weight=600),
        text(CIRCLE.x, CIRCLE.y + 19, f"{say.today}: {say.short_day(now)}", 13.5, ACTION, "middle"),
        path(CIRCLE.spoke(INNER - 9, OUTER + 4, angle), stroke=ACTION, stroke_width=2.4),
        tag("circle", cx=x, cy=y, r=4, fill=ACTION),
    ]


def _dots(marks: Sequence[WheelMark], year: SchoolYear) -> list[str]:
    exact = [year.angle(mark.day) for mark in marks]
    parts = []
    for number, (mark, at, placed) in enumerate(zip(marks, exact, spread(exact, LEAST_APART), strict=True), start=1):
        (ax, ay), (bx, by) = CIRCLE.point(OUTER - 3, at), CIRCLE.point(MARKS, placed)
        parts.append(path(f"M{ax:.1f},{ay:.1f}L{bx:.1f},{by:.1f}", stroke=GREY, stroke_width=1.2))
        parts.append(_dot(number, bx, by, urgent=mark.urgent))
    return parts


def _dot(number: int, x: float, y: float, *, urgent: bool) -> str:
    shape = tag("circle", cx=x, cy=y, r=DOT, fill=ACTION, stroke=PAPER)
    if urgent:
        box = {"x": x - DOT + 1, "y": y - DOT + 1, "width": 2 * DOT - 2, "height": 2 * DOT - 2}
        shape = tag("rect", **box, fill=LIGHTS["red"], stroke=PAPER)
    return shape + text(x, y + 4.4, str(number), 12.5, PAPER, "middle", 600)


def _list(marks: Sequence[WheelMark], say: Words, *, shaded: bool) -> tuple[str, float]:
    top = CIRCLE.y + MARKS + DOT + 18
    swatch = [Sign(tag("rect", x=0, y=-7, width=18, height=14, fill=HOLIDAY), 18, say.holiday)] if shaded else []
    holidays, height = legend(swatch, x=4, y=top, width=WIDTH)
    top += height + 6 if shaded else 0
    rows = (_listed(mark, number, top + ROW * number - ROW, say) for number, mark in enumerate(marks, start=1))
    return holidays + "".join(rows), top + ROW * len(marks) - 6


def _listed(mark: WheelMark, number: int, y: float, say: Words) -> str:
    day = text(30, y + 5, say.short_day(mark.day), 14, GREY)
    label = shorten(mark.label, WIDTH - 84, 14)
    return (
        _dot(number, 14, y, urgent=mark.urgent) + day + text(82, y + 5, label, 14, weight=600 if mark.urgent else 400)
    )


def _table(marks: Sequence[WheelMark], holidays: Sequence[Holiday], say: Words) -> Table:
    rows = [(mark.day, (say.day(mark.day), mark.label)) for mark in marks]
    rows += [(one.start, (f"{say.day(one.start)} - {say.day(one.end)}", one.label)) for one in holidays]
    return Table((say.date, say.event), tuple(cells for _, cells in sorted(rows)))
