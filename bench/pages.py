"""Server time and queries of the main pages, in a group of 1 school and in one of 50: they should be the same."""

import django

django.setup()

from datetime import timedelta  # noqa: E402
from functools import partial  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.measuring import page, timed  # noqa: E402
from bench.tables import table  # noqa: E402
from vierspan.access.models import Membership, User  # noqa: E402
from vierspan.access.permissions import Role  # noqa: E402
from vierspan.home.demo import answers, plan  # noqa: E402
from vierspan.organisations.models import Affiliation, Kind, Organisation  # noqa: E402

SIZES = (1, 50)


def make_group(count: int) -> tuple[Organisation, Organisation, User]:
    """A group of ``count`` schools, each with a closed scan and a plan in force; its lead heads the first school too."""
    today = timezone.localdate()
    group = Organisation.objects.create(name=f"Groep {count}", slug=f"groep-{count}", kind=Kind.SCHOOL_GROUP)
    user = User.objects.create_user(f"lead{count}@voorbeeld.be", None, name="Lead")
    schools = []
    for number in range(count):
        school = Organisation.objects.create(
            name=f"School {count}-{number}", slug=f"school-{count}-{number}", level="primary"
        )
        Affiliation.objects.create(school=school, group=group, from_date=today - timedelta(days=400))
        answers.finished_scan(school, today)
        five = dict.fromkeys(("technisch", "pedagogisch", "directie", "groep"), user)
        plan.in_force(school, five, today)
        schools.append(school)
    for organisation, role in ((group, Role.GROUP_LEAD), (schools[0], Role.HEAD)):
        Membership.objects.create(
            organisation=organisation, user=user, role=role, from_date=today - timedelta(days=400)
        )
    return group, schools[0], user


def addresses(group: Organisation, school: Organisation) -> dict[str, str]:
    round_id = school.rounds.get().pk
    plan_id = school.plans.get().pk
    return {
        "group: schools side by side": reverse("home:schools", args=[group.slug]),
        "group: overview": reverse("home:overview", args=[group.slug]),
        "school: overview": reverse("home:overview", args=[school.slug]),
        "school: scans": reverse("surveys:round_list", args=[school.slug]),
        "school: results": reverse("surveys:result", args=[school.slug, round_id]),
        "school: plan": reverse("plans:plan", args=[school.slug, plan_id]),
        "school: actions": reverse("plans:action_list", args=[school.slug]),
        "school: members": reverse("access:member_list", args=[school.slug]),
        "school: facts sheet": reverse("surveys:facts", args=[school.slug]),
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    found = {}
    for count in SIZES:
        group, school, user = make_group(count)
        client = Client()
        client.force_login(user)
        found[count] = {name: timed(partial(page, client, url)) for name, url in addresses(group, school).items()}
    rows = []
    for name in found[1]:
        one, many = found[1][name], found[50][name]
        assert one.queries == many.queries, f"{name}: {one.queries} queries with 1 school, {many.queries} with 50"
        rows.append([name, one, many, one.queries, many.queries])
    print("## Main pages: p50 / p95 server time in ms and queries, 1 and 50 schools in the group (SQLite)\n")
    print(table(["page", "1 school", "50 schools", "queries, 1", "queries, 50"], rows))


if __name__ == "__main__":
    main()
