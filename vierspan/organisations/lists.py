"""Reads a list of schools, whoever made it: rows that can be brought in, and lines that cannot, with the reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vierspan.base.sheets import Table, normalise_heading, read_table
from vierspan.organisations import list_columns as columns
from vierspan.organisations.models import Level
from vierspan.organisations.places import calm_name, place_of

LONGEST = {"name": 200, "site_number": 10, "street": 200, "house_number": 20, "municipality": 100, "network": 60}


class ListFault(Exception):
    """The whole file is no list of schools; its text is a sentence for the reader."""


class RowFault(Exception):
    """One line cannot be read; its text is a sentence for the reader."""


@dataclass(frozen=True)
class Refusal:
    line: int
    reason: str


@dataclass(frozen=True)
class SchoolRow:
    """One site of one school, as a line of the list says it; "" or None where the list says nothing."""

    line: int
    name: str
    postcode: str
    number: str = ""
    site_number: str = ""
    street: str = ""
    house_number: str = ""
    municipality: str = ""
    province: str = ""
    latitude: float | None = None
    longitude: float | None = None
    network: str = ""
    level: str = ""
    website: str = ""
    is_head_office: bool = False
    end_date: date | None = None

    @property
    def school_key(self) -> str:
        """What makes rows one school: the institution number, or else name and address."""
        return self.number or "|".join([self.name.casefold(), *self.address])

    @property
    def address(self) -> tuple[str, str, str]:
        return self.postcode, self.street.casefold(), self.house_number.casefold()

    @property
    def site_key(self) -> tuple[str, ...]:
        return (self.school_key, self.site_number) if self.site_number else (self.school_key, *self.address)


@dataclass(frozen=True)
class SchoolList:
    rows: tuple[SchoolRow, ...]
    refused: tuple[Refusal, ...]

    @property
    def schools(self) -> dict[str, tuple[SchoolRow, ...]]:
        """The rows of each school, in the order of the list."""
        found: dict[str, tuple[SchoolRow, ...]] = {}
        for row in self.rows:
            found[row.school_key] = (*found.get(row.school_key, ()), row)
        return found


@dataclass(frozen=True)
class ShippedList:
    """A real list that comes with the product, to begin with or to try an import."""

    key: str
    label: str | Promise
    level: Level

    @property
    def path(self) -> Path:
        return Path(__file__).resolve().parent / "content" / "lists" / f"{self.key}.csv"


SHIPPED = (
    ShippedList(
        "flemish-secondary-2015", gettext_lazy("Secondary schools in Flanders (ministry, 2015)"), Level.SECONDARY
    ),
    ShippedList("antwerp-primary-2019", gettext_lazy("Primary schools in Antwerp (2019)"), Level.PRIMARY),
)
SHIPPED_BY_KEY = {shipped.key: shipped for shipped in SHIPPED}


def read_shipped(shipped: ShippedList) -> SchoolList:
    """One of the lists that come with the product."""
    return read(read_table(shipped.path.read_bytes(), shipped.path.name), level=shipped.level)


def read(table: Table, *, level: str = "") -> SchoolList:
    """The schools of a table whose headings we know, in any order and case.

    ``level`` is used for rows whose list says no level. Raises ListFault where name or postcode has no column.
    """
    places = _columns(table.headings)
    rows: list[SchoolRow] = []
    refused: list[Refusal] = []
    first_lines: dict[tuple[str, ...], int] = {}
    for line in table.rows:
        try:
            row = _row(line.line, _cell_reader(places, line.cells), level)
        except RowFault as fault:
            refused.append(Refusal(line.line, str(fault)))
            continue
        first = first_lines.setdefault(row.site_key, row.line)
        if first == row.line:
            rows.append(row)
        else:
            refused.append(Refusal(row.line, _("The same school and site stand on line %(line)s.") % {"line": first}))
    return SchoolList(tuple(rows), tuple(refused))


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    """For each field that the list has, the place of its column."""
    said = [normalise_heading(heading) for heading in headings]
    found = {
        field: said.index(name) for field, names in columns.HEADINGS.items() for name in reversed(names) if name in said
    }
    for field, name in (("name", "naam"), ("postcode", "postcode")):
        if field not in found:
            have = ", ".join(heading for heading in headings[:12] if heading)
            raise ListFault(
                _("This file has no column “%(name)s”. Its columns are: %(have)s.") % {"name": name, "have": have}
            )
    return found


def _cell_reader(places: dict[str, int], cells: tuple[str, ...]) -> Callable[[str], str]:
    def cell(field: str) -> str:
        text = cells[places[field]] if field in places else ""
        printable = "".join(sign if sign.isprintable() else " " for sign in text)
        text = " ".join(printable.split())
        longest = LONGEST.get(field)
        if longest and len(text) > longest:
            raise RowFault(
                _("The text under “%(field)s” is longer than %(most)s signs.")
                % {"field": columns.HEADINGS[field][0], "most": longest}
            )
        return text

    return cell


def _row(line: int, cell: Callable[[str], str], level: str) -> SchoolRow:
    latitude, longitude = columns.coordinates(cell("latitude"), cell("longitude"))
    row = SchoolRow(
        line=line,
        name=cell("name"),
        postcode=cell("postcode"),
        number=_number(cell("number")),
        site_number=cell("site_number"),
        street=cell("street"),
        house_number=_house_number(cell("house_number"), cell("box")),
        municipality=calm_name(cell("municipality")),
        province=cell("province"),
        latitude=latitude,
        longitude=longitude,
        network=cell("network"),
        level=columns.level_of_structures(cell("structures")) or columns.level_in_words(cell("level")) or level,
        website=columns.website(cell("website")),
        is_head_office=_is_head_office(cell),
        end_date=columns.day(cell("end_date")),
    )
    if not row.name:
        raise RowFault(_("The name is missing."))
    return _with_place(row)


def _with_place(row: SchoolRow) -> SchoolRow:
    """Municipality and province, from the postcode where the list leaves them out."""
    if not re.fullmatch(r"[1-9]\d{3}", row.postcode, re.ASCII):
        raise RowFault(_("“%(postcode)s” is no postcode of four digits.") % {"postcode": row.postcode[:20]})
    place = place_of(row.postcode)
    if place is None:
        return row
    return replace(row, municipality=row.municipality or place.municipality, province=row.province or place.province)


def _number(text: str) -> str:
    """An institution number with its zeros in front: 28514 → 028514."""
    if text and (not re.fullmatch(r"\d{1,6}", text, re.ASCII) or int(text) == 0):
        raise RowFault(_("“%(number)s” is no institution number of at most six digits.") % {"number": text[:20]})
    return text.zfill(6) if text else ""


def _house_number(number: str, box: str) -> str:
    """ "81_83" is how the ministry's interface writes 81-83."""
    number = number.replace("_", "-")
    return f"{number} bus {box}"[: LONGEST["house_number"]] if number and box else number


def _is_head_office(cell: Callable[[str], str]) -> bool:
    here = cell("head_office").casefold() in columns.YES
    return here or (bool(cell("site_number")) and cell("site_number") == cell("head_office_number"))
