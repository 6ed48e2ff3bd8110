"""The one door to every page: who is this, which organisation, what may they do there."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from vierspan.access import queries
from vierspan.access.models import User
from vierspan.access.permissions import Can
from vierspan.organisations.models import Organisation

P = ParamSpec("P")
Page = Callable[..., HttpResponse]


class AccountRequest(HttpRequest):
    """Somebody signed in, in no organisation yet."""

    user: User
    htmx: HtmxDetails


class OrganisationRequest(AccountRequest):
    """Somebody signed in, in an organisation, with what they may do there today."""

    organisation: Organisation
    can: frozenset[Can]
    today: date


def organisation_page(
    permission: Can, *, group: bool = False
) -> Callable[[Callable[Concatenate[OrganisationRequest, P], HttpResponse]], Page]:
    """Let in those who hold ``permission`` in the organisation of the address.

    To who is no member, not even through a group, the organisation does not exist (404); a member without the
    permission is refused (403). ``group``: the page exists for groups only.
    """

    def decorate(view: Callable[Concatenate[OrganisationRequest, P], HttpResponse]) -> Page:
        @wraps(view)
        def page(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            found = cast(OrganisationRequest, request)
            found.today = timezone.localdate()
            found.organisation = get_object_or_404(Organisation, slug=slug)
            found.can = queries.grants(found.user, found.organisation, on=found.today)
            if not found.can or (group and found.organisation.is_school):
                raise Http404
            if permission not in found.can:
                raise PermissionDenied
            return view(found, *args, **kwargs)

        return _with_door(page, permission, group=group)

    return decorate


def account_page(view: Callable[Concatenate[AccountRequest, P], HttpResponse]) -> Page:
    """A page for everybody who is signed in; what it shows hangs on the person alone."""
    return _with_door(view, "account")


def public_page(view: Page) -> Page:
    """A page for everybody, without signing in."""
    return _with_door(login_not_required(view), "public")


def _with_door(page: Page, permission: Can | str, *, group: bool = False) -> Page:
    """Write on the page what its door asks: the check at start-up and the test of isolation read it."""
    cast(Any, page).permission, cast(Any, page).group = permission, group
    return page
