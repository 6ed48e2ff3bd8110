"""A plan of the organisation in the address, and what this reader may do with it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from vierspan.access.pages import OrganisationRequest
from vierspan.access.permissions import Can
from vierspan.plans.locks import NotWritable, is_writable
from vierspan.plans.models import Plan, State
from vierspan.plans.operations.states import ChangedMeanwhile

TONES = {State.SUBMITTED: "info", State.APPROVED: "ok", State.IN_FORCE: "ok"}


@dataclass(frozen=True)
class Rights:
    """What this person may do with this plan in the state that it is in."""

    write: bool
    edit: bool
    comment: bool
    approve: bool


def plan_of(request: OrganisationRequest, plan_id: int) -> Plan:
    return get_object_or_404(request.organisation.plans.select_related("organisation", "follows"), pk=plan_id)


def rights(request: OrganisationRequest, plan: Plan) -> Rights:
    return Rights(
        write=Can.PLAN_EDIT in request.can and is_writable(plan),
        edit=Can.PLAN_EDIT in request.can,
        comment=Can.PLAN_COMMENT in request.can and plan.state != State.CLOSED,
        approve=Can.PLAN_APPROVE in request.can and plan.state == State.SUBMITTED,
    )


def to_plan(request: OrganisationRequest, plan: Plan, place: str = "") -> HttpResponse:
    response = redirect("plans:plan", slug=request.organisation.slug, plan_id=plan.pk)
    if place:
        response["Location"] += f"#{place}"
    return response


def deed(
    request: OrganisationRequest, plan: Plan, do: Callable[[], object], said: str, place: str = ""
) -> HttpResponse:
    """Do one thing, say that it is done or why not, and go back to the plan."""
    try:
        do()
    except (NotWritable, ChangedMeanwhile) as fault:
        messages.warning(request, str(fault))
    else:
        messages.success(request, said)
    return to_plan(request, plan, place)


def refuse_unless(request: OrganisationRequest, plan: Plan, *states: State) -> HttpResponse | None:
    """A deed is not offered in a state in which it would be refused: back to the plan, with the reason."""
    if plan.state in states:
        return None
    said = _("This is not possible now: the plan is %(state)s. Perhaps somebody else was before you.")
    messages.warning(request, said % {"state": plan.get_state_display()})
    return to_plan(request, plan)


def refuse_unless_writable(request: OrganisationRequest, plan: Plan) -> HttpResponse | None:
    """A form that could not be saved is not shown at all: back to the plan, with the reason."""
    if is_writable(plan):
        return None
    messages.warning(request, _("This plan is approved. Make a new draft of it to change it."))
    return to_plan(request, plan)
