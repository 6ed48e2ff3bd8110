"""The demo's people: invented names, each with a place in a school or group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from vierspan.access.models import Membership, User
from vierspan.access.permissions import Role
from vierspan.organisations.models import Organisation

PASSWORD = "vierspan-demo"  # noqa: S105 printed at each start; the demo holds nothing real
DOMAIN = "voorbeeld.example"
FIRST = (
    "An", "Bart", "Chris", "Dorien", "Els", "Filip", "Greet", "Hans", "Ilse", "Jef", "Katrien", "Lieven", "Mieke",
    "Nadia", "Omar", "Peter", "Rachida", "Sofie", "Tom", "Ulrike", "Veerle", "Wim", "Yasmina", "Zeger",
)  # fmt: skip
LAST = (
    "Aerts", "Bogaerts", "Claes", "De Backer", "Elaoui", "Franssens", "Goossens", "Hermans", "Ivens", "Janssens",
    "Kerkhofs", "Lemmens", "Mertens", "Nijs", "Ooms", "Pauwels", "Quintens", "Raes", "Saïdi", "Torfs", "Vermeulen",
    "Wauters", "Yilmaz", "Zegers",
)  # fmt: skip


@dataclass(frozen=True)
class SignIn:
    """One of the five people whose sign-in is printed."""

    email: str
    name: str
    does: str


SIGN_INS = (
    SignIn("directie", "Hilde Wouters", "directeur van De Zevensprong"),
    SignIn("technisch", "Karim Benali", "technisch ICT-coördinator, alleen voor zes scholen"),
    SignIn("pedagogisch", "Joke Lambrecht", "pedagogisch ICT-coördinator van De Zevensprong"),
    SignIn("leraar", "Tine Verlinden", "leraar vijfde leerjaar"),
    SignIn("groep", "Marc Dhondt", "trekt ICT in de scholengroep"),
)


def known(first_part: str, name: str, *, joined: date) -> User:
    """One of the five, whose password is the demo's."""
    email = f"{first_part}@{DOMAIN}"
    return User.objects.create(email=email, name=name, password=make_password(PASSWORD))


def staff(school: Organisation, count: int, role: Role, *, joined: date, random: Random) -> list[User]:
    """``count`` invented members of one role; they have an account and no password yet."""
    pairs = random.sample([f"{first} {last}" for first in FIRST for last in LAST], count)
    users = [
        User(email=f"{name.lower().replace(' ', '.')}.{role}.{school.pk}@{DOMAIN}", name=name, password="!")  # noqa: S106 unusable
        for name in pairs
    ]
    made = User.objects.bulk_create(users)
    belong(school, made, role, joined=joined)
    return made


def belong(organisation: Organisation, users: list[User], role: Role, *, joined: date) -> None:
    Membership.objects.bulk_create(
        Membership(organisation=organisation, user=user, role=role, from_date=joined) for user in users
    )
