"""Reading frozen versions, comparing any two, bringing in a plan, and exporting."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from vierspan.access.models import User
from vierspan.base.sheets import Sheet, xlsx_bytes
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Plan, State
from vierspan.plans.operations import goals, sections
from vierspan.plans.tests.make import bring_to, make_action, make_goal, make_plan
from vierspan.plans.tests.test_uploaded_plans import docx as docx_bytes


def page(name: str, *args: object, slug: str = "school-a") -> str:
    return reverse(f"plans:{name}", args=[slug, *args])


@pytest.fixture
def plan(school: Organisation) -> Plan:
    """Submitted with one text and one goal, then changed."""
    plan = make_plan(school)
    section = plan.sections.get(key="vision.ict")
    sections.write_section(section=section, body="We leren met toestellen.", edition=0, actor="Alice")
    goal = make_goal(plan, "Vlotte leraren")
    make_action(goal, "Nascholing", owner_name="Els")
    bring_to(plan, State.SUBMITTED)
    sections.write_section(section=section, body="We leren met goede toestellen.", edition=1, actor="Alice")
    goals.edit_goal(goal=goal, block="X", title="Zeer vlotte leraren", why="", edition=0, actor="Alice")
    goals.add_goal(plan=plan, block="I", title="Rust op het netwerk", why="", actor="Alice")
    goal.actions.update(owner_name="Jan", due_on=date(2027, 3, 15))
    return plan


def test_a_version_is_read_as_it_was(client: Client, bob: User, plan: Plan) -> None:
    client.force_login(bob)
    assert page("version", plan.pk, 1) in client.get(page("version_list", plan.pk)).content.decode()
    shown = client.get(page("version", plan.pk, 1)).content.decode()
    assert "We leren met toestellen." in shown
    assert "Rust op het netwerk" not in shown
    assert client.get(page("version", plan.pk, 9)).status_code == 404


def test_a_version_is_compared_with_now_in_words(client: Client, bob: User, plan: Plan) -> None:
    client.force_login(bob)
    answer = client.get(page("version_compare", plan.pk))
    assert (answer.context["a"], answer.context["b"]) == ("1", "now")
    assert answer.context["summary"] == "1 onderdeel gewijzigd, 1 doel gewijzigd, 1 doel erbij en 1 actie gewijzigd."
    shown = answer.content.decode()
    for expected in ("met <ins>goede</ins> toestellen", "<ins>15 maart 2027</ins>", "<del>Els</del>", "<ins>Jan</ins>"):
        assert expected in shown
    assert answer.context["same"]


def test_the_other_way_round_what_was_added_is_gone(client: Client, bob: User, plan: Plan) -> None:
    client.force_login(bob)
    answer = client.get(page("version_compare", plan.pk), {"a": "now", "b": "1"})
    assert "1 doel weg" in answer.context["summary"]
    same = client.get(page("version_compare", plan.pk), {"a": "1", "b": "1"})
    assert same.context["summary"] == "Deze twee zijn gelijk."
    assert client.get(page("version_compare", plan.pk), {"a": "7"}).status_code == 404


def test_a_plan_that_was_never_frozen_is_compared_with_itself(client: Client, bob: User, school: Organisation) -> None:
    client.force_login(bob)
    draft = make_plan(school, title="Pril")
    assert client.get(page("version_compare", draft.pk)).context["summary"] == "Deze twee zijn gelijk."
    assert client.get(page("version_list", draft.pk)).status_code == 200


def test_the_versions_of_another_school_do_not_exist(client: Client, carol: User, plan: Plan) -> None:
    client.force_login(carol)
    for name, args in (("version_list", ()), ("version", (1,)), ("version_compare", ()), ("plan_download", ())):
        assert client.get(page(name, plan.pk, *args, slug="school-b")).status_code == 404


BRING = {"title": "Ons plan", "starts_on": "2026-09-01", "ends_on": "2029-08-31", "made_in": "Pictos"}
PDF = b"%PDF-1.7 ons plan"


@pytest.fixture
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("_files")
def test_a_plan_made_elsewhere_is_brought_in_and_handed_out_after_the_door(
    client: Client, alice: User, bob: User, carol: User, school: Organisation
) -> None:
    client.force_login(alice)
    given = {
        **BRING,
        "approved_by": "Els",
        "approved_on": "2026-06-12",
        "file": SimpleUploadedFile("ons plan.pdf", PDF),
    }
    answer = client.post(page("plan_bring"), given)
    plan = school.plans.get()
    assert answer.headers["Location"] == page("plan", plan.pk)
    assert (plan.state, plan.made_elsewhere_in, plan.approved_by, plan.file_name) == (
        *("approved", "Pictos", "Els", "ons plan.pdf"),
    )
    assert "Doel toevoegen" in client.get(page("plan", plan.pk)).content.decode()
    client.force_login(bob)
    handed = client.get(page("plan_file", plan.pk))
    assert b"".join(handed.streaming_content) == PDF  # type: ignore[attr-defined]
    assert handed.headers["Content-Disposition"] == 'attachment; filename="ons plan.pdf"'
    assert handed.headers["Content-Type"] == "application/pdf"
    assert handed.headers["X-Content-Type-Options"] == "nosniff"
    client.force_login(carol)
    assert client.get(page("plan_file", plan.pk)).status_code == 404
    assert client.get(page("plan_file", plan.pk, slug="school-b")).status_code == 404


@pytest.mark.usefixtures("_files")
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.pdf", b"<html><script>alert(1)</script></html>"),
        ("plan.docx", PDF[1:]),
        ("plan.docx", docx_bytes(**{"word/media/x.bin": b"\0" * 30_000_000})),
        ("plan.exe", b"MZ"),
        ("plan.pdf", b""),
    ],
    ids=["html", "damaged", "bomb", "program", "empty"],
)
def test_a_file_that_is_no_plan_is_refused_at_its_field(
    client: Client, alice: User, school: Organisation, name: str, data: bytes, tmp_path: Path
) -> None:
    client.force_login(alice)
    answer = client.post(page("plan_bring"), {**BRING, "file": SimpleUploadedFile(name, data)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert school.plans.count() == 0
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.usefixtures("_files")
def test_a_file_that_is_too_large_is_stopped(client: Client, alice: User, school: Organisation, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    client.force_login(alice)
    answer = client.post(page("plan_bring"), {**BRING, "file": SimpleUploadedFile("plan.pdf", PDF + b"x" * 2000)})
    assert answer.status_code == 413
    assert school.plans.count() == 0


@pytest.mark.usefixtures("_files")
def test_half_an_approval_is_refused(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    given = {**BRING, "approved_by": "Els", "file": SimpleUploadedFile("plan.pdf", PDF)}
    answer = client.post(page("plan_bring"), given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["approved_on"])


def test_a_plan_made_here_has_no_file(client: Client, alice: User, plan: Plan) -> None:
    client.force_login(alice)
    assert client.get(page("plan_file", plan.pk)).status_code == 404


TABLE = "Doel\tActie\tEigenaar\tKlaar tegen\tEenmalige kost\nRust\tSwitch kopen\tBob\t15/03/2027\t1.250,50\n\tMeten\t\tmorgen\t\n"


def test_a_pasted_table_is_first_shown_and_then_taken_over(
    client: Client, alice: User, bob: User, school: Organisation
) -> None:
    plan = make_plan(school)
    client.force_login(alice)
    address = page("plan_goals_import", plan.pk)
    shown = client.post(address, {"text": TABLE, "block": "I"})
    assert shown.status_code == 200
    assert [(row.line, row.text) for row in shown.context["reading"].refused] == [(3, "Meten · morgen")]
    assert plan.goals.count() == 0
    answer = client.post(address, {"text": TABLE, "block": "I", "take_over": "1"})
    assert answer.headers["Location"] == page("plan", plan.pk) + "#goals"
    goal = plan.goals.get()
    assert (goal.title, goal.block, goal.actions.get().owner) == ("Rust", "I", bob)


def test_a_spreadsheet_is_shown_as_text_that_can_be_sent_again(
    client: Client, alice: User, school: Organisation
) -> None:
    plan = make_plan(school)
    client.force_login(alice)
    rows = [("Rust", "Switch kopen", date(2027, 3, 15)), ("", "<script>alert(1)</script>", None)]
    data = xlsx_bytes([Sheet("Doelen", ("Goal", "Action", "Due"), rows)])
    address = page("plan_goals_import", plan.pk)
    shown = client.post(address, {"block": "I", "file": SimpleUploadedFile("doelen.xlsx", data)})
    text = shown.context["form"]["text"].value()
    assert text.splitlines()[1] == "Rust\tSwitch kopen\t2027-03-15"
    assert "<script>alert" not in shown.content.decode()
    client.post(address, {"block": "I", "text": text, "take_over": "1"})
    assert list(plan.goals.get().actions.values_list("title", "due_on")) == [
        ("Switch kopen", date(2027, 3, 15)),
        ("<script>alert(1)</script>", None),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"text": "Naam\tAdres\na\tb"}, "text"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}, "file"),
    ],
    ids=["nothing", "no goals", "broken"],
)
def test_a_table_that_is_none_is_refused(
    client: Client, alice: User, school: Organisation, given: dict[str, Any], field: str
) -> None:
    client.force_login(alice)
    answer = client.post(page("plan_goals_import", make_plan(school).pk), {"block": "I", **given})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_nothing_is_taken_over_into_an_approved_plan(client: Client, alice: User, school: Organisation) -> None:
    plan = make_plan(school, state=State.APPROVED)
    client.force_login(alice)
    answer = client.post(page("plan_goals_import", plan.pk), {"text": TABLE, "block": "I", "take_over": "1"})
    assert answer.status_code == 422
    assert plan.goals.count() == 0


def test_the_plan_is_downloaded_in_each_format_in_the_language_of_its_reader(
    client: Client, bob: User, plan: Plan
) -> None:
    client.force_login(bob)
    word = client.get(page("plan_download", plan.pk), {"format": "docx"})
    assert "Doelen en acties" in [paragraph.text for paragraph in docx.Document(BytesIO(word.content)).paragraphs]
    assert word.headers["Content-Disposition"] == 'attachment; filename="ict-beleidsplan-sint-jozef.docx"'
    client.cookies["django_language"] = "en"
    pdf = client.get(page("plan_download", plan.pk), {"format": "pdf"})
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(pdf.content)).pages)
    assert "Goals and actions" in text
    html = client.get(page("plan_download", plan.pk), {"format": "html"})
    assert '<html lang="en' in html.content.decode()
    assert (pdf.headers["Content-Type"], html.headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert client.get(page("plan_download", plan.pk), {"format": "exe"}).status_code == 404
    assert client.get(page("plan_export", plan.pk)).status_code == 200


def test_the_one_page_is_shown_to_every_teacher(client: Client, bob: User, plan: Plan) -> None:
    client.force_login(bob)
    shown = client.get(page("plan_summary", plan.pk)).content.decode()
    assert "Zeer vlotte leraren" in shown
    assert "We leren met goede toestellen." in shown
