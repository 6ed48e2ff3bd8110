"""A list that somebody brought: headings, rows with the line they stand on, and what can be wrong with it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


class SheetFault(Exception):
    """Why a file cannot be read, in a sentence for its reader; with line and column (from 1) where there is one."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Row:
    """The cells of one row as text, and the line of the file on which it begins (the first is 1)."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Headings as they stand in the file, and rows that are all as long. Empty rows are left out."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Limits:
    """How much of a file is read."""

    rows: int
    columns: int


def normalise_heading(text: str) -> str:
    """The heading without what people write differently: "Serie-Nummér " becomes "serie nummer"."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def table_of(rows: Iterable[tuple[int, Sequence[str]]], limits: Limits) -> Table:
    """The table in numbered rows of text: the first that is not empty names the columns."""
    filled = ((line, _filled(cells)) for line, cells in rows)
    full = ((line, cells) for line, cells in filled if cells)
    headings: tuple[str, ...] = ()
    found: list[Row] = []
    for line, cells in full:
        _check_width(line, cells, headings, limits)
        if not headings:
            headings = cells
            continue
        if len(found) == limits.rows:
            sentence = _("This list has more than %(most)s rows. Split it into smaller files.")
            raise SheetFault(sentence % {"most": limits.rows}, line)
        found.append(Row(line, cells + ("",) * (len(headings) - len(cells))))
    if not headings:
        raise SheetFault(_("There is nothing in this file. The first row should name the columns."))
    return Table(headings, tuple(found))


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without the empty ones at the end."""
    stripped = [cell.strip().strip("\ufeff").strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)


def _check_width(line: int, cells: Sequence[str], headings: Sequence[str], limits: Limits) -> None:
    if len(cells) > limits.columns:
        sentence = _("Line %(line)s has %(count)s columns. At most %(most)s can be read.")
        raise SheetFault(sentence % {"line": line, "count": len(cells), "most": limits.columns}, line)
    if headings and len(cells) > len(headings):
        sentence = _("Line %(line)s has %(count)s cells, but there are %(most)s headings.")
        given = {"line": line, "count": len(cells), "most": len(headings)}
        raise SheetFault(sentence % given, line, len(headings) + 1)
