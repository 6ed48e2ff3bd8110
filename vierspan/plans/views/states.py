"""Submitting, approving, starting and ending a plan."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.contents import content_of, fingerprint
from vierspan.plans.forms.plans import ReturnForm
from vierspan.plans.models import State
from vierspan.plans.operations import states as operations
from vierspan.plans.queries.compliance import compliance_of
from vierspan.plans.queries.plans import last_approved
from vierspan.plans.queries.reading import reading
from vierspan.plans.views.finding import deed, plan_of, refuse_unless


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_submit(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    if request.method == "GET" and (refused := refuse_unless(request, plan, State.DRAFT)):
        return refused
    if request.method == "POST":
        said = _("Submitted. The head can now read and approve it.")
        return deed(request, plan, lambda: operations.submit(plan=plan, actor=request.user, at=timezone.now()), said)
    return render(request, "plans/plan_submit.html", {"plan": plan, "reading": reading(plan, {})})


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_return(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    if request.method == "GET" and (refused := refuse_unless(request, plan, State.SUBMITTED)):
        return refused
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remark = form.cleaned_data["remark"]
        said = _("The plan is a draft again, with your remark beside it.")
        return deed(
            request, plan, lambda: operations.return_to_draft(plan=plan, remark=remark, actor=request.user), said
        )
    return render(request, "plans/plan_return.html", {"plan": plan, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_APPROVE)
def plan_approve(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    if request.method == "GET" and (refused := refuse_unless(request, plan, State.SUBMITTED)):
        return refused
    if request.method == "POST":
        seen, now = request.POST.get("seen", ""), timezone.now()
        said = _("Approved. This version is kept as it is.")
        return deed(request, plan, lambda: operations.approve(plan=plan, seen=seen, actor=request.user, at=now), said)
    gaps = [
        each
        for each in compliance_of(plan, on=request.today)
        if not each.is_present and each.element.check != "approved"
    ]
    context = {"plan": plan, "reading": reading(plan, {}), "seen": fingerprint(content_of(plan)), "gaps": gaps}
    context["approved_before"] = last_approved(plan)
    return render(request, "plans/plan_approve.html", context)


@require_POST
@organisation_page(Can.PLAN_EDIT)
def plan_start(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    said = _("The plan is in force. Its actions can be followed up.")
    return deed(request, plan, lambda: operations.start(plan=plan, actor=request.user, at=timezone.now()), said)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_close(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    if request.method == "GET" and (refused := refuse_unless(request, plan, State.IN_FORCE)):
        return refused
    if request.method == "POST":
        said = _("The plan is closed. You can read it, and begin the plan that follows it.")
        return deed(request, plan, lambda: operations.close(plan=plan, actor=request.user, at=timezone.now()), said)
    return render(
        request,
        "plans/plan_close.html",
        {"plan": plan, "open": request.organisation.actions.open().filter(goal__plan=plan)},
    )


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def plan_reopen(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    if request.method == "GET" and (refused := refuse_unless(request, plan, State.APPROVED, State.IN_FORCE)):
        return refused
    if request.method == "POST":
        said = _("You are writing a new draft. The approved version stays under Versions.")
        return deed(request, plan, lambda: operations.reopen(plan=plan, actor=request.user), said)
    return render(request, "plans/plan_reopen.html", {"plan": plan})
