"""The colours of our pictures. None stands alone: beside it is a letter, a pattern, a shape or a place."""

from typing import Literal

Light = Literal["green", "amber", "red", "done", "none"]

INK = "#20292e"  # text
GREY = "#59656b"  # second text, last year, marks: 4.5:1 on white
PALE = "#dde3e5"  # lanes and grid lines
WASH = "#f1f4f5"  # behind bars, holidays
PAPER = "#ffffff"
ACTION = "#0b5563"  # what one can do
ACCENT = "#c8790a"  # only for the vierspan itself: the ring, the slowest of the team
ACCENT_INK = "#a66300"  # the same, in text

BLOCKS = {"V": "#2f70b8", "X": "#ad3b7d", "C": "#697a0f", "I": "#16283a"}
NEUTRAL = "#4a7683"  # a bar that belongs to no block

LIGHTS: dict[Light, str] = {"green": "#2b7a4b", "amber": "#c8790a", "red": "#b3261e", "done": ACTION, "none": GREY}

# Strongly disagree to strongly agree: two hues, dark at the ends, light at the middle.
SCALE = ("#a4502c", "#dba27f", "#d3d8da", "#7fb0b8", "#1f6f7d")
SCALE_INK = (PAPER, INK, INK, INK, PAPER)


def block_colour(code: str) -> str:
    """Colour of a building block by its code; the neutral one for any other code."""
    return BLOCKS.get(code, NEUTRAL)
