"""The sign-in library with our settings, words and pages."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.make import make_user
from vierspan.access.checks import OWN_DOORS, pages
from vierspan.access.models import User

PASSWORD = "paard-kar-1234"


@pytest.fixture(autouse=True)
def no_limits_left(db: None) -> None:
    cache.clear()


def sign_in(client: Client, email: str = "alice@voorbeeld.be", password: str = PASSWORD, **more: str) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def without_tokens(response: object) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text_of(response))


def test_signing_in_with_the_address_in_any_case(client: Client, alice: User) -> None:
    response = sign_in(client, "Alice@Voorbeeld.BE")
    assert (response.status_code, response["Location"]) == (302, "/")  # type: ignore[attr-defined,index]
    assert client.session.get_expire_at_browser_close()


def test_staying_signed_in(client: Client, alice: User) -> None:
    sign_in(client, remember="on")
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_the_pages_come_in_the_persons_own_language(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    sign_in(client)
    assert "Your account" in text_of(client.get(reverse("access:account")))


def test_a_wrong_password_says_so_and_no_more(client: Client, alice: User) -> None:
    wrong, unknown = sign_in(client, password="x"), sign_in(client, email="niemand@voorbeeld.be")
    for response in (wrong, unknown):
        assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in text_of(response)


def test_after_five_wrong_passwords_the_account_waits_in_words(client: Client, alice: User) -> None:
    for _ in range(5):
        sign_in(client, password="x")
    assert "Wacht vijf minuten" in text_of(sign_in(client))


def test_too_many_questions_for_a_new_password_get_a_page_in_words(client: Client, alice: User) -> None:
    for _ in range(6):
        response = client.post(reverse("account_reset_password"), {"email": alice.email})
    assert (response.status_code, "Wacht een minuut" in text_of(response)) == (429, True)


def test_an_address_to_go_to_afterwards_stays_on_this_site(client: Client, alice: User) -> None:
    assert sign_in(client, next="/account/me/")["Location"] == "/account/me/"  # type: ignore[index]
    client.logout()
    assert sign_in(client, next="https://elders.be/")["Location"] == "/"  # type: ignore[index]


def test_signing_out_works_with_a_form_and_no_script(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    page = text_of(client.get(reverse("account_logout")))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    client.post(reverse("account_logout"), {"csrfmiddlewaretoken": token[1]})
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_and_nobody_changes_their_own_address() -> None:
    for name in ("account_signup", "account_email", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_a_closed_account_is_told(client: Client, alice: User) -> None:
    User.objects.update(is_active=False)
    response = sign_in(client)
    assert "Deze account is gesloten" in text_of(client.get(response["Location"]))  # type: ignore[index]


def link_in_mail() -> str:
    """The address in the first letter."""
    found = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body)
    assert found
    return found[1]


def test_a_forgotten_password_goes_by_mail_in_the_persons_language(client: Client, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    client.post(reverse("account_reset_password"), {"email": alice.email})
    assert (mail.outbox[0].subject, mail.outbox[0].to) == ("A new password for Vierspan", [alice.email])
    page = client.get(link_in_mail(), follow=True)
    sent = {"password1": "fiets-lamp-regenjas", "password2": "fiets-lamp-regenjas"}
    client.post(page.redirect_chain[-1][0], sent)
    alice.refresh_from_db()
    assert alice.check_password("fiets-lamp-regenjas")
    assert mail.outbox[1].subject == "Something changed in your sign-in for Vierspan"
    used = client.get(link_in_mail(), follow=True)
    assert "Deze link werkt niet meer" in text_of(used)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, alice: User) -> None:
    responses = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (alice.email, "niemand@voorbeeld.be")
    ]
    assert without_tokens(responses[0]) == without_tokens(responses[1])
    assert [letter.to for letter in mail.outbox] == [[alice.email]]


def test_a_link_for_a_new_password_dies_with_a_change_of_address(client: Client, alice: User) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email})
    User.objects.filter(pk=alice.pk).update(email="alice@nieuw.be")
    assert "Deze link werkt niet meer" in text_of(client.get(link_in_mail(), follow=True))
    assert sign_in(client)["content-type"].startswith("text/html")  # type: ignore[index]
    assert EmailAddress.objects.count() == 0


def test_changing_the_password_keeps_this_session_and_ends_the_others(client: Client, alice: User) -> None:
    other = Client()
    for one in (client, other):
        one.force_login(alice)
    new = {"oldpassword": PASSWORD, "password1": "fiets-lamp-regenjas", "password2": "fiets-lamp-regenjas"}
    client.post(reverse("account_change_password"), new)
    assert client.get(reverse("access:account")).status_code == 200
    assert other.get(reverse("access:account")).status_code == 302


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def confirmed(client: Client, url: str) -> object:
    """Ask a page that first wants to know whether it is still you."""
    response = client.get(url, follow=True)
    if response.request["PATH_INFO"] == reverse("account_reauthenticate"):
        response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": url}, follow=True)
    return response


@pytest.mark.django_db(transaction=True)
def test_a_second_step_with_an_app_and_with_a_recovery_code(client: Client, alice: User) -> None:
    sign_in(client)
    page = confirmed(client, reverse("mfa_activate_totp"))
    secret = page.context["form"].secret  # type: ignore[attr-defined]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}, follow=True)
    assert "vanaf nu de tweede stap" in text_of(done)
    codes = done.context["unused_codes"]
    assert len(codes) == 10
    assert mail.outbox[0].subject == "Er is iets gewijzigd aan je aanmelding bij Vierspan"
    client.post(reverse("account_logout"))
    assert sign_in(client)["Location"].split("?")[0] == reverse("mfa_authenticate")  # type: ignore[index]
    assert client.get(reverse("access:account")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Deze code klopt niet" in text_of(wrong)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == "/"
    assert codes[0] not in confirmed(client, reverse("mfa_view_recovery_codes")).context["unused_codes"]  # type: ignore[attr-defined]


def test_the_library_offers_a_passkey_without_a_script_in_the_page(client: Client, alice: User) -> None:
    options = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    assert 'id="passkey_login"' in text_of(client.get(reverse("account_login")))


def library_pages() -> list[str]:
    found = [(name, page) for name, page in pages(get_resolver()) if page.lookup_str.startswith(OWN_DOORS)]
    return [name for name, page in found if not page.pattern.regex.groups]


SIGNED_OUT = ["account_login", "account_inactive", "account_reset_password", "account_reset_password_done"]
SIGNED_OUT += ["account_reset_password_from_key_done"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_the_library_wears_our_frame(client: Client, alice: User, language: str) -> None:
    """In our layout, without inline script or style, and without a sentence of the library's own."""
    client.cookies["django_language"] = language
    texts = {name: text_of(client.get(reverse(name))) for name in SIGNED_OUT}
    texts["bad link"] = text_of(client.get(reverse("account_reset_password_from_key", args=["1", "a-b"])))
    sign_in(client)
    Authenticator.objects.create(user=alice, type="recovery_codes", data={"migrated_codes": ["11111111"]})
    confirmed(client, reverse("mfa_generate_recovery_codes"))
    for name in library_pages():
        if name not in SIGNED_OUT and name not in ("mfa_download_recovery_codes", "mfa_add_webauthn"):
            texts[name] = text_of(client.get(reverse(name), follow=True))
    key = Authenticator.objects.create(user=alice, type="webauthn", data={"name": "Laptop", "credential": {}})
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        texts[name] = text_of(client.get(reverse(name, args=[key.pk])))
    for name, text in texts.items():
        assert "css/vierspan.css" in text, name
        assert f'<html lang="{language}"' in text, name
        assert not re.search(r"<script(?![^>]*(src=|application/json))|<style|\sstyle=|\son\w+=", text), name


def test_a_page_for_a_new_password_sets_no_other_than_a_good_one(client: Client, alice: User) -> None:
    client.force_login(alice)
    new = {"oldpassword": PASSWORD, "password1": "alice@voorbeeld", "password2": "alice@voorbeeld"}
    assert "lijkt te veel op" in text_of(client.post(reverse("account_change_password"), new))


def test_two_people_with_one_network_address_do_not_lock_each_other_out(client: Client, alice: User) -> None:
    make_user("Bob")
    for _ in range(6):
        sign_in(client, password="x")
    assert sign_in(client, "bob@voorbeeld.be")["Location"] == "/"  # type: ignore[index]
