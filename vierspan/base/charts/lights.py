"""Traffic lights that are told apart by shape: circle, triangle, square, tick, ring."""

from vierspan.base.charts.drawing import path, tag
from vierspan.base.charts.palette import LIGHTS, PAPER, Light


def light_sign(light: Light, x: float, y: float) -> str:
    """The light around (x, y), fourteen wide."""
    colour = LIGHTS[light]
    match light:
        case "green":
            return tag("circle", cx=x, cy=y, r=6.5, fill=colour)
        case "amber":
            return path(f"M{x:.1f},{y - 7:.1f}l7.5,13h-15z", fill=colour)
        case "red":
            return tag("rect", x=x - 6, y=y - 6, width=12, height=12, fill=colour)
        case "done":
            tick = path(f"M{x - 3:.1f},{y + 0.3:.1f}l2.2,2.4l4,-5", stroke=PAPER, stroke_width=1.8)
            return tag("circle", cx=x, cy=y, r=6.5, fill=colour) + tick
        case "none":
            return tag("circle", cx=x, cy=y, r=5.5, fill=PAPER, stroke=colour, stroke_width=1.6)
