from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tests.make import LONG_AGO, TODAY, User, make_group, make_organisation
from vierspan.audit.models import AuditEvent
from vierspan.organisations import lists
from vierspan.organisations.models import Affiliation, Kind, Organisation, Site
from vierspan.organisations.operations import ImportReport, importing
from vierspan.organisations.tests.make import make_row, make_site

pytestmark = pytest.mark.django_db


def bring_in(*rows: lists.SchoolRow, group: Organisation | None = None, **given: Any) -> ImportReport:
    return importing.import_schools(rows=rows, group=group, **{"actor": "test", "on": TODAY, **given})


def counts(report: ImportReport) -> tuple[int, int, int, int, int, int]:
    """Schools made, changed, unchanged; sites made, changed; refusals."""
    schools = (report.made, report.changed, report.unchanged)
    return (*schools, report.sites_made, report.sites_changed, len(report.refused))


def here() -> tuple[int, int, int]:
    return Organisation.objects.count(), Site.objects.count(), Affiliation.objects.count()


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.reason) for refusal in report.refused]


@pytest.mark.parametrize(
    ("key", "schools", "sites"), [("flemish-secondary-2015", 951, 1093), ("antwerp-primary-2019", 192, 192)]
)
def test_a_real_list_comes_in_whole_and_a_second_time_changes_nothing(
    key: str, schools: int, sites: int, django_assert_max_num_queries: Any
) -> None:
    rows = lists.read_shipped(lists.SHIPPED_BY_KEY[key]).rows
    assert counts(bring_in(*rows, dry_run=True)) == (schools, 0, 0, sites, 0, 0)
    assert here() == (0, 0, 0)
    with django_assert_max_num_queries(40):
        assert counts(bring_in(*rows)) == (schools, 0, 0, sites, 0, 0)
    assert here() == (schools, sites, 0)
    with django_assert_max_num_queries(8):
        assert counts(bring_in(*rows)) == (0, 0, schools, 0, 0, 0)
    assert here() == (schools, sites, 0)


def test_a_school_is_made_with_its_sites_and_what_the_list_says() -> None:
    bring_in(
        make_row(2, network="Vrij gesubsidieerd", website="http://norbertus.be", latitude=51.2, longitude=4.4),
        make_row(3, site_number="11", name="Norbertus Zuid", street="Hertsdeinstraat", house_number="25"),
    )
    school = Organisation.objects.get()
    assert (school.kind, school.name, school.slug, school.number) == (
        Kind.SCHOOL,
        "Sint-Norbertus",
        "sint-norbertus",
        "028845",
    )
    assert (school.level, school.network, school.website) == (
        "secondary",
        "Vrij gesubsidieerd",
        "http://norbertus.be",
    )
    assert [
        (site.number, site.name, str(site), site.province, site.latitude, site.is_head_office)
        for site in school.sites.order_by("number")
    ] == [
        ("1", "", "Amerikalei 47, 2000 Antwerpen", "Antwerpen", 51.2, False),
        ("11", "Norbertus Zuid", "Hertsdeinstraat 25, 2000 Antwerpen", "Antwerpen", None, False),
    ]


def test_the_head_office_speaks_for_the_school() -> None:
    bring_in(
        make_row(2, name="Campus Noord", website="http://noord.be"),
        make_row(3, site_number="2", street="Zuid", name="Norbertus", is_head_office=True),
    )
    school = Organisation.objects.get()
    assert (school.name, school.website) == ("Norbertus", "")
    assert [(site.name, site.is_head_office) for site in school.sites.order_by("number")] == [
        ("Campus Noord", False),
        ("", True),
    ]


def test_a_school_whose_sites_have_two_levels_has_several() -> None:
    bring_in(make_row(2, level="primary"), make_row(3, site_number="2", street="Zuid", level="secondary"))
    assert Organisation.objects.get().level == "mixed"


def test_schools_of_one_name_get_addresses_of_their_own() -> None:
    make_organisation("Anders", slug="sint-maria")
    bring_in(
        make_row(2, number="000001", name="Sint-Maria"),
        make_row(3, number="000002", name="Sint-Maria"),
        make_row(4, number="000003", name="Sint-Maria", municipality="Gent"),
        make_row(5, number="000004", name="漢字"),
        make_row(6, number="000005", name="x" * 200),
    )
    assert sorted(Organisation.objects.values_list("slug", flat=True)) == [
        "school",
        "sint-maria",
        "sint-maria-antwerpen",
        "sint-maria-antwerpen-2",
        "sint-maria-gent",
        "x" * 60,
    ]


