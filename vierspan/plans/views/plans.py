"""The plans of an organisation, and one plan as a document to read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.forms.plans import TEMPLATES, PlanEditForm, TemplatePeriodForm, default_title
from vierspan.plans.forms.sections import CommentForm
from vierspan.plans.locks import NotWritable, is_writable
from vierspan.plans.models import State
from vierspan.plans.operations import plans as operations
from vierspan.plans.pictures import plan_timeline
from vierspan.plans.queries import plans as queries
from vierspan.plans.queries.compliance import list_of_elements
from vierspan.plans.queries.indicators import bound_values
from vierspan.plans.queries.reading import MOST_GOALS, reading
from vierspan.plans.views.finding import TONES, plan_of, rights, to_plan

YEARS = 3  # how long a plan runs unless the school chooses otherwise


@require_safe
@organisation_page(Can.PLAN_VIEW)
def plan_list(request: OrganisationRequest) -> HttpResponse:
    plans = queries.plans_of(request.organisation)
    shown = [(plan, TONES.get(State(plan.state), "plain")) for plan in plans]
    demands = [each for each in list_of_elements().elements if each.official and each.since <= request.today]
    return render(request, "plans/plan_list.html", {"plans": shown, "demands": demands})


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_add(request: OrganisationRequest) -> HttpResponse:
    form = TemplatePeriodForm(request.POST or None, templates=list(TEMPLATES), initial=_three_years(request))
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("title", "starts_on", "ends_on")}
        plan = operations.add_plan(
            organisation=request.organisation, template=form.chosen(), actor=request.user, **wanted
        )
        messages.success(request, _("The draft is ready. Begin with the section that you know best."))
        return to_plan(request, plan)
    return render(request, "plans/plan_add.html", {"form": form}, status=422 if form.errors else 200)


def _three_years(request: OrganisationRequest) -> dict[str, Any]:
    """From the first day of this school year, for three of them."""
    first = SchoolYear.of(request.today)
    last = SchoolYear(first.start_year + YEARS - 1)
    return {
        "template": request.GET.get("template", next(iter(TEMPLATES))),
        "title": default_title(first.start_year, last.start_year + 1),
        "starts_on": first.first_day,
        "ends_on": last.last_day,
    }


@require_safe
@organisation_page(Can.PLAN_VIEW)
def plan(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    found = plan_of(request, plan_id)
    read = reading(found, bound_values(request.organisation, on=request.today, plan=found))
    context = {
        "plan": found,
        "reading": read,
        "rights": rights(request, found),
        "tone": TONES.get(State(found.state), "plain"),
        "most_goals": MOST_GOALS,
        "timeline": plan_timeline(read, today=request.today, language=get_language() or "nl"),
        "comment_form": CommentForm(),
        "has_versions": found.versions.exists(),
        "approved_before": queries.last_approved(found) if found.is_editable else None,
    }
    return render(request, "plans/plan.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_edit(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    found = plan_of(request, plan_id)
    names = ("title", "starts_on", "ends_on", "review_on")
    initial = {name: getattr(found, name) for name in names}
    form = PlanEditForm(request.POST or None, initial=initial, writable=is_writable(found))
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_plan(plan=found, actor=request.user, **{name: form.cleaned_data[name] for name in names})
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            return to_plan(request, found)
    context = {"plan": found, "form": form, "writable": is_writable(found)}
    return render(request, "plans/plan_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_remove(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    found = plan_of(request, plan_id)
    if request.method == "POST":
        try:
            operations.remove_plan(plan=found, actor=request.user)
        except NotWritable as fault:
            messages.warning(request, str(fault))
            return to_plan(request, found)
        messages.success(request, _("The draft “%(title)s” is gone.") % {"title": found.title})
        return redirect("plans:plan_list", slug=request.organisation.slug)
    read = reading(found, {})
    return render(request, "plans/plan_remove.html", {"plan": found, "reading": read})
