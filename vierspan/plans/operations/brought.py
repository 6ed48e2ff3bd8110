"""A plan made elsewhere: its file, dates and approval, and the goals and actions that are followed up here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.organisations.models import Organisation
from vierspan.plans.goals_table import ActionRow, GoalRow
from vierspan.plans.locks import lock_writable
from vierspan.plans.models import Action, Goal, Plan, State


@dataclass(frozen=True)
class Approval:
    """Who approved it elsewhere, and when."""

    by: str
    on: date


@dataclass(frozen=True)
class TakenOver:
    goals: int
    actions: int


@transaction.atomic
def bring_plan(
    *,
    organisation: Organisation,
    title: str,
    starts_on: date,
    ends_on: date,
    made_in: str,
    file: File[bytes],
    kind: str,
    approval: Approval | None,
    actor: str | User,
) -> Plan:
    """Keep a plan made elsewhere with its file; approved when it was approved there, otherwise a draft.

    ``kind`` (pdf, docx, odt) comes from the file's contents; it is stored under a name of ours.
    """
    name = file.name or ""
    plan = Plan(
        organisation=organisation,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        made_elsewhere_in=made_in,
        file_name=name.replace("\\", "/").rsplit("/", 1)[-1][-200:],
    )
    if approval:
        plan.state, plan.approved_by = State.APPROVED, approval.by
        plan.approved_at = timezone.make_aware(datetime.combine(approval.on, time(12)))
    plan.file.save(f"{uuid4().hex}.{kind}", file, save=False)
    plan.save()
    audit.record(
        actor=str(actor),
        organisation_id=organisation.pk,
        verb="plan.brought",
        target=plan,
        changes={"from": str(starts_on), "until": str(ends_on), "kind": kind, "approved": approval is not None},
    )
    return plan


@transaction.atomic
def take_over_goals(
    *, plan: Plan, goals: Sequence[GoalRow], people: Mapping[str, User], actor: str | User, on: date
) -> TakenOver:
    """Put goals and actions from a table in the plan. What is there already by title is left as it is.

    ``people`` are the members by name in small letters: an owner of that name becomes the member. Raises NotWritable.
    """
    held = lock_writable(plan)
    before = _size(held)
    last = held.goals.aggregate(last=Max("position"))["last"] or 0
    known = {goal.title.casefold(): goal for goal in held.goals.all()}
    for place, row in enumerate(goals, last + 1):
        goal = known.get(row.title.casefold()) or Goal.objects.create(
            organisation_id=held.organisation_id, plan=held, block=row.block, title=row.title, position=place
        )
        titles = {title.casefold() for title in goal.actions.values_list("title", flat=True)}
        new = {each.title.casefold(): each for each in row.actions if each.title.casefold() not in titles}
        Action.objects.bulk_create(
            _action(each, goal, people, on, i) for i, each in enumerate(new.values(), len(titles))
        )
    after = _size(held)
    taken = TakenOver(after.goals - before.goals, after.actions - before.actions)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="plan.goals_taken_over",
        target=held,
        changes={"goals": taken.goals, "actions": taken.actions},
    )
    return taken


def _size(plan: Plan) -> TakenOver:
    return TakenOver(plan.goals.count(), Action.objects.filter(goal__plan=plan).count())


def _action(row: ActionRow, goal: Goal, people: Mapping[str, User], on: date, place: int) -> Action:
    owner = people.get(row.owner.casefold())
    return Action(
        organisation_id=goal.organisation_id,
        goal=goal,
        title=row.title,
        owner=owner,
        owner_name="" if owner else row.owner,
        due_on=row.due_on,
        effort_hours=row.effort_hours,
        cost_once=row.cost_once,
        cost_yearly=row.cost_yearly,
        created_on=on,
        position=place,
    )
