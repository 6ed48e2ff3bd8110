"""The first turn of the loop: from a list of real schools to an approved plan, in a real browser.

Each step is a plain form, so the same journey goes without JavaScript.
"""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, NewPage, sign_in
from tests.make import LONG_AGO, make_group, make_member, make_user
from vierspan.access.permissions import Role
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Plan
from vierspan.surveys.models import Round

PASSWORD = "paard-kar-1234"
TEACHERS = 12
LIST = """schoolnummer;intern_vplnummer;naam;straat;huisnummer;postcode;gemeente;net
028845;1;Sint-Norbertusinstituut;Amerikalei;47;2000;Antwerpen;Vrij gesubsidieerd
028845;11;Sint-Norbertusinstituut;Hertsdeinstraat;25;2018;Antwerpen;Vrij gesubsidieerd
053331;2;H.Pius X-instituut;Abdijstraat;128;2020;Antwerpen;Vrij gesubsidieerd
"""


def people() -> Organisation:
    """Dirk leads a group that has no schools yet."""
    group = make_group("Scholengroep Schelde", slug="groep")
    make_member(group, make_user("Dirk"), Role.GROUP_LEAD)
    return group


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def import_the_list(page: Page, folder: Path) -> Organisation:
    file = folder / "scholen.csv"
    file.write_text(LIST, encoding="cp1252")
    page.goto("/o/groep/schools/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("select[name=level]").select_option("secondary")
    press(page, "Lijst lezen")
    for box in page.locator("input[name=chosen]").all():
        box.check()
    page.locator("button[name=check]").click()
    page.wait_for_load_state()
    press(page, "2 scholen binnenbrengen")
    return Organisation.objects.get(number="028845")


def open_a_scan(page: Page, school: Organisation) -> Round:
    today = timezone.localdate()
    page.goto(f"/o/{school.slug}/scans/add/")
    page.locator("input[name=title]").fill("Scan najaar")
    page.locator("input[name=opens_on]").fill(str(today))
    page.locator("input[name=closes_on]").fill(str(today + timedelta(days=14)))
    page.locator("input[name=access][value=codes]").check()
    for box in page.locator("input[type=checkbox][name^=ask_]").all():
        box.uncheck()
    page.locator("input[name=ask_teachers]").check()
    page.locator("input[name=heads_teachers]").fill("12")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    made = Round.objects.get(organisation=school)
    audience = made.audiences.get()
    page.goto(f"/o/{school.slug}/scans/audiences/{audience.pk}/codes/add/")
    page.locator("input[name=number]").fill(str(TEACHERS))
    page.locator("main form button.btn-primary").click()
    page.goto(f"/o/{school.slug}/scans/{made.pk}/")
    page.locator("form[action$='/open/'] button").click()
    page.wait_for_load_state()
    return made


def codes_of(page: Page, made: Round) -> list[str]:
    page.goto(f"/o/{made.organisation.slug}/scans/audiences/{made.audiences.get().pk}/codes/")
    return page.locator(".code-text").all_inner_texts()


def onward(page: Page) -> None:
    """To the next screen, and wait until it is there."""
    step = page.locator("#answers input[name=step]")
    before = step.input_value()
    page.locator("button.btn-primary[name=go][value=next]").click()
    expect(step).not_to_have_value(before)


def answer(page: Page, code: str, value: int) -> None:
    """One teacher fills in everything: low on expertise, better on the rest."""
    page.goto("/c/")
    page.locator("input[name=code]").fill(code)
    page.locator("main form button").first.click()
    onward(page)
    while page.locator("fieldset.item").count():
        for item in page.locator("fieldset.item").all():
            code_of_item = (item.get_attribute("id") or "").removeprefix("item-")
            wanted = 2 if code_of_item.startswith("X") else value
            item.locator(f"label:has(input[value='{wanted}'])").click()
        onward(page)
    page.locator("button.btn-primary[name=go][value=send]").click()
    expect(page.locator("h1")).to_have_text("Bedankt")


def plan_from_proposals(page: Page, school: Organisation) -> Plan:
    page.goto(f"/o/{school.slug}/plans/add/")
    page.locator("input[name=template]").first.check()
    page.locator("input[name=title]").fill("ICT-beleidsplan")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    plan = Plan.objects.get(organisation=school)
    page.goto(f"/o/{school.slug}/plans/{plan.pk}/proposals/")
    press(page, "Overnemen")
    assert plan.goals.filter(block="X").count() == 1
    page.goto(f"/o/{school.slug}/plans/{plan.pk}/sections/vision.ict/")
    page.locator("textarea[name=body]").fill("Elk kind leert. **ICT helpt** waar het kan.")
    page.locator("main form button.btn-primary").click()
    page.goto(f"/o/{school.slug}/plans/{plan.pk}/submit/")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    return plan


def approve(page: Page, plan: Plan) -> None:
    page.goto(f"/o/{plan.organisation.slug}/plans/{plan.pk}/approve/")
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    plan.refresh_from_db()
    assert (plan.state, plan.approved_by) == ("approved", "Ann")


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_from_list_to_approved_plan(new_page: NewPage, transactional_db: Any, tmp_path: Path, javascript: bool) -> None:
    """Slow because fourteen people do their work in it."""
    people()
    lead = new_page(javascript=javascript)
    sign_in(lead, "dirk@voorbeeld.be", PASSWORD)
    school = import_the_list(lead, tmp_path)
    assert school.sites.count() == 2
    make_member(school, make_user("Ann"), Role.HEAD, from_date=LONG_AGO)
    made = open_a_scan(lead, school)
    codes = codes_of(lead, made)
    assert len(codes) == TEACHERS
    phone = new_page(PHONE, javascript=javascript)
    for number, code in enumerate(codes):
        answer(phone, code, 3 + number % 3)
    assert made.audiences.get().responses == TEACHERS
    phone.goto("/c/")
    phone.locator("input[name=code]").fill(codes[0])
    phone.locator("main form button").first.click()
    expect(phone.locator("main")).to_contain_text("gebruikt")

    lead.goto(f"/o/{school.slug}/scans/{made.pk}/close/")
    lead.locator("main form button").first.click()
    lead.goto(f"/o/{school.slug}/scans/{made.pk}/results/")
    expect(lead.locator("main")).to_contain_text("Deskundigheid")

    plan = plan_from_proposals(lead, school)
    head = new_page(javascript=javascript)
    sign_in(head, "ann@voorbeeld.be", PASSWORD)
    approve(head, plan)

    with head.expect_download() as waiting:
        head.goto(f"/o/{school.slug}/plans/{plan.pk}/export/")
        head.locator("main a[href*='format=docx']").first.click()
    document = docx.Document(BytesIO(Path(waiting.value.path()).read_bytes()))
    assert "ICT-beleidsplan" in "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert any("ICT helpt" in paragraph.text for paragraph in document.paragraphs)

    head.goto(f"/o/{school.slug}/plans/{plan.pk}/compare/")
    expect(head.locator("main h1")).to_be_visible()
