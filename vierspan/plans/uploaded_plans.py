"""Is the file that somebody sends as their plan what its name says? Decided by its contents, never by its name."""

from typing import IO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
MOST_ENTRIES = 5_000
MOST_UNPACKED = 500 * 1024**2  # bytes; a plan with photographs stays far below it
MOST_RATIO = 200  # unpacked to packed; text reaches 20, a bomb thousands


class NotAPlanFile(Exception):
    """The file is no PDF, DOCX or ODT, or is made to do harm."""


def kind_of(file: IO[bytes]) -> str:
    """``pdf``, ``docx`` or ``odt``. Reads the contents list of a zip only, and unpacks nothing but its short type line."""
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        try:
            return _kind_of_zip(file)
        except (BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
            raise NotAPlanFile(_("The file is damaged. Open it in its own program and save it again.")) from None
        finally:
            file.seek(0)
    raise NotAPlanFile(_("Choose a PDF, Word (DOCX) or OpenDocument (ODT) file. This is something else."))


def _kind_of_zip(file: IO[bytes]) -> str:
    with ZipFile(file) as archive:
        entries = archive.infolist()
        unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
        if len(entries) > MOST_ENTRIES or unpacked > min(MOST_UNPACKED, MOST_RATIO * max(packed, 1024)):
            raise NotAPlanFile(_("This file unpacks to something far larger than a plan. We do not take it in."))
        names = {entry.filename for entry in entries}
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise NotAPlanFile(_("This file holds macros. Save it without macros, or as PDF."))
        if {"[Content_Types].xml", "word/document.xml"} <= names:
            return "docx"
        if "mimetype" in names:
            with archive.open("mimetype") as line:
                if line.read(100).strip() == CONTENT_TYPES["odt"].encode():
                    return "odt"
    raise NotAPlanFile(_("Choose a PDF, Word (DOCX) or OpenDocument (ODT) file. This is something else."))
