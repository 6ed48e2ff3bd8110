"""Writes lists for people who work in spreadsheets."""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Any

from vierspan.base.sheets.guard import guard

Cell = str | int | float | Decimal | bool | date | datetime | None

YES_NO = {"nl": ("ja", "nee"), "en": ("yes", "no")}
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_TITLE, LONGEST_TEXT, MOST_ROWS = 31, 32_767, 1_048_575
NARROW, WIDE, MEASURED = 8, 60, 100
FIRST_YEAR = 1900  # before it, a spreadsheet has no dates


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    headings: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, language: str = "nl") -> bytes:
    """The list for Excel in Belgium: UTF-8 with its mark, semicolons, CRLF, a decimal comma in Dutch; dates as ISO.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([guard(heading) for heading in headings])
    writer.writerows([_csv_text(cell, language) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().replace("\0", "").encode("utf-8", errors="replace")


def _csv_text(cell: Cell, language: str) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return YES_NO["nl" if language.startswith("nl") else "en"][0 if cell else 1]
        case str():
            return guard(cell)
        case date():
            return _moment(cell)
        case float() | Decimal() if not math.isfinite(cell):
            return ""
    number = format(Decimal(str(cell)), "f")
    return number.replace(".", ",") if language.startswith("nl") else number


def _moment(moment: date) -> str:
    """ISO, without the zone: the clock that the caller chose."""
    return (
        moment.replace(tzinfo=None).isoformat(timespec="seconds")
        if isinstance(moment, datetime)
        else moment.isoformat()
    )


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The workbook: headings that stay in sight and can be filtered, dates as dates, text never as a formula.

    Raises ValueError for more rows than a sheet can have.
    """
    import xlsxwriter

    written = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    book = xlsxwriter.Workbook(written, options)
    header = book.add_format({"bold": True, "bottom": 1, "bottom_color": "#0b5563", "text_wrap": True, "valign": "top"})
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }
    titles: list[str] = []
    for sheet in sheets:
        titles.append(_title(sheet.title, titles))
        _write_sheet(book.add_worksheet(titles[-1]), sheet, header, formats)
    book.close()
    return written.getvalue()


def _title(wished: str, taken: Sequence[str]) -> str:
    """The title as a spreadsheet allows it, and unlike the others."""
    base = NOT_IN_TITLE.sub(" ", wished).strip(" '")[:LONGEST_TITLE].strip(" '") or "1"
    lower = {title.casefold() for title in taken} | {"history"}
    title, number = base, 2
    while title.casefold() in lower:
        title, number = f"{base[: LONGEST_TITLE - 5]} ({number})", number + 1
    return title


def _write_sheet(page: Any, sheet: Sheet, header: Any, formats: dict[type, Any]) -> None:
    rows = iter(sheet.rows)
    first = list(islice(rows, MEASURED))
    for column, heading in enumerate(sheet.headings):
        lengths = [len(heading), *(len(_csv_text(row[column], "nl")) for row in first if column < len(row))]
        page.set_column(column, column, min(max(NARROW, *lengths) + 2, WIDE))
        page.write_string(0, column, heading[:LONGEST_TEXT], header)
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(chain(first, rows), start=1):
        if last > MOST_ROWS:
            raise ValueError(f"a sheet has at most {MOST_ROWS} rows")
        for column, cell in enumerate(row):
            _write_cell(page, last, column, cell, formats)
    if sheet.headings:
        page.autofilter(0, 0, last, len(sheet.headings) - 1)


def _write_cell(page: Any, line: int, column: int, cell: Cell, formats: dict[type, Any]) -> None:
    match cell:
        case None:
            return
        case bool():
            page.write_boolean(line, column, cell)
        case date() if cell.year >= FIRST_YEAR:
            page.write_datetime(line, column, cell, formats[datetime if isinstance(cell, datetime) else date])
        case date() | str():
            page.write_string(line, column, (cell if isinstance(cell, str) else _moment(cell))[:LONGEST_TEXT])
        case _ if math.isfinite(cell):
            page.write_number(line, column, float(cell))
