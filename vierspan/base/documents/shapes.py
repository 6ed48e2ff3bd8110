"""The few shapes that every writer can write: headings, text, lists, quotes, tables, pictures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vierspan.base.charts import Picture

NOT_TEXT = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
NUMBER = re.compile(r"(€[ \u00a0]?)?[+−-]?\d[\d.,\u00a0 ]*( ?[%€])?")
NARROWEST, WIDEST = 6, 36


@dataclass(frozen=True)
class Span:
    """Text in one look; a line end is a line end."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Title:
    """A heading; levels never skip one and the first is 1. Its anchor is unique in the document."""

    level: int
    spans: Spans
    anchor: str

    @property
    def text(self) -> str:
        return " ".join("".join(span.text for span in self.spans).split())


@dataclass(frozen=True)
class Text:
    """A paragraph; code keeps its spaces, a callout stands out."""

    spans: Spans
    look: Literal["plain", "callout", "code"] = "plain"


@dataclass(frozen=True)
class List:
    """Items, each of blocks of its own; numbered from `start`, or with dots when that is None."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


@dataclass(frozen=True)
class Quote:
    """What somebody said."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Grid:
    """A table: every row as long as the headings; widths are shares of one; columns of numbers stand right."""

    caption: str
    headings: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[bool, ...]


@dataclass(frozen=True)
class Drawing:
    """A picture with its caption."""

    picture: Picture
    caption: str

    @property
    def alternative(self) -> str:
        """What the picture shows, for those who do not see it."""
        return clean(f"{self.picture.title}. {self.picture.description}")

    @property
    def width_cm(self) -> float:
        """On a page of A4: as wide as reads well, narrower when it would become too high."""
        wide, high = (float(side) for side in VIEW_BOX.findall(self.picture.svg)[0])
        return min(max(min(12.5, 14 * wide / high), 9), 22 * wide / high)


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = Title | Text | List | Quote | Grid | Drawing | NewPage


def clean(text: str) -> str:
    """The text with only what every kind of file can hold; line ends as one sign."""
    return NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> Spans:
    """Text without a look."""
    return (Span(clean(text)),)


def grid(
    caption: str, headings: Sequence[Spans], rows: Sequence[Sequence[Spans]], widths: Sequence[float] = ()
) -> Grid:
    """A table of which short rows are filled up and long ones cut; widths by content when none are given."""
    count = len(headings)
    even = tuple((*row[:count], *(plain("") for _ in range(count - len(row)))) for row in rows)
    texts = [["".join(span.text for span in cell) for cell in row] for row in [headings, *even]]
    columns = list(zip(*texts, strict=True))
    if len(widths) != count or min(widths, default=0) <= 0:
        widths = [min(max(NARROWEST, *(len(text) for text in column)), WIDEST) for column in columns]
    numeric = tuple(_is_numeric(column[1:]) for column in columns)
    return Grid(clean(caption), tuple(headings), even, tuple(width / sum(widths) for width in widths), numeric)


def _is_numeric(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(NUMBER.fullmatch(text.strip()) for text in filled)
