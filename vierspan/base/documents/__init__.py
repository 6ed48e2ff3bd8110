"""Documents: one description, written as Word, PDF or HTML."""

from vierspan.base.documents.model import (
    Bullets,
    Callout,
    Document,
    Heading,
    Markdown,
    PageBreak,
    Paragraph,
    Part,
    PictureBlock,
    TableBlock,
)

__all__ = [
    "Bullets",
    "Callout",
    "Document",
    "Heading",
    "Markdown",
    "PageBreak",
    "Paragraph",
    "Part",
    "PictureBlock",
    "TableBlock",
]
