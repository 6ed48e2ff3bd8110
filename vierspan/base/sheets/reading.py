"""Reads a list that somebody brought, whatever program wrote it."""

from django.utils.translation import gettext as _

from vierspan.base.sheets import csv_file, xlsx_file
from vierspan.base.sheets.table import Limits, SheetFault, Table, table_of

MEGABYTE = 1024**2
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table")


def read_table(
    data: bytes, filename: str, *, max_bytes: int = 20 * MEGABYTE, max_rows: int = 200_000, max_columns: int = 200
) -> Table:
    """The headings and rows of a CSV or XLSX file; which of the two is seen from what is in it.

    From XLSX, numbers come as "12" or "12.5", dates as "2027-03-15", yes and no as "TRUE" and "FALSE"; from CSV, text
    as it stands. Raises SheetFault.
    """
    if len(data) > max_bytes:
        sentence = _("%(name)s is %(size)s MB. At most %(most)s MB can be read.")
        given = {"name": filename, "size": -(-len(data) // MEGABYTE), "most": max_bytes // MEGABYTE}
        raise SheetFault(sentence % given)
    _check_kind(data, filename)
    rows = xlsx_file.rows(data, filename) if data.startswith(b"PK") else csv_file.rows(data)
    return table_of(rows, Limits(max_rows, max_columns))


def _check_kind(data: bytes, name: str) -> None:
    """Refuses what is no list, by its first bytes, with the way out."""
    sentence = ""
    if data.startswith(b"%PDF"):
        sentence = _("%(name)s is a PDF. Save the list as XLSX or CSV and try again.")
    elif data.startswith(PICTURES):
        sentence = _("%(name)s is a picture. Save the list as XLSX or CSV and try again.")
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        sentence = _("%(name)s is an old Excel file (XLS) or has a password. Save it as XLSX without a password.")
    elif data.lstrip().lower().startswith(PAGES):
        sentence = _("%(name)s is a web page or XML. Open it in Excel, save it as XLSX, and try again.")
    elif data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        sentence = _("%(name)s is a compressed folder. Unpack it and choose the list in it.")
    if sentence:
        raise SheetFault(sentence % {"name": name})
