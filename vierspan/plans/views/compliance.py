"""Which required elements the plan has, on one page that can be printed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.queries import compliance as queries
from vierspan.plans.queries.actions import standing_plan
from vierspan.plans.queries.compliance import ElementStatus


@require_safe
@organisation_page(Can.PLAN_VIEW)
def compliance(request: OrganisationRequest) -> HttpResponse:
    plan = standing_plan(request.organisation)
    statuses = queries.compliance_of(plan, on=request.today)
    context = {
        "plan": plan,
        "list": queries.list_of_elements(),
        "rows": [(status, _mend(request, status)) for status in statuses],
        "present": sum(status.is_present is True for status in statuses),
        "total": len(statuses),
        "to_read": sum(status.is_present is None for status in statuses),
    }
    return render(request, "plans/compliance.html", context)


def _mend(request: OrganisationRequest, status: ElementStatus) -> str:
    """The page where the element is put right."""
    slug, plan = request.organisation.slug, status.plan
    if plan is None:
        return reverse("plans:plan_list", args=[slug])
    if status.element.check == "actions_owned":
        return f"{reverse('plans:action_list', args=[slug])}?plan={plan.pk}&state=open"
    if plan.is_editable and status.finding.section:
        return reverse("plans:section_edit", args=[slug, plan.pk, status.finding.section])
    if plan.is_editable and status.element.check in ("period_covers_today", "review_dated"):
        return reverse("plans:plan_edit", args=[slug, plan.pk])
    return reverse("plans:plan", args=[slug, plan.pk])
