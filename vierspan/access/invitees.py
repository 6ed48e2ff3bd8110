"""Reads a list of people to invite, pasted or from a file: a line each, with name, e-mail address and role."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils import translation

from vierspan.access.permissions import Role
from vierspan.base.sheets import Table, normalise_heading

# What people here also call a role, beside its two labels.
ALSO_CALLED = {
    "directie": Role.HEAD,
    "directeur": Role.HEAD,
    "head": Role.HEAD,
    "technisch ict coordinator": Role.TECHNICAL_COORDINATOR,
    "pedagogisch ict coordinator": Role.PEDAGOGICAL_COORDINATOR,
    "ict team": Role.TEAM_MEMBER,
    "leerkracht": Role.TEACHER,
    "leraar": Role.TEACHER,
}
COLUMNS = {
    "name": ("naam", "name"),
    "email": ("e mail", "email", "mail", "e mailadres", "mailadres", "e mail address", "email address"),
    "role": ("rol", "role", "functie"),
}


@dataclass(frozen=True)
class Invitee:
    """Somebody to invite, as asked on ``line``. ``role`` is None where the word for it is not known."""

    line: int
    name: str
    email: str
    role: Role | None
    role_word: str = ""


@cache
def role_words() -> dict[str, Role]:
    """Each word for a role, in either language, without accents and capitals."""
    words = dict(ALSO_CALLED)
    for language in ("nl", "en"):
        with translation.override(language):
            words |= {normalise_heading(str(role.label)): role for role in Role}
    return words | {normalise_heading(role.value): role for role in Role}


def invitee(line: int, name: str, email: str, role_word: str, usual: Role | None) -> Invitee:
    role = role_words().get(normalise_heading(role_word)) if role_word.strip() else usual
    return Invitee(line, name.strip(), email.strip().lower(), role, role_word.strip())


def from_text(text: str, *, usual: Role | None = None) -> list[Invitee]:
    """One person a line: ``name; address; role``, or with tabs or commas. Without a role it is ``usual``."""
    found = []
    for line, said in enumerate(text.splitlines(), start=1):
        if said.strip():
            mark = next((mark for mark in ";\t" if mark in said), ",")
            found.append(_placed(line, [cell.strip() for cell in said.split(mark)], usual))
    return found


def from_table(table: Table, *, usual: Role | None = None) -> list[Invitee]:
    """The rows of a sheet. Columns go by their headings; without known headings the first row is a person too."""
    places = {part: _column(table.headings, words) for part, words in COLUMNS.items()}
    if places["email"] is None:
        rows: Iterable[tuple[int, tuple[str, ...]]] = [(1, table.headings), *((r.line, r.cells) for r in table.rows)]
        return [_placed(line, list(cells), usual) for line, cells in rows]

    def cell(cells: tuple[str, ...], part: str) -> str:
        place = places[part]
        return "" if place is None else cells[place]

    return [
        invitee(row.line, cell(row.cells, "name"), cell(row.cells, "email"), cell(row.cells, "role"), usual)
        for row in table.rows
    ]


def as_text(invitees: Iterable[Invitee]) -> str:
    """The list as ``from_text`` reads it, for a form that carries it from the look to the sending."""
    return "\n".join(f"{i.name}; {i.email}; {i.role.label if i.role else i.role_word}" for i in invitees)


def _column(headings: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    return next((place for place, said in enumerate(headings) if normalise_heading(said) in words), None)


def _placed(line: int, cells: list[str], usual: Role | None) -> Invitee:
    """Cells without headings: the one with an @ is the address, before it the name, after it the role."""
    at = next((place for place, cell in enumerate(cells) if "@" in cell), None)
    if at is None:
        return invitee(line, " ".join(cells), "", "", usual)
    name, role = " ".join(filter(None, cells[:at])), " ".join(filter(None, cells[at + 1 :]))
    return invitee(line, name, cells[at], role, usual)
