"""Lists in and out as CSV and XLSX, for people who work in spreadsheets."""

from vierspan.base.sheets.reading import read_table
from vierspan.base.sheets.table import Row, SheetFault, Table, normalise_heading
from vierspan.base.sheets.writing import Cell, Sheet, csv_bytes, xlsx_bytes

__all__ = [
    "Cell",
    "Row",
    "Sheet",
    "SheetFault",
    "Table",
    "csv_bytes",
    "normalise_heading",
    "read_table",
    "xlsx_bytes",
]
