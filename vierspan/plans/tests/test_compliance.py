from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.frameworks.plan_content import CHECKS
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Plan, Section
from vierspan.plans.queries import compliance as queries
from vierspan.plans.tests.make import bring_to, make_action, make_goal, make_indicator, make_plan


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


def present(plan: Plan | None, on: date = TODAY) -> dict[str, bool | None]:
    return {status.element.key: status.is_present for status in queries.compliance_of(plan, on=on)}


def write(plan: Plan, *keys: str) -> None:
    Section.objects.filter(plan=plan, key__in=keys).update(body="Geschreven.")


def test_every_check_that_content_may_ask_is_answered() -> None:
    assert set(queries.CHECKS) == set(CHECKS)


def test_without_a_plan_everything_is_missing(school: Organisation) -> None:
    assert set(present(None).values()) == {False}
    assert {status.is_present for status in queries.compliance(school, on=TODAY)} == {False}


def test_a_new_draft_has_a_plan_and_a_period_only(school: Organisation) -> None:
    found = present(make_plan(school))
    assert [key for key, there in found.items() if there] == ["plan", "period"]


@pytest.mark.parametrize(
    ("on", "covered"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2029, 8, 31), True), (date(2029, 9, 1), False)],
)
def test_the_period_counts_both_its_ends(school: Organisation, on: date, covered: bool) -> None:
    assert present(make_plan(school), on)["period"] is covered


def test_a_complete_plan_has_all_and_says_since_when_and_by_whom(school: Organisation) -> None:
    plan = make_plan(school)
    write(plan, *plan.sections.values_list("key", flat=True))
    goal = make_goal(plan)
    make_action(goal, owner_name="Kris", due_on=TODAY)
    make_indicator(goal)
    Plan.objects.filter(pk=plan.pk).update(review_on=date(2027, 6, 1))
    plan.refresh_from_db()
    bring_to(plan, "in_force")
    statuses = {status.element.key: status for status in queries.compliance(school, on=TODAY)}
    assert {status.is_present for status in statuses.values()} == {True}
    assert {status.approved_on for status in statuses.values()} == {TODAY}
    assert statuses["review"].finding.dated_on == date(2027, 6, 1)
    assert statuses["approved"].finding.dated_on == TODAY
    assert "Ann" in statuses["approved"].finding.where
    assert statuses["vision"].finding.section == "vision.ict"


def test_actions_need_an_owner_and_a_date_and_goals_an_indicator(school: Organisation) -> None:
    plan = make_plan(school)
    goal = make_goal(plan)
    assert (present(plan)["goals"], present(plan)["actions"], present(plan)["indicators"]) == (True, False, False)
    make_indicator(goal)
    make_action(goal, owner_name="Kris", due_on=TODAY)
    assert (present(plan)["actions"], present(plan)["indicators"]) == (True, True)
    make_action(goal, state="done")
    assert present(plan)["actions"] is True
    make_action(goal, owner_name="Kris")
    make_goal(plan, "Nog een")
    assert (present(plan)["actions"], present(plan)["indicators"]) == (False, False)


def test_training_and_budget_may_stand_in_actions(school: Organisation) -> None:
    plan = make_plan(school)
    make_action(make_goal(plan, block="V"), owner_name="Kris")
    assert (present(plan)["training"], present(plan)["budget"]) == (False, False)
    make_action(make_goal(plan, block="X"), cost_once=Decimal(10))
    assert (present(plan)["training"], present(plan)["budget"]) == (True, True)


def test_of_a_plan_made_elsewhere_texts_are_to_be_read_in_its_file(school: Organisation) -> None:
    plan = make_plan(school)
    Plan.objects.filter(pk=plan.pk).update(template="", template_version="", file_name="beleidsplan.docx")
    plan.sections.all().delete()
    plan.refresh_from_db()
    found = present(plan)
    assert (found["plan"], found["vision"], found["privacy"], found["goals"]) == (True, None, None, False)


def test_compliance_shows_what_is_official_and_what_is_our_reading(
    client: Client, bob: User, school: Organisation
) -> None:
    client.force_login(bob)
    assert client.get("/o/school-a/required/").context["plan"] is None
    plan = make_plan(school)
    page = client.get("/o/school-a/required/")
    assert (page.context["plan"], page.context["present"], page.context["total"]) == (plan, 2, 17)
    assert [row.element.key for row, _mend in page.context["rows"] if row.element.official] == ["plan"]
    assert client.get("/o/school-b/required/").status_code == 404


def test_each_missing_element_leads_to_a_page_that_exists(client: Client, ann: User, school: Organisation) -> None:
    client.force_login(ann)
    without_plan = client.get("/o/school-a/required/").context["rows"]
    make_plan(school)
    rows = [*without_plan, *client.get("/o/school-a/required/").context["rows"]]
    for mend in {mend for row, mend in rows if not row.is_present}:
        assert client.get(mend).status_code == 200


def test_compliance_asks_as_much_for_one_goal_as_for_five(client: Client, bob: User, school: Organisation) -> None:
    plan = make_plan(school)
    client.force_login(bob)
    counts = []
    for number in (1, 4):
        for _goal in range(number):
            make_indicator(make_goal(plan))
        with CaptureQueriesContext(connection) as done:
            client.get("/o/school-a/required/")
        counts.append(len(done))
    assert counts[0] == counts[1]


def test_a_group_has_its_own_list(client: Client, dirk: User, group: Organisation) -> None:
    make_plan(group)
    client.force_login(dirk)
    assert client.get("/o/group/required/").context["present"] == 2
