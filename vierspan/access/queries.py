"""Who belongs where, and what that lets them do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vierspan.access.models import Membership, User
from vierspan.access.permissions import GRANTS, GRANTS_BELOW, Can, Role
from vierspan.organisations.models import Affiliation, Organisation


@dataclass(frozen=True)
class Reached:
    """An organisation that a person reaches, and whether by a membership of its own."""

    organisation: Organisation
    is_own: bool


def grants(user: User, organisation: Organisation, *, on: date) -> frozenset[Can]:
    """All that the person may do in the organisation that day: by own memberships and, in a school, through its groups."""
    groups = Affiliation.objects.on(on).filter(school=organisation).values("group")
    held = Membership.objects.on(on).filter(Q(organisation=organisation) | Q(organisation__in=groups), user=user)
    found: set[Can] = set()
    for organisation_id, role in held.values_list("organisation_id", "role"):
        table = GRANTS if organisation_id == organisation.pk else GRANTS_BELOW
        found |= table.get(Role(role), frozenset())
    return frozenset(found)


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
