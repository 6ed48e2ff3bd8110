"""Holding a plan while somebody changes it, and the two ways in which that can be refused."""

from typing import Any

from django.utils.translation import gettext as _

from vierspan.plans.models import Plan, State


class NotWritable(Exception):
    """The plan's state does not allow this."""


class EditedMeanwhile(Exception):
    """Somebody saved a newer edition; ``current`` is the row as it is now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this while you were writing. Nothing is lost: choose what stays."))
        self.current = current


def lock(plan: Plan) -> Plan:
    """The plan as it is now, held until the transaction ends."""
    return Plan.objects.select_for_update().select_related("organisation").get(pk=plan.pk)


def lock_writable(plan: Plan) -> Plan:
    """The same, for who changes what it says. Raises NotWritable once it is approved."""
    held = lock(plan)
    if not is_writable(held):
        raise NotWritable(_("This plan is approved. Make a new draft of it to change it."))
    return held


def is_writable(plan: Plan) -> bool:
    """A draft is; of a plan made elsewhere the goals and actions are taken over, so those stay open until it closes."""
    return plan.is_editable or (plan.is_made_elsewhere and plan.state != State.CLOSED)
