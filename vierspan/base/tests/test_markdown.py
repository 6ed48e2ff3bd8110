"""Markdown becomes clean HTML, whatever people write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.base.markdown import TAGS, render


def test_markdown_is_rendered() -> None:
    assert render("**Sterk** en *mooi*") == "<p><strong>Sterk</strong> en <em>mooi</em></p>\n"
    assert render("2. b\n3. c") == '<ol start="2">\n<li>b</li>\n<li>c</li>\n</ol>\n'


def test_headings_come_under_those_of_the_page() -> None:
    assert re.findall(r"<h\d>", render("## Een\n\n#### Twee\n\n## Drie")) == ["<h3>", "<h5>", "<h3>"]
    assert re.findall(r"<h\d>", render("# Een\n\n###### Diep", 5)) == ["<h5>", "<h6>"]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,hi)", "<p>[x](data:text/html,hi)</p>\n"),
        ("[x](ftp://example.org)", '<p><a rel="noopener noreferrer">x</a></p>\n'),
        ("[x](/plan)", '<p><a href="/plan" rel="noopener noreferrer">x</a></p>\n'),
    ],
)
def test_what_could_harm_is_text_or_left_out(source: str, html: str) -> None:
    assert render(source) == html


@given(st.text(alphabet="ab<>/\"'=&;:!-#*_[](){}`|\n \t\\0", max_size=120) | st.text(max_size=80))
def test_only_known_elements_come_out(source: str) -> None:
    assert set(re.findall(r"<([a-z][a-z0-9]*)", render(source))) <= TAGS
