"""Finding the schools that one wants in a long list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from vierspan.organisations.lists import SchoolList, SchoolRow
from vierspan.organisations.places import place_of


@dataclass(frozen=True)
class ListedSchool:
    """One school of a list with its sites; ``line`` of its first row is its key."""

    rows: tuple[SchoolRow, ...]

    @property
    def line(self) -> int:
        return self.rows[0].line

    @property
    def first(self) -> SchoolRow:
        return next((row for row in self.rows if row.is_head_office), self.rows[0])

    @property
    def others(self) -> int:
        """Sites beside the first."""
        return len(self.rows) - 1

    @cached_property
    def municipalities(self) -> frozenset[str]:
        """Those of today, by postcode: a school in Merksem lies in Antwerpen."""
        places = ((row, place_of(row.postcode)) for row in self.rows)
        return frozenset(place.municipality if place else row.municipality for row, place in places)

    @cached_property
    def text(self) -> str:
        """All that one may search for."""
        parts = (
            f"{row.name} {row.number} {row.number.lstrip('0')} {row.street} {row.house_number} {row.postcode} {row.municipality}"
            for row in self.rows
        )
        return " ".join([*parts, *self.municipalities]).casefold()


@dataclass(frozen=True)
class Filter:
    """What somebody looks for; kept in the address of the page."""

    text: str = ""
    municipality: str = ""
    network: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Filter":
        return cls(given.get("text", "").strip(), given.get("municipality", ""), given.get("network", ""))

    def query(self, page: str = "") -> str:
        """As the address says it: ``?text=anker&network=GO%21``, or "" for everything."""
        said = {name: value for name, value in {**vars(self), "page": page}.items() if value}
        return f"?{urlencode(said)}" if said else ""

    def holds(self, school: ListedSchool) -> bool:
        """Every word somewhere in the school, and the municipality and network that were asked for."""
        return (
            all(word in school.text for word in self.text.casefold().split())
            and self.municipality in ("", *school.municipalities)
            and (not self.network or any(row.network == self.network for row in school.rows))
        )


def listed(found: SchoolList) -> tuple[ListedSchool, ...]:
    """The schools of a list by name."""
    schools = (ListedSchool(rows) for rows in found.schools.values())
    return tuple(sorted(schools, key=lambda school: (school.first.name.casefold(), school.line)))


def municipalities(schools: Iterable[ListedSchool]) -> list[str]:
    return sorted({name for school in schools for name in school.municipalities})


def networks(schools: Iterable[ListedSchool]) -> list[str]:
    return sorted({row.network for school in schools for row in school.rows if row.network})


def chosen(
    schools: Iterable[ListedSchool], sent: QueryDict, *, before: frozenset[int], wanted: Filter
) -> frozenset[int]:
    """The lines that are chosen after a page was sent: those on the page as they were ticked, the others as before.

    ``sent``: ``shown`` (lines on the page), ``chosen`` (ticked), ``drop`` (one to let go), ``all``, ``none``.
    """
    if "none" in sent:
        return frozenset()
    known = {school.line: school for school in schools}
    lines = (before - _lines(sent.get("shown", "").split())) | _lines(sent.getlist("chosen"))
    if "all" in sent:
        lines |= {line for line, school in known.items() if wanted.holds(school)}
    return frozenset(lines & known.keys()) - _lines(sent.getlist("drop"))


def _lines(texts: Iterable[str]) -> set[int]:
    return {int(text) for text in texts if text.isdecimal()}
