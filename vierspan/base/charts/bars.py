"""Bars from 0 to 100 with their interval, the number of answers, and the share that does not know."""

from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base.charts import rows as row
from vierspan.base.charts.drawing import Picture, Table, picture, tag, text
from vierspan.base.charts.palette import GREY, INK, PAPER, block_colour
from vierspan.base.charts.words import Words, words_for

SCORE, ANSWERS, DONT_KNOW = 334, 378, row.WIDTH


@dataclass(frozen=True)
class Bar:
    """One row: score and interval 0-100, number of answers, share 0-1 that does not know, code of its block.

    No score means too few answers.
    """

    label: str
    score: float | None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    dont_know: float | None = None
    block: str = ""


def bars(rows: Sequence[Bar], *, key: str, title: str, language: str = "nl") -> Picture:
    """The rows in the order given. Columns that no row fills are left out."""
    say = words_for(language)
    columns = [(SCORE, say.score)]
    columns += [(ANSWERS, say.answers_short)] if any(bar.count is not None for bar in rows) else []
    columns += [(DONT_KNOW, say.dont_know)] if any(bar.dont_know is not None for bar in rows) else []
    parts, y = [row.header(columns)], float(row.HEADER)
    for bar in rows:
        drawn, y = _bar(bar, y, say)
        parts.append(drawn)
    scores = [(bar.label, bar.score) for bar in rows]
    return picture(
        parts,
        key=key,
        title=title,
        description=say.extremes(scores),
        table=_table(rows, say),
        width=row.WIDTH,
        height=y,
    )


def _bar(bar: Bar, top: float, say: Words) -> tuple[str, float]:
    drawn, y = row.name(bar.label, top, bar.block)
    answers = "" if bar.count is None else text(ANSWERS, y + 5, str(bar.count), 13, GREY, "end")
    unknown = "" if bar.dont_know is None else text(DONT_KNOW, y + 5, say.share(bar.dont_know), 13, anchor="end")
    if bar.score is None:
        absent = text(row.TRACK.end + 8, y + 4.5, say.no_figure, 13, GREY)
        return f"{drawn}{row.dotted(y)}{absent}", y + 22
    figure = text(SCORE, y + 6, say.figure(bar.score), 17, anchor="end", weight=600)
    return f"{drawn}{row.track(y)}{_beam(bar, bar.score, y)}{figure}{answers}{unknown}", y + 22


def _beam(bar: Bar, score: float, y: float) -> str:
    long = max(row.TRACK(score) - row.TRACK.start, 1.5)
    beam = tag("rect", x=row.TRACK.start, y=y - 5.5, width=long, height=11, fill=block_colour(bar.block))
    if bar.low is None or bar.high is None:
        return beam
    return beam + row.whisker(bar.low, bar.high, y, PAPER, 4) + row.whisker(bar.low, bar.high, y, INK, 1.6)


def _table(rows: Sequence[Bar], say: Words) -> Table:
    return Table(
        (say.subject, say.score, say.low, say.high, say.answers, say.dont_know),
        tuple(_cells(bar, say) for bar in rows),
    )


def _cells(bar: Bar, say: Words) -> tuple[str, ...]:
    interval = tuple("" if value is None else say.figure(value) for value in (bar.low, bar.high))
    count = "" if bar.count is None else str(bar.count)
    return (bar.label, say.figure(bar.score), *interval, count, say.share(bar.dont_know))
