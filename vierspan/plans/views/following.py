"""Beginning the plan that follows."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.forms.plans import TEMPLATES, TemplatePeriodForm, default_title
from vierspan.plans.models import Plan
from vierspan.plans.operations import following as operations
from vierspan.plans.views.finding import plan_of, to_plan


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_copy_forward(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    form = TemplatePeriodForm(request.POST or None, templates=_templates_after(plan), initial=_next_period(plan))
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("title", "starts_on", "ends_on")}
        copy = operations.copy_forward(
            plan=plan, template=form.chosen(), actor=request.user, on=request.today, **wanted
        )
        return to_plan(request, copy)
    context = {"plan": plan, "form": form}
    return render(request, "plans/plan_copy_forward.html", context, status=422 if form.errors else 200)


def _templates_after(plan: Plan) -> list[str]:
    """A full plan is followed by a full one: the compact template has no place for some of its texts."""
    return ["plan_full"] if plan.template == "plan_full" else list(TEMPLATES)


def _next_period(plan: Plan) -> dict[str, Any]:
    """From the day after, for as many school years."""
    first = SchoolYear.of(plan.ends_on + timedelta(days=1))
    years = SchoolYear.of(plan.ends_on).start_year - SchoolYear.of(plan.starts_on).start_year
    last = SchoolYear(first.start_year + years)
    return {
        "template": plan.template or next(iter(TEMPLATES)),
        "title": default_title(first.start_year, last.start_year + 1),
        "starts_on": plan.ends_on + timedelta(days=1),
        "ends_on": last.last_day,
    }
