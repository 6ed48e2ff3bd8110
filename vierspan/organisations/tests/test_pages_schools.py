from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.make import TODAY, Role, User, make_group, make_member, make_organisation, make_user
from vierspan.base.sheets import read_table
from vierspan.organisations import drafts, lists
from vierspan.organisations.models import Affiliation, Organisation
from vierspan.organisations.tests.make import make_site

IMPORT = "/o/group/schools/import/"
CHOOSE = "/o/group/schools/import/choose/"
CHECK = "/o/group/schools/import/check/"
DATES = {"from_date": "2026-09-01"}


@pytest.fixture(autouse=True)
def _place(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path), time_machine.travel(TODAY):
        yield


@pytest.fixture
def lead(client: Client, dirk: User) -> Client:
    client.force_login(dirk)
    client.cookies["django_language"] = "en"
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def file(content: str | bytes, name: str = "scholen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def kept() -> list[str]:
    return default_storage.listdir(drafts.FOLDER)[1] if default_storage.exists(drafts.FOLDER) else []


def schools_of(group: Organisation) -> list[str]:
    return sorted(group.member_affiliations.values_list("school__name", flat=True))


OWN = "instellingsnummer;naam;postcode;net\n1;De Zon;2000;GO!\n2;De Maan;9000;Vrij\nx;Fout;9000;Vrij\n"


def test_a_group_brings_in_the_schools_of_its_own_list(lead: Client, group: Organisation) -> None:
    response = lead.post(IMPORT, {"file": file(OWN), "level": "primary", **DATES})
    assert (response.status_code, response.headers["Location"]) == (302, CHOOSE)
    page = text(lead.get(CHOOSE))
    assert "“scholen.csv” holds 2 schools with 2 sites." in page
    assert "2 schools chosen" in page, "a short list is the group's own"
    assert "“x” is no institution number" in page
    assert lead.post(CHOOSE, {"check": "1"}).headers["Location"] == CHECK
    page = text(lead.get(CHECK))
    assert "The schools belong to the group from 1 September 2026." in page
    assert "Bring in 2 schools" in page
    assert schools_of(group) == ["Sint-Jozef"], "looking changes nothing"
    response = lead.post(CHECK)
    assert (response.status_code, response.headers["Location"]) == (302, "/o/group/schools/")
    assert schools_of(group) == ["De Maan", "De Zon", "Sint-Jozef"]
    assert Affiliation.objects.filter(from_date=date(2026, 9, 1)).count() == 2
    assert {school.level for school in Organisation.objects.filter(name__startswith="De ")} == {"primary"}
    assert kept() == []
    assert lead.get(CHOOSE).headers["Location"] == IMPORT


def test_from_a_long_list_only_the_chosen_schools_come_in(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"shipped": "flemish-secondary-2015", **DATES})
    page = text(lead.get(CHOOSE))
    assert "951 schools with 1,093 sites" in page
    assert "0 schools chosen" in page
    assert page.count('name="chosen"') == 50
    response = lead.post(CHOOSE, {"text": "GO! atheneum 90", "municipality": "Gent", "shown": ""})
    assert response.headers["Location"] == CHOOSE + "?text=GO%21+atheneum+90&municipality=Gent"
    found = lead.get(response.headers["Location"]).context["found"]
    assert len(found) > 3
    assert [school.first.name for school in found[:3]] == [
        "GO! atheneum Gentbrugge",
        "GO! atheneum Mariakerke",
        "GO! atheneum Voskenslaan Gent",
    ]
    shown = " ".join(str(school.line) for school in found)
    lead.post(CHOOSE, {"shown": shown, "chosen": [str(found[0].line), str(found[2].line)]})
    lead.post(CHOOSE, {"text": "PIVA", "all": "1"})
    assert "3 schools chosen" in text(lead.get(CHOOSE))
    lead.post(CHOOSE, {"drop": str(found[2].line)})
    assert len(kept()) == 1
    assert lead.post(CHOOSE, {"check": "1"}).headers["Location"] == CHECK
    lead.post(CHECK)
    assert schools_of(group) == ["GO! atheneum Gentbrugge", "Provinciaal Instituut PIVA", "Sint-Jozef"]
    assert {school.level for school in Organisation.objects.filter(name__contains="PIVA")} == {"secondary"}


def test_a_second_import_changes_nothing(lead: Client, group: Organisation) -> None:
    for _ in range(2):
        lead.post(IMPORT, {"file": file(OWN), **DATES})
        report = lead.get(CHECK).context["report"]
        lead.post(CHECK)
    assert (report.made, report.changed, report.unchanged, report.joined) == (0, 0, 2, 0)
    assert Affiliation.objects.count() == 3


def test_the_check_shows_what_was_and_what_will_be(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"file": file(OWN), **DATES})
    lead.post(CHECK)
    renamed = "instellingsnummer;naam;postcode;straat;huisnr\n1;De Ster;2000;Meir;4\n"
    lead.post(IMPORT, {"file": file(renamed), **DATES})
    page = text(lead.get(CHECK))
    assert "name: De Zon → De Ster" in page
    assert "→ Meir 4, 2000 Antwerpen" in page


