"""Rows for tests, each by a plain function with sensible defaults; nothing here is random."""

from datetime import date
from typing import Any

from vierspan.access.models import Membership, User
from vierspan.access.permissions import Role
from vierspan.organisations.models import Affiliation, Kind, Organisation

TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 9, 1)


def make_organisation(name: str = "Sint-Jozef", **given: Any) -> Organisation:
    slug = given.pop("slug", name.lower().replace(" ", "-").replace("!", ""))
    return Organisation.objects.create(**{"name": name, "slug": slug, "kind": Kind.SCHOOL, "level": "primary", **given})


def make_group(name: str = "Scholengroep Schelde", *schools: Organisation, **given: Any) -> Organisation:
    group = make_organisation(name, kind=Kind.SCHOOL_GROUP, level="", **given)
    for school in schools:
        Affiliation.objects.create(school=school, group=group, from_date=LONG_AGO)
    return group


def make_user(name: str, **given: Any) -> User:
    return User.objects.create_user(email=f"{name.lower()}@voorbeeld.be", password="paard-kar-1234", name=name, **given)


def make_member(organisation: Organisation, user: User, role: Role, **given: Any) -> Membership:
    return Membership.objects.create(
        **{"organisation": organisation, "user": user, "role": role, "from_date": LONG_AGO, **given}
    )
