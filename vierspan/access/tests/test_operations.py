from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.mail import MailServer
from tests.make import make_group, make_member, make_user
from vierspan.access import operations
from vierspan.access.invitees import Invitee
from vierspan.access.models import Invitation, Membership, User
from vierspan.access.permissions import Role
from vierspan.access.queries import token_hash
from vierspan.access.tests.make import NOW, TODAY, TOKEN, make_invitation
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Affiliation, Organisation

YESTERDAY = TODAY - timedelta(days=1)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def invite(school: Organisation, actor: User | str, **given: object) -> Invitation:
    asked = {"email": "Jan@Voorbeeld.be", "name": "Jan Claes", "role": Role.TEACHER, **given}
    return operations.invite(organisation=school, actor=actor, at=NOW, **asked)  # type: ignore[arg-type]


def test_an_invitation_keeps_only_the_hash_of_its_link_and_is_mailed_after_the_commit(
    school: Organisation, alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(school, alice)
        assert mail.outbox == []
    letter = mail.outbox[0]
    token = letter.body.split("/invitation/")[1].split("/")[0]
    assert invitation.token_hash == token_hash(token)
    assert (letter.to, invitation.email) == (["jan@voorbeeld.be"], "jan@voorbeeld.be")
    assert invitation.expires_at == NOW + timedelta(days=14)
    assert Invitation.objects.get().mailed_at == NOW
    assert verbs() == ["member.invited"]


def test_the_letter_is_in_the_language_of_who_invites_or_of_who_is_known(
    school: Organisation,
    other_school: Organisation,
    alice: User,
    carol: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    User.objects.filter(pk=carol.pk).update(language="en")
    with django_capture_on_commit_callbacks(execute=True):
        invite(school, alice)
        invite(school, alice, email=carol.email)
        invite(school, "command line", email="els@voorbeeld.be", role=Role.SYSTEM_ADMINISTRATOR)
    assert [letter.subject for letter in mail.outbox] == [
        "Uitnodiging voor Sint-Jozef op Vierspan",
        "Invitation to Sint-Jozef on Vierspan",
        "Uitnodiging voor Sint-Jozef op Vierspan",
    ]
    assert "You have an account already." in mail.outbox[1].body
    assert "Je bent uitgenodigd om in Vierspan te werken" in mail.outbox[2].body


def test_a_real_mail_server_gets_the_letter(
    school: Organisation,
    alice: User,
    mail_server: MailServer,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(school, alice)
    letter = mail_server.letters[0]
    assert letter["To"] == "jan@voorbeeld.be"
    assert "/invitation/" in letter.get_content()


def test_a_refused_address_and_a_dead_server_leave_the_invitation_unmailed(
    school: Organisation,
    alice: User,
    mail_server: MailServer,
    settings: object,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    mail_server.refused.add("jan@voorbeeld.be")
    people = [Invitee(1, "Jan", "jan@voorbeeld.be", Role.TEACHER), Invitee(2, "An", "an@voorbeeld.be", Role.TEACHER)]
    with django_capture_on_commit_callbacks(execute=True):
        operations.invite_many(organisation=school, invitees=people, actor=alice, at=NOW)
    assert dict(Invitation.objects.values_list("name", "mailed_at")) == {"Jan": None, "An": NOW}
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined] nobody listens there
    with django_capture_on_commit_callbacks(execute=True):
        assert invite(school, alice, email="els@voorbeeld.be").mailed_at is None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"role": Role.HEAD}, "Je kan de rol directie hier niet geven."),
        ({"role": Role.GROUP_LEAD}, "Je kan de rol ICT-verantwoordelijke van de groep hier niet geven."),
        ({"email": "alice@voorbeeld.be", "role": Role.TECHNICAL_COORDINATOR}, "Deze persoon heeft deze rol hier al."),
        ({"email": "jan@"}, "Er staat geen geldig e-mailadres."),
    ],
)
def test_who_cannot_be_invited(school: Organisation, alice: User, given: dict[str, object], why: str) -> None:
    with pytest.raises(operations.NotPossible) as fault:
        invite(school, alice, **given)
    assert str(fault.value) == why
    assert Invitation.objects.count() == 0


