"""Lists go out so that a spreadsheet shows them right and runs nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from vierspan.base.sheets import Cell, Sheet, csv_bytes, read_table, xlsx_bytes

HALF_PAST_TWO = datetime.fromisoformat("2027-03-15T14:30")
CELLS: list[Cell] = ["Zoë", 3, 12.5, Decimal("1250.00"), True, None, date(2027, 3, 15), HALF_PAST_TWO]


def test_csv_is_written_for_excel_in_belgium() -> None:
    assert csv_bytes(("Naam", "Nota"), [("Zoë", 'een; "twee"')]) == (
        b'\xef\xbb\xbfNaam;Nota\r\nZo\xc3\xab;"een; ""twee"""\r\n'
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Zoë;3;12,5;1250,00;ja;;2027-03-15;2027-03-15T14:30:00"),
        ("en", "Zoë;3;12.5;1250.00;yes;;2027-03-15;2027-03-15T14:30:00"),
    ],
)
def test_csv_writes_numbers_and_dates(language: str, line: str) -> None:
    headings = tuple("abcdefgh")
    assert csv_bytes(headings, [CELLS], language=language).decode("utf-8-sig").splitlines()[1] == line


def test_figures_that_are_none_are_empty() -> None:
    assert csv_bytes(("a", "b"), [(float("nan"), Decimal("Infinity"))]).splitlines()[1] == b";"
    assert csv_bytes(("a", "b"), [(1e-7, -1e21)], language="en").splitlines()[1] == b"0.0000001;-1000000000000000000000"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("-12,50", "-12,50"),
        ("+32 475 12 34 56", "+32 475 12 34 56"),
        ("An-Sofie", "An-Sofie"),
        ("'s Gravenwezel", "'s Gravenwezel"),
    ],
)
def test_no_text_is_a_formula_in_csv(text: str, written: str) -> None:
    assert csv_bytes((text,), [(text,)]).decode("utf-8-sig") == f"{written}\r\n{written}\r\n"


one_line = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
texts = one_line | st.text(alphabet="=+-@'\";,1a ", max_size=8)


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_what_goes_out_as_csv_comes_in_the_same(rows: list[tuple[str, str]]) -> None:
    table = read_table(csv_bytes(("Eerste", "Tweede"), rows), "lijst.csv")
    trimmed = [tuple(bare(cell) for cell in row) for row in rows]
    assert [row.cells for row in table.rows] == [row for row in trimmed if any(row)]


def bare(text: str) -> str:
    return text.strip().strip("\ufeff").strip()


def test_xlsx_keeps_kinds_and_offers_a_filter() -> None:
    sheets = [Sheet("Toestellen", tuple("abcdefgh"), iter([CELLS])), Sheet("Leeg", ("Kop",), [])]
    book = load_workbook(BytesIO(xlsx_bytes(sheets)))
    page = book["Toestellen"]
    assert [cell.value for cell in page[2]] == [
        *("Zoë", 3, 12.5, 1250, True, None),
        *(datetime.fromisoformat("2027-03-15"), HALF_PAST_TWO),
    ]
    assert (page["G2"].number_format, page["A1"].font.bold) == ("dd/mm/yyyy", True)
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:H2")
    assert book.sheetnames == ["Toestellen", "Leeg"]


def test_xlsx_columns_are_as_wide_as_what_is_in_them() -> None:
    rows = [("x" * 30, "x" * 500, 1)]
    page = load_workbook(BytesIO(xlsx_bytes([Sheet("a", ("Een", "Twee", "Drie"), rows)]))).active
    assert [round(page.column_dimensions[letter].width) for letter in "ABC"] == [33, 61, 11]


@pytest.mark.parametrize("text", ["=1+1", "{=1}", "http://example.org", "internal:Blad!A1", "12", "TRUE"])
def test_text_stays_text_in_xlsx(text: str) -> None:
    cell = load_workbook(BytesIO(xlsx_bytes([Sheet("a", ("Kop",), [(text,)])]))).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_sheet_titles_are_made_to_fit() -> None:
    titles = ["Een/twee: drie?", "", "a" * 40, "A" * 40, "'geciteerd'", "History"]
    book = load_workbook(BytesIO(xlsx_bytes([Sheet(title, ("Kop",), []) for title in titles])))
    assert book.sheetnames == ["Een twee  drie", "1", "a" * 31, f"{'A' * 26} (2)", "geciteerd", "History (2)"]


def test_what_a_spreadsheet_cannot_date_is_text() -> None:
    zoned = datetime(2027, 3, 15, 14, 30, tzinfo=UTC)
    page = load_workbook(BytesIO(xlsx_bytes([Sheet("a", ("Kop", "b"), [(date(1830, 10, 4), zoned)])]))).active
    assert [cell.value for cell in page[2]] == ["1830-10-04", HALF_PAST_TWO]


@given(st.lists(st.tuples(st.text(max_size=20), one_line), max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_goes_into_xlsx_and_comes_back(rows: list[tuple[str, str]]) -> None:
    table = read_table(xlsx_bytes([Sheet("a", ("Eerste", "Tweede"), rows)]), "lijst.xlsx")
    assert [row.cells[1] for row in table.rows if row.cells[1]] == [bare(second) for _, second in rows if bare(second)]
