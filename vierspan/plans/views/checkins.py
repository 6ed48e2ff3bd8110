"""Checking in: on the page of an action, and by mailed link without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.models import User
from vierspan.access.pages import OrganisationRequest, organisation_page, public_page
from vierspan.access.permissions import Can
from vierspan.plans import check_in_links
from vierspan.plans.forms.actions import CheckInForm
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Light
from vierspan.plans.operations import checkins as operations
from vierspan.plans.queries import actions as queries
from vierspan.plans.queries.actions import Linked


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ACTIONS_EDIT)
def action_check_in(request: OrganisationRequest, action_id: int) -> HttpResponse:
    found = get_object_or_404(request.organisation.actions.select_related("goal__plan", "owner"), pk=action_id)
    form = CheckInForm(request.POST or None, initial={"light": found.light or None})
    if form.is_valid():
        try:
            operations.check_in(action=found, actor=request.user, on=request.today, **form.cleaned_data)
        except NotWritable as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Noted. Thank you."))
            return redirect("plans:action", slug=request.organisation.slug, action_id=found.pk)
    context = {"action": found, "form": form, "lights": Light}
    return render(request, "plans/action_check_in.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@public_page
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    found = _linked(token)
    if found.owner is None or found.action is None or found.fault:
        return render(request, "plans/check_in.html", {"fault": found.fault, "action": found.action}, status=410)
    with _language_of(request, found.owner):
        form = CheckInForm(request.POST or None)
        if form.is_valid():
            try:
                operations.check_in(
                    action=found.action, actor=found.owner, on=timezone.localdate(), **form.cleaned_data
                )
            except NotWritable as fault:
                form.add_error(None, str(fault))
            else:
                return redirect("plans:check_in_thanks", token=token)
        context = {"action": found.action, "form": form, "lights": Light, "on": timezone.localdate()}
        return render(request, "plans/check_in.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@public_page
def check_in_thanks(request: HttpRequest, token: str) -> HttpResponse:
    found = _linked(token)
    if found.owner is None or found.action is None or found.action.checked_on != timezone.localdate():
        return redirect("plans:check_in", token=token)  # thanks, and links to other actions, are for who checked in
    others = [(one, check_in_links.token(one)) for one in queries.others_of_owner(found.action)]
    with _language_of(request, found.owner):
        context = {"action": found.action, "others": others}
        return render(request, "plans/check_in_thanks.html", context)


def _linked(token: str) -> Linked:
    try:
        claim = check_in_links.read(token)
    except check_in_links.LinkExpired:
        return Linked(None, None, "expired")
    except check_in_links.LinkForged:
        return Linked(None, None, "forged")
    return queries.linked(claim.action_id, claim.mark, on=timezone.localdate())


def _language_of(request: HttpRequest, owner: User) -> translation.override:
    """The owner's language, unless the reader chose one here."""
    chosen = "django_language" in request.COOKIES
    language = request.LANGUAGE_CODE if chosen else owner.language
    request.LANGUAGE_CODE = language
    return translation.override(language)
