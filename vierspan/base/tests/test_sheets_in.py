"""Lists come in from all kinds of programs; what cannot be read says why, and where."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from vierspan.base.sheets import Row, SheetFault, Table, normalise_heading, read_table

LIST = "Naam;Aantal\r\nAn;1\r\nZoë;2\r\n"
READ = Table(("Naam", "Aantal"), (Row(2, ("An", "1")), Row(3, ("Zoë", "2"))))


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, written = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with parts of it replaced or added."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in changes if name not in old.namelist())]:
            new.writestr(name, changes.get(name) or old.read(name))
    return written.getvalue()


def fault(data: bytes, name: str = "lijst.csv", **limits: int) -> tuple[str, int | None, int | None]:
    with override("en"), pytest.raises(SheetFault) as caught:
        read_table(data, name, **limits)
    return str(caught.value), caught.value.line, caught.value.column


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_found(encoding: str) -> None:
    assert read_table(LIST.encode(encoding), "lijst.csv") == READ


def test_big_endian_utf_16_is_found() -> None:
    assert read_table(b"\xfe\xff" + LIST.encode("utf-16-be"), "lijst.csv") == READ


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_and_line_ends_are_found(separator: str, ending: str) -> None:
    data = LIST.replace(";", separator).replace("\r\n", ending).encode()
    assert read_table(data, "lijst.csv") == READ


def test_a_comma_in_figures_is_no_separator() -> None:
    data = b"Naam;Prijs\nKabel;12,50\nMuis, draadloos;9,95\n"
    assert [row.cells for row in read_table(data, "l.csv").rows] == [("Kabel", "12,50"), ("Muis, draadloos", "9,95")]


def test_quotes_hold_separators_quotes_and_line_ends() -> None:
    data = b'Naam;Nota\nAn;"een ""goede""; dag\ntweede regel"\nBram;ja\n'
    rows = read_table(data, "l.csv").rows
    assert rows == (Row(2, ("An", 'een "goede"; dag\ntweede regel')), Row(4, ("Bram", "ja")))


def test_one_column_needs_no_separator() -> None:
    assert read_table(b"Naam\nAn\nBram", "l.csv") == Table(("Naam",), (Row(2, ("An",)), Row(3, ("Bram",))))


def test_empty_rows_and_cells_at_the_end_are_left_out() -> None:
    data = b"\n;;\nNaam;Klas;;\n;;\nAn\n\n Bram ; 3A ;\n"
    assert read_table(data, "l.csv") == Table(("Naam", "Klas"), (Row(5, ("An", "")), Row(7, ("Bram", "3A"))))


def test_an_apostrophe_before_a_formula_is_ours() -> None:
    assert read_table(b"a;b\n'=1+1;'quoted\n", "l.csv").rows[0].cells == ("=1+1", "'quoted")


def test_xlsx_gives_text() -> None:
    data = workbook(
        ("Naam", "Aantal", "Dag", "Uur", "Ja", "Deel"),
        ("An", 12, date(2027, 3, 15), datetime.fromisoformat("2027-03-15T14:30"), True, 12.5),
        (None, None),
        (" Zoë ", 12.0, None, None, False),
    )
    assert read_table(data, "lijst.xlsx").rows == (
        Row(2, ("An", "12", "2027-03-15", "2027-03-15T14:30:00", "TRUE", "12.5")),
        Row(4, ("Zoë", "12", "", "", "FALSE", "")),
    )


def test_a_formula_is_read_by_its_value() -> None:
    data = workbook(("Som",), ("x",))
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>Som</v></c></row>'
        b'<row r="2"><c r="A2"><f>SUM(20,22)</f><v>42</v></c></row></sheetData></worksheet>'
    )
    assert read_table(repacked(data, {"xl/worksheets/sheet1.xml": sheet}), "l.xlsx").rows == (Row(2, ("42",)),)


def test_a_sheet_may_lie_about_its_size() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="str"><v>Naam</v></c></row>'
        b'<row r="3"><c r="A3" t="str"><v>An</v></c></row></sheetData></worksheet>'
    )
    data = repacked(workbook(("x",)), {"xl/worksheets/sheet1.xml": sheet})
    assert read_table(data, "l.xlsx") == Table(("Naam",), (Row(3, ("An",)),))


def test_a_row_past_the_end_of_any_sheet_is_refused() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="99999999999"><c r="A99999999999" t="str"><v>x</v></c></row></sheetData></worksheet>'
    )
    data = repacked(workbook(("x",)), {"xl/worksheets/sheet1.xml": sheet})
    assert fault(data)[0] == "This sheet has more lines than a sheet can have."


def test_the_first_visible_sheet_is_read() -> None:
    book, written = Workbook(), BytesIO()
    book.active.append(("Verborgen",))
    book.active.sheet_state = "hidden"
    book.create_sheet("Zichtbaar").append(("Naam",))
    book.save(written)
    assert read_table(written.getvalue(), "l.xlsx").headings == ("Naam",)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in this file. The first row should name the columns."),
        (b"\xef\xbb\xbf\r\n ; \r\n", "There is nothing in this file. The first row should name the columns."),
        (b"%PDF-1.7", "x is a PDF. Save the list as XLSX or CSV and try again."),
        (b"\x89PNG\r\n\x1a\n", "x is a picture. Save the list as XLSX or CSV and try again."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "x is an old Excel file (XLS) or has a password. Save it as XLSX without a password.",
        ),
        (b"\n<HTML><table>", "x is a web page or XML. Open it in Excel, save it as XLSX, and try again."),
        (b"\x1f\x8b\x08", "x is a compressed folder. Unpack it and choose the list in it."),
        (
            b"PK\x03\x04 broken",
            "x is damaged. Open it in Excel or LibreOffice, save it again as XLSX, and try again.",
        ),
    ],
)
def test_what_is_no_list_is_named(data: bytes, sentence: str) -> None:
    assert fault(data, "x") == (sentence, None, None)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("content.xml", "x is an OpenDocument file. Save it as XLSX or CSV and try again."),
        ("word/document.xml", "x is a Word document. Save the list as XLSX or CSV and try again."),
        ("lijst.csv", "x is a compressed folder. Unpack it and choose the list in it."),
    ],
)
def test_other_packages_are_named(part: str, sentence: str) -> None:
    written = BytesIO()
    with ZipFile(written, "w") as package:
        package.writestr(part, "-")
    assert fault(written.getvalue(), "x")[0] == sentence


def test_a_fault_names_the_line() -> None:
    assert fault(b"a;b\n1;2\n1;2;3\n") == ("Line 3 has 3 cells, but there are 2 headings.", 3, 3)
    assert fault(b'a;b\n1;2\n"1;2\n') == ("Line 3 cannot be read. Check the quotation marks there.", 3, None)
    no_text = "Line 2 holds signs that are not text. Save the list as XLSX or as CSV (UTF-8)."
    assert fault(b"a;b\n1;\0\n") == (no_text, 2, None)
    assert fault(b"a;b\n1;\x81\n") == (no_text, 2, None)


def test_a_formula_without_a_value_names_line_and_column() -> None:
    data = workbook(("a", "b"), ("1", "#REF!"))
    assert fault(data) == ("Line 2, column 2: the formula there gives #REF!.", 2, 2)


def test_there_is_an_end_to_what_is_read() -> None:
    assert fault(b"x" * 2_500_000, "l.csv", max_bytes=2 * 1024**2)[0] == "l.csv is 3 MB. At most 2 MB can be read."
    assert fault(b"a\n1\n2\n3\n", max_rows=2) == (
        "This list has more than 2 rows. Split it into smaller files.",
        4,
        None,
    )
    assert fault(b"a;b;c\n", max_columns=2) == ("Line 1 has 3 columns. At most 2 can be read.", 1, None)
    assert len(read_table(b"a;b\n1\n2\n", "l.csv", max_rows=2, max_columns=2).rows) == 2


BOMB = "x unpacks to far more than a list needs. For safety it is not read."


def test_a_bomb_is_not_unpacked() -> None:
    data = repacked(workbook(("a",)), {"xl/worksheets/sheet2.xml": bytes(64 * 1024**2)})
    assert len(data) < 100_000
    assert fault(data, "x")[0] == BOMB


def test_a_bomb_of_many_parts_is_not_unpacked() -> None:
    assert fault(repacked(workbook(("a",)), {f"p{i}": b"-" for i in range(2001)}), "x")[0] == BOMB


def test_a_bomb_that_lies_about_its_size_is_damaged() -> None:
    data = bytearray(repacked(workbook(("a",)), {"xl/worksheets/sheet2.xml": b" " * 64 * 1024**2}))
    real, said = (64 * 1024**2).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert data.count(real) == 2
    assert fault(bytes(data.replace(real, said)), "x")[0].startswith("x is damaged.")


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def test_entities_are_refused() -> None:
    data = repacked(workbook(("a",)), {"xl/sharedStrings.xml": DOCTYPE})
    assert fault(data, "x")[0].startswith("x is damaged.")


def test_macros_and_links_are_left_alone() -> None:
    data = repacked(workbook(("Naam",), ("An",)), {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/a.xml": b"<a/>"})
    assert read_table(data, "l.xlsm").rows == (Row(2, ("An",)),)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_damaged_part_is_named(part: str) -> None:
    data = repacked(workbook(("a",)), {part: b"<nothing"})
    assert fault(data, "x")[0].startswith("x is damaged.")


WHOLE = workbook(("Naam", "Aantal"), ("An", 1))


def read_or_refused(data: bytes) -> Table | None:
    """Any other error than a fault with a sentence fails the test."""
    try:
        return read_table(data, "x")
    except SheetFault:
        return None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    table = read_or_refused(data)
    assert table is None or {len(row.cells) for row in table.rows} <= {len(table.headings)}


@given(st.binary(max_size=60), st.integers(0, 3000))
def test_any_damage_to_a_workbook_is_read_or_refused(damage: bytes, place: int) -> None:
    data = bytearray(WHOLE)
    data[place : place + len(damage)] = damage
    table = read_or_refused(bytes(data))
    assert table is None or {len(row.cells) for row in table.rows} <= {len(table.headings)}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("\ufeffSerie-Nummer ", "serie nummer"),
        ("SERIENUMMER", "serienummer"),
        ("Één_twee  drié", "een twee drie"),
        ("E-mail (werk)", "e mail werk"),
        ("Prijs €", "prijs"),
        ("Straße", "strasse"),
    ],
)
def test_headings_are_compared_without_what_people_write_differently(text: str, same: str) -> None:
    assert normalise_heading(text) == same


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise_heading(normalise_heading(text)) == normalise_heading(text)
