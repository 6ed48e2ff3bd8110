"""A document as a Word file: real styles, a real table of contents that is already filled, alternative texts."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from vierspan.base.documents import word_styles
from vierspan.base.documents.flow import contents, flow
from vierspan.base.documents.model import Document
from vierspan.base.documents.shapes import Title, clean
from vierspan.base.documents.word_body import Body, bookmark, letters_run, paragraph
from vierspan.base.documents.words import Words, words_for

# No page numbers are known before Word sets the pages: it adds them when the reader updates the contents.
FIELD = r' TOC \o "1-2" \h \z \u '
TAB = "\t"
NEW_PAGE = '<w:r><w:br w:type="page"/></w:r>'


def write(document: Document) -> bytes:
    """The file, for Word and LibreOffice."""
    say, blocks = words_for(document.language), flow(document)
    file = docx.Document()
    body = Body(file.part)
    titles = contents(blocks)
    content = _top(document) + (_contents(titles, say) if titles else "") + body.blocks(blocks)
    _fill(file.element.body, f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{content}</w:body>", keep="w:sectPr")
    _fill(file.styles.element, word_styles.styles(say.tag))
    _fill(file.part.numbering_part.element, word_styles.numbering(body.starts))
    _page(file, clean(document.title), say)
    _properties(file, document, say)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _fill(element: Any, xml: str, keep: str = "") -> None:
    """Puts the children of the XML in place of those of the element, before the one that is kept."""
    kept = [child for child in element if keep and child.tag == qn(keep)]
    element[:] = [*parse_xml(xml), *kept]


def _top(document: Document) -> str:
    under = " · ".join(part for part in (document.organisation, document.date_text) if part)
    rows = (("Title", document.title), ("Subtitle", document.subtitle), ("Normal", under))
    return "".join(paragraph(letters_run(clean(text)), style) for style, text in rows if text)


def _contents(titles: Sequence[Title], say: Words) -> str:
    """A field with its result in it, in the frame by which Word knows a table of contents."""
    start = f'{_mark("begin")}<w:r><w:instrText xml:space="preserve">{FIELD}</w:instrText></w:r>{_mark("separate")}'
    rows = [
        f'<w:hyperlink w:anchor="{bookmark(one.anchor)}" w:history="1">{letters_run(one.text)}</w:hyperlink>'
        for one in titles
    ]
    rows[0], rows[-1] = start + rows[0], rows[-1] + _mark("end")
    entries = "".join(paragraph(row, f"Toc{one.level}") for row, one in zip(rows, titles, strict=True))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph(letters_run(say.contents), 'TOCHeading')}{entries}</w:sdtContent></w:sdt>"
        f"{paragraph(NEW_PAGE, 'TableGap')}"
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _page(file: Any, title: str, say: Words) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.4)
    before, between, after = say.page.split("{}")
    figures = [f'<w:fldSimple w:instr=" {name} ">{letters_run("1")}</w:fldSimple>' for name in ("PAGE", "NUMPAGES")]
    runs = f"{letters_run(title + TAB + before)}{figures[0]}{letters_run(between)}{figures[1]}{letters_run(after)}"
    section.footer.is_linked_to_previous = False
    _fill(section.footer.part.element, f"<w:ftr {nsdecls('w')}>{paragraph(runs, 'Footer')}</w:ftr>")


def _properties(file: Any, document: Document, say: Words) -> None:
    core = file.core_properties
    core.title, core.subject = clean(document.title)[:255], clean(document.subtitle)[:255]
    core.author = core.last_modified_by = clean(document.organisation)[:255]
    core.language, core.comments, core.keywords = say.tag, "", ""
    settings = file.settings.element
    settings.find(qn("w:themeFontLang")).attrib.update({qn("w:val"): say.tag})
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
