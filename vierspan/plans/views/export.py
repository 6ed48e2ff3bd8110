"""The plan as a file, and its one page for the staff."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.exporting import FORMATS, export
from vierspan.plans.queries.indicators import bound_values
from vierspan.plans.queries.reading import reading
from vierspan.plans.queries.summary import summary
from vierspan.plans.views.finding import plan_of


@require_safe
@organisation_page(Can.PLAN_VIEW)
def plan_export(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    return render(request, "plans/plan_export.html", {"plan": plan_of(request, plan_id)})


@require_safe
@organisation_page(Can.PLAN_VIEW)
def plan_download(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    wanted = request.GET.get("format", "")
    if wanted not in FORMATS:
        raise Http404
    language = (get_language() or "nl")[:2]
    format = FORMATS[wanted]
    response = HttpResponse(export(plan, wanted, language=language, on=request.today), content_type=format.content_type)
    name = slugify(f"{plan.title} {request.organisation}")[:80] or "plan"
    response["Content-Disposition"] = f'attachment; filename="{name}{format.ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@organisation_page(Can.PLAN_VIEW)
def plan_summary(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    read = reading(plan, bound_values(request.organisation, on=request.today, plan=plan))
    return render(request, "plans/plan_summary.html", {"plan": plan, "summary": summary(read, on=request.today)})
