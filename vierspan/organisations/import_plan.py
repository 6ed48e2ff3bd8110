"""What an import would do: rows of a list beside the schools that are here already. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vierspan.organisations.list_columns import one_level
from vierspan.organisations.lists import Refusal, SchoolRow
from vierspan.organisations.models import Level, Organisation, Site

State = Literal["made", "changed", "unchanged"]
FIELDS = {
    "name": gettext_lazy("name"),
    "number": gettext_lazy("institution number"),
    "network": gettext_lazy("network"),
    "level": gettext_lazy("level"),
    "website": gettext_lazy("website"),
    "sites": gettext_lazy("sites"),
}
Address = tuple[str, str, str]


@dataclass(frozen=True)
class Difference:
    """One thing that an import changes on a school that is here: ``old`` is "" where there was nothing."""

    field: str
    old: str
    new: str

    @property
    def label(self) -> str:
        return str(FIELDS[self.field])


@dataclass(frozen=True)
class Outcome:
    """What happens to one school. ``changes`` names fields of the school, and "sites" when a site is new or changed."""

    line: int
    number: str
    name: str
    municipality: str
    sites: int
    state: State
    joins: bool
    differences: tuple[Difference, ...] = ()

    @property
    def changes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(difference.field for difference in self.differences))


@dataclass
class Plan:
    """Rows to write, and what to tell about them."""

    new_schools: list[Organisation] = field(default_factory=list)
    changed_schools: list[Organisation] = field(default_factory=list)
    new_sites: list[Site] = field(default_factory=list)
    changed_sites: list[Site] = field(default_factory=list)
    joining: list[Organisation] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass
class Register:
    """The organisations that are here, found by number and by name with address."""

    organisations: Iterable[Organisation]
    all_sites: Iterable[Site]
    by_number: dict[str, Organisation] = field(default_factory=dict)
    by_address: dict[tuple[str, Address], Organisation] = field(default_factory=dict)
    sites: dict[int, list[Site]] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        known = {found.pk: found for found in self.organisations}
        self.by_number = {found.number: found for found in known.values() if found.number}
        self.slugs = {found.slug for found in known.values()}
        for site in self.all_sites:
            school = known[site.organisation_id]
            self.sites.setdefault(school.pk, []).append(site)
            self.by_address.setdefault((school.name.casefold(), _address(site)), school)

    def find(self, rows: Sequence[SchoolRow]) -> Organisation | None:
        """By number; else by name and address, unless the one at that address has another number."""
        number = rows[0].number
        if number in self.by_number:
            return self.by_number[number]
        at_address = (self.by_address.get((row.name.casefold(), row.address)) for row in rows)
        return next((found for found in at_address if found and not (number and found.number)), None)

    def free_slug(self, name: str, municipality: str) -> str:
        """The name as an address, with the municipality and then a number behind it where others have it already."""
        plain = slugify(name)[:60].strip("-") or "school"
        longer = f"{plain}-{slugify(municipality)[:15]}".strip("-")
        slug, count = plain if plain not in self.slugs else longer, 1
        while slug in self.slugs:
            count += 1
            slug = f"{longer}-{count}"
        self.slugs.add(slug)
        return slug


def make_plan(
    schools: Mapping[str, Sequence[SchoolRow]],
    register: Register,
    *,
    on: date,
    members: Collection[int] | None,
    take_existing: bool,
) -> Plan:
    """Compare each school of the list with the register.

    ``members``: keys of the schools that belong to the group already; None when the import is for no group. A school
    outside the group is refused unless ``take_existing``.
    """
    plan = Plan()
    for all_rows in schools.values():
        rows = [row for row in all_rows if row.end_date is None or row.end_date >= on]
        plan.refused += [
            Refusal(row.line, _("The list says that this site is closed.")) for row in all_rows if row not in rows
        ]
        if not rows:
            continue
        found = register.find(rows)
        if found is None:
            _make(plan, register, rows, joins=members is not None)
            continue
        joins = members is not None and found.pk not in members
        if reason := _reason_against(found, is_foreign=joins and not take_existing):
            plan.refused += [Refusal(row.line, reason) for row in rows]
        else:
            _change(plan, register.sites.get(found.pk, []), found, rows, joins=joins)
    plan.refused.sort(key=lambda refusal: refusal.line)
    return plan


def _reason_against(found: Organisation, *, is_foreign: bool) -> str:
    if not found.is_school:
        return _("This number belongs to %(name)s, which is not a school.") % {"name": found}
    if is_foreign:
        sentence = _("%(name)s uses Vierspan already, outside your group. Ask whoever runs this Vierspan to add it.")
        return sentence % {"name": found}
    return ""


def _make(plan: Plan, register: Register, rows: Sequence[SchoolRow], *, joins: bool) -> None:
    values = _school_values(rows)
    school = Organisation(slug=register.free_slug(values["name"], rows[0].municipality), **values)
    plan.new_schools.append(school)
    plan.new_sites += [Site(organisation=school, **_site_values(row, rows, school.name)) for row in rows]
    _note(plan, school, rows, "made", joins=joins)


def _change(plan: Plan, sites: list[Site], school: Organisation, rows: Sequence[SchoolRow], *, joins: bool) -> None:
    before = {name: _shown(school, name) for name in FIELDS if name != "sites"}
    changes = _fill(school, {name: value for name, value in _school_values(rows).items() if value})
    differences = [Difference(name, before[name], _shown(school, name)) for name in changes]
    if changes:
        plan.changed_schools.append(school)
    left = list(sites)
    for row in rows:
        values = _site_values(row, rows, school.name)
        site = _site_of(row, left)
        if site is None:
            plan.new_sites.append(Site(organisation=school, **values))
            differences.append(Difference("sites", "", _place(plan.new_sites[-1])))
            continue
        left.remove(site)
        old = _place(site)
        if _fill(site, {name: value for name, value in values.items() if value not in ("", None)}):
            plan.changed_sites.append(site)
            differences.append(Difference("sites", old, _place(site)))
    state: State = "changed" if differences else "unchanged"
    _note(plan, school, rows, state, joins=joins, differences=tuple(differences))


def _shown(school: Organisation, name: str) -> str:
    return str(school.get_level_display() if name == "level" else getattr(school, name))


def _place(site: Site) -> str:
    parts = (site.name, f"{site.street} {site.house_number}".strip(), f"{site.postcode} {site.municipality}".strip())
    return ", ".join(part for part in parts if part)


def _note(
    plan: Plan,
    school: Organisation,
    rows: Sequence[SchoolRow],
    state: State,
    *,
    joins: bool,
    differences: tuple[Difference, ...] = (),
) -> None:
    if joins:
        plan.joining.append(school)
    line, municipality = rows[0].line, rows[0].municipality
    plan.outcomes.append(Outcome(line, school.number, school.name, municipality, len(rows), state, joins, differences))


def _fill(target: Model, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Set what differs; the names of what did."""
    changed = tuple(name for name, value in values.items() if getattr(target, name) != value)
    for name in changed:
        setattr(target, name, values[name])
    return changed


