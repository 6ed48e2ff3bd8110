"""CSV as it comes out of all kinds of programs: encoding, separator and line ends are found."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from vierspan.base.sheets.guard import unguard
from vierspan.base.sheets.table import SheetFault

SEPARATORS = (";", ",", "\t", "|")
LOOKED_AT = 25  # rows that tell which separator it is


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells."""
    text = _decoded(data)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sentence = _("Line %(line)s cannot be read. Check the quotation marks there.")
            raise SheetFault(sentence % {"line": line}, line) from error
        yield line, [unguard(cell) for cell in cells]
        line = reader.line_num + 1


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 where the file says so, UTF-8 where it fits, and else what Windows wrote."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _without_nul(data.decode("utf-16", errors="replace"))
    try:
        return _without_nul(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    try:
        return _without_nul(data.decode("cp1252"))
    except UnicodeDecodeError as error:
        raise _no_text(data[: error.start].count(b"\n") + 1) from error


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise _no_text(text[: text.index("\0")].count("\n") + 1)
    return text


def _no_text(line: int) -> SheetFault:
    sentence = _("Line %(line)s holds signs that are not text. Save the list as XLSX or as CSV (UTF-8).")
    return SheetFault(sentence % {"line": line}, line)


def _separator(text: str) -> str:
    """The separator that divides most of the first rows in as many cells as the first of them; most cells win."""
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    widths = [len(row) for row in islice(_try_rows(text, separator), LOOKED_AT) if row]
    if not widths or widths[0] < 2:
        return 0, 0
    return sum(width == widths[0] for width in widths), widths[0]


def _try_rows(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        return
