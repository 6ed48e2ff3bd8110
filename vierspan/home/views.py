"""The first page of everybody, and the pages that say that something is not there."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vierspan.access import queries as access
from vierspan.access.pages import AccountRequest, OrganisationRequest, account_page, organisation_page, public_page
from vierspan.access.permissions import Can
from vierspan.base.uploads import UploadTooLarge
from vierspan.home import queries
from vierspan.home.signals import signals
from vierspan.organisations import queries as organisations
from vierspan.plans.models import State
from vierspan.surveys.queries import results


@require_safe
@account_page
def start(request: AccountRequest) -> HttpResponse:
    reached = access.organisations_of(request.user, on=timezone.localdate())
    if len(reached) == 1 and "all" not in request.GET:
        return redirect("home:overview", slug=reached[0].organisation.slug)
    return render(request, "home/start.html", {"reached": reached})


STEPS = {
    "know": (gettext_lazy("Know"), gettext_lazy("a scan in the last two years")),
    "decide": (gettext_lazy("Decide"), gettext_lazy("a plan that was approved")),
    "divide": (gettext_lazy("Divide"), gettext_lazy("each action has an owner")),
    "do": (gettext_lazy("Do"), gettext_lazy("the plan is in force and lives")),
    "learn": (gettext_lazy("Learn"), gettext_lazy("a review in the last year")),
}


@require_safe
@organisation_page(Can.ORGANISATION_VIEW)
def overview(request: OrganisationRequest) -> HttpResponse:
    standing = queries.standings([request.organisation], on=request.today)[0]
    plan = standing.plan if Can.PLAN_VIEW in request.can else None
    context = {
        "steps": _shown(standing),
        "signals": signals(standing, request.can),
        "plan": plan,
        "plan_tone": "ok" if plan and plan.state == State.IN_FORCE else "info",
        "goals": queries.goals_at_a_glance(plan) if plan else [],
        **_vierspan(request),
        **_side_by_side(request),
    }
    return render(request, "home/overview.html", context)


def _vierspan(request: OrganisationRequest) -> dict[str, Any]:
    """The picture of the latest closed scan, for those who may see scans."""
    if Can.SCANS_VIEW not in request.can:
        return {"vierspan": None}
    latest = results.latest_round(request.organisation, request.today)
    drawn = results.vierspan_of(request.organisation, get_language() or "nl", request.today)
    if latest is None or drawn is None:
        return {"vierspan": None}
    url = reverse("surveys:result", args=[request.organisation.slug, latest.pk])
    return {"vierspan": drawn, "vierspan_of": latest, "vierspan_url": url}


@require_safe
@organisation_page(Can.SCHOOLS_VIEW, group=True)
def schools(request: OrganisationRequest) -> HttpResponse:
    return render(request, "home/schools.html", _side_by_side(request))


def _side_by_side(request: OrganisationRequest) -> dict[str, Any]:
    """The schools of the group with how far each is, for those who may see them."""
    if request.organisation.is_school or Can.SCHOOLS_VIEW not in request.can:
        return {}
    found = list(organisations.schools_of(request.organisation, on=request.today))
    rows = [
        {"organisation": standing.organisation, "standing": standing, "shown": _shown(standing)}
        for standing in queries.standings(found, on=request.today)
    ]
    return {"rows": rows, "step_labels": [label for label, _says in STEPS.values()]}


def _shown(standing: queries.Standing) -> list[dict[str, Any]]:
    """The five steps as a template shows them."""
    return [{"label": STEPS[k][0], "says": STEPS[k][1], "reached": reached} for k, reached in standing.steps]


@require_POST
@public_page
def language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language in a cookie and go back to where they were."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", secure=settings.IS_SECURE
        )
    return response


@require_safe
@public_page
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"alive": True})


@require_safe
@public_page
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready to serve: the database answers and has all migrations."""
    try:
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"ready": False, "because": "database"}, status=503)
    return JsonResponse({"ready": not waiting}, status=503 if waiting else 200)


def _said(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "home/said.html", {"said_title": title, "said_text": text}, status=status)


@public_page
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, UploadTooLarge):
        most = settings.UPLOAD_MAX_BYTES // 1024**2
        text = _("The file is larger than %(most)s MB. Nothing was kept of it; send a smaller file.") % {"most": most}
        return _said(request, 413, _("This file is too large"), text)
    text = _("Your browser sent something that we do not understand. Go back and try again.")
    return _said(request, 400, _("This request is not right"), text)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("You belong here, but this page is for others. Ask your head teacher or ICT coordinator if you need it.")
    return _said(request, 403, _("This page is not for you"), text)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("The page does not exist, or not for you. Check the address, or start again from the overview.")
    return _said(request, 404, _("Nothing here"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    text = _("Something went wrong on our side. What you saved before is safe. Try again in a moment.")
    return _said(request, 500, _("This went wrong"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("The form was open too long, or came from another page. Go back, reload the page and send it again.")
    return _said(request, 403, _("This form could not be checked"), text)
