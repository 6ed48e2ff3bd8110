"""Writing a section with its guidance beside it, and remarks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.plans.contents import template_of
from vierspan.plans.forms.sections import CommentForm, SectionForm
from vierspan.plans.locks import EditedMeanwhile, NotWritable
from vierspan.plans.merging import both
from vierspan.plans.models import Section
from vierspan.plans.operations import sections as operations
from vierspan.plans.text_runs import text_runs
from vierspan.plans.views.finding import deed, plan_of, refuse_unless_writable, to_plan


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def section_edit(request: OrganisationRequest, plan_id: int, key: str) -> HttpResponse:
    plan = plan_of(request, plan_id)
    section = get_object_or_404(request.organisation.sections.select_related("plan"), plan=plan, key=key)
    context: dict[str, Any] = {"plan": plan, "section": section, **_beside(section)}
    if request.method == "GET":
        form = SectionForm(initial={"body": section.body, "edition": section.edition})
        return refuse_unless_writable(request, plan) or render(
            request, "plans/section_edit.html", {**context, "form": form}
        )
    form = SectionForm(request.POST)
    if form.is_valid():
        try:
            operations.write_section(section=section, actor=request.user, **form.cleaned_data)
        except EditedMeanwhile as fault:
            context |= _conflict(fault, form.cleaned_data["body"])
            return render(request, "plans/section_edit.html", context, status=409)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Saved."))
            return to_plan(request, plan, f"section-{key}")
    return render(request, "plans/section_edit.html", {**context, "form": form}, status=422)


def _beside(section: Section) -> dict[str, Any]:
    """What the template says of this section, which sections lie around it, and the remarks."""
    template = template_of(section.plan)
    sections = template.sections if template else ()
    place = next((i for i, each in enumerate(sections) if each.key == section.key), None)
    return {
        "framework": None if place is None else sections[place],
        "number": 0 if place is None else place + 1,
        "total": len(sections),
        "comments": section.plan.comments.filter(section_key=section.key),
        "comment_form": CommentForm(initial={"section": section.key}),
    }


def _conflict(fault: EditedMeanwhile, mine: str) -> dict[str, Any]:
    """Both texts with what only one of them has, and a form that begins with all of both."""
    current: Section = fault.current
    return {
        "current": current,
        "mine": mine,
        "runs": text_runs(current.body, mine),
        "form": SectionForm(initial={"body": both(current.body, mine), "edition": current.edition}),
    }


@require_POST
@organisation_page(Can.PLAN_COMMENT)
def comment_add(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Write your remark first; at most 2000 characters."))
        return to_plan(request, plan)
    key, text = form.cleaned_data["section"], form.cleaned_data["text"]
    if key:
        get_object_or_404(request.organisation.sections, plan=plan, key=key)
    said = _("Your remark stands beside the plan.")
    do = lambda: operations.add_comment(plan=plan, section_key=key, text=text, actor=request.user)  # noqa: E731
    return deed(request, plan, do, said, f"section-{key}" if key else "remarks")


@require_POST
@organisation_page(Can.PLAN_COMMENT)
def comment_resolve(request: OrganisationRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(request.organisation.comments.select_related("plan"), pk=comment_id)
    operations.resolve_comment(comment=comment, actor=request.user, at=timezone.now())
    place = f"section-{comment.section_key}" if comment.section_key else "remarks"
    return to_plan(request, comment.plan, place)
