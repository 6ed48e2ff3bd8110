from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from vierspan.plans.uploaded_plans import NotAPlanFile, kind_of

ODT = b"application/vnd.oasis.opendocument.text"


def zipped(**entries: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return target.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **more})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%...", "pdf"),
        (docx(), "docx"),
        (zipped(mimetype=ODT), "odt"),
    ],
)
def test_a_plan_is_known_by_its_contents(data: bytes, kind: str) -> None:
    assert kind_of(BytesIO(data)) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hallo",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00 a program",
        b"\xd0\xcf\x11\xe0 an old Word file",
        b"PK\x03\x04 a broken zip",
        b"  %PDF-1.7",
        zipped(mimetype=b"application/epub+zip"),
        zipped(**{"xl/workbook.xml": b"x", "[Content_Types].xml": b"y"}),
        docx(**{"word/vbaProject.bin": b"macro"}),
        docx()[:-30],
    ],
    ids=["empty", "text", "html", "exe", "doc", "broken", "shifted", "epub", "xlsx", "macros", "cut off"],
)
def test_what_is_no_plan_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPlanFile):
        kind_of(BytesIO(data))


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = docx(**{"word/media/a.bin": b"\0" * 30_000_000})
    assert len(bomb) < 60_000
    with pytest.raises(NotAPlanFile):
        kind_of(BytesIO(bomb))


def test_a_zip_with_thousands_of_entries_is_refused() -> None:
    with pytest.raises(NotAPlanFile):
        kind_of(BytesIO(docx(**{f"word/{i}.xml": b"" for i in range(5_001)})))


def test_the_file_is_left_at_its_beginning() -> None:
    file = BytesIO(docx())
    kind_of(file)
    assert file.tell() == 0