def _school_values(rows: Sequence[SchoolRow]) -> dict[str, str]:
    """What the rows of one school say of the school: its head office speaks first."""
    speaker = next((row for row in rows if row.is_head_office), rows[0])
    levels = {Level(row.level) for row in rows if row.level}
    return {
        "name": speaker.name,
        "number": speaker.number,
        "network": speaker.network,
        "level": one_level(levels) or "",
        "website": speaker.website,
    }


def _site_values(row: SchoolRow, rows: Sequence[SchoolRow], school_name: str) -> dict[str, Any]:
    """The site of a row. Which site is the head office is said only by a list that marks one."""
    is_marked = any(other.is_head_office for other in rows)
    return {
        "number": row.site_number,
        "name": "" if row.name == school_name else row.name,
        "street": row.street,
        "house_number": row.house_number,
        "postcode": row.postcode,
        "municipality": row.municipality,
        "province": row.province,
        "latitude": row.latitude,
        "longitude": row.longitude,
        **({"is_head_office": row.is_head_office} if is_marked else {}),
    }


def _site_of(row: SchoolRow, sites: Sequence[Site]) -> Site | None:
    """The site that a row means: by number, by address, or the one of that postcode where either names no street."""
    tests: tuple[Callable[[Site], bool], ...] = (
        lambda site: bool(row.site_number) and site.number == row.site_number,
        lambda site: _address(site) == row.address and not (site.number and row.site_number),
        lambda site: (
            site.postcode == row.postcode and not (site.street and row.street) and not (site.number and row.site_number)
        ),
    )
    return next((site for test in tests for site in sites if test(site)), None)


def _address(site: Site) -> Address:
    return site.postcode, site.street.casefold(), site.house_number.casefold()
