"""A document as one HTML file that needs nothing else: to read, to mail, to print."""

from collections.abc import Iterable, Sequence
from html import escape

from vierspan.base.documents.flow import contents, flow
from vierspan.base.documents.model import Document
from vierspan.base.documents.shapes import Block, Drawing, Grid, List, NewPage, Quote, Span, Spans, Text, Title
from vierspan.base.documents.words import words_for

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; color: #20292e; background: #fff;
  max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, h4, h5, h6 { color: #0b5563; line-height: 1.2; margin: 1.6em 0 .4em; break-after: avoid; }
header h1 { font-size: 2rem; margin: 0; } header p { margin: .2rem 0; color: #59656b; }
nav ul { list-style: none; padding: 0; } nav .level-2 { padding-left: 1.5rem; }
a { color: #0b5563; } code, pre { font-family: ui-monospace, Consolas, monospace; font-size: .92em; }
pre { white-space: pre-wrap; background: #f1f4f5; padding: .75rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #dde3e5; color: #59656b; }
.callout { border-left: 4px solid #0b5563; background: #f1f4f5; padding: .75rem 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption, figcaption { text-align: left; color: #59656b; font-size: .9em; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid #dde3e5; }
th { border-bottom: 2px solid #0b5563; } .number { text-align: right; }
figure { margin: 1.5rem 0; break-inside: avoid; } figure svg { width: 100%; max-width: 34rem; height: auto; }
@page { size: A4; margin: 2.2cm; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } thead { display: table-header-group; }
  tr { break-inside: avoid; } .new-page { break-before: page; } a { color: inherit; text-decoration: none; } }
"""


def write(document: Document) -> str:
    """The whole file as text."""
    say, blocks = words_for(document.language), flow(document)
    under = " · ".join(escape(part) for part in (document.organisation, document.date_text) if part)
    subtitle = f"<p>{escape(document.subtitle)}</p>" if document.subtitle else ""
    return (
        f'<!doctype html>\n<html lang="{say.tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(document.title)}</h1>{subtitle}<p>{under}</p></header>\n"
        f"{_contents(contents(blocks), say.contents)}<main>\n{_blocks(blocks)}\n</main>\n</body>\n</html>\n"
    )


def _contents(titles: Sequence[Title], heading: str) -> str:
    if not titles:
        return ""
    rows = (f'<li class="level-{one.level}"><a href="#{one.anchor}">{escape(one.text)}</a></li>' for one in titles)
    return f'<nav aria-label="{heading}"><h2>{heading}</h2><ul>{"".join(rows)}</ul></nav>\n'


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Title(level, spans, anchor):
            # The title of the document is h1.
            return f'<h{min(level + 1, 6)} id="{anchor}">{_spans(spans)}</h{min(level + 1, 6)}>'
        case Text(spans, "code"):
            return f"<pre><code>{escape(spans[0].text)}</code></pre>"
        case Text(spans, look):
            return f'<p class="callout">{_spans(spans)}</p>' if look == "callout" else f"<p>{_spans(spans)}</p>"
        case List(items, start):
            name, first = ("ul", "") if start is None else ("ol", f' start="{start}"' if start != 1 else "")
            return f"<{name}{first}>{''.join(f'<li>{_item(item)}</li>' for item in items)}</{name}>"
        case Quote(inner):
            return f"<blockquote>{_blocks(inner)}</blockquote>"
        case Grid():
            return _grid(block)
        case Drawing(picture, caption):
            return f"<figure>{picture.svg}<figcaption>{escape(caption)}</figcaption></figure>"
        case NewPage():
            return '<div class="new-page"></div>'


def _item(item: Sequence[Block]) -> str:
    """An item of one paragraph is written without it, as people write lists."""
    match item:
        case [Text(spans, "plain"), *rest] if not any(isinstance(block, Text) for block in rest):
            return _spans(spans) + _blocks(rest)
    return _blocks(item)


def _spans(spans: Spans) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    html = escape(span.text).replace("\n", "<br>")
    for tag, on in (("code", span.code), ("em", span.italic), ("strong", span.bold)):
        html = f"<{tag}>{html}</{tag}>" if on else html
    return f'<a href="{escape(span.link)}">{html}</a>' if span.link else html


def _grid(grid: Grid) -> str:
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    headings = "".join(
        f'<th scope="col"{_side(number)}>{_spans(cell)}</th>'
        for cell, number in zip(grid.headings, grid.numeric, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, grid.numeric)}</tr>" for row in grid.rows)
    return f"<table>{caption}<thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(row: Sequence[Spans], numeric: Sequence[bool]) -> str:
    return "".join(f"<td{_side(number)}>{_spans(cell)}</td>" for cell, number in zip(row, numeric, strict=True))


def _side(is_number: bool) -> str:
    return ' class="number"' if is_number else ""
