"""The same document opens as Word, PDF and HTML, with its headings, tables, pictures and language."""

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from vierspan.base.charts import Block, Picture, vierspan_picture
from vierspan.base.documents import (
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
    docx,
    html,
    pdf,
)

WRITTEN = """## Onze aanpak

Wij werken **samen** en *rustig*, zie [de site](https://example.org/a?b=1&c=2).

- eerst dit
- dan dat
  1. diep
  2. dieper

> Wie niet weg is, is gezien.

| Naam | Uren |
|------|------|
| An   | 4    |

```
code  met spaties
```
"""


def team() -> Picture:
    return vierspan_picture([Block("V", "Visie", 62), Block("X", "Kennis", None)], key="team", title="Vierspan")


def whole(language: str = "nl") -> Document:
    parts: tuple[Part, ...] = (
        Heading(1, "Inleiding"),
        Paragraph("Eerste regel\ntweede regel"),
        Callout("De meeste leraren vinden opleiding te weinig."),
        Heading(2, "Waar staan we"),
        PictureBlock(team(), "Het vierspan van de school"),
        TableBlock("Cijfers", ("Blok", "Score"), (("Visie", "62"), ("Kennis",))),
        Heading(1, "Visie"),
        Markdown(WRITTEN),
        Bullets(("een punt", "nog een punt")),
        PageBreak(),
        Heading(3, "Slot"),
    )
    return Document("ICT-plan", "Drie jaar", "Sint-Jozef", language, "23 november 2026", parts)


def document_of(*parts: Part, title: str = "Titel") -> Document:
    return Document(title, "", "School", "nl", "vandaag", parts)


def open_word(document: Document) -> Any:
    return python_docx.Document(BytesIO(docx.write(document)))


def open_pdf(document: Document) -> PdfReader:
    return PdfReader(BytesIO(pdf.write(document)))


def said(text: str) -> str:
    """The text without white space: a PDF breaks lines where it likes."""
    return re.sub(r"\s", "", text)


def styled(file: Any, start: str) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in file.paragraphs if one.style.name.startswith(start)]


def test_word_has_headings_that_do_not_skip_a_level() -> None:
    assert styled(open_word(whole()), "Heading") == [
        ("Heading 1", "Inleiding"),
        ("Heading 2", "Waar staan we"),
        ("Heading 1", "Visie"),
        ("Heading 2", "Onze aanpak"),
        ("Heading 3", "Slot"),
    ]


def test_word_has_a_filled_table_of_contents() -> None:
    body = open_word(whole()).element.body
    frame = body.find(qn("w:sdt"))
    entries = ["".join(word.text for word in row.iter(qn("w:t"))) for row in frame.iter(qn("w:hyperlink"))]
    anchors = [row.get(qn("w:anchor")) for row in frame.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert entries == ["Inleiding", "Waar staan we", "Visie", "Onze aanpak"]
    assert anchors == marks[:4]
    assert [mark.get(qn("w:fldCharType")) for mark in frame.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    assert [field.text.split()[0] for field in frame.iter(qn("w:instrText"))] == ["TOC"]


def test_a_short_document_has_no_contents() -> None:
    document = document_of(Heading(1, "Een"), Heading(1, "Twee"))
    assert open_word(document).element.body.find(qn("w:sdt")) is None
    assert len(open_pdf(document).pages) == 1
    assert "<nav" not in html.write(document)


def test_word_tables_are_even_and_repeat_their_header() -> None:
    first, second = open_word(whole()).tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Blok", "Score"],
        ["Visie", "62"],
        ["Kennis", ""],
    ]
    assert [[cell.text for cell in row.cells] for row in second.rows] == [["Naam", "Uren"], ["An", "4"]]
    assert [len(table._tbl.findall(f".//{qn('w:tblHeader')}")) for table in (first, second)] == [1, 1]
    assert (first.style.name, first.cell(1, 1).paragraphs[0].alignment) == ("Vierspan Table", 2)


def test_word_pictures_have_an_alternative() -> None:
    file = open_word(whole())
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == "Vierspan. Visie 62 van 100; Kennis geen cijfer."
    assert styled(file, "Caption") == [("Caption", "Het vierspan van de school"), ("Caption", "Cijfers")]


def test_word_keeps_looks_links_lists_and_line_ends() -> None:
    file = open_word(whole())
    (intro,) = [one for one in file.paragraphs if one.text.startswith("Wij werken")]
    looks = [(run.text, bool(run.bold), bool(run.italic)) for run in intro.runs if run.bold or run.italic]
    assert looks == [("samen", True, False), ("rustig", False, True)]
    assert [(link.text, link.url) for link in intro.hyperlinks] == [("de site", "https://example.org/a?b=1&c=2")]
    assert styled(file, "List") == [
        ("List Bullet", "eerst dit"),
        ("List Bullet", "dan dat"),
        ("List Number 2", "diep"),
        ("List Number 2", "dieper"),
        ("List Bullet", "een punt"),
        ("List Bullet", "nog een punt"),
    ]
    assert [one.text for one in file.paragraphs if one.text.startswith("Eerste")] == ["Eerste regel\ntweede regel"]
    assert styled(file, "Callout") == [("Callout", "De meeste leraren vinden opleiding te weinig.")]
    assert styled(file, "Quote") == [("Quote", "Wie niet weg is, is gezien.")]
    assert styled(file, "Code") == [("Code", "code  met spaties")]


def test_each_numbered_list_begins_where_it_says() -> None:
    file = open_word(document_of(Markdown("3. drie\n4. vier\n\ntussen\n\n1. een")))
    numbers = [one._p.pPr.numPr.numId.val for one in file.paragraphs if one.style.name == "List Number"]
    starts = {
        int(num.get(qn("w:numId"))): [mark.get(qn("w:val")) for mark in num.iter(qn("w:startOverride"))][:1]
        for num in file.part.numbering_part.element.findall(qn("w:num"))
    }
    assert [starts[number] for number in numbers] == [["3"], ["3"], ["1"]]


@pytest.mark.parametrize(
    ("language", "tag", "page"), [("nl", "nl-BE", "Pagina 1 van 1"), ("en", "en-GB", "Page 1 of 1")]
)
def test_word_says_its_language_title_and_pages(language: str, tag: str, page: str) -> None:
    file = open_word(whole(language))
    core = file.core_properties
    assert (core.title, core.subject, core.author, core.language) == ("ICT-plan", "Drie jaar", "Sint-Jozef", tag)
    assert file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == tag
    footer = file.sections[0].footer._element
    assert "".join(word.text for word in footer.iter(qn("w:t"))) == f"ICT-plan{page}"


def test_pdf_is_tagged_with_language_title_and_outline() -> None:
    file = open_pdf(whole())
    root = file.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], file.metadata.title) == (True, "nl-BE", "ICT-plan")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert [one["/Title"] for one in file.outline if isinstance(one, dict)] == ["Inleiding", "Visie"]


