"""Who can own an action."""

from datetime import date

from django.db.models import Q, QuerySet

from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action


def owners(organisation: Organisation, *, on: date, action: Action | None = None) -> QuerySet[User]:
    """The members of that day by name, with the one who owns ``action`` now, who may have left."""
    wanted = Q(memberships__in=organisation.memberships.on(on))
    if action and action.owner_id:
        wanted |= Q(pk=action.owner_id)
    return User.objects.filter(wanted).distinct().order_by("name")


def by_name(organisation: Organisation, *, on: date) -> dict[str, User]:
    """The members of that day by their name in small letters; a name that two of them bear is left out."""
    found: dict[str, list[User]] = {}
    for user in owners(organisation, on=on):
        found.setdefault(user.name.casefold(), []).append(user)
    return {name: users[0] for name, users in found.items() if name and len(users) == 1}
