"""The facts sheet: what is asked, what is computed, and the way out and in again as a sheet."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vierspan.access.models import User
from vierspan.organisations.models import Organisation, PupilCount
from vierspan.surveys.operations import facts as operations
from vierspan.surveys.queries import facts as queries

TODAY = date(2026, 11, 23)


def save(school: Organisation, user: User, year: int = 2026, **values: str) -> int:
    given = {key: (value, "inventaris") for key, value in values.items()}
    return operations.save(organisation=school, school_year=year, values=given, actor=user, on=TODAY)


def count_pupils(school: Organisation, pupils: int) -> None:
    PupilCount.objects.create(
        organisation=school, school_year=2026, count_date=date(2026, 2, 1), category="primary", pupils=pupils
    )


def test_save_changes_what_is_new_and_counts_it(school: Organisation, alice: User) -> None:
    assert save(school, alice, devices_total="144", staff_teachers="20") == 2
    assert save(school, alice, devices_total="144", staff_teachers="21") == 1
    assert queries.values(school, 2026)["staff_teachers"] == Decimal(21)


def test_save_takes_away_what_was_emptied(school: Organisation, alice: User) -> None:
    save(school, alice, devices_total="144")
    operations.save(organisation=school, school_year=2026, values={"devices_total": (None, "")}, actor=alice, on=TODAY)
    assert queries.values(school, 2026)["devices_total"] is None


def test_pupils_are_not_asked_but_known(school: Organisation, alice: User) -> None:
    count_pupils(school, 266)
    assert queries.values(school, 2026)["pupils"] == Decimal(266)


def test_devices_per_100_pupils_shows_its_arithmetic(school: Organisation, alice: User) -> None:
    count_pupils(school, 200)
    save(school, alice, devices_total="108")
    row = next(r for r in queries.figure_rows(school, 2026) if r.result.figure.key == "devices_per_100_pupils")
    assert (row.result.value, row.arithmetic) == (Decimal(54), "108 / 200 × 100")
    assert [reference.value for reference in row.references][0] == 54.0
    assert queries.figures(school, 2026)["devices_per_100_pupils"] == 54.0


def test_facts_shows_last_year_beside(client: Client, school: Organisation, alice: User) -> None:
    save(school, alice, year=2025, devices_total="77")
    client.force_login(alice)
    assert re.search(r">\s*77\s*<", client.get("/o/school-a/facts/").content.decode())


def test_facts_of_a_year_that_is_no_year_does_not_exist(client: Client, school: Organisation, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/o/school-a/facts/?year=x").status_code == 404


def test_facts_edit_understands_a_comma(client: Client, school: Organisation, alice: User) -> None:
    client.force_login(alice)
    sent = client.post("/o/school-a/facts/edit/", {"hours_technical": "7,5"})
    assert sent.status_code == 302
    assert queries.values(school, 2026)["hours_technical"] == Decimal("7.5")


def test_facts_edit_refuses_a_word_and_keeps_the_rest(client: Client, school: Organisation, alice: User) -> None:
    client.force_login(alice)
    sent = client.post("/o/school-a/facts/edit/", {"hours_technical": "veel", "staff_teachers": "23"})
    assert (sent.status_code, 'value="23"' in sent.content.decode()) == (422, True)
    assert school.factvalues.count() == 0


def test_a_teacher_may_not_fill_in(client: Client, school: Organisation, bob: User) -> None:
    client.force_login(bob)
    assert client.get("/o/school-a/facts/edit/").status_code == 403


def test_the_sheet_goes_out_and_comes_back_without_loss(client: Client, school: Organisation, alice: User) -> None:
    count_pupils(school, 266)
    save(school, alice, devices_total="144", hours_technical="7.5")
    client.force_login(alice)
    data = client.get("/o/school-a/facts/download/").content
    before = queries.values(school, 2026)
    school.factvalues.all().delete()
    file = SimpleUploadedFile("feiten.xlsx", data)
    assert client.post("/o/school-a/facts/upload/", {"file": file}).status_code == 302
    assert queries.values(school, 2026) == before


def test_a_refused_line_is_named_and_nothing_changes(client: Client, school: Organisation, alice: User) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Code", "Waarde"])
    sheet.append(["F03", "twintig"])
    sheet.append(["F99", "3"])
    data = BytesIO()
    book.save(data)
    client.force_login(alice)
    sent = client.post("/o/school-a/facts/upload/", {"file": SimpleUploadedFile("f.xlsx", data.getvalue())})
    text = sent.content.decode()
    assert (sent.status_code, school.factvalues.count()) == (422, 0)
    assert "F99" in text
    assert "F03" in text


def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(client: Client, school: Organisation, alice: User) -> None:
    client.force_login(alice)
    file = SimpleUploadedFile("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert client.post("/o/school-a/facts/upload/", {"file": file}).status_code == 422
