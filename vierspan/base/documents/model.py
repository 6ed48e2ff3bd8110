"""What a document is made of; each writer turns it into a file."""

from dataclasses import dataclass

from vierspan.base.charts import Picture


@dataclass(frozen=True)
class Heading:
    """Level 1 to 3. A level that would skip one is brought up."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Plain text; its line ends are kept."""

    text: str


@dataclass(frozen=True)
class Markdown:
    """What a person wrote; its headings come under the last Heading."""

    source: str


@dataclass(frozen=True)
class Bullets:
    """Plain lines with a dot before them."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class TableBlock:
    """A table with its headings; widths are relative, and by content when left out."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class PictureBlock:
    """One of our pictures; its description becomes the alternative text."""

    picture: Picture
    caption: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Callout:
    """A sentence or two that should be seen."""

    text: str


Part = Heading | Paragraph | Markdown | Bullets | TableBlock | PictureBlock | PageBreak | Callout


@dataclass(frozen=True)
class Document:
    """A whole document. Language is `nl` or `en`; `date_text` is a date as the reader writes it."""

    title: str
    subtitle: str
    organisation: str
    language: str
    date_text: str
    parts: tuple[Part, ...]
