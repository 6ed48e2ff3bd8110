from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.plans.goals_table import ActionRow, GoalRow
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Plan, State
from vierspan.plans.operations import brought, goals, plans, states
from vierspan.plans.operations.brought import Approval, TakenOver
from vierspan.plans.queries import people
from vierspan.plans.tests.make import FIRST, LAST, NOW

ROWS = (
    GoalRow(
        "Vlotte leraren", "X", (ActionRow("Nascholing", "alice", TODAY, Decimal(8)), ActionRow("Open klas", "Nele"))
    ),
    GoalRow("Rust", "I"),
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def bring(organisation: Organisation, approval: Approval | None = None) -> Plan:
    return brought.bring_plan(
        organisation=organisation,
        title="Ons plan",
        starts_on=FIRST,
        ends_on=LAST,
        made_in="Pictos",
        file=SimpleUploadedFile("../../ons plan é.pdf", b"%PDF-1.7 inhoud"),
        kind="pdf",
        approval=approval,
        actor="Alice",
    )


def test_a_plan_made_elsewhere_keeps_its_file_under_a_name_of_ours(school: Organisation, tmp_path: Path) -> None:
    plan = bring(school)
    assert (plan.state, plan.made_elsewhere_in, plan.file_name, plan.is_made_elsewhere) == (
        *("draft", "Pictos", "ons plan é.pdf", True),
    )
    (stored,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stored.suffix == ".pdf"
    assert "plan" not in stored.stem
    assert stored.read_bytes() == b"%PDF-1.7 inhoud"


def test_one_that_was_approved_there_is_approved_here_and_goes_its_way(school: Organisation) -> None:
    plan = bring(school, Approval("Els Vermeulen", date(2026, 6, 12)))
    assert (plan.state, plan.approved_by) == (State.APPROVED, "Els Vermeulen")
    assert timezone.localdate(plan.approved_at) == date(2026, 6, 12)
    brought.take_over_goals(plan=plan, goals=ROWS, people={}, actor="Alice", on=TODAY)
    states.start(plan=plan, actor="Alice", at=NOW)
    (frozen,) = plan.versions.all()
    assert (frozen.reason, [goal["title"] for goal in frozen.content["goals"]]) == (
        "in_force",
        ["Vlotte leraren", "Rust"],
    )
    goals.add_goal(plan=plan, block="V", title="Vergeten", why="", actor="Alice")
    assert plan.goals.count() == 3
    states.close(plan=plan, actor="Alice", at=NOW)
    with pytest.raises(NotWritable):
        goals.add_goal(plan=plan, block="V", title="Te laat", why="", actor="Alice")


def test_goals_of_a_table_are_taken_over_once(school: Organisation, alice: User) -> None:
    plan = bring(school)
    members = people.by_name(school, on=TODAY)
    first = brought.take_over_goals(plan=plan, goals=ROWS, people=members, actor="Alice", on=TODAY)
    again = brought.take_over_goals(plan=plan, goals=ROWS, people=members, actor="Alice", on=TODAY)
    assert (first, again) == (TakenOver(2, 2), TakenOver(0, 0))
    assert list(plan.goals.values_list("title", "block", "position")) == [("Vlotte leraren", "X", 1), ("Rust", "I", 2)]
    actions = plan.goals.first().actions.values_list("title", "owner", "owner_name", "due_on", "effort_hours")
    assert list(actions) == [("Nascholing", alice.pk, "", TODAY, Decimal(8)), ("Open klas", None, "Nele", None, None)]


def test_a_name_that_two_members_bear_stays_a_name(school: Organisation, alice: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(name="Alice")
    assert people.by_name(school, on=TODAY) == {}


def test_the_file_goes_with_a_draft_that_is_removed(
    school: Organisation, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    plan = bring(school)
    with django_capture_on_commit_callbacks(execute=True):
        plans.remove_plan(plan=plan, actor="Alice")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
