from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Action, ActionState, CheckIn, Light, Plan
from vierspan.plans.operations import actions as operations
from vierspan.plans.operations import checkins
from vierspan.plans.queries import actions as queries
from vierspan.plans.queries.actions import Wanted
from vierspan.plans.tests.make import NASTY, make_action, make_goal, make_plan

LONG_AGO = TODAY - timedelta(days=61)


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def plan(school: Organisation) -> Plan:
    return make_plan(school, state="in_force")


def titles(actions: object) -> list[str]:
    return [str(action) for action in actions]  # type: ignore[attr-defined]


def url(*parts: object, slug: str = "school-a") -> str:
    return "/".join(["/o", slug, "actions", *map(str, parts), ""]).replace("//", "/")


def test_the_state_of_an_action_changes_once_and_is_recorded(plan: Plan) -> None:
    action = make_action(make_goal(plan))
    for _again in range(2):
        operations.set_state(action=action, state=ActionState.DONE, actor="Bob")
    action.refresh_from_db()
    moved = AuditEvent.objects.filter(verb="action.moved")
    assert (action.state, [event.changes for event in moved]) == ("done", [{"state": ["todo", "done"]}])


def test_actions_of_a_closed_plan_stay_as_they_were(school: Organisation) -> None:
    action = make_action(make_goal(make_plan(school, state="closed")))
    with pytest.raises(NotWritable):
        operations.set_state(action=action, state=ActionState.DONE, actor="Bob")
    with pytest.raises(NotWritable):
        checkins.check_in(action=action, light=Light.GREEN, number=None, line="", is_done=False, actor="Bob", on=TODAY)


@pytest.mark.parametrize(
    ("number", "is_done", "state", "kept"),
    [
        (None, False, "todo", None),
        (Decimal(0), False, "todo", Decimal(0)),
        (Decimal(40), False, "doing", Decimal(40)),
        (Decimal(40), True, "done", Decimal(100)),
    ],
)
def test_a_check_in_moves_the_action_along(
    plan: Plan, number: Decimal | None, is_done: bool, state: str, kept: Decimal | None
) -> None:
    action = make_action(make_goal(plan))
    said = checkins.check_in(
        action=action, light=Light.AMBER, number=number, line="Wacht.", is_done=is_done, actor="Bob", on=TODAY
    )
    action.refresh_from_db()
    assert (action.state, action.light, action.checked_on) == (state, "amber", TODAY)
    assert (said.number, said.line, said.said_by) == (kept, "Wacht.", "Bob")


def test_of_a_finished_action_nothing_more_is_said(plan: Plan) -> None:
    action = make_action(make_goal(plan), state="done")
    with pytest.raises(NotWritable):
        checkins.check_in(action=action, light=Light.RED, number=None, line="", is_done=False, actor="B", on=TODAY)
    assert CheckIn.objects.count() == 0


def test_the_plan_in_force_speaks_for_the_organisation(school: Organisation, other_school: Organisation) -> None:
    assert queries.standing_plan(school) is None
    draft = make_plan(school, title="Ontwerp", starts_on=date(2029, 9, 1), ends_on=date(2032, 8, 31))
    assert queries.standing_plan(school) == draft
    in_force = make_plan(school, state="in_force")
    make_plan(other_school, state="in_force")
    assert queries.open_plans(school) == [in_force, draft]


