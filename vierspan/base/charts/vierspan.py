"""The vierspan picture: four building blocks as the four horses of one team, their reins in one ring."""

from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base.charts import horse
from vierspan.base.charts.drawing import Picture, Table, picture, shorten, tag, text, text_width
from vierspan.base.charts.legend import Sign, legend
from vierspan.base.charts.palette import ACCENT_INK, GREY, block_colour
from vierspan.base.charts.words import Words, words_for

WIDTH, LANE, TOP = 360, 62, 50
RIGHT = WIDTH - 6


@dataclass(frozen=True)
class Block:
    """One building block: scores 0-100, the interval around the score, last time's, and a figure to compare with.

    No score means too few answers: the block is drawn dotted.
    """

    code: str
    label: str
    score: float | None
    low: float | None = None
    high: float | None = None
    previous: float | None = None
    reference: float | None = None


def vierspan_picture(
    blocks: Sequence[Block],
    *,
    key: str,
    title: str,
    language: str = "nl",
    previous_label: str = "",
    reference_label: str = "",
) -> Picture:
    """The team: the longer the rein, the higher the score. The lowest is marked, unless two are equally low."""
    say = words_for(language)
    lowest = _lowest(blocks)
    bottom = TOP + LANE * (len(blocks) - 1)
    ring_y = (TOP + bottom) / 2
    lanes = (_lane(block, TOP + LANE * i, ring_y, say, is_lowest=i == lowest) for i, block in enumerate(blocks))
    signs, height = legend(_signs(blocks, say, previous_label, reference_label), x=6, y=bottom + 56, width=RIGHT)
    return picture(
        [*lanes, horse.ring(ring_y), _axis(bottom + 34), signs],
        key=key,
        title=title,
        description="; ".join(_sentence(block, say, is_lowest=i == lowest) for i, block in enumerate(blocks)) + ".",
        table=_table(blocks, say, previous_label, reference_label),
        width=WIDTH,
        height=bottom + 48 + height,
    )


def _lowest(blocks: Sequence[Block]) -> int | None:
    scored = sorted((block.score, i) for i, block in enumerate(blocks) if block.score is not None)
    return scored[0][1] if len(scored) > 1 and scored[0][0] < scored[1][0] else None


def _lane(block: Block, y: float, ring_y: float, say: Words, *, is_lowest: bool) -> str:
    start = horse.rein_start(y, ring_y)
    name = _name(block, y, say, is_lowest=is_lowest)
    if block.score is None:
        return name + horse.absent(start) + text(RIGHT, y + 4.5, say.no_figure, 12.5, GREY, "end")
    mark = horse.slowest(block.score, y) if is_lowest else ""
    return f"{name}{horse.lane(y)}{mark}{_member(block, block.score, y, start)}{_figures(block, y, say)}"


def _name(block: Block, y: float, say: Words, *, is_lowest: bool) -> str:
    room = 252 - text_width(f" · {say.lowest}", 14.5) if is_lowest else 252
    label = shorten(block.label, room, 14.5)
    mark = f"· {say.lowest}" if is_lowest else ""
    return text(horse.LANE_START - 8, y - 23, label, 14.5, weight=600, after=mark, after_fill=ACCENT_INK)


def _member(block: Block, score: float, y: float, start: str) -> str:
    along, colour = horse.ALONG, block_colour(block.code)
    known = block.low is not None and block.high is not None
    band = horse.margin(along(block.low or 0), along(block.high or 0), y, colour) if known else ""
    before = "" if block.previous is None else horse.outline(along(block.previous), y)
    others = "" if block.reference is None else horse.reference(along(block.reference), y + 12)
    return f"{band}{horse.rein(block.code, start, score)}{before}{horse.head(block.code, score, y)}{others}"


def _figures(block: Block, y: float, say: Words) -> str:
    score = text(RIGHT, y + 6, say.figure(block.score), 23, anchor="end", weight=600)
    if block.previous is None:
        return score
    return score + text(RIGHT, y + 21, say.was.format(say.figure(block.previous)), 12.5, GREY, "end")


def _axis(y: float) -> str:
    return "".join(text(horse.ALONG(mark), y, str(mark), 11.5, GREY, "middle") for mark in (0, 50, 100))


def _signs(blocks: Sequence[Block], say: Words, previous_label: str, reference_label: str) -> list[Sign]:
    shown = [block for block in blocks if block.score is not None]
    signs = []
    if any(block.low is not None and block.high is not None for block in shown):
        signs.append(Sign(horse.margin(1, 15, 0, GREY, half=7), 16, say.margin))
    if any(block.previous is not None for block in shown):
        before = tag("g", horse.outline(horse.HEAD, 1), transform="scale(0.7)")
        signs.append(Sign(before, horse.HEAD * 0.7, previous_label or say.previous))
    if any(block.reference is not None for block in shown):
        signs.append(Sign(horse.reference(5, -4), 10, reference_label or say.reference))
    return signs


def _sentence(block: Block, say: Words, *, is_lowest: bool) -> str:
    if block.score is None:
        return f"{block.label} {say.no_figure}"
    interval = say.between(block.low, block.high)
    also = [say.likely.format(interval)] if interval else []
    also += [say.was.format(say.figure(block.previous))] if block.previous is not None else []
    also += [say.lowest] if is_lowest else []
    aside = f" ({', '.join(also)})" if also else ""
    return f"{block.label} {say.out_of.format(say.figure(block.score))}{aside}"


def _table(blocks: Sequence[Block], say: Words, previous_label: str, reference_label: str) -> Table:
    compared = (previous_label or say.previous, reference_label or say.reference)
    headings = (say.block, say.score, say.low, say.high, *compared)
    return Table(headings, tuple(_cells(block, say) for block in blocks))


def _cells(block: Block, say: Words) -> tuple[str, ...]:
    rest = (block.low, block.high, block.previous, block.reference)
    return (block.label, say.figure(block.score), *("" if value is None else say.figure(value) for value in rest))
