"""Following actions up: list, board, timeline, and one action with all that was said of it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base.charts import Picture, TimelineRow, timeline
from vierspan.plans import tasks
from vierspan.plans.forms.actions import CheckInForm, FilterForm, StateForm
from vierspan.plans.locks import NotWritable, is_writable
from vierspan.plans.models import ActionState, Light, Plan, State
from vierspan.plans.operations import actions as operations
from vierspan.plans.queries import actions as queries
from vierspan.plans.queries.actions import ActionRow

PAGE = 25
VIEWS = ("list", "board", "timeline")
FIRST_FILTERS = ("q", "owner", "attention")  # the others lie one press further
# From each state one step on and one step back, as buttons on the board.
STEPS = {
    ActionState.TODO: [(ActionState.DOING, gettext_lazy("Start"))],
    ActionState.DOING: [(ActionState.TODO, gettext_lazy("Back")), (ActionState.DONE, gettext_lazy("Done"))],
    ActionState.DONE: [(ActionState.DOING, gettext_lazy("Open again"))],
    ActionState.DROPPED: [(ActionState.TODO, gettext_lazy("Open again"))],
}


@require_safe
@organisation_page(Can.PLAN_VIEW)
def action_list(request: OrganisationRequest) -> HttpResponse:
    plans = queries.open_plans(request.organisation)
    plan = next((one for one in plans if str(one.pk) == request.GET.get("plan")), plans[0] if plans else None)
    if plan is None:
        return render(request, "plans/action_list.html", {"plan": None})
    form = FilterForm(request.GET, plan=plan)
    every = queries.actions_of(plan)
    found = queries.narrowed(every, form.wanted(), user=request.user, on=request.today)
    shown = request.GET.get("view", "")
    shown = shown if shown in VIEWS else "list"
    kept = request.GET.copy()
    for name in ("view", "page"):
        kept.pop(name, None)
    context = {
        "plan": plan,
        "plans": plans,
        "first_fields": [form[name] for name in FIRST_FILTERS],
        "more_fields": [form[name] for name in form.fields if name not in FIRST_FILTERS],
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "is_narrowed_more": any(request.GET.get(name) for name in form.fields if name not in FIRST_FILTERS),
        "view": shown,
        "views": zip(VIEWS, (_("List"), _("Board"), _("Timeline")), ("list", "layout-kanban", "timeline"), strict=True),
        "kept": kept.urlencode(),
        "has_actions": every.exists(),
        "is_followed": plan.holds_as in queries.FOLLOWED,
        "past_digiplan": queries.past_digiplan(every).count(),
        "digiplan_until": queries.thresholds().day("digiplan_usable_until").day,
        **SHOWN[shown](request, plan, found),
    }
    return render(request, "plans/action_list.html", context)


def _list(request: OrganisationRequest, plan: Plan, found: Any) -> dict[str, Any]:
    order = request.GET.get("sort", "")
    page = Paginator(queries.ordered(found, order), PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    for name in ("sort", "page"):
        kept.pop(name, None)
    titles = {"title": _("Action"), "owner": _("Owner"), "due": _("Ready by"), "state": _("State")}
    heads = [
        {
            "label": label,
            "sort": f"-{key}" if order == key else key,
            "is": order.lstrip("-") == key,
            "down": order[:1] == "-",
        }
        for key, label in titles.items()
    ]
    return {
        "page": page,
        "rows": queries.rows(page, on=request.today),
        "heads": heads,
        "kept_for_sort": kept.urlencode(),
    }


def _board(request: OrganisationRequest, plan: Plan, found: Any) -> dict[str, Any]:
    rows = queries.rows(queries.ordered(found, "due"), on=request.today)
    columns = [
        (state.label, [(row, STEPS[state]) for row in rows if row.action.state == state]) for state in ActionState
    ]
    return {"columns": columns, "here": request.get_full_path()}


def _timeline(request: OrganisationRequest, plan: Plan, found: Any) -> dict[str, Any]:
    rows = queries.rows(queries.ordered(found.exclude(state=ActionState.DROPPED), "due"), on=request.today)
    return {"picture": _drawn(rows, plan, request.today) if rows else None}


SHOWN = {"list": _list, "board": _board, "timeline": _timeline}


def _drawn(rows: list[ActionRow], plan: Plan, today: date) -> Picture:
    drawn = [_drawn_row(row, plan) for row in rows]
    start = min([plan.starts_on, *(row.start for row in drawn)])
    end = max([plan.ends_on, *(row.end for row in drawn)])
    return timeline(
        drawn,
        start=start,
        end=max(end, start + timedelta(days=1)),
        today=today,
        key=f"actions-{plan.pk}",
        title=_("Actions of %(plan)s in time") % {"plan": plan.title},
        language=get_language() or "nl",
    )


def _drawn_row(row: ActionRow, plan: Plan) -> TimelineRow:
    """Without a date of its own an action lies along the whole plan, and says so."""
    action = row.action
    end = action.due_on or plan.ends_on
    start = min(action.starts_on or max(plan.starts_on, action.created_on), end)
    notes = [action.who or _("without owner"), "" if action.due_on else _("no date")]
    light: Any = "done" if action.state == ActionState.DONE else action.light or "none"
    return TimelineRow(action.title, start, end, light, ", ".join(note for note in notes if note))


@require_safe
@organisation_page(Can.PLAN_VIEW)
def action(request: OrganisationRequest, action_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.actions.select_related("goal__plan", "owner"), pk=action_id)
    said = list(found.check_ins.all())
    context = {
        "action": found,
        "row": queries.rows([found], on=request.today)[0],
        "said": [(day, list(lines)) for day, lines in groupby(said, key=lambda one: one.said_at.date())],
        "form": CheckInForm(initial={"light": found.light or None}),
        "state_form": StateForm(initial={"state": found.state}),
        "is_open": found.state not in queries.FINISHED,
        "is_followed": found.goal.plan.state != State.CLOSED,
        "is_writable": is_writable(found.goal.plan),
        "lights": Light,
    }
    return render(request, "plans/action.html", context)


@require_POST
@organisation_page(Can.ACTIONS_EDIT)
def action_move(request: OrganisationRequest, action_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.actions.select_related("goal__plan"), pk=action_id)
    form = StateForm(request.POST)
    if form.is_valid():
        try:
            moved = operations.set_state(
                action=found, state=ActionState(form.cleaned_data["state"]), actor=request.user
            )
        except NotWritable as fault:
            messages.warning(request, str(fault))
        else:
            said = _("“%(action)s” is now: %(state)s.") % {"action": moved, "state": moved.get_state_display()}
            messages.success(request, said)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return redirect(back)
    return redirect("plans:action", slug=request.organisation.slug, action_id=found.pk)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def check_in_ask(request: OrganisationRequest) -> HttpResponse:
    plan = queries.standing_plan(request.organisation)
    asked = queries.to_ask(plan, on=request.today) if plan and plan.holds_as in queries.FOLLOWED else ()
    if request.method == "POST":
        sent = tasks.ask_owners(asked, on=request.today, actor=str(request.user))
        if sent == len(asked):
            messages.success(request, _("Mailed: %(count)d.") % {"count": sent})
        else:
            text = _("Mailed: %(sent)d of %(count)d. Try again later for the others.")
            messages.warning(request, text % {"sent": sent, "count": len(asked)})
        return redirect("plans:action_list", slug=request.organisation.slug)
    others = queries.actions_of(plan).open().filter(owner=None) if plan else []
    return render(request, "plans/check_in_ask.html", {"plan": plan, "asked": asked, "others": others})
