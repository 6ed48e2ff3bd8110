"""Shapes as WordprocessingML. Written as text and read once: many times faster than adding part by part."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE

from vierspan.base.charts import png
from vierspan.base.documents.shapes import Block, Drawing, Grid, List, NewPage, Quote, Span, Spans, Text, Title
from vierspan.base.documents.word_styles import FIRST_NUMBERED, LEVELS

TEXT_WIDTH = 9180  # twentieths of a point: A4 less the margins
EMU = 360000  # in a centimetre
PICTURE_PIXELS = 700  # sharp on paper, and quick: most of the time goes into packing the pixels


class Body:
    """The body of one Word file while it is written: it counts lists and pictures and keeps relations by address."""

    def __init__(self, part: Any) -> None:
        self.part = part
        self.starts: list[int] = []
        self.pictures = 0

    def blocks(self, blocks: Iterable[Block], style: str = "", depth: int = -1) -> str:
        """The blocks after each other; `style` for plain text, `depth` of the list around them."""
        return "".join(self.block(block, style, depth) for block in blocks)

    def block(self, block: Block, style: str, depth: int) -> str:
        match block:
            case Title(level, spans, anchor):
                return self.title(level, spans, anchor)
            case Text(spans, look):
                return paragraph(self.runs(spans), {"callout": "Callout", "code": "Code"}.get(look, style))
            case List(items, start):
                return self.list(items, start, min(depth + 1, LEVELS - 1))
            case Quote(inner):
                return self.blocks(inner, "Quote", depth)
            case Grid():
                return self.grid(block)
            case Drawing():
                return self.drawing(block)
            case NewPage():
                return paragraph('<w:r><w:br w:type="page"/></w:r>', "TableGap")

    def title(self, level: int, spans: Spans, anchor: str) -> str:
        number = anchor.removeprefix("s")
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>'
        return paragraph(f'{start}{self.runs(spans)}<w:bookmarkEnd w:id="{number}"/>', f"Heading{level}")

    def list(self, items: Sequence[Sequence[Block]], start: int | None, depth: int) -> str:
        suffix = str(depth + 1) if depth else ""
        style, numbered = f"ListBullet{suffix}", ""
        if start is not None:
            number = FIRST_NUMBERED + len(self.starts)
            self.starts.append(start)
            style = f"ListNumber{suffix}"
            numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(self.item(item, style, numbered, depth) for item in items)

    def item(self, item: Sequence[Block], style: str, numbered: str, depth: int) -> str:
        match item:
            case [Text(spans, "plain"), *rest]:
                first = self.runs(spans)
            case _:
                first, rest = "", list(item)
        return paragraph(first, style, numbered) + self.blocks(rest, f"ListContinue{depth + 1 if depth else ''}", depth)

    def runs(self, spans: Spans) -> str:
        return "".join(self.run(span) for span in spans)

    def run(self, span: Span) -> str:
        style = "Hyperlink" if span.link else "CodeText" if span.code else ""
        look = f'<w:rStyle w:val="{style}"/>' if style else ""
        look += ("<w:b/><w:bCs/>" if span.bold else "") + ("<w:i/><w:iCs/>" if span.italic else "")
        drawn = f"<w:r><w:rPr>{look}</w:rPr>{letters(span.text)}</w:r>"
        if not span.link:
            return drawn
        relation = self.part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{relation}">{drawn}</w:hyperlink>'

    def grid(self, grid: Grid) -> str:
        widths = [round(width * TEXT_WIDTH) for width in grid.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        named = f"<w:tblCaption w:val={quoteattr(grid.caption)}/>" if grid.caption else ""
        look = (
            f'<w:tblPr><w:tblStyle w:val="VierspanTable"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>{named}</w:tblPr>'
        )
        rows = self.row(grid.headings, widths, grid.numeric, "<w:tblHeader/>")
        rows += "".join(self.row(row, widths, grid.numeric) for row in grid.rows)
        caption = paragraph(letters_run(grid.caption), "Caption", "<w:keepNext/>") if grid.caption else ""
        gap = paragraph("", "TableGap")
        return f"{caption}<w:tbl>{look}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{gap}"

    def row(self, cells: Sequence[Spans], widths: Sequence[int], numeric: Sequence[bool], header: str = "") -> str:
        drawn = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{paragraph(self.runs(cell), 'TableText', RIGHT if number else '')}</w:tc>"
            for cell, width, number in zip(cells, widths, numeric, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{drawn}</w:tr>"

    def drawing(self, drawing: Drawing) -> str:
        relation, image = self.part.get_or_add_image(BytesIO(png(drawing.picture, PICTURE_PIXELS)))
        self.pictures += 1
        wide = round(drawing.width_cm * EMU)
        inline = _inline(relation, self.pictures, wide, round(wide * image.px_height / image.px_width), drawing)
        caption = paragraph(letters_run(drawing.caption), "Caption") if drawing.caption else ""
        return (
            paragraph(f"<w:r><w:drawing>{inline}</w:drawing></w:r>", "", "<w:keepNext/>" if caption else "") + caption
        )


RIGHT = '<w:jc w:val="right"/>'


def paragraph(runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; properties come in the order of the standard, after the style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def letters(text: str) -> str:
    """Text of a run, with its line ends and tabs as elements."""
    lines = ("<w:tab/>".join(_letters(piece) for piece in line.split("\t")) for line in text.split("\n"))
    return "<w:br/>".join(lines)


def letters_run(text: str) -> str:
    """A run without a look."""
    return f"<w:r>{letters(text)}</w:r>"


def _letters(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def bookmark(anchor: str) -> str:
    """The name under which Word's own contents find a heading."""
    return f"_Toc{int(anchor.removeprefix('s')):09d}"


def _inline(relation: str, number: int, wide: int, high: int, drawing: Drawing) -> str:
    name, alt = quoteattr(drawing.picture.title), quoteattr(drawing.alternative)
    size = f'cx="{wide}" cy="{high}"'
    return (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{number}" title={name} descr={alt}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{number}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    )
