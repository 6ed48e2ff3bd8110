"""Everything that changes who belongs where: inviting, accepting, changing and ending, and a person's own account."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vierspan.access import mail, queries
from vierspan.access.invitees import Invitee
from vierspan.access.models import Invitation, Membership, User
from vierspan.access.permissions import ADMINISTRATORS, Role
from vierspan.audit import models as audit
from vierspan.organisations.models import Organisation

VALID_FOR = timedelta(days=14)
Actor = User | str  # a name alone is the application itself, or a command of the host


class NotPossible(Exception):
    """What was asked cannot be done; says why."""


class NotOpen(NotPossible):
    """The invitation was accepted, withdrawn, or is too old."""


class LastAdministrator(NotPossible):
    """Nobody could manage the members any more."""


@dataclass(frozen=True)
class Refused:
    invitee: Invitee
    reason: str


@dataclass(frozen=True)
class Report:
    made: tuple[Invitation, ...]
    refused: tuple[Refused, ...]


@transaction.atomic
def invite(*, organisation: Organisation, email: str, name: str, role: Role, actor: Actor, at: datetime) -> Invitation:
    """Invite somebody for a role and mail them a link after the commit. Raises NotPossible with the reason."""
    asked = Invitee(1, name, email.strip().lower(), role)
    roles = _roles(actor, organisation, at)
    if reason := queries.refusals(organisation, [asked], roles=roles, at=at)[0]:
        raise NotPossible(reason)
    invitation, token = _invitation(organisation, asked, actor, at)
    audit.record(
        actor=str(actor),
        organisation_id=organisation.pk,
        verb="member.invited",
        target=invitation,
        changes={"role": str(role)},
    )
    transaction.on_commit(lambda: _deliver([(invitation, token)], actor, at))
    return invitation


@transaction.atomic
def invite_many(*, organisation: Organisation, invitees: Sequence[Invitee], actor: Actor, at: datetime) -> Report:
    """Invite all who can be invited and mail them in one go; the others come back with their reason."""
    reasons = queries.refusals(organisation, invitees, roles=_roles(actor, organisation, at), at=at)
    links = [_invitation(organisation, one, actor, at) for one, no in zip(invitees, reasons, strict=True) if not no]
    for invitation, _token in links:
        audit.record(
            actor=str(actor),
            organisation_id=organisation.pk,
            verb="member.invited",
            target=invitation,
            changes={"role": invitation.role},
        )
    transaction.on_commit(lambda: _deliver(links, actor, at))
    refused = [Refused(one, reason) for one, reason in zip(invitees, reasons, strict=True) if reason]
    return Report(tuple(invitation for invitation, _token in links), tuple(refused))


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: Actor, at: datetime) -> None:
    """Make the link useless. Raises NotOpen when it was used or withdrawn before."""
    found = _still_open(invitation)
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    audit.record(actor=str(actor), organisation_id=found.organisation_id, verb="member.uninvited", target=found)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, actor: Actor, at: datetime) -> Invitation:
    """Mail a new link, valid from now; the old one no longer works. Raises NotOpen when it was used or withdrawn."""
    found = _still_open(invitation)
    token = secrets.token_urlsafe(32)
    found.token_hash, found.expires_at, found.mailed_at = queries.token_hash(token), at + VALID_FOR, None
    found.save(update_fields=["token_hash", "expires_at", "mailed_at"])
    audit.record(actor=str(actor), organisation_id=found.organisation_id, verb="member.invited_again", target=found)
    transaction.on_commit(lambda: _deliver([(found, token)], actor, at))
    return found


@transaction.atomic
def accept_invitation(*, invitation: Invitation, actor: User, at: datetime) -> Membership:
    """Make the invited person a member, once. Raises NotOpen when the link no longer counts, NotPossible when the
    invitation went to another address: who comes upon a link must not come in by it."""
    if actor.email.casefold() != invitation.email.casefold():
        raise NotPossible(_("This invitation went to another address. Sign out, and sign in with that address."))
    membership = _accepted(invitation, actor, at)
    audit.record(
        actor=str(actor),
        organisation_id=invitation.organisation_id,
        verb="member.joined",
        target=membership,
        changes={"role": membership.role},
    )
    return membership


@transaction.atomic
def join(*, invitation: Invitation, name: str, password: str, language: str, actor: str, at: datetime) -> Membership:
    """Make an account for the invited address, and its owner a member. Raises NotOpen, or NotPossible when there
    is an account already."""
    if queries.account_of(invitation.email):
        raise NotPossible(_("There is already an account with this e-mail address. Sign in first."))
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name, language=language)
    except IntegrityError as fault:
        raise NotPossible(_("There is already an account with this e-mail address. Sign in first.")) from fault
    membership = _accepted(invitation, user, at)
    audit.record(
        actor=actor,
        organisation_id=invitation.organisation_id,
        verb="account.made",
        target=membership,
        changes={"role": membership.role},
    )
    return membership


@transaction.atomic
def change_member(*, membership: Membership, role: Role, until_date: date | None, actor: Actor, on: date) -> Membership:
    """Give a member another role or last day. Raises LastAdministrator, or NotPossible when the role is not the
    actor's to give or take, or the person has it already."""
    found = _held_firm(membership)
    _may_give(actor, found, {Role(found.role), role}, on)
    as_long = until_date is None or (found.until_date is not None and until_date >= found.until_date)
    if not (role in ADMINISTRATORS and as_long):
        _somebody_remains(found, on)
    changes = {"role": [found.role, str(role)], "until": [str(found.until_date or ""), str(until_date or "")]}
    found.role, found.until_date = role, until_date
    try:
        with transaction.atomic():
            found.save(update_fields=["role", "until_date"])
    except IntegrityError as fault:
        raise NotPossible(_("This person already has this role here.")) from fault
    audit.record(
        actor=str(actor),
        organisation_id=found.organisation_id,
        verb="member.changed",
        target=found,
        changes={part: both for part, both in changes.items() if both[0] != both[1]},
    )
    return found


