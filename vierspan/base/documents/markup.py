"""Markdown as shapes for the writers. What they have no shape for (raw HTML, pictures) is text or left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from vierspan.base.documents.shapes import Block, List, Quote, Span, Spans, Text, Title, clean, grid
from vierspan.base.markdown import SCHEMES, parse


def blocks(source: str, depth: int) -> list[Block]:
    """The blocks of the text, its highest heading one level below `depth`."""
    tree = SyntaxTreeNode(parse(clean(source)))
    headings = [int(node.tag[1]) for node in tree.walk() if node.type == "heading"]
    return list(_blocks(tree.children, depth + 1 - min(headings, default=1)))


def _blocks(nodes: Sequence[SyntaxTreeNode], shift: int) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Title(int(node.tag[1]) + shift, _inline(node), "")
            case "paragraph":
                yield Text(_inline(node))
            case "bullet_list" | "ordered_list":
                yield List(tuple(tuple(_blocks(item.children, shift)) for item in node.children), _start(node))
            case "blockquote":
                yield Quote(tuple(_blocks(node.children, shift)))
            case "fence" | "code_block":
                yield Text((Span(node.content.rstrip("\n"), code=True),), "code")
            case "table":
                header, *rows = [row for part in node.children for row in part.children]
                yield grid("", [_inline(cell) for cell in header.children], [_cells(row) for row in rows])


def _start(node: SyntaxTreeNode) -> int | None:
    return int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None


def _cells(row: SyntaxTreeNode) -> list[Spans]:
    return [_inline(cell) for cell in row.children]


def _inline(node: SyntaxTreeNode) -> Spans:
    return tuple(span for inline in node.children for child in inline.children for span in _spans(child, Span("")))


def _spans(node: SyntaxTreeNode, look: Span) -> Iterator[Span]:
    match node.type:
        case "text":
            yield replace(look, text=node.content)
        case "code_inline":
            yield replace(look, text=node.content, code=True)
        case "softbreak":
            yield replace(look, text=" ")
        case "hardbreak":
            yield replace(look, text="\n")
        case "strong":
            yield from _inside(node, replace(look, bold=True))
        case "em":
            yield from _inside(node, replace(look, italic=True))
        case "link":
            yield from _inside(node, replace(look, link=_address(node)))


def _inside(node: SyntaxTreeNode, look: Span) -> Iterator[Span]:
    for child in node.children:
        yield from _spans(child, look)


def _address(node: SyntaxTreeNode) -> str:
    """Where a link goes; nowhere when that is not on the web or by mail."""
    address = str(node.attrs.get("href", ""))
    return address if address.split(":")[0].lower() in SCHEMES else ""