def test_one_address_holds_several_schools() -> None:
    report = bring_in(make_row(2), make_row(3, number="028846", name="Sint-Norbertus middenschool"))
    assert counts(report) == (2, 0, 0, 2, 0, 0)


def test_a_school_without_number_is_known_by_name_and_address() -> None:
    row = make_row(number="", site_number="", name="De Zon")
    bring_in(row)
    again = bring_in(
        replace(row, name="DE ZON", street="amerikalei", network="GO!"),
        replace(row, line=3, house_number="49"),
        replace(row, line=4, name="De Maan"),
    )
    assert [(school.name, school.state, school.changes) for school in again.schools] == [
        ("DE ZON", "changed", ("name", "network", "sites")),
        ("De Zon", "made", ()),
        ("De Maan", "made", ()),
    ]


def test_a_newer_list_gives_a_school_without_number_its_number() -> None:
    bring_in(make_row(number="", site_number=""))
    report = bring_in(make_row(site_number="1"))
    assert [(school.state, school.changes) for school in report.schools] == [("changed", ("number", "sites"))]
    assert here()[:2] == (1, 1)
    assert Site.objects.get().number == "1"


def test_a_school_with_another_number_at_the_same_address_is_another_school() -> None:
    bring_in(make_row())
    assert counts(bring_in(make_row(number="112233"))) == (1, 0, 0, 1, 0, 0)


def test_what_differs_is_changed_and_what_the_list_leaves_empty_stays() -> None:
    bring_in(make_row(network="GO!", website="http://oud.be", latitude=51.2, longitude=4.4, is_head_office=True))
    report = bring_in(
        make_row(name="Nieuwe naam", network="", website="", level="", latitude=None, longitude=None, street="Meir")
    )
    assert counts(report) == (0, 1, 0, 0, 1, 0)
    with translation.override("en"):
        changed = [(found.label, found.old, found.new) for found in report.schools[0].differences]
    assert changed == [
        ("name", "Sint-Norbertus", "Nieuwe naam"),
        ("sites", "Amerikalei 47, 2000 Antwerpen", "Meir 47, 2000 Antwerpen"),
    ]
    school, site = Organisation.objects.get(), Site.objects.get()
    assert (school.name, school.slug, school.network, school.website, school.level) == (
        "Nieuwe naam",
        "sint-norbertus",
        "GO!",
        "http://oud.be",
        "secondary",
    )
    assert (site.street, site.latitude, site.is_head_office) == ("Meir", 51.2, True)


def test_a_list_that_names_streets_fills_in_the_site_that_had_none() -> None:
    bring_in(make_row(site_number="", street="", house_number=""))
    report = bring_in(make_row(), make_row(3, site_number="2", street="Meir", house_number="1"))
    assert counts(report) == (0, 1, 0, 1, 1, 0)
    assert sorted(map(str, Site.objects.all())) == ["Amerikalei 47, 2000 Antwerpen", "Meir 1, 2000 Antwerpen"]


def test_a_list_without_streets_finds_the_site_of_that_postcode() -> None:
    bring_in(make_row())
    report = bring_in(make_row(site_number="", street="", house_number=""))
    assert counts(report) == (0, 0, 1, 0, 0, 0)


def test_a_site_that_the_list_does_not_name_stays() -> None:
    bring_in(make_row(2), make_row(3, site_number="2", street="Meir"))
    assert counts(bring_in(make_row(2))) == (0, 0, 1, 0, 0, 0)
    assert here()[1] == 2


def test_a_closed_site_is_refused_and_a_closed_school_not_made() -> None:
    with translation.override("en"):
        report = bring_in(
            make_row(2),
            make_row(3, site_number="2", end_date=date(2026, 8, 31)),
            make_row(4, number="000007", end_date=date(2020, 1, 1)),
            make_row(5, number="000008", end_date=TODAY),
        )
    closed = "The list says that this site is closed."
    assert reasons(report) == [(3, closed), (4, closed)]
    assert sorted(Organisation.objects.values_list("number", flat=True)) == ["000008", "028845"]


def test_schools_belong_to_the_group_from_the_day_and_only_once() -> None:
    group = make_group()
    rows = [make_row(2), make_row(3, number="000002", name="De Zon")]
    assert bring_in(*rows, group=group, from_date=date(2026, 9, 1)).joined == 2
    assert bring_in(*rows, group=group, from_date=date(2026, 9, 1)).joined == 0
    assert bring_in(*rows, group=group, from_date=date(2026, 10, 1)).joined == 0
    periods = Affiliation.objects.values_list("school__number", "group__slug", "from_date", "until_date")
    assert sorted(periods) == [
        ("000002", "scholengroep-schelde", date(2026, 9, 1), None),
        ("028845", "scholengroep-schelde", date(2026, 9, 1), None),
    ]


