"""Goals of a plan, and their order within a building block."""

from django.db import transaction
from django.db.models import Max

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.locks import EditedMeanwhile, lock_writable
from vierspan.plans.models import Goal, Plan


@transaction.atomic
def add_goal(*, plan: Plan, block: str, title: str, why: str, actor: str | User, origin: str = "") -> Goal:
    """Add a goal behind the others. Raises NotWritable when the plan is approved."""
    held = lock_writable(plan)
    last = held.goals.aggregate(last=Max("position"))["last"]
    goal = Goal.objects.create(
        organisation_id=held.organisation_id,
        plan=held,
        block=block,
        title=title,
        why=why,
        origin=origin,
        position=0 if last is None else last + 1,
    )
    audit.record(
        actor=str(actor), organisation_id=held.organisation_id, verb="goal.added", target=goal, changes={"block": block}
    )
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, block: str, title: str, why: str, edition: int, actor: str | User) -> Goal:
    """Change a goal over ``edition``. Raises EditedMeanwhile when somebody saved in between, NotWritable when approved."""
    lock_writable(goal.plan)
    current = Goal.objects.select_for_update().get(pk=goal.pk)
    if current.edition != edition:
        raise EditedMeanwhile(current)
    current.block, current.title, current.why, current.edition = block, title, why, edition + 1
    current.save(update_fields=["block", "title", "why", "edition"])
    audit.record(
        actor=str(actor),
        organisation_id=current.organisation_id,
        verb="goal.changed",
        target=current,
        changes={"edition": current.edition},
    )
    return current


@transaction.atomic
def remove_goal(*, goal: Goal, actor: str | User) -> None:
    """Remove a goal with its actions, check-ins and indicators. Versions that hold it keep it."""
    held = lock_writable(goal.plan)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="goal.removed",
        target=goal,
        changes={"actions": goal.actions.count(), "indicators": goal.indicators.count()},
    )
    goal.delete()


@transaction.atomic
def move_goal(*, goal: Goal, up: bool, actor: str | User) -> None:
    """Move a goal one place up or down among those of its building block; the first and the last stay where they are."""
    held = lock_writable(goal.plan)
    row = list(held.goals.filter(block=goal.block))
    here = row.index(goal)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    places = [each.position for each in row]
    row[here], row[there] = row[there], row[here]
    for place, each in enumerate(row):
        # Goals taken over at one moment may share a place; then the row is numbered anew.
        each.position = places[place] if len(set(places)) == len(places) else place
    Goal.objects.bulk_update(row, ["position"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="goal.moved",
        target=goal,
        changes={"up": up},
    )
