"""What people write in Markdown: read for the documents, and rendered as clean HTML for the pages."""

from collections.abc import Sequence

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Pictures are left out: a picture from elsewhere would tell who reads, and the pages refuse it anyway.
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
SCHEMES = {"http", "https", "mailto"}
LOWEST_HEADING = 6


def parse(source: str) -> list[Token]:
    """The tokens of the text. Raw HTML in it is text."""
    return PARSER.parse(source)


def render(source: str, first_heading: int = 3) -> SafeString:
    """The text as HTML whose highest heading is `first_heading`; no scripts, styles, pictures or foreign schemes."""
    tokens = parse(source)
    _lower_headings(tokens, first_heading)
    found = PARSER.renderer.render(tokens, PARSER.options, {})
    return mark_safe(nh3.clean(found, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES))


def _lower_headings(tokens: Sequence[Token], first_heading: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + first_heading, LOWEST_HEADING)}"
