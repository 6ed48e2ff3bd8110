from datetime import date

import pytest
from django.utils import translation

from tests.make import LONG_AGO, TODAY, User
from vierspan.audit.models import AuditEvent
from vierspan.organisations import operations
from vierspan.organisations.models import Affiliation, Organisation, PupilCategory, PupilCount, Site
from vierspan.organisations.school_year import SchoolYear
from vierspan.organisations.tests.make import make_pupil_count, make_site

pytestmark = pytest.mark.django_db
PROFILE = {"name": "De Zon", "number": "000333", "level": "primary", "network": "GO!", "website": "https://zon.be"}
ADDRESS = {
    "street": "Meir",
    "house_number": "1",
    "postcode": "9000",
    "municipality": "",
    "name": "",
    "number": "",
    "is_head_office": False,
}


def noted() -> list[tuple[str, str, dict[str, object]]]:
    return [(event.actor, event.verb, event.changes) for event in AuditEvent.objects.order_by("pk")]


def test_a_profile_is_changed_and_its_address_stays(school: Organisation, alice: User) -> None:
    operations.change_organisation(organisation=school, actor=alice, **PROFILE)
    kept = Organisation.objects.values(*PROFILE).get(pk=school.pk)
    assert kept == PROFILE
    assert school.slug == "school-a"
    assert noted() == [("Alice", "organisation.changed", {"fields": ["name", "number", "network", "website"]})]


def test_a_number_belongs_to_one_school(school: Organisation, other_school: Organisation, alice: User) -> None:
    with translation.override("en"), pytest.raises(operations.NumberTaken) as taken:
        operations.change_organisation(organisation=school, actor=alice, **{**PROFILE, "number": "000222"})
    assert str(taken.value) == "Another school has this institution number already."
    assert Organisation.objects.get(pk=school.pk).name == "Sint-Jozef"
    assert noted() == []


def test_two_schools_may_be_without_number(school: Organisation, other_school: Organisation, alice: User) -> None:
    for one in (school, other_school):
        operations.change_organisation(organisation=one, actor=alice, **{**PROFILE, "number": ""})
    assert Organisation.objects.filter(number="").count() == 2


def test_a_site_gets_municipality_and_province_from_its_postcode(school: Organisation, alice: User) -> None:
    operations.add_site(organisation=school, actor=alice, **ADDRESS)
    operations.add_site(
        organisation=school, actor=alice, **{**ADDRESS, "postcode": "9040", "municipality": "Oostakker"}
    )
    assert [(str(site), site.province) for site in school.sites.order_by("pk")] == [
        ("Meir 1, 9000 Gent", "Oost-Vlaanderen"),
        ("Meir 1, 9040 Oostakker", "Oost-Vlaanderen"),
    ]
    assert [verb for _, verb, _ in noted()] == ["site.added", "site.added"]


def test_a_site_of_an_unknown_postcode_is_kept_as_it_is_said(school: Organisation, alice: User) -> None:
    site = operations.add_site(
        organisation=school, actor=alice, **{**ADDRESS, "postcode": "9999", "municipality": "Ergens"}
    )
    assert (site.municipality, site.province) == ("Ergens", "")


def test_a_site_stands_once_in_the_list(school: Organisation, alice: User) -> None:
    operations.add_site(organisation=school, actor=alice, **ADDRESS)
    other = make_site(school)
    with pytest.raises(operations.SiteTaken):
        operations.add_site(organisation=school, actor=alice, **ADDRESS)
    with pytest.raises(operations.SiteTaken):
        operations.change_site(site=other, actor=alice, **ADDRESS)
    assert sorted(school.sites.values_list("street", flat=True)) == ["Kerkstraat", "Meir"]


def test_a_school_has_one_head_office(school: Organisation, other_school: Organisation, alice: User) -> None:
    before = make_site(school, is_head_office=True)
    elsewhere = make_site(other_school, is_head_office=True)
    site = make_site(school, street="Meir")
    operations.change_site(site=site, actor=alice, **{**ADDRESS, "is_head_office": True})
    heads = Site.objects.filter(is_head_office=True).values_list("pk", flat=True)
    assert sorted(heads) == sorted([site.pk, elsewhere.pk])
    assert before.pk not in heads


def test_a_site_is_removed(school: Organisation, alice: User) -> None:
    operations.remove_site(site=make_site(school), actor=alice)
    assert (school.sites.count(), noted()) == (0, [("Alice", "site.removed", {})])


def test_pupils_of_a_date_are_noted_and_replaced(school: Organisation, alice: User) -> None:
    given = {"organisation": school, "school_year": SchoolYear(2026), "count_date": date(2026, 2, 2), "actor": alice}
    operations.add_pupil_counts(pupils={"nursery": 80, "primary": 190}, **given)
    operations.add_pupil_counts(pupils={"primary": 191}, **given)
    operations.add_pupil_counts(pupils={"primary": 200}, **{**given, "count_date": date(2026, 10, 1)})
    kept = PupilCount.objects.values_list("school_year", "count_date", "category", "pupils").order_by("pk")
    assert list(kept) == [
        (2026, date(2026, 2, 2), "nursery", 80),
        (2026, date(2026, 2, 2), "primary", 191),
        (2026, date(2026, 10, 1), "primary", 200),
    ]
    assert noted()[0] == ("Alice", "pupils.counted", {"nursery": 80, "primary": 190})


def test_a_number_of_pupils_is_removed(school: Organisation, alice: User) -> None:
    kept = make_pupil_count(school, category=PupilCategory.NURSERY)
    operations.remove_pupil_count(count=make_pupil_count(school), actor=alice)
    assert list(school.pupilcounts.all()) == [kept]


def test_a_school_leaves_its_group_on_a_day(group: Organisation, dirk: User) -> None:
    period = Affiliation.objects.get()
    operations.end_affiliation(affiliation=period, until_date=date(2026, 12, 31), on=TODAY, actor=dirk)
    assert Affiliation.objects.get().until_date == date(2026, 12, 31)
    assert noted() == [("Dirk", "affiliation.ended", {"until": "2026-12-31"})]


def test_a_school_cannot_leave_before_it_came(group: Organisation, dirk: User) -> None:
    with translation.override("en"), pytest.raises(operations.AffiliationFault) as fault:
        operations.end_affiliation(
            affiliation=Affiliation.objects.get(), until_date=date(2020, 8, 31), on=TODAY, actor=dirk
        )
    assert str(fault.value) == "The last day cannot lie before the first day."
    period = Affiliation.objects.get()
    assert (period.from_date, period.until_date) == (LONG_AGO, None)


def test_a_group_does_not_take_a_school_back_by_moving_its_last_day(group: Organisation, dirk: User) -> None:
    Affiliation.objects.update(until_date=date(2026, 11, 22))
    with translation.override("en"), pytest.raises(operations.AffiliationFault) as fault:
        operations.end_affiliation(
            affiliation=Affiliation.objects.get(), until_date=date(2030, 8, 31), on=TODAY, actor=dirk
        )
    assert str(fault.value) == "This school left the group already."
    assert Affiliation.objects.get().until_date == date(2026, 11, 22)


def test_a_last_day_to_come_can_still_be_moved(group: Organisation, dirk: User) -> None:
    Affiliation.objects.update(until_date=TODAY)
    operations.end_affiliation(
        affiliation=Affiliation.objects.get(), until_date=date(2027, 8, 31), on=TODAY, actor=dirk
    )
    assert Affiliation.objects.get().until_date == date(2027, 8, 31)