def test_a_school_outside_the_group_is_refused_with_its_name(
    lead: Client, group: Organisation, other_school: Organisation
) -> None:
    lead.post(IMPORT, {"file": file("instellingsnummer;naam;postcode\n222;Gekaapt;2000\n"), **DATES})
    page = text(lead.get(CHECK))
    assert "Het Anker uses Vierspan already, outside your group." in page
    assert "None of these schools can be brought in" in page
    lead.post(CHECK)
    other_school.refresh_from_db()
    assert (other_school.name, schools_of(group)) == ("Het Anker", ["Sint-Jozef"])


def test_going_on_with_nothing_chosen_is_said(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"file": file(OWN), **DATES})
    lead.post(CHOOSE, {"none": "1"})
    response = lead.post(CHOOSE, {"check": "1"}, follow=True)
    assert "Choose at least one school first." in text(response)
    assert lead.get(CHECK).headers["Location"] == IMPORT


def test_more_than_five_hundred_at_once_is_for_the_command(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"shipped": "flemish-secondary-2015", **DATES})
    response = lead.post(CHOOSE, {"all": "1"}, follow=True)
    assert "You can bring in 500 schools at once. Search more narrowly." in text(response)
    assert "0 schools chosen" in text(response)


def test_pages_of_a_long_list_keep_what_was_ticked(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"shipped": "antwerp-primary-2019", **DATES})
    first = lead.get(CHOOSE).context["page"].object_list[0]
    response = lead.post(CHOOSE, {"shown": str(first.line), "chosen": str(first.line), "page": "2"})
    assert response.headers["Location"] == CHOOSE + "?page=2"
    page = lead.get(CHOOSE + "?page=2")
    assert (page.context["page"].number, "1 school chosen" in text(page)) == (2, True)


