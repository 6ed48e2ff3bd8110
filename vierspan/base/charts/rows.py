"""What the charts of rows share: a name above, a track from 0 to 100 below it, and columns of figures at the right."""

from collections.abc import Sequence

from vierspan.base.charts.drawing import Scale, path, tag, text, wrap
from vierspan.base.charts.palette import BLOCKS, GREY, PALE, PAPER, block_colour

WIDTH = 440
TRACK = Scale(0, 100, 2, 286)
NAME = 14.5
LINE = 18
HEADER = 20
RULES = (0, 25, 50, 75, 100)


def name(label: str, y: float, block: str = "", width: float = WIDTH - 4) -> tuple[str, float]:
    """The name on one or two lines from height y down, with the letter of its block; and the height of its track."""
    indent = 22 if block in BLOCKS else 0
    rows = wrap(label, width - indent, NAME)
    drawn = (text(indent, y + 14 + i * LINE, row, NAME, weight=600) for i, row in enumerate(rows))
    return (badge(block, y + 9) if indent else "") + "".join(drawn), y + len(rows) * LINE + 14


def badge(block: str, y: float) -> str:
    """The letter of a block in its colour, with its middle at height y."""
    box = tag("rect", x=0, y=y - 8, width=16, height=16, rx=3, fill=block_colour(block))
    return box + text(8, y + 4.3, block, 12, PAPER, "middle", 700)


def track(y: float) -> str:
    """The way from 0 to 100 at height y, with a stroke at each quarter."""
    rules = "".join(f"M{TRACK(mark):g},{y - 7:g}v14" for mark in RULES)
    return path(f"{rules}M{TRACK.start:g},{y:g}H{TRACK.end:g}", stroke=PALE, stroke_width=1.5)


def dotted(y: float) -> str:
    """In place of a bar that has too few answers behind it."""
    return path(f"M{TRACK.start + 1:g},{y:g}H{TRACK.end:g}", stroke=GREY, stroke_width=2.4, stroke_dasharray="0.1 6")


def whisker(low: float, high: float, y: float, stroke: str, width: float) -> str:
    """An interval as a line with a cap at each end."""
    left, right = TRACK(low), TRACK(high)
    caps = f"M{left:.1f},{y - 5:g}v10M{right:.1f},{y - 5:g}v10"
    return path(f"M{left:.1f},{y:g}H{right:.1f}{caps}", stroke=stroke, stroke_width=width)


def header(columns: Sequence[tuple[float, str]], y: float = 12) -> str:
    """The names of the columns above their right edges, and 0, 50 and 100 above the track."""
    marks = ((TRACK.start - 2, "0", "start"), (TRACK(50), "50", "middle"), (TRACK.end, "100", "end"))
    axis = "".join(text(x, y, mark, 12, GREY, anchor) for x, mark, anchor in marks)
    return axis + "".join(text(x, y, heading, 12, GREY, "end") for x, heading in columns)
