"""From an invitation in the mail to a passkey, in a real browser under the strict content policy."""

import re

from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.journeys.conftest import PHONE, NewPage, axe_violations, sign_in
from tests.mail import MailServer
from tests.make import make_member, make_organisation, make_user
from vierspan.access.permissions import Role
from vierspan.organisations.models import Organisation

PASSWORD = "paard-kar-1234"


def school_with_a_head() -> Organisation:
    school = make_organisation("Sint-Jozef", slug="sint-jozef")
    make_member(school, make_user("Ann"), Role.HEAD)
    return school


def invite_jan(page: Page) -> None:
    page.goto("/o/sint-jozef/members/invite/")
    page.get_by_label("Naam").fill("Jan Claes")
    page.get_by_label("E-mailadres").fill("jan@voorbeeld.be")
    page.get_by_label("Rol").select_option(label="Lid van het ICT-team")
    page.get_by_role("button", name="De uitnodiging sturen").click()
    expect(page.get_by_text("1 uitnodiging is gemaild.")).to_be_visible()


def make_the_account(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_label("Je naam")).to_have_value("Jan Claes")
    assert axe_violations(page) == []
    page.get_by_label("Wachtwoord", exact=True).fill("fiets-lamp-regenjas")
    page.get_by_label("Nog eens hetzelfde wachtwoord").fill("fiets-lamp-regenjas")
    page.get_by_role("button", name="De account maken en beginnen").click()
    page.wait_for_url("**/o/sint-jozef/")


def test_an_invitation_by_mail_makes_a_member(
    new_page: NewPage, transactional_db: None, mail_server: MailServer, settings: Settings
) -> None:
    school = school_with_a_head()
    head = new_page()
    sign_in(head, "ann@voorbeeld.be", PASSWORD)
    invite_jan(head)
    link = re.search(r"/invitation/\S+/", mail_server.letters[0].get_content())
    assert link
    make_the_account(new_page(PHONE), link[0])
    head.reload()
    expect(head.get_by_text("jan@voorbeeld.be")).to_be_visible()
    assert sorted(school.memberships.values_list("user__name", "role")) == [
        ("Ann", "head"),
        ("Jan Claes", "team_member"),
    ]


def test_a_passkey_is_made_and_signs_in_without_a_password(new_page: NewPage, transactional_db: None) -> None:
    school_with_a_head()
    page = new_page()
    give_the_browser_an_authenticator(page)
    sign_in(page, "ann@voorbeeld.be", PASSWORD)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    assert axe_violations(page) == []
    page.get_by_role("button", name="De toegangssleutel maken").click()
    expect(page.get_by_text("De toegangssleutel is toegevoegd.")).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()
    page.get_by_role("button", name="Aanmelden met een toegangssleutel").click()
    page.wait_for_url("**/o/sint-jozef/")


def test_a_browser_that_has_no_passkey_of_ours_says_so(new_page: NewPage, transactional_db: None) -> None:
    page = new_page()
    give_the_browser_an_authenticator(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Aanmelden met een toegangssleutel").click()
    expect(page.get_by_role("alert")).to_contain_text("Dat lukte niet")


def test_without_javascript_there_is_no_passkey_and_the_rest_works(new_page: NewPage, transactional_db: None) -> None:
    school_with_a_head()
    page = new_page(PHONE, javascript=False)
    page.goto("/account/login/")
    expect(page.get_by_role("button", name="Aanmelden met een toegangssleutel")).to_be_hidden()
    sign_in(page, "ann@voorbeeld.be", PASSWORD)
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_text("Je bent afgemeld.")).to_be_visible()


def give_the_browser_an_authenticator(page: Page) -> None:
    """A device that holds passkeys and has always just seen its owner's finger."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})
