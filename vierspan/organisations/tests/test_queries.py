from datetime import date
from typing import Any

from tests.make import LONG_AGO, TODAY, make_group, make_organisation
from vierspan.organisations import queries
from vierspan.organisations.models import Affiliation, Organisation, PupilCategory
from vierspan.organisations.school_year import SchoolYear
from vierspan.organisations.tests.make import make_pupil_count, make_site


def names(found: Any) -> list[str]:
    return [str(organisation) for organisation in found]


def test_schools_belong_to_a_group_within_their_dates(group: Organisation, school: Organisation) -> None:
    later = make_organisation("Zonnebloem")
    Affiliation.objects.create(school=later, group=group, from_date=date(2026, 9, 1), until_date=date(2026, 12, 31))
    make_group("Andere groep", make_organisation("Elders"), slug="andere")
    assert names(queries.schools_of(group, TODAY)) == ["Sint-Jozef", "Zonnebloem"]
    assert names(queries.schools_of(group, date(2026, 8, 31))) == ["Sint-Jozef"]
    assert names(queries.schools_of(group, date(2026, 12, 31))) == ["Sint-Jozef", "Zonnebloem"]
    assert names(queries.schools_of(group, date(2027, 1, 1))) == ["Sint-Jozef"]


def test_a_school_belongs_to_several_groups(group: Organisation, school: Organisation) -> None:
    make_group("ICT-platform Rivieren", school, slug="platform")
    assert names(queries.groups_of(school, TODAY)) == ["ICT-platform Rivieren", "Scholengroep Schelde"]
    assert names(queries.groups_of(school, date(2019, 1, 1))) == []


def test_schools_come_with_their_sites_head_office_first(
    group: Organisation, school: Organisation, django_assert_num_queries: Any
) -> None:
    make_site(school, street="Bijstraat")
    make_site(school, street="Hoofdstraat", is_head_office=True)
    with django_assert_num_queries(2):
        found = [[site.street for site in one.sites.all()] for one in queries.schools_with_sites(group, TODAY)]
    assert found == [["Hoofdstraat", "Bijstraat"]]


def test_pupils_are_those_of_the_latest_count_date_and_not_multiplied_by_sites(school: Organisation) -> None:
    make_site(school)
    make_site(school, street="Tweede straat")
    make_pupil_count(school, category=PupilCategory.NURSERY, pupils=90)
    make_pupil_count(school, category=PupilCategory.PRIMARY, pupils=180)
    make_pupil_count(school, count_date=date(2026, 10, 1), category=PupilCategory.PRIMARY, pupils=191)
    make_pupil_count(school, school_year=2025, count_date=date(2025, 2, 3), pupils=150)
    assert queries.pupils(school, SchoolYear(2026)) == 191
    assert queries.pupils(school, 2025) == 150
    assert queries.pupils(school, 2024) is None


def test_hours_of_courses_are_no_pupils(school: Organisation) -> None:
    make_pupil_count(school, category=PupilCategory.ADULT_HOURS, count_date=date(2026, 3, 31), pupils=80_000)
    assert queries.pupils(school, 2026) is None
    make_pupil_count(school, category=PupilCategory.ARTS, pupils=40)
    assert queries.pupils(school, 2026) == 40
    assert [day.total for day in queries.pupil_counts(school)] == [0, 40]


def test_pupils_of_many_schools_are_one_question(
    school: Organisation, other_school: Organisation, django_assert_num_queries: Any
) -> None:
    uncounted = make_organisation("Nog niet geteld")
    make_pupil_count(school, pupils=100)
    make_pupil_count(other_school, count_date=date(2026, 10, 1), pupils=250)
    make_pupil_count(other_school, pupils=240)
    with django_assert_num_queries(1):
        found = queries.pupils_by_school([school, other_school, uncounted], SchoolYear(2026))
    assert found == {school.pk: 100, other_school.pk: 250}


def test_counts_are_told_by_day_the_latest_first_and_categories_in_their_order(school: Organisation) -> None:
    make_pupil_count(school, category=PupilCategory.PRIMARY, pupils=180)
    make_pupil_count(school, category=PupilCategory.NURSERY, pupils=90)
    make_pupil_count(school, school_year=2025, count_date=date(2025, 2, 3), pupils=175)
    told = [
        (str(day.school_year), day.count_date, [count.pupils for count in day.counts], day.total)
        for day in queries.pupil_counts(school)
    ]
    assert told == [
        ("2026-2027", date(2026, 2, 2), [90, 180], 270),
        ("2025-2026", date(2025, 2, 3), [175], 175),
    ]


def test_periods_that_go_on_come_first(group: Organisation, school: Organisation) -> None:
    for name, until in (("Vroeger", date(2022, 8, 31)), ("Pas weg", date(2025, 8, 31)), ("Anker", None)):
        Affiliation.objects.create(school=make_organisation(name), group=group, from_date=LONG_AGO, until_date=until)
    assert [str(period.school) for period in queries.affiliations(group)] == [
        "Anker",
        "Sint-Jozef",
        "Pas weg",
        "Vroeger",
    ]
    assert [str(period.group) for period in queries.affiliations(school)] == ["Scholengroep Schelde"]