def test_without_another_day_a_school_belongs_from_the_day_itself() -> None:
    bring_in(make_row(), group=make_group())
    assert Affiliation.objects.get().from_date == TODAY


def test_a_group_does_not_pull_in_a_school_that_is_here_outside_it() -> None:
    bring_in(make_row())
    group = make_group("Scholengroep Schelde", make_organisation("Eigen school", number="000002"))
    with translation.override("en"):
        report = bring_in(
            make_row(2, name="Overgenomen"),
            make_row(3, name="Overgenomen", site_number="2"),
            make_row(4, number="000002", name="Eigen school", network="GO!"),
            group=group,
        )
    reason = "Sint-Norbertus uses Vierspan already, outside your group. Ask whoever runs this Vierspan to add it."
    assert reasons(report) == [(2, reason), (3, reason)]
    assert counts(report) == (0, 1, 0, 1, 0, 2)
    assert sorted(Organisation.objects.values_list("name", flat=True)) == [
        "Eigen school",
        "Scholengroep Schelde",
        "Sint-Norbertus",
    ]
    assert [str(period) for period in Affiliation.objects.all()] == ["Eigen school in Scholengroep Schelde"]


def test_a_school_that_left_the_group_is_outside_it_whatever_day_is_given() -> None:
    school = make_organisation("Sint-Norbertus", number="028845")
    group = make_group()
    Affiliation.objects.create(school=school, group=group, from_date=LONG_AGO, until_date=date(2025, 8, 31))
    assert len(bring_in(make_row(), group=group, from_date=date(2021, 1, 1)).refused) == 1
    assert here()[2] == 1


def test_the_operator_adds_a_school_that_is_here_and_never_over_an_earlier_period() -> None:
    school = make_organisation("Sint-Norbertus", number="028845")
    group = make_group()
    Affiliation.objects.create(school=school, group=group, from_date=LONG_AGO, until_date=date(2025, 8, 31))
    assert bring_in(make_row(), group=group, from_date=LONG_AGO, take_existing=True).joined == 1
    assert sorted(Affiliation.objects.values_list("from_date", "until_date")) == [
        (LONG_AGO, date(2025, 8, 31)),
        (date(2025, 9, 1), None),
    ]


def test_the_number_of_a_group_is_no_school() -> None:
    make_organisation("Schoolbestuur Rivier", kind=Kind.BOARD, number="028845")
    with translation.override("en"):
        report = bring_in(make_row(), take_existing=True)
    assert reasons(report) == [(2, "This number belongs to Schoolbestuur Rivier, which is not a school.")]
    assert here() == (1, 0, 0)


def test_a_dry_run_tells_all_and_changes_nothing() -> None:
    school = make_organisation("Oude naam", number="028845")
    make_site(school, number="1")
    before = list(Organisation.objects.values()), list(Site.objects.values())
    report = bring_in(make_row(), make_row(3, number="000002"), take_existing=True, dry_run=True)
    assert counts(report) == (1, 1, 0, 1, 1, 0)
    assert (list(Organisation.objects.values()), list(Site.objects.values())) == before
    assert AuditEvent.objects.count() == 0


def test_an_import_is_noted_once_with_its_counts(dirk: User) -> None:
    group = make_group("Groep", slug="groep")
    bring_in(make_row(2), make_row(3, number="000002", end_date=LONG_AGO), group=group, actor=dirk)
    event = AuditEvent.objects.get()
    assert (event.actor, event.organisation_id, event.verb) == ("Dirk", group.pk, "schools.imported")
    assert event.changes == {
        "made": 1,
        "changed": 0,
        "unchanged": 0,
        "joined": 1,
        "sites_made": 1,
        "sites_changed": 0,
        "refused": 1,
    }


def test_an_empty_list_changes_nothing() -> None:
    assert counts(bring_in()) == (0, 0, 0, 0, 0, 0)
    assert here() == (0, 0, 0)


def test_two_rows_that_would_be_one_site_bring_nothing_in() -> None:
    """Rows that no reader of lists lets through; the database has the last word, and all or nothing comes in."""
    with translation.override("en"), pytest.raises(importing.ImportClash) as clash:
        bring_in(make_row(2, number="000001"), make_row(3), make_row(4))
    assert "Nothing was brought in" in str(clash.value)
    assert here() == (0, 0, 0)
    assert AuditEvent.objects.count() == 0
