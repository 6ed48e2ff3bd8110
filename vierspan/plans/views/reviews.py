"""Looking back at a school year of the plan, and at the years before."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.forms.actions import ReviewForm
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Plan, Review, State
from vierspan.plans.operations import reviews as operations
from vierspan.plans.queries import reviews as queries
from vierspan.plans.review_figures import ReviewFigures

REVIEWED = (State.APPROVED, State.IN_FORCE, State.CLOSED)


@require_safe
@organisation_page(Can.PLAN_VIEW)
def review_list(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(request.organisation.plans, pk=plan_id)
    held = [_read(review) for review in plan.reviews.all()]
    can_add = plan.state in REVIEWED and bool(queries.years_to_review(plan, on=request.today))
    return render(request, "plans/review_list.html", {"plan": plan, "held": held, "can_add": can_add})


@require_safe
@organisation_page(Can.PLAN_VIEW)
def review(request: OrganisationRequest, review_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.reviews.select_related("plan"), pk=review_id)
    earlier = found.plan.reviews.filter(school_year__lt=found.school_year).first()
    now, before = _read(found), _read(earlier) if earlier else None
    compared = [one for one in (before, now) if one]
    context = {"plan": found.plan, "now": now, "before": before, "compared": compared}
    return render(request, "plans/review.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def review_add(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = get_object_or_404(request.organisation.plans.select_related("organisation"), pk=plan_id)
    years = queries.years_to_review(plan, on=request.today)
    if plan.state not in REVIEWED or not years:
        messages.info(request, _("There is no school year of this plan to review now."))
        return redirect("plans:review_list", slug=request.organisation.slug, plan_id=plan.pk)
    form = ReviewForm(
        request.POST or None,
        years=[(year.start_year, str(year)) for year in years],
        today=request.today,
        initial={"held_on": request.today, "review_on": _next_year(plan, request.today)},
    )
    figures = queries.figures(plan, on=request.today)
    if form.is_valid():
        try:
            made = operations.record(plan=plan, figures=figures, actor=request.user, **form.cleaned_data)
        except (operations.AlreadyReviewed, NotWritable) as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The review is kept. The next one stands in the plan."))
            return redirect("plans:review", slug=request.organisation.slug, review_id=made.pk)
    earlier = plan.reviews.first()
    compared = [_read(earlier)] if earlier else []
    compared.append({"year": _("Today"), "figures": figures})
    context = {"plan": plan, "form": form, "figures": figures, "compared": compared}
    return render(request, "plans/review_add.html", context, status=422 if form.errors else 200)


def _read(review: Review) -> dict[str, object]:
    year = SchoolYear(review.school_year)
    return {"review": review, "year": str(year), "figures": ReviewFigures.from_json(review.figures)}


def _next_year(plan: Plan, today: date) -> date:
    """A year on, or before that when the plan ends earlier."""
    in_a_year = today + timedelta(days=365)
    return min(in_a_year, plan.ends_on) if plan.ends_on > today else in_a_year