@transaction.atomic
def end_member(*, membership: Membership, actor: Actor, on: date) -> None:
    """End a membership now: yesterday was the last day, and one that began today never was. Raises
    LastAdministrator, or NotPossible when the role is not the actor's to take."""
    found = _held_firm(membership)
    _may_give(actor, found, {Role(found.role)}, on)
    _somebody_remains(found, on)
    audit.record(
        actor=str(actor),
        organisation_id=found.organisation_id,
        verb="member.ended",
        target=found,
        changes={"role": found.role},
    )
    if found.from_date >= on:
        found.delete()
    else:
        found.until_date = on - timedelta(days=1)
        found.save(update_fields=["until_date"])


@transaction.atomic
def change_email(*, membership: Membership, email: str, actor: User, on: date) -> User:
    """Give a member another address to sign in with, and tell both addresses. Raises NotPossible when the actor does
    not administer every organisation of the person, or another account has the address."""
    user, old = membership.user, membership.user.email
    if not queries.may_change_email(actor, user, on=on):
        raise NotPossible(
            _("This person also belongs where you do not manage the members. Ask there too, or the host.")
        )
    user.email = email.strip().lower()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as fault:
        raise NotPossible(_("Another account has this e-mail address.")) from fault
    audit.record(
        actor=str(actor), organisation_id=membership.organisation_id, verb="account.address_changed", target=user
    )
    told = {"name": user.name, "actor": str(actor), "organisation": membership.organisation, "email": user.email}
    transaction.on_commit(lambda: [mail.send(to, "new_address", user.language, told) for to in (old, user.email)])
    return user


@transaction.atomic
def change_account(*, user: User, name: str, language: str, actor: User) -> None:
    """Change a person's own name and language."""
    changes = [part for part, now in (("name", name), ("language", language)) if getattr(user, part) != now]
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    audit.record(
        actor=str(actor), organisation_id=None, verb="account.changed", target=user, changes={"parts": changes}
    )


def _roles(actor: Actor, organisation: Organisation, at: datetime) -> Collection[Role]:
    if isinstance(actor, str):
        return queries.roles_in(organisation)
    return queries.givable_roles(actor, organisation, on=timezone.make_naive(at).date())


def _invitation(organisation: Organisation, asked: Invitee, actor: Actor, at: datetime) -> tuple[Invitation, str]:
    """A new invitation with its secret, in the place of one that was left to expire."""
    token = secrets.token_urlsafe(32)
    organisation.invitations.open().filter(email=asked.email, role=asked.role).update(withdrawn_at=at)
    invitation = organisation.invitations.create(
        email=asked.email,
        name=asked.name[:150],
        role=str(asked.role),
        token_hash=queries.token_hash(token),
        invited_by=actor if isinstance(actor, User) else None,
        expires_at=at + VALID_FOR,
    )
    return invitation, token


def _deliver(links: Sequence[tuple[Invitation, str]], actor: Actor, at: datetime) -> None:
    """Mail each link and note that it left; where the mail server failed the list of members says so."""
    usual = actor.language if isinstance(actor, User) else "nl"
    with mail.connected() as connection:
        for invitation, token in links if connection else ():
            known = queries.account_of(invitation.email)
            context = {"invitation": invitation, "token": token, "actor": str(actor), "is_known": known is not None}
            language = known.language if known else usual
            if mail.send(invitation.email, "invitation", language, context, connection=connection):
                invitation.mailed_at = at
                invitation.save(update_fields=["mailed_at"])


def _still_open(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.accepted_at or found.withdrawn_at:
        raise NotOpen(_("This invitation was already used or withdrawn."))
    return found


def _accepted(invitation: Invitation, user: User, at: datetime) -> Membership:
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.state(at) != "open":
        raise NotOpen(_("This invitation no longer counts."))
    found.accepted_at = at
    found.save(update_fields=["accepted_at"])
    day = timezone.make_naive(at).date()
    membership, _made = Membership.objects.get_or_create(
        organisation=found.organisation, user=user, role=found.role, until_date=None, defaults={"from_date": day}
    )
    return membership


def _held_firm(membership: Membership) -> Membership:
    """The membership as it is now, with all of the organisation's held, so that two changes cannot each think that
    the other's administrator remains."""
    held = membership.organisation.memberships.select_for_update().order_by("pk")
    found = next((one for one in held if one.pk == membership.pk), None)
    if found is None:
        raise NotPossible(_("This membership was already ended."))
    return found


def _may_give(actor: Actor, membership: Membership, roles: set[Role], on: date) -> None:
    if isinstance(actor, User) and not roles <= queries.givable_roles(actor, membership.organisation, on=on):
        raise NotPossible(_("This role is not yours to give or take. Ask the head teacher or the group."))


def _somebody_remains(membership: Membership, on: date) -> None:
    if membership.role in ADMINISTRATORS and not queries.other_administrators(membership, on=on).exists():
        raise LastAdministrator(
            _("This is the last person who manages the members here. First give somebody else such a role.")
        )
