"""Puts the demo together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from vierspan.access.models import User
from vierspan.access.permissions import Role
from vierspan.home.demo import answers, people, plan, schools
from vierspan.organisations.models import Organisation
from vierspan.organisations.school_year import SchoolYear

Say = Callable[[str], object]
MAIN = "De Zevensprong"
NEIGHBOUR = "Mikado"
STAFF = {MAIN: 25, NEIGHBOUR: 18}


def load(*, progress: Say = lambda text: None, today: date | None = None) -> None:
    """Fill an empty database; all or nothing."""
    today = today or timezone.localdate()
    with transaction.atomic():
        progress("  schools …")
        community, primary = schools.make_community(today)
        group, secondary = schools.make_group(today)
        progress("  people …")
        five = _five(community, group, primary, today)
        for school in [*primary, *secondary]:
            _staff(school, today)
        progress("  scans …")
        for school in [*primary[:4], *secondary[:4]]:
            answers.finished_scan(school, today)
        main = _named(primary, MAIN)
        answers.open_scan(main, today)
        answers.open_scan(secondary[0], today)
        answers.sitting(main, five["technisch"], today)
        answers.facts(main, five["technisch"], SchoolYear.of(today), today)
        progress("  plans …")
        plan.in_force(main, five, today)
        plan.draft(_named(primary, NEIGHBOUR), five["technisch"], today)
        plan.in_force(secondary[0], five, today, by=five["groep"])


def _named(found: list[Organisation], name: str) -> Organisation:
    return next(school for school in found if school.name == name)


def _five(community: Organisation, group: Organisation, primary: list[Organisation], today: date) -> dict[str, User]:
    """The five people who sign in, each in their place."""
    joined = today - timedelta(days=900)
    five = {who.email: people.known(who.email, who.name, joined=joined) for who in people.SIGN_INS}
    main = _named(primary, MAIN)
    people.belong(main, [five["directie"]], Role.HEAD, joined=joined)
    people.belong(main, [five["pedagogisch"]], Role.PEDAGOGICAL_COORDINATOR, joined=joined)
    people.belong(main, [five["leraar"]], Role.TEACHER, joined=joined)
    people.belong(community, [five["technisch"]], Role.TECHNICAL_COORDINATOR, joined=joined)
    people.belong(main, [five["technisch"]], Role.TECHNICAL_COORDINATOR, joined=joined)
    people.belong(group, [five["groep"]], Role.GROUP_LEAD, joined=joined)
    return five


def _staff(school: Organisation, today: date) -> None:
    random = Random(f"staff of {school.slug}")  # noqa: S311 a demo, not a secret
    joined = today - timedelta(days=700)
    if school.name != MAIN:
        people.staff(school, 1, Role.HEAD, joined=joined, random=random)
    people.staff(school, STAFF.get(school.name, random.randint(12, 22)), Role.TEACHER, joined=joined, random=random)
    people.staff(school, 2, Role.TEAM_MEMBER, joined=joined, random=random)


def sign_ins() -> list[str]:
    """How the five sign in, a line each; nothing where the demo is not loaded."""
    known = set(User.objects.filter(email__endswith=f"@{people.DOMAIN}").values_list("email", flat=True))
    found = [who for who in people.SIGN_INS if f"{who.email}@{people.DOMAIN}" in known]
    lines = [f"{f'{who.email}@{people.DOMAIN}':34} {people.PASSWORD}   {who.name}, {who.does}" for who in found]
    return ["Sign in as:", *lines] if lines else []