def test_pdf_has_all_text_and_the_alternative_of_the_picture() -> None:
    file = open_pdf(whole())
    text = said("".join(page.extract_text() for page in file.pages))
    for part in (
        "Inhoud",
        "tweederegel",
        "opleidingteweinig",
        "Sint-Jozef·23november2026",
        "dieper",
        "nogeenpunt",
        "Kennis",
    ):
        assert part in text
    assert alternative_texts(file) == ["Vierspan. Visie 62 van 100; Kennis geen cijfer."]


def alternative_texts(file: PdfReader) -> list[str]:
    objects = (file.get_object(number) for number in range(1, int(file.trailer["/Size"])))
    found = {
        str(one["/Alt"]) for one in objects if isinstance(one, dict) and "/Alt" in one and one.get("/S") == "/Figure"
    }
    return sorted(found)


MARKS = "#$*_`~@<>=-+/\\[](){}\"'|&%!?:;,. "
attacks = st.text(alphabet=st.sampled_from("abçéAB01" + MARKS), min_size=1, max_size=40)


@given(attacks)
@settings(max_examples=40, deadline=None)
def test_pdf_sets_any_text_literally(text: str) -> None:
    file = open_pdf(document_of(Paragraph(f"[{text}]")))
    assert said(f"[{text}]") in said(file.pages[0].extract_text())


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#import "@preview/x:1.0.0"',
        '"); #panic()',
        "#{ 1 + 1 }",
        "$ x^2 $",
        "\\u{41} \\",
        "= Kop",
        "- geen lijst",
        "// geen commentaar",
        "/* ook niet */",
        "<label> @ref",
        '#image("/etc/hostname")',
    ],
)
def test_typesetting_commands_are_text(text: str) -> None:
    parts = (Paragraph(text), Heading(1, text), Bullets((text,)), TableBlock(text, (text,), ((text,),)), Callout(text))
    found = said(open_pdf(document_of(*parts)).pages[0].extract_text())
    assert found.count(said(text)) == 7


anything = st.text(max_size=60)
parts = st.one_of(
    st.builds(Heading, st.integers(1, 3), anything),
    st.builds(Paragraph, anything),
    st.builds(Markdown, anything),
    st.builds(Markdown, st.text(alphabet="ab#*_->|1. \n`[]()\\\t", max_size=80)),
    st.builds(Bullets, st.lists(anything, max_size=3).map(tuple)),
    st.builds(
        TableBlock, anything, st.tuples(anything, anything), st.lists(st.tuples(anything), max_size=2).map(tuple)
    ),
    st.builds(Callout, anything),
    st.builds(PageBreak),
)


@given(st.lists(parts, max_size=5), anything)
@settings(max_examples=60, deadline=None)
def test_every_writer_writes_any_document(given_parts: list[Part], title: str) -> None:
    document = document_of(*given_parts, title=title)
    assert pdf.write(document)[:5] == b"%PDF-"
    assert open_word(document).element.body is not None
    assert html.write(document).endswith("</html>\n")


def test_letters_that_our_fonts_lack_still_make_a_pdf() -> None:
    file = open_pdf(document_of(Paragraph("Goed \U0001f40e gedaan 漢字")))
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a boolean of the PDF library


class Elements(HTMLParser):
    """The elements of a page in their order, and whether each was closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_semantic_and_whole() -> None:
    written = html.write(whole())
    page = Elements()
    page.feed(written)
    assert page.open == []
    assert [
        tag for tag in page.seen if tag in {"header", "nav", "main", "svg", "table", "figure", "blockquote", "pre"}
    ] == [*("header", "nav", "main", "figure", "svg", "table", "blockquote", "table", "pre")]
    assert [tag for tag in page.seen if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h3", "h2", "h3", "h4"]
    assert '<html lang="nl-BE">' in written
    assert '<a href="https://example.org/a?b=1&amp;c=2">de site</a>' in written


@pytest.mark.parametrize("text", ["<script>x</script>", '"><b>', "&amp;", "[x](javascript:alert(1))"])
def test_html_escapes_what_people_write(text: str) -> None:
    plain = html.write(document_of(Paragraph("-")))
    written = html.write(document_of(Paragraph(text), Markdown(text), TableBlock(text, (text,), ((text,),))))
    page, empty = Elements(), Elements()
    page.feed(written)
    empty.feed(plain)
    assert set(page.seen) - set(empty.seen) == {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "href" not in written.split("</style>")[1]