def test_somebody_is_invited_once_until_the_invitation_expires(school: Organisation, alice: User) -> None:
    first = invite(school, alice)
    with pytest.raises(operations.NotPossible, match="al uitgenodigd"):
        invite(school, alice)
    Invitation.objects.filter(pk=first.pk).update(expires_at=NOW - timedelta(minutes=1))
    invite(school, alice)
    first.refresh_from_db()
    assert first.withdrawn_at == NOW


def test_a_head_may_give_every_role_of_a_school_and_a_teacher_none(school: Organisation, ann: User, bob: User) -> None:
    assert invite(school, ann, role=Role.HEAD).role == Role.HEAD
    with pytest.raises(operations.NotPossible):
        invite(school, bob)


def test_a_group_lead_makes_a_head_in_an_affiliated_school_and_not_elsewhere(
    school: Organisation, other_school: Organisation, dirk: User
) -> None:
    assert invite(school, dirk, role=Role.HEAD).organisation == school
    with pytest.raises(operations.NotPossible):
        invite(other_school, dirk)


def test_many_are_invited_and_the_others_come_back_with_line_and_reason(
    school: Organisation, alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    people = [
        Invitee(1, "Jan", "jan@voorbeeld.be", Role.TEACHER),
        Invitee(3, "Nog eens Jan", "jan@voorbeeld.be", Role.TEACHER),
        Invitee(4, "An", "an@voorbeeld.be", None, "tovenaar"),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        report = operations.invite_many(organisation=school, invitees=people, actor=alice, at=NOW)
    assert [invitation.email for invitation in report.made] == ["jan@voorbeeld.be"]
    assert [(one.invitee.line, one.reason) for one in report.refused] == [
        (3, "Deze persoon is al uitgenodigd voor deze rol."),
        (4, "We kennen de rol “tovenaar” niet."),
    ]
    assert len(mail.outbox) == 1


def test_accepting_makes_a_member_once(school: Organisation, alice: User, carol: User) -> None:
    invitation = make_invitation(school, email=carol.email)
    membership = operations.accept_invitation(invitation=invitation, actor=carol, at=NOW)
    assert (membership.organisation, membership.user, membership.role, membership.from_date) == (
        school,
        carol,
        "teacher",
        TODAY,
    )
    with pytest.raises(operations.NotOpen):
        operations.accept_invitation(invitation=invitation, actor=carol, at=NOW)
    assert verbs() == ["member.joined"]


def test_an_invitation_to_another_address_makes_nobody_a_member(school: Organisation, carol: User) -> None:
    invitation = make_invitation(school)
    with pytest.raises(operations.NotPossible):
        operations.accept_invitation(invitation=invitation, actor=carol, at=NOW)
    invitation.refresh_from_db()
    assert (school.memberships.count(), invitation.accepted_at, verbs()) == (0, None, [])


@pytest.mark.parametrize("given", [{"expires_at": NOW}, {"withdrawn_at": NOW}, {"accepted_at": NOW}])
def test_a_dead_invitation_makes_nobody_a_member(school: Organisation, carol: User, given: dict[str, object]) -> None:
    invitation = make_invitation(school, email=carol.email, **given)
    with pytest.raises(operations.NotOpen):
        operations.accept_invitation(invitation=invitation, actor=carol, at=NOW)
    assert school.memberships.count() == 0


def join(invitation: Invitation) -> Membership:
    return operations.join(
        invitation=invitation,
        name="Jan Claes",
        password="fiets-lamp-regenjas",
        language="en",
        actor="Jan Claes",
        at=NOW,
    )


def test_joining_makes_an_account_with_the_invited_address(school: Organisation) -> None:
    user = join(make_invitation(school)).user
    assert (user.email, user.name, user.language) == ("jan@voorbeeld.be", "Jan Claes", "en")
    assert user.check_password("fiets-lamp-regenjas")
    assert verbs() == ["account.made"]


def test_joining_where_an_account_exists_is_refused_and_keeps_the_invitation(school: Organisation, carol: User) -> None:
    invitation = make_invitation(school, email=carol.email)
    with pytest.raises(operations.NotPossible, match="al een account"):
        join(invitation)
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_joining_by_a_dead_invitation_makes_no_account(school: Organisation) -> None:
    with pytest.raises(operations.NotOpen):
        join(make_invitation(school, withdrawn_at=NOW))
    assert User.objects.count() == 0


def test_a_new_link_kills_the_old_one(
    school: Organisation, alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    invitation = make_invitation(school, expires_at=NOW - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        sent = operations.resend_invitation(invitation=invitation, actor=alice, at=NOW)
    assert sent.token_hash != token_hash(TOKEN)
    assert (sent.expires_at, sent.mailed_at) == (NOW + timedelta(days=14), NOW)
    assert len(mail.outbox) == 1


def test_what_was_used_cannot_be_withdrawn_or_sent_again(school: Organisation, alice: User) -> None:
    invitation = make_invitation(school, accepted_at=NOW)
    with pytest.raises(operations.NotOpen):
        operations.withdraw_invitation(invitation=invitation, actor=alice, at=NOW)
    with pytest.raises(operations.NotOpen):
        operations.resend_invitation(invitation=invitation, actor=alice, at=NOW)


def test_withdrawing(school: Organisation, alice: User) -> None:
    invitation = make_invitation(school)
    operations.withdraw_invitation(invitation=invitation, actor=alice, at=NOW)
    invitation.refresh_from_db()
    assert invitation.state(NOW) == "withdrawn"


def change(membership: Membership, actor: User | str, role: Role, until: object = None) -> Membership:
    return operations.change_member(membership=membership, role=role, until_date=until, actor=actor, on=TODAY)  # type: ignore[arg-type]


def test_changing_a_role_notes_both(school: Organisation, alice: User, bob: User) -> None:
    changed = change(bob.memberships.get(), alice, Role.TEAM_MEMBER, TODAY)
    assert (changed.role, changed.until_date) == (Role.TEAM_MEMBER, TODAY)
    assert AuditEvent.objects.get().changes == {"role": ["teacher", "team_member"], "until": ["", "2026-11-23"]}


def test_a_coordinator_neither_makes_nor_unmakes_a_head(
    school: Organisation, alice: User, ann: User, bob: User
) -> None:
    for membership, role in ((bob.memberships.get(), Role.HEAD), (ann.memberships.get(), Role.TEACHER)):
        with pytest.raises(operations.NotPossible):
            change(membership, alice, role)
    with pytest.raises(operations.NotPossible):
        operations.end_member(membership=ann.memberships.get(), actor=alice, on=TODAY)


def test_the_same_role_twice_is_refused(school: Organisation, alice: User, bob: User) -> None:
    second = make_member(school, bob, Role.TEAM_MEMBER)
    with pytest.raises(operations.NotPossible, match="heeft deze rol hier al"):
        change(second, alice, Role.TEACHER)


def test_an_ended_member_has_no_access_from_that_moment(school: Organisation, alice: User, bob: User) -> None:
    membership = bob.memberships.get()
    operations.end_member(membership=membership, actor=alice, on=TODAY)
    membership.refresh_from_db()
    assert membership.until_date == YESTERDAY
    assert not school.memberships.on(TODAY).filter(user=bob).exists()


def test_a_membership_of_today_that_ends_was_never_there(school: Organisation, alice: User, carol: User) -> None:
    membership = make_member(school, carol, Role.TEACHER, from_date=TODAY)
    operations.end_member(membership=membership, actor=alice, on=TODAY)
    assert not school.memberships.filter(user=carol).exists()


def test_the_last_administrator_cannot_go(school: Organisation, alice: User) -> None:
    membership = alice.memberships.get()
    for refused in (
        lambda: operations.end_member(membership=membership, actor=alice, on=TODAY),
        lambda: change(membership, alice, Role.TEACHER),
        lambda: change(membership, alice, Role.TECHNICAL_COORDINATOR, TODAY + timedelta(days=9)),
    ):
        with pytest.raises(operations.LastAdministrator):
            refused()
    assert change(membership, alice, Role.PEDAGOGICAL_COORDINATOR).role == Role.PEDAGOGICAL_COORDINATOR


def test_an_administrator_who_leaves_earlier_keeps_nobody_else(school: Organisation, alice: User, carol: User) -> None:
    make_member(school, carol, Role.TECHNICAL_COORDINATOR, until_date=TODAY + timedelta(days=30))
    with pytest.raises(operations.LastAdministrator):
        operations.end_member(membership=alice.memberships.get(), actor=alice, on=TODAY)
    operations.end_member(membership=school.memberships.get(user=carol), actor=alice, on=TODAY)


def test_the_last_administrator_may_stay_longer(school: Organisation, carol: User) -> None:
    only = make_member(school, carol, Role.TECHNICAL_COORDINATOR, until_date=TODAY + timedelta(days=30))
    assert change(only, "the host", Role.HEAD, TODAY + timedelta(days=60)).role == Role.HEAD
    with pytest.raises(operations.LastAdministrator):
        change(only, "the host", Role.HEAD, TODAY + timedelta(days=59))
    assert change(only, "the host", Role.HEAD, None).until_date is None


def test_a_closed_account_keeps_no_organisation_in_hand(school: Organisation, alice: User, ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(is_active=False)
    with pytest.raises(operations.LastAdministrator):
        operations.end_member(membership=alice.memberships.get(), actor=alice, on=TODAY)


def both(first: Callable[[], None], second: Callable[[], None]) -> list[type[Exception]]:
    """Do two things at the same moment where the database lets us, else one after the other; what each ran into."""
    met: list[type[Exception]] = []
    start = Barrier(2)

    def run(thing: Callable[[], None], *, wait: bool) -> None:
        try:
            if wait:
                start.wait(timeout=10)
            thing()
        except operations.NotPossible as fault:
            met.append(type(fault))
        finally:
            if wait:
                connection.close()

    if connection.vendor != "postgresql":
        run(first, wait=False)
        run(second, wait=False)
        return met
    threads = [Thread(target=run, args=[thing], kwargs={"wait": True}) for thing in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_leave_one(school: Organisation) -> None:
    held = [make_member(school, make_user(name), Role.HEAD) for name in ("Ine", "Jef")]

    def end(membership: Membership) -> Callable[[], None]:
        return lambda: operations.end_member(membership=membership, actor="the host", on=TODAY)

    assert both(end(held[0]), end(held[1])) == [operations.LastAdministrator]
    assert school.memberships.on(TODAY).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twice_at_once_makes_one_member(school: Organisation) -> None:
    user = make_user("Ine")
    invitation = make_invitation(school, email=user.email)

    def accept() -> None:
        operations.accept_invitation(invitation=invitation, actor=user, at=NOW)

    assert both(accept, accept) == [operations.NotOpen]
    assert school.memberships.count() == 1


def test_another_address_is_told_to_both(
    school: Organisation, alice: User, bob: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operations.change_email(membership=bob.memberships.get(), email="Bob@Nieuw.be", actor=alice, on=TODAY)
    bob.refresh_from_db()
    assert bob.email == "bob@nieuw.be"
    assert [letter.to for letter in mail.outbox] == [["bob@voorbeeld.be"], ["bob@nieuw.be"]]
    assert "nieuw.be" not in str(AuditEvent.objects.get().changes)


def test_the_administrator_of_one_school_cannot_take_an_account_of_another(
    school: Organisation, other_school: Organisation, alice: User, carol: User, ann: User
) -> None:
    carols = make_member(school, carol, Role.TEACHER)
    for membership in (carols, ann.memberships.get()):
        with pytest.raises(operations.NotPossible):
            operations.change_email(membership=membership, email="mine@voorbeeld.be", actor=alice, on=TODAY)


def test_an_address_belongs_to_one_account(school: Organisation, alice: User, bob: User) -> None:
    with pytest.raises(operations.NotPossible, match="Een andere account"):
        operations.change_email(membership=bob.memberships.get(), email=alice.email, actor=alice, on=TODAY)


def test_ones_own_account(alice: User) -> None:
    operations.change_account(user=alice, name="Alice P.", language="en", actor=alice)
    alice.refresh_from_db()
    assert (alice.name, alice.language) == ("Alice P.", "en")
    assert AuditEvent.objects.get().organisation_id is None


def test_a_group_administers_until_the_affiliation_ends(school: Organisation, bob: User) -> None:
    group, dirk = make_group("Groep", school, slug="g"), make_user("Dirk")
    make_member(group, dirk, Role.GROUP_LEAD)
    change(bob.memberships.get(), dirk, Role.TEAM_MEMBER)
    Affiliation.objects.update(until_date=YESTERDAY)
    with pytest.raises(operations.NotPossible):
        change(bob.memberships.get(), dirk, Role.TEACHER)
