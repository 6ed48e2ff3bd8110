"""The way of a plan: draft, submitted, approved by the head, in force, closed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.contents import content_of, fingerprint
from vierspan.plans.locks import NotWritable, lock
from vierspan.plans.models import Comment, Plan, State
from vierspan.plans.operations import versions


class ChangedMeanwhile(Exception):
    """The plan is no longer what the reader had before them."""


@transaction.atomic
def submit(*, plan: Plan, actor: str | User, at: datetime) -> Plan:
    """A draft goes to the head; what it says then is frozen. Raises NotWritable for any other state."""
    held = _in_state(plan, State.DRAFT)
    held.state, held.submitted_by, held.submitted_at = State.SUBMITTED, str(actor)[:150], at
    held.save(update_fields=["state", "submitted_by", "submitted_at"])
    versions.freeze(plan=held, reason=State.SUBMITTED, actor=actor)
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="plan.submitted", target=held)
    return held


@transaction.atomic
def return_to_draft(*, plan: Plan, remark: str, actor: str | User) -> Plan:
    """A submitted plan goes back to who wrote it, with a remark that stands beside the plan."""
    held = _in_state(plan, State.SUBMITTED)
    _back_to_draft(held)
    Comment.objects.create(
        organisation_id=held.organisation_id, plan=held, text=remark, author=str(actor)[:150], section_key=""
    )
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="plan.returned", target=held)
    return held


@transaction.atomic
def approve(*, plan: Plan, seen: str, actor: str | User, at: datetime) -> Plan:
    """The head approves what they saw (``contents.fingerprint``), and that is frozen.

    A plan that was in force already is so again, since its first day.

    Raises ChangedMeanwhile when somebody changed the plan since, NotWritable when it is not submitted.
    """
    held = _in_state(plan, State.SUBMITTED)
    if fingerprint(content_of(held)) != seen:
        raise ChangedMeanwhile(
            _("Somebody changed the plan while you were reading. Read it again before you approve it.")
        )
    held.state = State.IN_FORCE if held.in_force_at else State.APPROVED
    held.approved_by, held.approved_at = str(actor)[:150], at
    held.save(update_fields=["state", "approved_by", "approved_at"])
    version = versions.freeze(plan=held, reason=State.APPROVED, actor=actor)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="plan.approved",
        target=held,
        changes={"version": version.number},
    )
    return held


@transaction.atomic
def start(*, plan: Plan, actor: str | User, at: datetime) -> Plan:
    """An approved plan comes into force. Raises NotWritable when another plan still is.

    What was taken over from a plan made elsewhere after its approval there is frozen now.
    """
    held = _in_state(plan, State.APPROVED)
    others = Plan.objects.filter(organisation=held.organisation_id, in_force_at__isnull=False, closed_at=None)
    if others.exclude(pk=held.pk).exists():
        raise NotWritable(_("Another plan is still in force. Close that one first."))
    held.state, held.in_force_at = State.IN_FORCE, at
    try:
        with transaction.atomic():
            held.save(update_fields=["state", "in_force_at"])
    except IntegrityError:
        raise NotWritable(_("Another plan is still in force. Close that one first.")) from None
    if held.is_made_elsewhere:
        versions.freeze(plan=held, reason=State.IN_FORCE, actor=actor)
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="plan.started", target=held)
    return held


@transaction.atomic
def close(*, plan: Plan, actor: str | User, at: datetime) -> Plan:
    """A plan in force ends. Its open actions stay as they are, to be read and copied forward."""
    held = _in_state(plan, State.IN_FORCE)
    held.state, held.closed_at = State.CLOSED, at
    held.save(update_fields=["state", "closed_at"])
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="plan.closed", target=held)
    return held


@transaction.atomic
def reopen(*, plan: Plan, actor: str | User) -> Plan:
    """Make a new draft of an approved plan. The approved version holds until the next approval makes the next one."""
    held = _in_state(plan, State.APPROVED, State.IN_FORCE)
    _back_to_draft(held)
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="plan.reopened", target=held)
    return held


def _back_to_draft(plan: Plan) -> None:
    plan.state, plan.submitted_by, plan.submitted_at = State.DRAFT, "", None
    plan.save(update_fields=["state", "submitted_by", "submitted_at"])


def _in_state(plan: Plan, *wanted: State) -> Plan:
    held = lock(plan)
    if held.state not in wanted:
        raise NotWritable(
            _("This is not possible now: the plan is %(state)s. Perhaps somebody else was before you.")
            % {"state": held.get_state_display()}
        )
    return held
