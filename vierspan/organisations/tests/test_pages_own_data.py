from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.make import TODAY, User, make_group, make_organisation
from vierspan.organisations.models import Affiliation, Organisation, PupilCount, Site
from vierspan.organisations.tests.make import make_pupil_count, make_site

BASE = "/o/school-a/organisation/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(TODAY):
        yield


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_own_data_stand_on_one_page(client: Client, school: Organisation, group: Organisation, alice: User) -> None:
    make_site(school, is_head_office=True)
    make_pupil_count(school, pupils=1234)
    page = text(as_(client, alice).get(BASE))
    assert [
        word in page
        for word in (
            "000111",
            "primary education",
            "Kerkstraat 1, 2000 Antwerpen",
            "head office",
            "1,234",
            "counted on 2 February 2026",
            "Scholengroep Schelde",
            "from 1 September 2020",
            "School year 2026-2027",
            "21 December – 3 January 2027",
        )
    ] == [True] * 10


def test_a_school_without_anything_says_what_to_do(client: Client, alice: User) -> None:
    page = text(as_(client, alice).get(BASE))
    assert "No pupils are noted yet." in page
    assert "No site is noted yet." in page
    assert "belongs to no school community" in page


def test_the_page_asks_as_many_questions_for_three_as_for_one(
    client: Client, school: Organisation, alice: User, django_assert_num_queries: Any
) -> None:
    as_(client, alice)

    def more(number: int) -> None:
        make_site(school, street=f"Straat {number}")
        make_pupil_count(school, school_year=2020 + number, count_date=date(2020 + number, 2, 1))
        make_group(f"Groep {number}", school, slug=f"groep-{number}")

    more(1)
    with django_assert_num_queries(8):
        client.get(BASE)
    more(2)
    more(3)
    with django_assert_num_queries(8):
        client.get(BASE)


def test_who_only_reads_sees_no_buttons_and_may_not_change(client: Client, school: Organisation, bob: User) -> None:
    site, count = make_site(school), make_pupil_count(school)
    page = as_(client, bob).get(BASE)
    assert (page.status_code, "Change the data" in text(page), "/edit/" in text(page)) == (200, False, False)
    addresses = ("edit/", "sites/add/", "pupils/add/", f"sites/{site.pk}/remove/", f"pupils/{count.pk}/remove/")
    assert [client.post(BASE + address).status_code for address in addresses] == [403] * 5


def test_another_school_does_not_exist(
    client: Client, school: Organisation, other_school: Organisation, carol: User
) -> None:
    site, count = make_site(school), make_pupil_count(school)
    as_(client, carol)
    rows = (f"sites/{site.pk}/edit/", f"sites/{site.pk}/remove/", f"pupils/{count.pk}/remove/")
    for address in ("", "edit/", "sites/add/", "pupils/add/", *rows):
        assert client.get(BASE + address).status_code == 404
        assert client.post(BASE + address).status_code in (404, 405)
    for address in rows:
        assert client.post(f"/o/school-b/organisation/{address}").status_code == 404
    assert (Site.objects.count(), PupilCount.objects.count()) == (1, 1)


PROFILE = {"name": "De Zon", "number": "333", "level": "secondary", "network": "GO!", "website": "zon.be"}


def test_the_profile_is_changed(client: Client, school: Organisation, alice: User) -> None:
    response = as_(client, alice).post(BASE + "edit/", PROFILE)
    assert (response.status_code, response.headers["Location"]) == (302, BASE)
    assert Organisation.objects.values("name", "number", "level", "network", "website").get(pk=school.pk) == {
        "name": "De Zon",
        "number": "000333",
        "level": "secondary",
        "network": "GO!",
        "website": "https://zon.be",
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"number": "12a"}, "An institution number has digits only."),
        ({"number": "222"}, "Another school has this institution number already."),
        ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"level": "university"}, "Select a valid choice."),
    ],
)
def test_a_wrong_profile_is_said_beside_the_field(
    client: Client, school: Organisation, other_school: Organisation, alice: User, wrong: dict[str, str], sentence: str
) -> None:
    response = as_(client, alice).post(BASE + "edit/", {**PROFILE, **wrong})
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert Organisation.objects.get(pk=school.pk).name == "Sint-Jozef"
    assert "Sint-Jozef" in text(response), "the frame keeps the name that counts"


ADDRESS = {"street": "Meir", "house_number": "1", "postcode": "9000"}


