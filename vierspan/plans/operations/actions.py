"""Following an action up: how far it is. What is planned of it lies in ``plan_actions``."""

from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.locks import NotWritable, lock
from vierspan.plans.models import Action, ActionState, State


@transaction.atomic
def set_state(*, action: Action, state: ActionState, actor: str | User) -> Action:
    """Say how far an action is, in any plan that is not closed (then NotWritable). The same state again is no change."""
    if lock(action.goal.plan).state == State.CLOSED:
        raise NotWritable(_("This plan is closed. Its actions stay as they were."))
    held = Action.objects.select_for_update().get(pk=action.pk)
    if held.state == state:
        return held
    before, held.state = held.state, state
    held.save(update_fields=["state"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="action.moved",
        target=held,
        changes={"state": [before, str(state)]},
    )
    return held
