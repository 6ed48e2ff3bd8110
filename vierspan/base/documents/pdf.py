"""A document as tagged PDF (PDF/UA-1 where its text allows), set by Typst from data: no text becomes source."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vierspan.base.documents.flow import contents, flow
from vierspan.base.documents.model import Document
from vierspan.base.documents.shapes import Block, Drawing, Grid, List, NewPage, Quote, Spans, Text, Title, clean
from vierspan.base.documents.words import words_for
from vierspan.base.fonts import FAMILY, FOLDER

TEMPLATE = Path(__file__).parent / "document.typ"


def write(document: Document) -> bytes:
    """The file. Letters that our fonts lack make it a tagged PDF that does not claim PDF/UA-1."""
    import typst

    setting: dict[str, Any] = {
        "input": TEMPLATE.read_bytes(),
        "font_paths": [str(FOLDER)],
        "ignore_system_fonts": True,
        "sys_inputs": {"document": json.dumps(_data(document))},
        "format": "pdf",
    }
    try:
        return bytes(typst.compile(**setting, pdf_standards="ua-1"))
    except typst.TypstError:
        return bytes(typst.compile(**setting))


def _data(document: Document) -> dict[str, Any]:
    say, blocks = words_for(document.language), flow(document)
    lang, region = say.tag.split("-")
    return {
        "title": clean(document.title),
        "subtitle": clean(document.subtitle),
        "organisation": clean(document.organisation),
        "under": clean(" · ".join(part for part in (document.organisation, document.date_text) if part)),
        "lang": lang,
        "region": region,
        "fonts": [FAMILY],
        "page": say.page.split("{}"),
        "contents": bool(contents(blocks)),
        "contents_title": say.contents,
        "blocks": _blocks(blocks),
    }


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Title(level, spans):
            return {"kind": "title", "level": level, "spans": _spans(spans)}
        case Text(spans, look):
            return {"kind": look, "spans": _spans(spans)}
        case List(items, start):
            return {"kind": "list", "start": start, "items": [_blocks(item) for item in items]}
        case Quote(inner):
            return {"kind": "quote", "blocks": _blocks(inner)}
        case Grid():
            return _grid(block)
        case Drawing(picture, caption):
            shown = {"svg": picture.svg, "alt": block.alternative, "width": block.width_cm}
            return {"kind": "drawing", **shown, "caption": caption}
        case NewPage():
            return {"kind": "page"}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "caption": grid.caption,
        "headings": [_spans(cell) for cell in grid.headings],
        "rows": [[{"spans": _spans(cell)} for cell in row] for row in grid.rows],
        "widths": grid.widths,
        "numeric": grid.numeric,
    }


def _spans(spans: Spans) -> list[dict[str, Any]]:
    return [vars(span) for span in spans]