def test_nothing_found_says_so(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"file": file(OWN), **DATES})
    assert "No school matches" in text(lead.get(CHOOSE + "?text=xyzzy"))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Send a file, or choose one of our lists."),
        ({"file": OWN, "shipped": "antwerp-primary-2019"}, "Send a file, or choose one of our lists."),
        ({"file": b"%PDF-1.7 x"}, "is a PDF"),
        ({"file": b"\x89PNG\r\n\x1a\n"}, "is a picture"),
        ({"file": "voornaam;klas\nJan;3A\n"}, "This file has no column “naam”."),
        ({"file": b""}, "The submitted file is empty."),
        ({"file": OWN, "from_date": "morgen"}, "Enter a valid date."),
        ({"shipped": "../settings"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    lead: Client, group: Organisation, sent: dict[str, Any], sentence: str
) -> None:
    files = {"file": file(sent["file"], "lijst.csv")} if "file" in sent else {}
    response = lead.post(IMPORT, {**DATES, **sent, **files})
    assert (response.status_code, sentence in text(response)) == (422, True)
    assert kept() == []


@override_settings(UPLOAD_MAX_BYTES=1024 * 1024)
def test_a_file_over_the_limit_is_stopped_with_a_sentence(lead: Client, group: Organisation) -> None:
    response = lead.post(IMPORT, {"file": file(b"naam;postcode\n" + b"x" * 2 * 1024 * 1024), **DATES})
    assert response.status_code == 413
    assert "The file is larger than 1 MB. Nothing was kept of it; send a smaller file." in text(response)
    assert kept() == []


def test_html_in_names_is_shown_as_text(lead: Client, group: Organisation) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    content = f"naam;postcode;straat;net;gemeente\n{nasty};2000;{nasty};{nasty};{nasty}\n"
    lead.post(IMPORT, {"file": file(content, "<b>lijst.csv"), **DATES})
    for page in (text(lead.get(CHOOSE)), text(lead.get(CHECK))):
        assert ("<img src=x" in page, "&lt;img src=x" in page) == (False, True)


def test_a_list_belongs_to_its_sender_and_its_group(lead: Client, group: Organisation, dirk: User) -> None:
    second = make_group("Tweede groep", slug="tweede")
    make_member(second, dirk, Role.GROUP_LEAD)
    eve = make_user("Eve")
    make_member(group, eve, Role.GROUP_LEAD)
    lead.post(IMPORT, {"file": file(OWN), **DATES})
    assert lead.get("/o/tweede/schools/import/choose/").headers["Location"] == "/o/tweede/schools/import/"
    assert lead.get("/o/tweede/schools/import/check/").status_code == 302
    other = Client()
    other.force_login(eve)
    assert other.get(CHOOSE).headers["Location"] == IMPORT
    assert other.post(CHECK).headers["Location"] == IMPORT
    assert schools_of(group) == ["Sint-Jozef"]


def test_a_new_list_takes_the_place_of_the_earlier_one(lead: Client, group: Organisation) -> None:
    lead.post(IMPORT, {"file": file(OWN), **DATES})
    lead.post(IMPORT, {"file": file(OWN.replace("De Zon", "De Ster")), **DATES})
    assert len(kept()) == 1
    assert "De Ster" in text(lead.get(CHOOSE))


def test_lists_that_nobody_came_back_for_are_swept_away(
    lead: Client, group: Organisation, school: Organisation
) -> None:
    lead.post(IMPORT, {"file": file(OWN), **DATES})
    (forgotten,) = kept()
    later = Client()
    eve = make_user("Eve")
    make_member(group, eve, Role.GROUP_LEAD)
    with time_machine.travel(default_storage.get_modified_time(f"{drafts.FOLDER}/{forgotten}") + timedelta(days=2)):
        later.force_login(eve)
        later.post(IMPORT, {"file": file(OWN), **DATES})
    assert len(kept()) == 1
    assert forgotten not in kept()


def test_only_who_may_brings_schools_in(
    client: Client, group: Organisation, school: Organisation, alice: User, carol: User
) -> None:
    bystander = make_user("Els")
    make_member(group, bystander, Role.TECHNICAL_COORDINATOR)
    client.force_login(bystander)
    assert [client.get(page).status_code for page in (IMPORT, CHOOSE, CHECK)] == [403] * 3
    assert [client.post(page).status_code for page in (IMPORT, CHOOSE, CHECK)] == [403] * 3
    client.force_login(carol)
    assert [client.get(page).status_code for page in (IMPORT, CHOOSE, CHECK)] == [404] * 3
    client.force_login(alice)
    assert client.get("/o/school-a/schools/import/").status_code == 404, "a school brings in no schools"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_schools_is_taken_along_and_read_back(
    lead: Client, group: Organisation, school: Organisation, kind: str
) -> None:
    make_site(school, is_head_office=True, province="Antwerpen")
    make_site(school, street="Bijstraat", province="Antwerpen")
    response = lead.get(f"/o/group/schools/download/?as={kind}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="group-2026-11-23.{kind}"'
    found = lists.read(read_table(BytesIO(response.content).read(), f"lijst.{kind}"))
    assert [(row.number, row.name, row.street, row.level) for row in found.rows] == [
        ("000111", "Sint-Jozef", "Kerkstraat", "primary"),
        ("000111", "Sint-Jozef", "Bijstraat", "primary"),
    ]


def test_a_school_without_site_stands_in_the_list_too(lead: Client, group: Organisation) -> None:
    table = read_table(lead.get("/o/group/schools/download/").content, "lijst.csv")
    assert [row.cells[:3] for row in table.rows] == [("000111", "", "Sint-Jozef")]


def test_the_download_asks_as_many_questions_for_three_schools_as_for_one(
    lead: Client, group: Organisation, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        lead.get("/o/group/schools/download/")
    for number in (1, 2):
        school = make_organisation(f"School {number}")
        make_site(school)
        Affiliation.objects.create(school=school, group=group, from_date=TODAY)
    with django_assert_num_queries(6):
        lead.get("/o/group/schools/download/")


def test_a_school_is_let_go_with_a_date(lead: Client, group: Organisation, school: Organisation) -> None:
    period = Affiliation.objects.get()
    address = f"/o/group/schools/{period.pk}/end/"
    assert 'value="2026-11-23"' in text(lead.get(address))
    response = lead.post(address, {"until_date": "31/12/2026"})
    assert (response.status_code, response.headers["Location"]) == (302, "/o/group/organisation/")
    period.refresh_from_db()
    assert period.until_date == date(2026, 12, 31)


def test_a_last_day_before_the_first_is_refused(lead: Client, group: Organisation) -> None:
    address = f"/o/group/schools/{Affiliation.objects.get().pk}/end/"
    response = lead.post(address, {"until_date": "2019-01-01"})
    assert (response.status_code, "The last day cannot lie before the first day." in text(response)) == (422, True)
    assert Affiliation.objects.get().until_date is None


def test_a_period_of_another_group_does_not_exist(
    lead: Client, group: Organisation, other_school: Organisation
) -> None:
    make_group("Andere groep", other_school, slug="andere")
    foreign = Affiliation.objects.get(school=other_school)
    for address in (f"/o/group/schools/{foreign.pk}/end/", f"/o/andere/schools/{foreign.pk}/end/"):
        assert lead.post(address, {"until_date": "2026-12-31"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.until_date is None


def test_a_school_that_left_is_not_taken_back(lead: Client, group: Organisation) -> None:
    Affiliation.objects.update(until_date=date(2026, 11, 22))
    period = Affiliation.objects.get()
    address = f"/o/group/schools/{period.pk}/end/"
    assert [client.status_code for client in (lead.get(address), lead.post(address, {"until_date": "2030-01-01"}))] == [
        404,
        404,
    ]
    assert address not in text(lead.get("/o/group/organisation/"))
    assert Affiliation.objects.get().until_date == date(2026, 11, 22)