def test_a_site_is_added_changed_and_removed(client: Client, school: Organisation, alice: User) -> None:
    as_(client, alice)
    assert client.post(BASE + "sites/add/", ADDRESS).status_code == 302
    site = school.sites.get()
    assert str(site) == "Meir 1, 9000 Gent"
    assert 'value="Meir"' in text(client.get(f"{BASE}sites/{site.pk}/edit/"))
    changed = {**ADDRESS, "street": "Kouter", "municipality": "Gent", "is_head_office": "on"}
    assert client.post(f"{BASE}sites/{site.pk}/edit/", changed).status_code == 302
    site.refresh_from_db()
    assert (str(site), site.is_head_office) == ("Kouter 1, 9000 Gent", True)
    assert "Kouter 1, 9000 Gent" in text(client.get(f"{BASE}sites/{site.pk}/remove/"))
    assert school.sites.count() == 1, "looking removes nothing"
    assert client.post(f"{BASE}sites/{site.pk}/remove/").status_code == 302
    assert school.sites.count() == 0


def test_a_wrong_site_is_said(client: Client, school: Organisation, alice: User) -> None:
    as_(client, alice)
    response = client.post(BASE + "sites/add/", {**ADDRESS, "postcode": "9000 Gent"})
    assert (response.status_code, "A postcode has four digits." in text(response)) == (422, True)
    client.post(BASE + "sites/add/", ADDRESS)
    response = client.post(BASE + "sites/add/", ADDRESS)
    assert (response.status_code, "This site stands in the list already." in text(response)) == (422, True)
    assert school.sites.count() == 1


def test_pupils_are_noted_in_the_categories_of_the_level(client: Client, school: Organisation, alice: User) -> None:
    page = text(as_(client, alice).get(BASE + "pupils/add/"))
    assert [f'name="{name}"' in page for name in ("nursery", "primary", "secondary_a", "adult_hours")] == [
        True,
        True,
        False,
        False,
    ]
    assert 'value="2026-02-02"' in page
    given = {"school_year": "2026", "count_date": "02/02/2026", "nursery": "80", "primary": "0", "secondary_a": "7"}
    assert client.post(BASE + "pupils/add/", given).status_code == 302
    kept = school.pupilcounts.values_list("school_year", "count_date", "category", "pupils").order_by("category")
    assert list(kept) == [(2026, date(2026, 2, 2), "nursery", 80), (2026, date(2026, 2, 2), "primary", 0)]


def test_a_school_of_unknown_level_is_asked_for_all_categories(
    client: Client, school: Organisation, alice: User
) -> None:
    Organisation.objects.filter(pk=school.pk).update(level="")
    page = text(as_(client, alice).get(BASE + "pupils/add/"))
    assert page.count('type="number"') == 8


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"primary": ""}, "Fill in at least one number."),
        ({"primary": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"primary": "veel"}, "Enter a whole number."),
        ({"count_date": "2024-02-01"}, "The count date of a school year lies in that year or in the year before."),
        ({"count_date": "31/02/2026"}, "Enter a valid date."),
        ({"school_year": "1950"}, "Select a valid choice."),
    ],
)
def test_wrong_pupils_are_said(
    client: Client, school: Organisation, alice: User, wrong: dict[str, str], sentence: str
) -> None:
    given = {"school_year": "2026", "count_date": "2026-02-02", "primary": "200", **wrong}
    response = as_(client, alice).post(BASE + "pupils/add/", given)
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert school.pupilcounts.count() == 0


def test_a_number_of_pupils_is_removed_after_asking(client: Client, school: Organisation, alice: User) -> None:
    count = make_pupil_count(school)
    as_(client, alice)
    assert "primary, ordinary" in text(client.get(f"{BASE}pupils/{count.pk}/remove/"))
    assert school.pupilcounts.count() == 1
    assert client.post(f"{BASE}pupils/{count.pk}/remove/").status_code == 302
    assert school.pupilcounts.count() == 0


def test_a_group_has_no_pupils_of_its_own(client: Client, group: Organisation, dirk: User) -> None:
    as_(client, dirk)
    assert client.get("/o/group/organisation/pupils/add/").status_code == 404
    assert "Note pupils" not in text(client.get("/o/group/organisation/"))


def test_a_group_lists_its_schools_with_their_dates(client: Client, group: Organisation, dirk: User) -> None:
    left = make_organisation("De Maan")
    Affiliation.objects.create(school=left, group=group, from_date=date(2020, 9, 1), until_date=date(2025, 8, 31))
    page = text(as_(client, dirk).get("/o/group/organisation/"))
    assert page.index("Sint-Jozef") < page.index("De Maan")
    assert "1 September 2020 to 31 August 2025" in page
    assert "ended" in page


def test_names_are_shown_as_text(client: Client, school: Organisation, alice: User) -> None:
    nasty = "<script>alert(1)</script>"
    Organisation.objects.filter(pk=school.pk).update(name=nasty, network="<b>net</b>")
    make_site(school, street=nasty, name=nasty)
    page = text(as_(client, alice).get(BASE))
    assert (nasty in page, "<b>net</b>" in page, "&lt;script&gt;alert(1)" in page) == (False, False, True)
