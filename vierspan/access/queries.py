"""Who belongs where, and what that lets them do."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from vierspan.access.invitees import Invitee
from vierspan.access.models import Invitation, InvitationQuerySet, Membership, MembershipQuerySet, User
from vierspan.access.permissions import ABOVE_SCHOOLS, ADMINISTRATORS, GRANTS, GRANTS_BELOW, Can, Role, givable
from vierspan.organisations.models import Affiliation, Organisation


@dataclass(frozen=True)
class Reached:
    """An organisation that a person reaches, and whether by a membership of its own."""

    organisation: Organisation
    is_own: bool


def grants(user: User, organisation: Organisation, *, on: date) -> frozenset[Can]:
    """All that the person may do in the organisation that day: by own memberships and, in a school, through its groups."""
    found: set[Can] = set()
    for organisation_id, role in _held(user, organisation, on=on).values_list("organisation_id", "role"):
        table = GRANTS if organisation_id == organisation.pk else GRANTS_BELOW
        found |= table.get(Role(role), frozenset())
    return frozenset(found)


def roles_of(user: User, organisation: Organisation, *, on: date) -> frozenset[Role]:
    """The roles that count for the person in the organisation that day, own ones and those that reach down from a group."""
    held = _held(user, organisation, on=on).values_list("organisation_id", "role")
    return frozenset(Role(role) for owner, role in held if owner == organisation.pk or role in GRANTS_BELOW)


def givable_roles(user: User, organisation: Organisation, *, on: date) -> frozenset[Role]:
    """The roles that the person may give, change and end in the organisation that day."""
    return givable(roles_of(user, organisation, on=on)) & roles_in(organisation)


def roles_in(organisation: Organisation) -> frozenset[Role]:
    return frozenset(Role) - ABOVE_SCHOOLS if organisation.is_school else frozenset(Role)


def organisations_of(user: User, *, on: date) -> list[Reached]:
    """The organisations that the person may open that day, own ones first."""
    held = Membership.objects.on(on).filter(user=user)
    own = Organisation.objects.filter(memberships__in=held).distinct().order_by("kind", "name")
    above = held.filter(role__in=list(GRANTS_BELOW)).values("organisation")
    below = Affiliation.objects.on(on).filter(group__in=above).values("school")
    through = Organisation.objects.filter(pk__in=below).exclude(pk__in=own.values("pk")).order_by("name")
    return [Reached(found, True) for found in own] + [Reached(found, False) for found in through]


def members(organisation: Organisation, *, on: date) -> Iterable[Membership]:
    """The organisation's own memberships that day, by name."""
    return organisation.memberships.on(on).select_related("user").order_by("user__name", "role")


def coming_members(organisation: Organisation, *, on: date) -> Iterable[Membership]:
    """Memberships that begin later."""
    return organisation.memberships.filter(from_date__gt=on).select_related("user").order_by("from_date", "user__name")


def members_through_groups(organisation: Organisation, *, on: date) -> Iterable[Membership]:
    """Memberships of the school's groups that reach the school that day."""
    groups = Affiliation.objects.on(on).filter(school=organisation).values("group")
    held = Membership.objects.on(on).filter(organisation__in=groups, role__in=list(GRANTS_BELOW))
    return held.select_related("user", "organisation").order_by("organisation__name", "user__name")


def own_memberships(user: User, *, on: date) -> Iterable[Membership]:
    """What the person is, and where, that day."""
    return Membership.objects.on(on).filter(user=user).select_related("organisation").order_by("organisation__name")


def other_administrators(membership: Membership, *, on: date) -> MembershipQuerySet:
    """The other memberships that keep the organisation in hand for at least as long as this one would."""
    others = membership.organisation.memberships.on(on).filter(role__in=ADMINISTRATORS, user__is_active=True)
    longer = Q(until_date=None)
    if membership.until_date:
        longer |= Q(until_date__gte=membership.until_date)
    return others.filter(longer).exclude(pk=membership.pk)


def may_change_email(actor: User, user: User, *, on: date) -> bool:
    """An address is changed by who administers every organisation that the person belongs to: otherwise the
    administrator of one school could take over somebody's account in another."""
    held = own_memberships(user, on=on)
    return all(Role(one.role) in givable_roles(actor, one.organisation, on=on) for one in held)


def open_invitations(organisation: Organisation) -> InvitationQuerySet:
    return organisation.invitations.open().select_related("invited_by").order_by("name", "email")


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a link, whatever became of it."""
    found = Invitation.objects.select_related("organisation", "invited_by")
    return found.filter(token_hash=token_hash(token)).first()


def account_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def refusals(
    organisation: Organisation, invitees: Sequence[Invitee], *, roles: Collection[Role], at: datetime
) -> list[str]:
    """For each in order, the sentence why they cannot be invited, or nothing. ``roles``: those that may be given."""
    day = timezone.make_naive(at).date()
    members = set(organisation.memberships.on(day).values_list("user__email", "role"))
    invited = set(organisation.invitations.open().filter(expires_at__gt=at).values_list("email", "role"))
    found = []
    for one in invitees:
        key = (one.email, str(one.role))
        found.append(_refusal(one, roles, is_member=key in members, is_invited=key in invited))
        invited.add(key)
    return found


def _refusal(one: Invitee, roles: Collection[Role], *, is_member: bool, is_invited: bool) -> str:
    try:
        validate_email(one.email)
    except ValidationError:
        return _("There is no valid e-mail address.")
    if one.role is None:
        return _("We do not know the role “%(word)s”.") % {"word": one.role_word}
    if one.role not in roles:
        return _("You cannot give the role %(role)s here.") % {"role": one.role.label}
    if is_member:
        return _("This person already has this role here.")
    return _("This person was already invited for this role.") if is_invited else ""


def _held(user: User, organisation: Organisation, *, on: date) -> MembershipQuerySet:
    groups = Affiliation.objects.on(on).filter(school=organisation).values("group")
    return Membership.objects.on(on).filter(Q(organisation=organisation) | Q(organisation__in=groups), user=user)
