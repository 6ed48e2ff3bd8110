import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.make import make_member, make_user
from vierspan.access.models import Invitation, Membership, User
from vierspan.access.permissions import SAYS, Role
from vierspan.access.tests.make import NOW, TODAY, TOKEN, make_invitation
from vierspan.audit.models import AuditEvent, record
from vierspan.base.sheets import csv_bytes
from vierspan.organisations.models import Organisation


@pytest.fixture(autouse=True)
def now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, *arguments: object) -> str:
    return reverse(f"access:{name}", args=["school-a", *arguments])


def said(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_member_list_shows_members_invitations_and_who_comes_through_the_group(
    client: Client, school: Organisation, alice: User, bob: User, dirk: User
) -> None:
    make_invitation(school, expires_at=NOW - timedelta(days=1))
    make_member(school, make_user("Later"), Role.TEACHER, from_date=TODAY + timedelta(days=3))
    client.force_login(alice)
    text = said(client.get(page("member_list")))
    for expected in ("Bob", "bob@voorbeeld.be", "Jan Claes", "verlopen", "Dirk", "Scholengroep Schelde", "Later"):
        assert expected in text


def test_member_list_hides_addresses_and_invitations_from_who_only_looks(
    client: Client, school: Organisation, alice: User
) -> None:
    make_invitation(school)
    els = make_user("Els")
    make_member(school, els, Role.TEAM_MEMBER)
    client.force_login(els)
    text = said(client.get(page("member_list")))
    assert ("alice@voorbeeld.be" in text, "Jan Claes" in text, "Alice" in text) == (False, False, True)


def test_member_list_asks_as_many_questions_for_three_as_for_one(
    client: Client, school: Organisation, alice: User
) -> None:
    client.force_login(alice)
    counts = []
    for number in range(3):
        make_member(school, make_user(f"Lid{number}"), Role.TEACHER)
        make_invitation(school, token=str(number), email=f"{number}@voorbeeld.be", invited_by=alice)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(page("member_list"))
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_member_list_for_a_teacher_is_refused(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert client.get(page("member_list")).status_code == 403


def test_member_invite(client: Client, alice: User) -> None:
    client.force_login(alice)
    sent = {"name": "Jan Claes", "email": "jan@voorbeeld.be", "role": "teacher"}
    assert client.post(page("member_invite"), sent).status_code == 302
    assert Invitation.objects.get().invited_by == alice


def test_member_invite_offers_only_roles_that_may_be_given(client: Client, alice: User, ann: User) -> None:
    client.force_login(alice)
    assert 'value="head"' not in said(client.get(page("member_invite")))
    client.force_login(ann)
    text = said(client.get(page("member_invite")))
    assert ('value="head"' in text, 'value="group_lead"' in text) == (True, False)


def test_member_invite_with_a_bad_form(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(page("member_invite"), {"name": "Jan", "email": "jan", "role": "head"})
    assert (response.status_code, Invitation.objects.count()) == (422, 0)


def test_member_invite_of_who_is_there_already(client: Client, alice: User, bob: User) -> None:
    client.force_login(alice)
    response = client.post(page("member_invite"), {"name": "Bob", "email": bob.email, "role": "teacher"})
    assert (response.status_code, "heeft deze rol hier al" in said(response)) == (422, True)


LINES = "Jan Claes; jan@voorbeeld.be; leraar\n\nAn; an@; leraar\nEls\tels@voorbeeld.be\tICT team member"


def test_member_invite_many_first_shows_and_sends_nothing(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(page("member_invite_many"), {"lines": LINES, "role": "teacher"})
    text = said(response)
    assert response.status_code == 200
    assert "2 uitnodigingen sturen" in text
    assert "Er staat geen geldig e-mailadres." in text
    assert Invitation.objects.count() == 0


def test_member_invite_many_sends_what_was_shown(client: Client, alice: User) -> None:
    client.force_login(alice)
    shown = client.post(page("member_invite_many"), {"lines": LINES, "role": "teacher"}).context["form"]
    carried = {"lines": shown["lines"].value(), "role": shown["role"].value(), "send": "1"}
    assert client.post(page("member_invite_many"), carried).status_code == 302
    assert sorted(Invitation.objects.values_list("name", "role")) == [("Els", "team_member"), ("Jan Claes", "teacher")]


def test_member_invite_many_from_a_file(client: Client, alice: User) -> None:
    data = csv_bytes(
        ["Rol", "Naam", "E-mail"], [["directie", "Ann", "a@voorbeeld.be"], ["", "Jan", "jan@voorbeeld.be"]]
    )
    client.force_login(alice)
    file = SimpleUploadedFile("lijst.csv", data)
    text = said(client.post(page("member_invite_many"), {"file": file, "role": "teacher"}))
    assert "1 uitnodiging sturen" in text
    assert "Je kan de rol directie hier niet geven." in text


@pytest.mark.parametrize(
    "sent", [{}, {"lines": "x; x@voorbeeld.be\n" * 201}, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken")}]
)
def test_member_invite_many_with_a_bad_form(client: Client, alice: User, sent: dict[str, object]) -> None:
    client.force_login(alice)
    assert client.post(page("member_invite_many"), {"role": "teacher", **sent}).status_code == 422


def test_member_edit(client: Client, alice: User, bob: User) -> None:
    client.force_login(alice)
    membership = bob.memberships.get()
    sent = {"role": "team_member", "until_date": "31/08/2027"}
    assert client.post(page("member_edit", membership.pk), sent).status_code == 302
    membership.refresh_from_db()
    assert (membership.role, str(membership.until_date)) == ("team_member", "2027-08-31")


@pytest.mark.parametrize("sent", [{"role": "head"}, {"role": "teacher", "until_date": "2026-11-22"}])
def test_member_edit_with_a_bad_form(client: Client, alice: User, bob: User, sent: dict[str, str]) -> None:
    client.force_login(alice)
    assert client.post(page("member_edit", bob.memberships.get().pk), sent).status_code == 422


def test_member_edit_of_the_last_administrator_says_why_not(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(page("member_edit", alice.memberships.get().pk), {"role": "teacher"})
    assert (response.status_code, "de laatste persoon die hier de leden beheert" in said(response)) == (422, True)


def test_an_ended_member_cannot_be_edited(client: Client, alice: User, bob: User) -> None:
    Membership.objects.filter(user=bob).update(until_date=TODAY - timedelta(days=1))
    client.force_login(alice)
    assert client.get(page("member_edit", bob.memberships.get().pk)).status_code == 404


def test_member_end_asks_first_and_then_ends(client: Client, alice: User, bob: User) -> None:
    client.force_login(alice)
    url = page("member_end", bob.memberships.get().pk)
    assert "Bob" in said(client.get(url))
    assert client.post(url).status_code == 302
    client.force_login(bob)
    assert client.get(reverse("home:overview", args=["school-a"])).status_code == 404


def test_member_end_of_the_last_administrator_is_refused(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.post(page("member_end", alice.memberships.get().pk)).status_code == 422


def test_who_ends_their_own_membership_goes_to_the_start(client: Client, alice: User, ann: User) -> None:
    client.force_login(alice)
    assert client.post(page("member_end", alice.memberships.get().pk))["Location"] == reverse("home:start")


def test_member_email(client: Client, alice: User, bob: User) -> None:
    client.force_login(alice)
    url = page("member_email", bob.memberships.get().pk)
    assert client.post(url, {"email": "bob@"}).status_code == 422
    assert client.post(url, {"email": "alice@voorbeeld.be"}).status_code == 422
    assert client.post(url, {"email": "bob@nieuw.be"}).status_code == 302
    assert "bob@nieuw.be" in said(client.get(page("member_edit", bob.memberships.get().pk)))


def test_invitation_withdraw_and_resend(client: Client, school: Organisation, alice: User) -> None:
    invitation = make_invitation(school)
    client.force_login(alice)
    assert client.post(page("invitation_resend", invitation.pk)).status_code == 302
    assert client.post(page("invitation_withdraw", invitation.pk)).status_code == 302
    text = said(client.post(page("invitation_resend", invitation.pk), follow=True))
    assert "al gebruikt of ingetrokken" in text


@pytest.fixture
def links() -> tuple[str, str]:
    return reverse("access:invitation_accept", args=[TOKEN]), reverse("access:invitation_join", args=[TOKEN])


JOIN = {"name": "Jan Claes", "password": "fiets-lamp-regenjas", "again": "fiets-lamp-regenjas"}


def test_a_new_person_makes_an_account_and_is_in(client: Client, school: Organisation, links: tuple[str, str]) -> None:
    make_invitation(school)
    accept, join = links
    assert client.get(accept)["Location"] == join
    assert "jan@voorbeeld.be" in said(client.get(join))
    response = client.post(join, JOIN, follow=True)
    assert (response.status_code, response.redirect_chain[-1][0]) == (200, "/o/school-a/")
    assert User.objects.get().check_password("fiets-lamp-regenjas")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"password": "kort", "again": "kort"}, "te kort"),
        ({"password": "jan@voorbeeld", "again": "jan@voorbeeld"}, "lijkt te veel op"),
        ({"again": "fiets-lamp-regenjass"}, "niet hetzelfde"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(
    client: Client, school: Organisation, links: tuple[str, str], given: dict[str, str], why: str
) -> None:
    make_invitation(school)
    response = client.post(links[1], {**JOIN, **given})
    assert (response.status_code, why in said(response), User.objects.count()) == (422, True, 0)


def test_who_has_an_account_signs_in_and_accepts(
    client: Client, school: Organisation, carol: User, links: tuple[str, str]
) -> None:
    make_invitation(school, email=carol.email)
    accept, join = links
    assert client.get(join)["Location"] == accept
    assert f"/account/login/?next={accept}" in said(client.get(accept))
    assert client.post(accept).status_code == 200
    client.force_login(carol)
    assert client.post(accept)["Location"] == "/o/school-a/"
    assert school.memberships.get().user == carol


def test_another_account_is_refused_and_told_which_address_was_invited(
    client: Client, school: Organisation, carol: User, links: tuple[str, str]
) -> None:
    make_invitation(school)
    client.force_login(carol)
    text = said(client.get(links[0]))
    assert "jan@voorbeeld.be" in text
    assert "Als iemand anders aanmelden" in text
    assert "De uitnodiging aanvaarden" not in text
    refused = client.post(links[0])
    assert (refused.status_code, "ging naar een ander adres" in said(refused)) == (422, True)
    assert school.memberships.count() == 0
    assert client.get(links[1])["Location"] == links[0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"expires_at": NOW}, "werkte tot"),
        ({"withdrawn_at": NOW}, "ingetrokken"),
        ({"accepted_at": NOW}, "al gebruikt"),
    ],
)
def test_a_dead_link_says_what_to_do(
    client: Client, school: Organisation, links: tuple[str, str], given: dict[str, object], words: str
) -> None:
    make_invitation(school, **given)
    for link in links:
        response = client.get(link)
        assert (response.status_code, words in said(response)) == (410, True)
        assert client.post(link, JOIN).status_code == 410
    assert User.objects.count() == 0


def test_an_unknown_link_says_what_to_do(client: Client, db: None, links: tuple[str, str]) -> None:
    response = client.get(links[0])
    assert (response.status_code, "We kennen deze uitnodiging niet" in said(response)) == (404, True)


def test_permission_table_says_each_permission_and_marks_ones_own(client: Client, bob: User) -> None:
    client.force_login(bob)
    text = said(client.get(page("permission_table")))
    assert [str(says) for says in SAYS.values() if str(says).replace("'", "&#x27;") not in text] == []
    assert text.count("jij mag dit") == 2


def test_history_shows_what_was_done_here_in_words(
    client: Client, school: Organisation, other_school: Organisation, alice: User, bob: User
) -> None:
    record(
        actor="Alice",
        organisation_id=school.pk,
        verb="member.changed",
        target=bob.memberships.get(),
        changes={"role": ["teacher", "head"], "until": ["", "2027-03-15"], "edition": 77, "actions": [4, 5, 6]},
    )
    record(actor="Carol", organisation_id=other_school.pk, verb="member.changed", target="elsewhere")
    record(actor="Alice", organisation_id=school.pk, verb="thing.unheard_of", target="iets")
    client.force_login(alice)
    text = said(client.get(page("history")))
    for expected in ("wijzigde een lidmaatschap", "leraar → directie", "– → 15 maart 2027", "acties: 3", "thing"):
        assert expected in text
    assert "access.Membership" not in text
    assert "77" not in text.split("<main")[1]
    assert "elsewhere" not in text


def test_history_by_group_and_period(client: Client, school: Organisation, alice: User) -> None:
    for verb in ("member.invited", "plan.approved"):
        record(actor="Alice", organisation_id=school.pk, verb=verb, target=verb)
    AuditEvent.objects.filter(verb="plan.approved").update(at=NOW - timedelta(days=40))
    client.force_login(alice)

    def found(**wanted: str) -> list[str]:
        return [event.verb for event in client.get(page("history"), wanted).context["page"]]

    assert found() == ["member.invited", "plan.approved"]
    assert found(group="members") == ["member.invited"]
    assert found(period="month") == ["member.invited"]
    assert found(period="year") == ["member.invited", "plan.approved"]
    assert found(period="century") == ["member.invited", "plan.approved"]


def test_history_is_paged_and_asks_the_same_whatever_its_length(
    client: Client, school: Organisation, alice: User
) -> None:
    client.force_login(alice)
    counts = []
    for number in (1, 60):
        for _ in range(number):
            record(actor="Alice", organisation_id=school.pk, verb="plan.changed", target="x")
        with CaptureQueriesContext(connection) as asked:
            response = client.get(page("history"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len(response.context["page"]) == 50


def test_account_changes_name_and_language_and_the_pages_follow(client: Client, alice: User) -> None:
    client.force_login(alice)
    response = client.post(reverse("access:account"), {"name": "Alice Peeters", "language": "en"}, follow=True)
    assert "Your account" in said(response)
    assert "Alice Peeters" in said(response)


def test_account_with_a_bad_form(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.post(reverse("access:account"), {"name": "", "language": "fr"}).status_code == 422


def test_account_data_is_a_file_about_oneself(client: Client, school: Organisation, alice: User, bob: User) -> None:
    record(actor="Alice", organisation_id=school.pk, verb="plan.changed", target="x")
    client.force_login(alice)
    response = client.get(reverse("access:account_data"))
    found = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="vierspan.json"'
    assert found["Accounts van medewerkers"][0]["email"] == "alice@voorbeeld.be"
    assert [event["verb"] for event in found["Geschiedenis: wie wat wanneer deed"]] == ["plan.changed"]
    assert "bob" not in said(response).lower()
    assert "password" not in said(response)