def test_what_asks_attention_is_the_same_in_a_row_and_in_a_filter(plan: Plan, bob: User) -> None:
    goal = make_goal(plan)
    owned = {"owner": bob}
    make_action(goal, "rustig", due_on=TODAY, **owned)
    make_action(goal, "te laat", due_on=TODAY - timedelta(days=1), **owned)
    make_action(goal, "klaar", due_on=TODAY - timedelta(days=1), state="done", created_on=LONG_AGO)
    make_action(goal, "van niemand")
    make_action(goal, "van Kris", owner_name="Kris")
    make_action(goal, "stil", created_on=LONG_AGO, **owned)
    make_action(goal, "pas iets gezegd", created_on=LONG_AGO, checked_on=TODAY - timedelta(days=60), **owned)
    make_action(goal, "lang niets gezegd", created_on=LONG_AGO, checked_on=LONG_AGO, **owned)
    make_action(goal, "Digiplan", source="digiplan", due_on=date(2027, 12, 31), **owned)
    make_action(goal, "Digiplan te laat", source="digiplan", due_on=date(2028, 1, 1), **owned)
    every = queries.actions_of(plan)
    by_row = {
        "overdue": [str(row.action) for row in queries.rows(every, on=TODAY) if row.is_overdue],
        "ownerless": [str(row.action) for row in queries.rows(every, on=TODAY) if row.is_ownerless],
        "stale": [str(row.action) for row in queries.rows(every, on=TODAY) if row.is_silent],
        "digiplan": [str(row.action) for row in queries.rows(every, on=TODAY) if row.is_past_digiplan],
    }
    by_filter = {key: titles(queries.narrowed(every, Wanted(attention=key), user=bob, on=TODAY)) for key in by_row}
    assert by_row == by_filter
    assert by_row == {
        "overdue": ["te laat"],
        "ownerless": ["van niemand"],
        "stale": ["stil", "lang niets gezegd"],
        "digiplan": ["Digiplan te laat"],
    }


def test_filters_narrow_and_an_unknown_value_finds_nothing(plan: Plan, bob: User, alice: User) -> None:
    expertise = make_goal(plan, "Leraren durven", block="X")
    vision = make_goal(plan, "Visie", block="V")
    make_action(expertise, "van Bob", owner=bob, light="red")
    make_action(vision, "van Kris", owner_name="Kris", state="done")
    make_action(vision, "van Alice", owner=alice)

    def found(**wanted: str) -> list[str]:
        return titles(queries.narrowed(queries.actions_of(plan), Wanted(**wanted), user=bob, on=TODAY))

    assert found() == ["van Bob", "van Kris", "van Alice"]
    assert found(owner="me") == found(owner=f"u{bob.pk}") == ["van Bob"]
    assert found(owner="nKris") == ["van Kris"]
    assert found(owner="u999") == found(owner="x") == found(attention="x") == []
    assert found(block="V") == ["van Kris", "van Alice"]
    assert found(state="open") == ["van Bob", "van Alice"]
    assert found(state="done") == ["van Kris"]
    assert found(light="red") == ["van Bob"]
    assert found(light="none") == ["van Kris", "van Alice"]
    assert found(search="durven") == ["van Bob"]
    assert found(search="kris") == ["van Kris"]
    assert queries.owners(plan) == [(f"u{alice.pk}", "Alice"), (f"u{bob.pk}", "Bob"), ("nKris", "Kris")]


def test_what_is_open_comes_first_by_its_date_unless_asked_otherwise(plan: Plan) -> None:
    goal = make_goal(plan)
    make_action(goal, "b klaar", state="done", due_on=date(2026, 1, 1))
    make_action(goal, "c zonder dag")
    make_action(goal, "a later", due_on=date(2027, 5, 1))
    make_action(goal, "d eerst", due_on=date(2027, 1, 1))
    every = queries.actions_of(plan)
    assert titles(queries.ordered(every, "")) == ["d eerst", "a later", "c zonder dag", "b klaar"]
    assert titles(queries.ordered(every, "title")) == ["a later", "b klaar", "c zonder dag", "d eerst"]
    assert titles(queries.ordered(every, "-title")) == ["d eerst", "c zonder dag", "b klaar", "a later"]
    assert titles(queries.ordered(every, "-due"))[-1] == "c zonder dag"
    assert titles(queries.ordered(every, "pk; drop")) == titles(queries.ordered(every, ""))


@pytest.mark.parametrize("view", ["list", "board", "timeline", "nonsense"])
def test_action_list_shows_each_view_safely(client: Client, bob: User, plan: Plan, view: str) -> None:
    make_action(make_goal(plan, title=NASTY[:200]), NASTY[:200], due_on=TODAY + timedelta(days=3))
    make_action(make_goal(plan), "Zonder dag")
    client.force_login(bob)
    page = client.get(url(), {"view": view})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"Zonder dag" in page.content


def test_action_list_says_what_to_do_without_plan_and_without_actions(
    client: Client, bob: User, school: Organisation
) -> None:
    client.force_login(bob)
    assert client.get(url()).context["plan"] is None
    make_plan(school)
    assert client.get(url()).context["has_actions"] is False


