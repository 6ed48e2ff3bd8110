"""What a plan says of an action: who, by when, with which hours and money. Following it up lies in ``actions``."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.locks import EditedMeanwhile, lock_writable
from vierspan.plans.models import Action, Goal


@dataclass(frozen=True)
class Planned:
    """The fields of an action that its plan decides."""

    title: str
    owner: User | None = None
    owner_name: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    effort_hours: Decimal | None = None
    cost_once: Decimal | None = None
    cost_yearly: Decimal | None = None
    source: str = ""


@transaction.atomic
def add_action(*, goal: Goal, planned: Planned, actor: str | User, on: date) -> Action:
    """Add an action to a goal, behind the others. Raises NotWritable when the plan is approved."""
    held = lock_writable(goal.plan)
    last = goal.actions.aggregate(last=Max("position"))["last"]
    action = Action.objects.create(
        organisation_id=held.organisation_id,
        goal=goal,
        created_on=on,
        position=0 if last is None else last + 1,
        **vars(planned),
    )
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="action.added", target=action)
    return action


@transaction.atomic
def edit_action(*, action: Action, planned: Planned, edition: int, actor: str | User) -> Action:
    """Change what is planned over ``edition``; how far it stands does not change.

    Raises EditedMeanwhile when somebody saved in between, NotWritable when the plan is approved.
    """
    lock_writable(action.goal.plan)
    current = Action.objects.select_for_update().get(pk=action.pk)
    if current.edition != edition:
        raise EditedMeanwhile(current)
    changed = [name for name, value in vars(planned).items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, getattr(planned, name))
    current.edition += 1
    current.save(update_fields=[*changed, "edition"])
    audit.record(
        actor=str(actor),
        organisation_id=current.organisation_id,
        verb="action.changed",
        target=current,
        changes={"fields": changed},
    )
    return current


@transaction.atomic
def remove_action(*, action: Action, actor: str | User) -> None:
    """Remove an action with its check-ins. Raises NotWritable when the plan is approved."""
    held = lock_writable(action.goal.plan)
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="action.removed", target=action)
    action.delete()
