"""The plan as a file, opened again with the programs that others use."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests.make import TODAY
from vierspan.base.documents import Heading, Markdown, PictureBlock, TableBlock
from vierspan.organisations.models import Organisation
from vierspan.plans.documents import plan_document, plan_summary
from vierspan.plans.exporting import export
from vierspan.plans.models import Plan, State
from vierspan.plans.operations import sections
from vierspan.plans.tests.make import NASTY, bring_to, make_action, make_goal, make_indicator, make_plan


@pytest.fixture
def plan(school: Organisation) -> Plan:
    plan = make_plan(school, title="ICT-beleidsplan 2026-2029")
    section = plan.sections.get(key="vision.ict")
    sections.write_section(section=section, body="We leren **samen**.\n\n- een\n- twee", edition=0, actor="Alice")
    goal = make_goal(plan, why="De scan toont een kloof.")
    make_action(
        goal, owner_name="Els", due_on=date(2027, 3, 15), cost_once="1250.50", cost_yearly=100, source="digiplan"
    )
    make_indicator(goal, unit="op 100", baseline=46, target=60)
    return plan


def parts(document: Any, kind: type) -> list[Any]:
    return [part for part in document.parts if isinstance(part, kind)]


def test_the_document_holds_text_goals_costs_and_time_in_dutch(plan: Plan) -> None:
    found = plan_document(plan, "nl", TODAY)
    assert (found.title, found.subtitle, found.date_text) == (
        "ICT-beleidsplan 2026-2029",
        "Van 1 september 2026 tot en met 31 augustus 2029",
        "23 november 2026",
    )
    assert parts(found, Markdown) == [
        Markdown("We leren **samen**.\n\n- een\n- twee"),
        Markdown("De scan toont een kloof."),
    ]
    assert [table.rows for table in parts(found, TableBlock)] == [
        (("Nascholing kiezen", "Els", "15/03/2027", "te doen", "", "€\u00a01.250,50", "€\u00a0100,00"),),
        (("Leraren die nascholing volgden (op 100)", "46", "", "60"),),
        (
            ("Digiplan", "€\u00a01.250,50", "€\u00a0100,00", "€\u00a01.550,50"),
            ("Samen", "€\u00a01.250,50", "€\u00a0100,00", "€\u00a01.550,50"),
        ),
    ]
    assert len(parts(found, PictureBlock)) == 1


def test_the_document_speaks_the_language_of_its_reader(plan: Plan) -> None:
    found = plan_document(plan, "en", TODAY)
    assert found.subtitle == "From 1 September 2026 until 31 August 2029"
    assert "Goals and actions" in [heading.text for heading in parts(found, Heading)]


def test_a_draft_names_what_is_still_to_write_and_an_approved_plan_does_not(plan: Plan) -> None:
    def second_level() -> int:
        return len([heading for heading in parts(plan_document(plan, "nl", TODAY), Heading) if heading.level == 2])

    assert second_level() == plan.sections.count() + 1
    bring_to(plan, State.APPROVED)
    assert second_level() == 1 + 1


def test_a_picture_that_is_given_stands_before_the_text(plan: Plan) -> None:
    timeline = parts(plan_document(plan, "nl", TODAY), PictureBlock)[0].picture
    found = plan_document(plan, "nl", TODAY, pictures=[timeline])
    assert isinstance(found.parts[1], PictureBlock)
    assert len(parts(found, PictureBlock)) == 2


def test_word_opens_the_plan(plan: Plan) -> None:
    opened = docx.Document(BytesIO(export(plan, "docx", language="nl", on=TODAY)))
    text = [paragraph.text for paragraph in opened.paragraphs]
    assert "Doelen en acties" in text
    assert "De scan toont een kloof." in text
    assert [len(table.rows) for table in opened.tables] == [2, 2, 3]


def test_the_pdf_is_tagged_and_says_the_same(plan: Plan) -> None:
    reader = PdfReader(BytesIO(export(plan, "pdf", language="nl", on=TODAY)))
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert str(root["/Lang"]).startswith("nl")
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "De scan toont een kloof." in text
    assert "1.250,50" in text


def test_the_summary_fits_on_one_page(plan: Plan, school: Organisation) -> None:
    for i in range(6):
        goal = make_goal(plan, f"Doel {i}: " + "een lange zin over wat anders wordt " * 4)
        for j in range(3):
            make_action(goal, f"Actie {i}.{j} " + "met een lange naam " * 4, owner_name="Els", due_on=TODAY)
    reader = PdfReader(BytesIO(export(plan, "summary", language="nl", on=TODAY)))
    assert len(reader.pages) == 1
    assert "Onze doelen" in reader.pages[0].extract_text()


def test_who_approved_and_since_when_stands_on_the_first_lines(plan: Plan) -> None:
    bring_to(plan, State.IN_FORCE)
    assert plan_summary(plan, "nl", TODAY).parts[0].text == (  # type: ignore[union-attr]
        "Goedgekeurd door Ann op 23 november 2026. Van kracht sinds 23 november 2026."
    )


@pytest.mark.parametrize(
    ("count", "last"), [(9, "En nog 1 andere actie in het plan."), (10, "En nog 2 andere acties in het plan.")]
)
def test_the_one_page_says_how_many_actions_it_leaves_out(school: Organisation, count: int, last: str) -> None:
    plan = make_plan(school)
    goal = make_goal(plan)
    for number in range(count):
        make_action(goal, f"Actie {number}", due_on=TODAY)
    assert plan_summary(plan, "nl", TODAY).parts[-1].text == last  # type: ignore[union-attr]


def test_html_in_every_text_field_is_text_in_the_file(school: Organisation) -> None:
    plan = make_plan(school, title=NASTY[:140])
    for section in plan.sections.all():
        sections.write_section(section=section, body=NASTY, edition=0, actor=NASTY)
    goal = make_goal(plan, NASTY, why=NASTY)
    make_action(goal, NASTY, owner_name=NASTY, due_on=TODAY, cost_once=1)
    make_indicator(goal, NASTY, unit="<b>x</b>", target=1)
    plan.made_elsewhere_in = NASTY[:60]
    for wanted in ("html", "docx", "pdf", "summary"):
        written = export(plan, wanted, language="nl", on=TODAY)
        if wanted == "html":
            assert b"<script" not in written
            assert b"<img" not in written
            assert b"<b>x" not in written
            assert b"&lt;script&gt;" in written


@pytest.mark.parametrize("wanted", ["docx", "pdf", "html", "summary"])
def test_a_plan_with_nothing_in_it_is_written_too(school: Organisation, wanted: str) -> None:
    assert len(export(make_plan(school), wanted, language="en", on=TODAY)) > 1000


def test_the_command_writes_the_plan_in_force(plan: Plan, tmp_path: Path) -> None:
    bring_to(plan, State.IN_FORCE)
    make_plan(plan.organisation, title="Ontwerp", starts_on=date(2028, 9, 1))
    said, file = StringIO(), tmp_path / "plan.html"
    call_command("plan", "export", organisation="school-a", format="html", out=file, stdout=said)
    assert "<h1>ICT-beleidsplan 2026-2029</h1>" in file.read_text()
    assert said.getvalue() == f"ICT-beleidsplan 2026-2029 → {file} ({file.stat().st_size} bytes)\n"


def test_the_command_refuses_in_a_sentence(plan: Plan, other_school: Organisation, tmp_path: Path) -> None:
    given: dict[str, Any] = {"format": "html", "out": tmp_path / "plan.html"}
    for wanted, sentence in (
        ({"organisation": "nergens"}, "There is no organisation with the slug 'nergens'."),
        ({"organisation": "school-b"}, "Het Anker has no plan yet."),
        ({"organisation": "school-b", "plan": plan.pk}, "Het Anker has no such plan."),
    ):
        with pytest.raises(CommandError) as fault:
            call_command("plan", "export", **given, **wanted)
        assert str(fault.value) == sentence
    with pytest.raises(CommandError):
        call_command("plan", "export", organisation="school-a", format="html", out=tmp_path / "no" / "plan.html")
