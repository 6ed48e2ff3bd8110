"""The demo's schools: real ones, from the lists that come with the product, with plausible pupils."""

from __future__ import annotations

from datetime import date
from random import Random

from vierspan.base import sheets
from vierspan.organisations import lists
from vierspan.organisations.models import Kind, Organisation, PupilCategory, PupilCount
from vierspan.organisations.operations import importing
from vierspan.organisations.school_year import SchoolYear

COMMUNITY = ("De Zevensprong", "Mikado", "De Reuzenpoort", "Franciscusschool", "Mariagaarde", "Sint-Maria")
GROUP = (
    "GO! atheneum Voskenslaan Gent",
    "GO! lyceum Gent",
    "GO! technisch atheneum 1 Gent",
    "GO! middenschool Voskenslaan Gent",
    "GO! middenschool 2 Gent",
    "GO! atheneum Gentbrugge",
)


def make_community(today: date) -> tuple[Organisation, list[Organisation]]:
    """A community of Catholic primary schools in and around Borgerhout."""
    community = Organisation.objects.create(
        kind=Kind.SCHOOL_COMMUNITY, name="Scholengemeenschap Antwerpen-Oost (voorbeeld)", slug="antwerpen-oost"
    )
    schools = _bring_in(community, "antwerp-primary-2019", COMMUNITY, "primary", {"2060", "2140"}, today)
    for school in schools:
        random = Random(f"pupils of {school.slug}")  # noqa: S311 a demo, not a secret
        primary = random.randint(150, 290)
        counts = {PupilCategory.NURSERY: round(primary * 0.55), PupilCategory.PRIMARY: primary}
        _count(school, counts, today)
    return community, schools


def make_group(today: date) -> tuple[Organisation, list[Organisation]]:
    """A group of secondary schools in Ghent."""
    group = Organisation.objects.create(kind=Kind.SCHOOL_GROUP, name="Scholengroep Gent (voorbeeld)", slug="groep-gent")
    schools = _bring_in(group, "flemish-secondary-2015", GROUP, "secondary", {"9000", "9050"}, today)
    for school in schools:
        random = Random(f"pupils of {school.slug}")  # noqa: S311 a demo, not a secret
        counts = {
            PupilCategory.SECONDARY_A: random.randint(260, 620),
            PupilCategory.SECONDARY_B: random.randint(40, 180),
        }
        _count(school, counts, today)
    return group, schools


def _bring_in(
    group: Organisation, key: str, names: tuple[str, ...], level: str, postcodes: set[str], today: date
) -> list[Organisation]:
    table = sheets.read_table(next(s.path for s in lists.SHIPPED if s.key == key).read_bytes(), f"{key}.csv")
    rows = [row for row in lists.read(table, level=level).rows if row.name in names and row.postcode in postcodes]
    joined = SchoolYear.of(today).first_day.replace(year=SchoolYear.of(today).start_year - 1)
    importing.import_schools(rows=rows, group=group, actor="demo", on=today, from_date=joined)
    found = {school.name: school for school in Organisation.objects.filter(affiliations__group=group)}
    return [found[name] for name in names]


def _count(school: Organisation, counts: dict[PupilCategory, int], today: date) -> None:
    """The same school in three years, growing a little."""
    year = SchoolYear.of(today)
    PupilCount.objects.bulk_create(
        PupilCount(
            organisation=school,
            school_year=year.start_year - ago,
            count_date=date(year.start_year - ago, 2, 1),
            category=category,
            pupils=round(pupils * (1 - 0.02 * ago)),
        )
        for ago in range(3)
        for category, pupils in counts.items()
    )
