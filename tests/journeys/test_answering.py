"""Answering on a phone: with and without JavaScript, back and forth, in two languages, on a bad connection."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, NewPage, axe_violations
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Access, Audience, Code, FreeText, Round, Tally
from vierspan.surveys.tests.make import make_codes, make_open_round

pytestmark = pytest.mark.django_db(transaction=True)


def a_round(school: Organisation, **given: Any) -> Round:
    return make_open_round(
        school,
        instrument="perception",
        audiences={"pupils": 100},
        opens_on=timezone.localdate(),
        closes_on=timezone.localdate(),
        **given,
    )


def begin(page: Page, found: Round) -> None:
    page.goto(f"/s/{found.link_key}/")
    page.get_by_role("button", name="Beginnen").click()
    expect(page.get_by_text("1 van 4")).to_be_visible()


def choose(page: Page, item: str, label: str) -> None:
    page.locator(f"#item-{item}").get_by_role("radio", name=label, exact=True).check()


def following(page: Page, step: int) -> None:
    page.locator("main").get_by_role("button", name="Volgende").click()
    expect(page.get_by_text(f"{step} van 4")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_link_to_thanks(school: Organisation, new_page: NewPage, javascript: bool) -> None:
    found = a_round(school)
    page = new_page(PHONE, javascript=javascript)
    begin(page, found)
    choose(page, "V1", "Akkoord")
    choose(page, "L5", "Weet ik niet")
    following(page, 2)
    choose(page, "C2", "Helemaal niet akkoord")
    following(page, 3)
    page.locator("main").get_by_role("button", name="Terug").click()
    expect(page.get_by_text("2 van 4")).to_be_visible()
    expect(page.locator("#item-C2").get_by_role("radio", name="Helemaal niet akkoord", exact=True)).to_be_checked()
    following(page, 3)
    following(page, 4)
    page.locator("textarea").fill("Meer tijd")
    page.get_by_role("button", name="Mijn antwoorden versturen").click()
    expect(page.get_by_role("heading", name="Bedankt")).to_be_visible()
    counts = Tally.objects.get(audience__round=found).counts
    assert [counts["item:V1"]["4"], counts["item:L5"]["dk"], counts["item:C2"]["1"]] == [1, 1, 1]
    assert Audience.objects.get().responses == 1
    assert list(FreeText.objects.values_list("text", flat=True)) == ["Meer tijd"]


def test_resumed_in_the_same_browser_and_forgotten_once_sent(school: Organisation, new_page: NewPage) -> None:
    found = a_round(school)
    page = new_page(PHONE)
    begin(page, found)
    choose(page, "V1", "Akkoord")
    following(page, 2)
    choose(page, "C2", "Tussenin")
    page.goto("/c/")
    page.goto(f"/s/{found.link_key}/pupils/")
    page.get_by_role("button", name="Verder waar ik was").click()
    expect(page.get_by_text("2 van 4")).to_be_visible()
    expect(page.locator("#item-C2").get_by_role("radio", name="Tussenin", exact=True)).to_be_checked()
    following(page, 3)
    following(page, 4)
    page.get_by_role("button", name="Mijn antwoorden versturen").click()
    expect(page.get_by_role("heading", name="Bedankt")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    assert Tally.objects.get().counts["item:V1"]["4"] == 1
    page.go_back()
    expect(page.get_by_role("button", name="Beginnen")).to_be_visible()
    expect(page.get_by_role("button", name="Verder waar ik was")).to_be_hidden()


def test_begun_anew_nothing_of_the_one_before_is_left(school: Organisation, new_page: NewPage) -> None:
    found = a_round(school)
    page = new_page(PHONE)
    begin(page, found)
    choose(page, "V1", "Akkoord")
    page.reload()
    page.get_by_role("button", name="Opnieuw beginnen").click()
    expect(page.get_by_text("1 van 4")).to_be_visible()
    expect(page.locator("#item-V1 input:checked")).to_have_count(0)


def test_the_phones_own_back_button_goes_one_screen_back(school: Organisation, new_page: NewPage) -> None:
    page = new_page(PHONE)
    begin(page, a_round(school))
    choose(page, "V1", "Akkoord")
    following(page, 2)
    choose(page, "C2", "Tussenin")
    page.go_back()
    expect(page.get_by_text("1 van 4")).to_be_visible()
    expect(page.locator("#item-V1").get_by_role("radio", name="Akkoord", exact=True)).to_be_checked()
    page.go_forward()
    expect(page.get_by_text("2 van 4")).to_be_visible()
    expect(page.locator("#item-C2").get_by_role("radio", name="Tussenin", exact=True)).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_changes_in_the_middle(school: Organisation, new_page: NewPage, javascript: bool) -> None:
    page = new_page(PHONE, javascript=javascript)
    begin(page, a_round(school))
    choose(page, "V1", "Akkoord")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("1 of 4")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator("#item-V1").get_by_role("radio", name="Agree", exact=True)).to_be_checked()
    page.locator("#item-V1").get_by_role("radio", name="Agree", exact=True).press("Enter")
    expect(page.get_by_text("2 of 4")).to_be_visible()


def test_without_a_connection_nothing_is_lost(school: Organisation, new_page: NewPage) -> None:
    page = new_page(PHONE)
    begin(page, a_round(school))
    choose(page, "V1", "Akkoord")
    page.context.set_offline(True)
    page.locator("main").get_by_role("button", name="Volgende").click()
    expect(page.get_by_text("Er is geen verbinding.")).to_be_visible()
    expect(page.locator("#item-V1").get_by_role("radio", name="Akkoord", exact=True)).to_be_checked()
    page.context.set_offline(False)
    following(page, 2)


def test_a_code_is_typed_and_works_once(school: Organisation, new_page: NewPage) -> None:
    found = a_round(school, access=Access.CODES)
    code = make_codes(found.audiences.get(), 1)[0].text
    page = new_page(PHONE)
    for _ in range(2):
        page.goto("/c/")
        page.get_by_label("Je code").fill(code.lower().replace("-", ""))
        page.get_by_label("Je code").press("Enter")
        if not Code.objects.filter(used_on=None).exists():
            break
        page.get_by_role("button", name="Beginnen").click()
        expect(page.get_by_text("1 van 4")).to_be_visible()
        choose(page, "V1", "Akkoord")
        for step in (2, 3, 4):
            following(page, step)
        page.get_by_role("button", name="Mijn antwoorden versturen").click()
        expect(page.get_by_role("heading", name="Bedankt")).to_be_visible()
    expect(page.get_by_role("heading", name="Deze code is al gebruikt")).to_be_visible()
    assert Audience.objects.get().responses == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_answering_pages_are_accessible(school: Organisation, new_page: NewPage, language: str) -> None:
    found = a_round(school)
    page = new_page(PHONE)
    faults: list[str] = []
    page.goto(f"/s/{found.link_key}/pupils/")
    if language == "en":
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("button", name="Begin")).to_be_visible()
    faults += axe_violations(page)
    page.locator("[data-begin]").click()
    for step in range(1, 5):
        expect(page.locator(f"[data-answers='{step}']")).to_be_visible()
        faults += axe_violations(page)
        if step < 4:
            page.locator("main button[value=next]").click()
    page.locator("main button[value=send]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    faults += axe_violations(page)
    for address in ("/c/", "/c/nonsense/", "/s/done/"):
        page.goto(address)
        faults += axe_violations(page)
    assert faults == []
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
