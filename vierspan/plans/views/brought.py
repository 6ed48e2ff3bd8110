"""A plan made elsewhere: its file, and its goals from a table."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base.sheets import SheetFault, read_table
from vierspan.plans.forms.plans import BringForm, GoalsTableForm
from vierspan.plans.goals_table import GoalReading, NoGoalTable, as_text, read_goals
from vierspan.plans.locks import NotWritable
from vierspan.plans.operations import brought as operations
from vierspan.plans.operations.brought import Approval
from vierspan.plans.queries import people
from vierspan.plans.uploaded_plans import CONTENT_TYPES
from vierspan.plans.views.finding import plan_of, refuse_unless_writable, to_plan

MOST_ROWS = 500


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_bring(request: OrganisationRequest) -> HttpResponse:
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by, on = given.pop("approved_by"), given.pop("approved_on")
        plan = operations.bring_plan(
            organisation=request.organisation,
            kind=form.kind,
            approval=Approval(by, on) if by else None,
            actor=request.user,
            **given,
        )
        messages.success(request, _("The plan is here. Now enter its goals and actions, by hand or from a table."))
        return to_plan(request, plan)
    return render(request, "plans/plan_bring.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@organisation_page(Can.PLAN_VIEW)
def plan_file(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    if not plan.file:
        raise Http404
    kind = plan.file.name.rsplit(".", 1)[-1]
    response = FileResponse(
        plan.file.open("rb"), as_attachment=True, filename=plan.file_name, content_type=CONTENT_TYPES[kind]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]  # it streams; the door's type knows only HttpResponse


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_goals_import(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    """First what would be taken over and what is refused, then, on a second click, the taking over."""
    plan = plan_of(request, plan_id)
    form = GoalsTableForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return refuse_unless_writable(request, plan) or render(
            request, "plans/plan_goals_import.html", {"plan": plan, "form": form}
        )
    context: dict[str, Any] = {"plan": plan, "form": form}
    if form.is_valid() and (tried := _tried(form)):
        if "take_over" in request.POST and tried.goals:
            try:
                taken = operations.take_over_goals(
                    plan=plan,
                    goals=tried.goals,
                    people=people.by_name(request.organisation, on=request.today),
                    actor=request.user,
                    on=request.today,
                )
            except NotWritable as fault:
                form.add_error(None, str(fault))
            else:
                messages.success(request, _said(taken.goals, taken.actions))
                return to_plan(request, plan, "goals")
        context["reading"] = tried
    return render(request, "plans/plan_goals_import.html", context, status=422 if form.errors else 200)


def _tried(form: GoalsTableForm) -> GoalReading | None:
    """What the table holds; its text is put in the form, so that the second click sends what was shown."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    try:
        if file:
            table = read_table(file.read(), file.name, max_rows=MOST_ROWS, max_columns=40)
            form.show_text(as_text(table))
        else:
            table = read_table(text.encode(), _("What you pasted"), max_rows=MOST_ROWS, max_columns=40)
        return read_goals(table, block=form.cleaned_data["block"])
    except (SheetFault, NoGoalTable) as fault:
        form.add_error("file" if file else "text", str(fault))
        return None


def _said(goals: int, actions: int) -> str:
    first = ngettext("%(count)s goal is taken over", "%(count)s goals are taken over", goals) % {"count": goals}
    second = ngettext("with %(count)s new action.", "with %(count)s new actions.", actions) % {"count": actions}
    return f"{first}, {second}"
