"""Versions of a plan: which there are, one of them, and what changed between two."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base.text import Text
from vierspan.plans.comparing import what_changed
from vierspan.plans.contents import content_of, template_of
from vierspan.plans.differences import Change, PlanContent, PlanDifference, difference
from vierspan.plans.models import Plan, State, Version
from vierspan.plans.views.finding import plan_of

NOW = "now"


@require_safe
@organisation_page(Can.PLAN_VIEW)
def version_list(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    versions = list(plan.versions.defer("content").order_by("-number"))
    return render(request, "plans/version_list.html", {"plan": plan, "versions": versions})


@require_safe
@organisation_page(Can.PLAN_VIEW)
def version(request: OrganisationRequest, plan_id: int, number: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    found = get_object_or_404(request.organisation.versions, plan=plan, number=number)
    content = PlanContent.from_json(found.content)
    titles = _titles(plan)
    sections = [{"title": titles.get(each.key, each.title), "body": each.body} for each in content.sections]
    context = {"plan": plan, "version": found, "content": content, "sections": sections}
    return render(request, "plans/version.html", context)


@require_safe
@organisation_page(Can.PLAN_VIEW)
def version_compare(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    versions = list(plan.versions.all())
    choices = [(str(each.number), _said(each)) for each in versions] + [(NOW, _("as it is now"))]
    a = request.GET.get("a") or choices[max(len(choices) - 2, 0)][0]
    b = request.GET.get("b") or NOW
    found = difference(_content(plan, versions, a), _content(plan, versions, b))
    context: dict[str, Any] = {"plan": plan, "choices": choices, "a": a, "b": b, "difference": found}
    context |= {"summary": what_changed(found), **_folded(found, _titles(plan))}
    return render(request, "plans/version_compare.html", context)


def _titles(plan: Plan) -> dict[str, Text]:
    """Titles of sections in both languages; a version that is older than its template keeps its own."""
    template = template_of(plan)
    return {each.key: each.title for each in template.sections} if template else {}


def _folded(found: PlanDifference, titles: dict[str, Text]) -> dict[str, Any]:
    """What changed, apart from what stayed the same."""
    sections = [(titles.get(part.key, part.title), part) for part in found.sections]
    same = [title for title, part in sections if part.change is Change.SAME]
    same += [goal.own.title for goal in found.goals if goal.change is Change.SAME]
    return {
        "sections_changed": [(title, part) for title, part in sections if part.change is not Change.SAME],
        "goals_changed": [goal for goal in found.goals if goal.change is not Change.SAME],
        "same": same,
    }


def _content(plan: Plan, versions: list[Version], wanted: str) -> PlanContent:
    if wanted == NOW:
        return content_of(plan)
    frozen = next((each for each in versions if str(each.number) == wanted), None)
    if frozen is None:
        raise Http404
    return PlanContent.from_json(frozen.content)


def _said(version: Version) -> str:
    return _("version %(number)s, %(reason)s") % {"number": version.number, "reason": State(version.reason).label}
