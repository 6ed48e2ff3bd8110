"""Pen and ruler of our pictures: elements, text, scales. Everything that comes in as text goes out escaped."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from vierspan.base.charts.palette import INK

FONT = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif"
KEY = re.compile(r"[a-z][a-z0-9-]*")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Advance widths of ASCII 32 to 126 in Source Sans 3 Semibold, in hundredths of an em (the font's hmtx table).
WIDTHS = bytes.fromhex(
    "142030333354401c20202c331c201c22333333333333333333331c1c3333332c58383c3a3e36333f421c313c324a4243"
    "3a433b363742365036323620222033323734382e38332034381a1a341b5438373838252b2438324b30322c201a2033"
)


@dataclass(frozen=True)
class Table:
    """The figures behind a picture, every cell already text."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """An SVG for page, PDF and Word, with what it says in words and in figures."""

    svg: str
    title: str
    description: str
    table: Table


@dataclass(frozen=True)
class Scale:
    """From a figure between low and high to a place between start and end; what lies outside is brought to the edge."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def clean(content: str) -> str:
    """The text on one line, without what XML cannot hold."""
    return " ".join(NOT_XML.sub("", content).split())


def tag(name: str, *children: str, **attributes: str | float) -> str:
    """One element. Children are markup; attributes are escaped; `stroke_width` becomes `stroke-width`."""
    named = "".join(f" {key.rstrip('_').replace('_', '-')}={_quoted(value)}" for key, value in attributes.items())
    return f"<{name}{named}>{''.join(children)}</{name}>" if children else f"<{name}{named}/>"


def _quoted(value: str | float) -> str:
    return quoteattr(clean(value)) if isinstance(value, str) else f'"{value:.2f}"'.replace(".00", "")


def text(
    x: float,
    y: float,
    content: str,
    size: float = 13,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
    after: str = "",
    after_fill: str = INK,
) -> str:
    """One line of text with its baseline at y; a few words in another colour may come after it."""
    parts = [escape(clean(content)) or " "]
    if after:
        parts += [" ", tag("tspan", escape(clean(after)), fill=after_fill)]
    return tag("text", *parts, x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, font_weight=weight)


def path(d: str, **look: str | float) -> str:
    """A line without a filling, unless the look says otherwise; its ends and corners are round."""
    return tag("path", d=d, **({"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"} | look))


def text_width(content: str, size: float) -> float:
    """Width in the units of the picture; letters with an accent count as their base letter, others as one em."""
    return sum(_advance(letter) for letter in content) * size / 100


def _advance(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if " " <= base <= "~":
        return WIDTHS[ord(base) - 32]
    return 100 if unicodedata.east_asian_width(base) in "WF" else 60


def wrap(content: str, width: float, size: float, most: int = 2) -> list[str]:
    """The text in at most `most` lines of at most `width`; what does not fit ends in an ellipsis."""
    rows: list[str] = []
    for word in clean(content).split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and text_width(longer, size) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > most:
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :])]
    return [shorten(row, width, size) for row in rows]


def shorten(content: str, width: float, size: float) -> str:
    """The text, or as much of it as fits with an ellipsis behind it."""
    if text_width(content, size) <= width:
        return content
    while content and text_width(f"{content}…", size) > width:
        content = content[:-1]
    return f"{content.rstrip()}…"


def picture(
    parts: Sequence[str], *, key: str, title: str, description: str, table: Table, width: float, height: float
) -> Picture:
    """Parts drawn in a box of width by height, as one self-contained picture.

    Raises ValueError when the key cannot be an id.
    """
    if not KEY.fullmatch(key):
        raise ValueError(f"not a key for a picture: {key!r}")
    title, description = clean(title), clean(description)
    svg = tag(
        "svg",
        tag("title", escape(title), id=f"{key}-title"),
        tag("desc", escape(description), id=f"{key}-description"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-description",
        font_family=FONT,
    )
    return Picture(svg, title, description, table)
