"""From the parts of a document to the shapes that every writer can write: Markdown read, heading levels in order."""

from collections.abc import Iterator, Sequence

from vierspan.base.documents import markup, model
from vierspan.base.documents.shapes import Block, Drawing, Grid, List, NewPage, Text, Title, clean, grid, plain

DEEPEST = 6


def flow(document: model.Document) -> tuple[Block, ...]:
    """The blocks of the document in their order."""
    return tuple(_in_order(document.parts))


def contents(blocks: Sequence[Block]) -> list[Title]:
    """The headings that a table of contents names; none when there are too few to need one."""
    titles = [block for block in blocks if isinstance(block, Title) and block.level <= 2]
    return titles if len(titles) >= 3 else []


def _in_order(parts: Sequence[model.Part]) -> Iterator[Block]:
    depth = last = number = 0
    for part in parts:
        depth = part.level if isinstance(part, model.Heading) else depth
        for block in _blocks(part, min(depth, last)):
            if isinstance(block, Title) and not block.text:
                continue
            if isinstance(block, Title):
                last, number = min(block.level, last + 1, DEEPEST), number + 1
                yield Title(last, block.spans, f"s{number}")
            else:
                yield block


def _blocks(part: model.Part, depth: int) -> Sequence[Block]:
    match part:
        case model.Heading(level, text):
            return [Title(level, plain(" ".join(text.split())), "")]
        case model.Paragraph(text):
            return [Text(plain(text))]
        case model.Callout(text):
            return [Text(plain(text), "callout")]
        case model.Markdown(source):
            return markup.blocks(source, depth)
        case model.Bullets(items):
            return [List(tuple((Text(plain(item)),) for item in items))] if items else []
        case model.TableBlock(caption, headings, rows, widths):
            return [_table(caption, headings, rows, widths)] if headings else []
        case model.PictureBlock(picture, caption):
            return [Drawing(picture, clean(caption))]
        case model.PageBreak():
            return [NewPage()]


def _table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Grid:
    cells = [[plain(cell) for cell in row] for row in rows]
    return grid(caption, [plain(heading) for heading in headings], cells, widths)