def test_action_list_holds_25_and_as_many_queries_for_1_as_for_30(client: Client, alice: User, plan: Plan) -> None:
    goal = make_goal(plan)
    client.force_login(alice)
    counts = []
    for number in (1, 29):
        for place in range(number):
            make_action(goal, f"Actie {place}", owner=alice)
        with CaptureQueriesContext(
            connection,
        ) as done:
            page = client.get(url())
        counts.append(len(done))
    assert counts[0] == counts[1]
    assert len(page.context["rows"]) == 25
    assert len(client.get(url(), {"page": "2"}).context["rows"]) == 5


def test_action_list_of_a_chosen_plan_but_not_of_another_school(
    client: Client, bob: User, school: Organisation, other_school: Organisation, plan: Plan
) -> None:
    draft = make_plan(school, title="Ontwerp")
    foreign = make_plan(other_school, state="in_force")
    client.force_login(bob)
    assert client.get(url(), {"plan": draft.pk}).context["plan"] == draft
    assert client.get(url(), {"plan": foreign.pk}).context["plan"] == plan
    assert client.get(url(slug="school-b")).status_code == 404


def test_action_shows_what_was_said_and_a_foreign_one_does_not_exist(
    client: Client, alice: User, plan: Plan, other_school: Organisation
) -> None:
    action = make_action(make_goal(plan), owner=alice)
    checkins.check_in(
        action=action, light=Light.RED, number=Decimal(5), line="Vast.", is_done=False, actor="Bob", on=TODAY
    )
    client.force_login(alice)
    assert "Vast." in client.get(url(action.pk)).content.decode()
    foreign = make_action(make_goal(make_plan(other_school)))
    assert client.get(url(foreign.pk)).status_code == 404
    assert client.post(url(foreign.pk, "move"), {"state": "done"}).status_code == 404
    assert client.post(url(foreign.pk, "check-in"), {"light": "red"}).status_code == 404


def test_action_move_goes_back_where_it_came_from_and_nowhere_else(client: Client, alice: User, plan: Plan) -> None:
    action = make_action(make_goal(plan))
    client.force_login(alice)
    board = url() + "?view=board"
    assert client.post(url(action.pk, "move"), {"state": "doing", "next": board}).headers["Location"] == board
    for bad in ("https://kwaad.be/", "//kwaad.be/", "/\\kwaad.be"):
        moved = client.post(url(action.pk, "move"), {"state": "done", "next": bad})
        assert moved.headers["Location"] == url(action.pk)
    assert client.post(url(action.pk, "move"), {"state": "nonsense"}).status_code == 302
    assert Action.objects.get().state == "done"


def test_a_teacher_reads_actions_and_changes_none(client: Client, bob: User, plan: Plan) -> None:
    action = make_action(make_goal(plan))
    client.force_login(bob)
    assert client.get(url(action.pk)).status_code == 200
    assert client.post(url(action.pk, "move"), {"state": "done"}).status_code == 403
    assert client.post(url(action.pk, "check-in"), {"light": "red"}).status_code == 403
    assert client.post(url("ask")).status_code == 403
    assert Action.objects.get().state == "todo"


def test_action_check_in_notes_and_refuses_what_is_not_complete(client: Client, alice: User, plan: Plan) -> None:
    action = make_action(make_goal(plan))
    client.force_login(alice)
    for bad in (
        {"number": "5"},
        {"light": "purple"},
        {"light": "red", "number": "101"},
        {"light": "red", "line": "x" * 281},
    ):
        assert client.post(url(action.pk, "check-in"), bad).status_code == 422
    sent = client.post(url(action.pk, "check-in"), {"light": "green", "number": "12,5", "line": "Goed."})
    assert sent.status_code == 302
    said = CheckIn.objects.get()
    assert (said.light, said.number, said.line, said.said_by) == ("green", Decimal("12.5"), "Goed.", "Alice")


def test_a_group_follows_the_actions_of_its_own_plan(client: Client, dirk: User, group: Organisation) -> None:
    action = make_action(make_goal(make_plan(group, state="in_force")), "Raamcontract")
    client.force_login(dirk)
    assert "Raamcontract" in client.get(url(slug="group")).content.decode()
    assert client.post(url(action.pk, "move", slug="group"), {"state": "done"}).status_code == 302
    action.refresh_from_db()
    assert action.state == "done"
