"""One of the team of four: its rein, its head, and what is known around its score."""

from vierspan.base.charts.drawing import Scale, path, tag, text
from vierspan.base.charts.palette import ACCENT, GREY, INK, PALE, PAPER, block_colour

LANE_START, LANE_END = 92, 296
ALONG = Scale(0, 100, LANE_START, LANE_END)
RING_X, RING = 21, 14
HEAD = 28
# A head that looks to the right. Its nose is the origin, so that the nose stands at the score.
OUTLINE = (
    "M0,1 C-1,-2 -6,-6 -11,-10 L-13,-15.5 L-16.5,-11 C-22,-9 -27,-2 -28,11 "
    "L-12,11 C-13,8 -12,5.5 -9.5,5 L-4,6.5 C-1.5,6.5 .5,4 0,1 Z"
)
# The stitching on the rein tells the blocks apart in black and white: none, dashes, a line, dots.
STITCHING: dict[str, dict[str, str | float]] = {
    "X": {"stroke_width": 1.6, "stroke_dasharray": "6 6"},
    "C": {"stroke_width": 1.8},
    "I": {"stroke_width": 2.4, "stroke_dasharray": "0.1 6"},
}


def rein_start(lane_y: float, ring_y: float) -> str:
    """From the ring, where the reins lie close beside each other, in a bow to the start of the lane."""
    inside = ring_y + (lane_y - ring_y) / 13.5
    bow = f"C{RING_X + 42:g},{inside:g} {LANE_START - 46:g},{lane_y:g} {LANE_START:g},{lane_y:g}"
    return f"M{RING_X - RING + 3:g},{inside:g}H{RING_X:g}{bow}"


def ring(y: float) -> str:
    """The ring that holds the reins."""
    return tag("circle", cx=RING_X, cy=y, r=RING, fill="none", stroke=ACCENT, stroke_width=6)


def lane(y: float) -> str:
    """The way from 0 to 100, with a dot at each quarter."""
    dots = (tag("circle", cx=ALONG(mark), cy=y, r=2.2, fill=PALE) for mark in (0, 25, 50, 75, 100))
    return path(f"M{LANE_START},{y:g}H{LANE_END}", stroke=PALE, stroke_width=2) + "".join(dots)


def absent(start: str) -> str:
    """A rein without a horse: there are too few answers to say where it stands."""
    return path(f"{start}H{LANE_END - 14}", stroke=GREY, stroke_width=2.4, stroke_dasharray="0.1 6")


def rein(code: str, start: str, score: float) -> str:
    """The rein up to the head, with the stitching of its block."""
    strap = f"{start}H{max(ALONG(score) - HEAD + 6, LANE_START):.1f}"
    leather = path(strap, stroke=block_colour(code), stroke_width=6.5, stroke_linecap="butt")
    return leather + (path(strap, stroke=PAPER, **STITCHING[code]) if code in STITCHING else "")


def head(code: str, score: float, y: float) -> str:
    """The head, nose at the score, with the letter of its block."""
    x = ALONG(score)
    return outline(x, y, fill=block_colour(code), stroke=PAPER) + text(x - 18, y + 6, code, 12.5, PAPER, "middle", 700)


def outline(x: float, y: float, fill: str = "none", stroke: str = GREY) -> str:
    """The head as a shape; without a filling it is last time's."""
    return path(OUTLINE, transform=f"translate({x:.1f} {y:g})", fill=fill, stroke=stroke, stroke_width=1.2)


def margin(left: float, right: float, y: float, colour: str, half: float = 17) -> str:
    """A band from left to right in which the true score probably lies."""
    band = tag("rect", x=left, y=y - half, width=right - left, height=2 * half, fill=colour, fill_opacity=0.14)
    return band + path(f"M{left:.1f},{y - half:g}v{2 * half:g}M{right:.1f},{y - half:g}v{2 * half:g}", stroke=colour)


def reference(x: float, y: float) -> str:
    """A pointer from below to the figure of others."""
    return path(f"M{x:.1f},{y:g}l4.5,8h-9z", fill=INK, stroke=PAPER, stroke_width=0.8)


def slowest(score: float, y: float) -> str:
    """A line at the nose of the one that the team waits for."""
    return path(f"M{ALONG(score):.1f},{y - 20:g}v40", stroke=ACCENT, stroke_width=2.4)
