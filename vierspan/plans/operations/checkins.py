"""What owners say of their actions in five minutes, and that they were asked."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.locks import NotWritable, lock
from vierspan.plans.models import Action, ActionState, CheckIn, Light, State

FINISHED = (ActionState.DONE, ActionState.DROPPED)


@transaction.atomic
def check_in(
    *, action: Action, light: Light, number: Decimal | None, line: str, is_done: bool, actor: str | User, on: date
) -> CheckIn:
    """Note how an action goes. Once some of it is done it is under way, and it is done when the owner says so.

    Raises NotWritable for an action that is finished, or whose plan is closed.
    """
    if lock(action.goal.plan).state == State.CLOSED:
        raise NotWritable(_("This plan is closed. Its actions stay as they were."))
    held = Action.objects.select_for_update().get(pk=action.pk)
    if held.state in FINISHED:
        raise NotWritable(_("This action is %(state)s already.") % {"state": held.get_state_display()})
    held.light, held.checked_on = light, on
    if is_done or number:
        held.state = ActionState.DONE if is_done else ActionState.DOING
    held.save(update_fields=["light", "checked_on", "state"])
    said = CheckIn.objects.create(
        organisation_id=held.organisation_id,
        action=held,
        light=light,
        number=Decimal(100) if is_done else number,
        line=line,
        said_by=str(actor)[:150],
    )
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="action.checked_in",
        target=held,
        changes={"light": str(light), "state": str(held.state)},
    )
    return said


@transaction.atomic
def note_asked(*, actions: Sequence[Action], arrived: bool, actor: str | User, on: date) -> None:
    """Note that the owner of these actions, all of one organisation, was mailed; nobody is asked twice in a day.

    ``arrived`` is false for a mailbox that refused the mail: it is not tried again before the next time.
    """
    if not actions:
        return
    Action.objects.filter(pk__in=[action.pk for action in actions]).update(asked_on=on)
    audit.record(
        actor=str(actor),
        organisation_id=actions[0].organisation_id,
        verb="action.asked",
        target=actions[0],
        changes={"actions": [action.pk for action in actions], "arrived": arrived},
    )
