"""XLSX, opened only after a look at what is in the package: no bombs, no passwords, no entities; macros never run."""

import datetime
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _

from vierspan.base.sheets.table import SheetFault

MOST_UNPACKED = 300 * 1024**2
MOST_PARTS = 2000
# A sheet of text packs to about a tenth; small packages are not looked at, since they unpack to little.
MOST_RATIO, RATIO_FROM = 100, 10 * 1024**2
MOST_LINES = 1_048_576  # what a sheet can have
CHUNK = 1024**2
ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}


def rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The line and the cells of each row of the first visible sheet; formulas by their last value."""
    from openpyxl import load_workbook

    try:
        _check_package(data, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the reader leaves out: pictures, validation, styles
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            sheet.reset_dimensions()  # a file may say that it is a million columns wide
            yield from _numbered(sheet.iter_rows(values_only=True))
    except SheetFault:
        raise
    except Exception as error:  # readers of packages and of XML fail in a dozen ways on a damaged file
        raise _damaged(name) from error


def _numbered(found: Iterator[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    for line, values in enumerate(found, start=1):
        if line > MOST_LINES:
            raise SheetFault(_("This sheet has more lines than a sheet can have."), line)
        yield line, [_text(value, line, column) for column, value in enumerate(values, start=1)]


def _damaged(name: str) -> SheetFault:
    sentence = _("%(name)s is damaged. Open it in Excel or LibreOffice, save it again as XLSX, and try again.")
    return SheetFault(sentence % {"name": name})


def _check_package(data: bytes, name: str) -> None:
    with ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
        _check_kind({part.filename for part in parts}, name)
        _check_size(parts, len(data), name)
        for part in parts:
            _check_part(package, part, name)


def _check_kind(names: set[str], name: str) -> None:
    if "xl/workbook.xml" in names:
        return
    if "content.xml" in names:
        sentence = _("%(name)s is an OpenDocument file. Save it as XLSX or CSV and try again.")
    elif "word/document.xml" in names:
        sentence = _("%(name)s is a Word document. Save the list as XLSX or CSV and try again.")
    else:
        sentence = _("%(name)s is a compressed folder. Unpack it and choose the list in it.")
    raise SheetFault(sentence % {"name": name})


def _check_size(parts: Sequence[ZipInfo], packed: int, name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > RATIO_FROM and unpacked > MOST_RATIO * packed
    if unpacked > MOST_UNPACKED or swells or len(parts) > MOST_PARTS:
        sentence = _("%(name)s unpacks to far more than a list needs. For safety it is not read.")
        raise SheetFault(sentence % {"name": name})


def _check_part(package: ZipFile, part: ZipInfo, name: str) -> None:
    """No document type: with one, a small file can ask for a lot of memory, or for other files."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    before = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if b"<!DOCTYPE" in before + chunk or b"\0" in chunk:
                raise _damaged(name)
            before = chunk[-16:]


def _text(value: Any, line: int, column: int) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case str() if value in ERRORS:
            sentence = _("Line %(line)s, column %(column)s: the formula there gives %(error)s.")
            raise SheetFault(sentence % {"line": line, "column": column, "error": value}, line, column)
    return str(value)
