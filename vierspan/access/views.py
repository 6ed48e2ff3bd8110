"""Pages about who belongs here, what happened, and one's own account."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vierspan.access import export, operations, queries
from vierspan.access import history as told
from vierspan.access.adapter import keep_language
from vierspan.access.forms import (
    AccountForm,
    EmailForm,
    HistoryFilter,
    InviteForm,
    InviteManyForm,
    JoinForm,
    MemberForm,
)
from vierspan.access.models import Invitation, Membership
from vierspan.access.pages import AccountRequest, OrganisationRequest, account_page, organisation_page, public_page
from vierspan.access.permissions import GRANTS, GRANTS_BELOW, SAYS, Can, Role
from vierspan.audit import queries as audit

LINES = 50


@require_safe
@organisation_page(Can.MEMBERS_VIEW)
def member_list(request: OrganisationRequest) -> HttpResponse:
    here, today = request.organisation, request.today
    can_edit = Can.MEMBERS_EDIT in request.can
    context = {
        "members": queries.members(here, on=today),
        "coming": queries.coming_members(here, on=today),
        "through": queries.members_through_groups(here, on=today),
        "invitations": queries.open_invitations(here) if can_edit else (),
        "givable": queries.givable_roles(request.user, here, on=today),
        "now": timezone.now(),
    }
    return render(request, "access/member_list.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.MEMBERS_EDIT)
def member_invite(request: OrganisationRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, roles=_givable(request))
    if form.is_valid():
        try:
            invitation = operations.invite(
                organisation=request.organisation, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except operations.NotPossible as fault:
            form.add_error(None, str(fault))
        else:
            _say_mailed(request, [invitation])
            return redirect("access:member_list", slug=request.organisation.slug)
    return render(request, "access/member_invite.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.MEMBERS_EDIT)
def member_invite_many(request: OrganisationRequest) -> HttpResponse:
    """First the list is looked at, line by line; what is then sent goes through the same eyes again."""
    roles, now = _givable(request), timezone.now()
    form = InviteManyForm(request.POST or None, request.FILES or None, roles=roles)
    looked: list[tuple[object, str]] = []
    if form.is_valid() and "send" in request.POST:
        report = operations.invite_many(
            organisation=request.organisation, invitees=form.invitees, actor=request.user, at=now
        )
        _say_mailed(request, list(report.made))
        return redirect("access:member_list", slug=request.organisation.slug)
    if form.is_valid():
        reasons = queries.refusals(request.organisation, form.invitees, roles=roles, at=now)
        looked = list(zip(form.invitees, reasons, strict=True))
        form = InviteManyForm(initial=form.carried(), roles=roles)
    context = {"form": form, "looked": looked, "good": sum(not reason for _one, reason in looked)}
    return render(request, "access/member_invite_many.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.MEMBERS_EDIT)
def member_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    form = MemberForm(request.POST or None, membership=membership, roles=_givable(request), today=request.today)
    if form.is_valid():
        try:
            operations.change_member(membership=membership, actor=request.user, on=request.today, **form.cleaned_data)
        except operations.NotPossible as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Saved."))
            return redirect("access:member_list", slug=request.organisation.slug)
    may_change = queries.may_change_email(request.user, membership.user, on=request.today)
    context = {"form": form, "membership": membership, "may_change_email": may_change}
    return render(request, "access/member_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.MEMBERS_EDIT)
def member_end(request: OrganisationRequest, pk: int) -> HttpResponse:
    membership, fault = _membership(request, pk), ""
    if request.method == "POST":
        try:
            operations.end_member(membership=membership, actor=request.user, on=request.today)
        except operations.NotPossible as refused:
            fault = str(refused)
        else:
            messages.success(request, _("%(name)s no longer has access here.") % {"name": membership.user})
            if membership.user == request.user:
                return redirect("home:start")
            return redirect("access:member_list", slug=request.organisation.slug)
    context = {"membership": membership, "fault": fault}
    return render(request, "access/member_end.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.MEMBERS_EDIT)
def member_email(request: OrganisationRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    form = EmailForm(request.POST or None)
    if form.is_valid():
        try:
            operations.change_email(
                membership=membership, email=form.cleaned_data["email"], actor=request.user, on=request.today
            )
        except operations.NotPossible as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Saved. We told the old and the new address."))
            return redirect("access:member_list", slug=request.organisation.slug)
    context = {"form": form, "membership": membership}
    return render(request, "access/member_email.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(Can.MEMBERS_EDIT)
def invitation_withdraw(request: OrganisationRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(request.organisation.invitations, pk=pk)
    try:
        operations.withdraw_invitation(invitation=invitation, actor=request.user, at=timezone.now())
    except operations.NotOpen as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect("access:member_list", slug=request.organisation.slug)


@require_POST
@organisation_page(Can.MEMBERS_EDIT)
def invitation_resend(request: OrganisationRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(request.organisation.invitations, pk=pk)
    try:
        sent = operations.resend_invitation(invitation=invitation, actor=request.user, at=timezone.now())
    except operations.NotOpen as fault:
        messages.error(request, str(fault))
    else:
        _say_mailed(request, [sent])
    return redirect("access:member_list", slug=request.organisation.slug)


@require_http_methods(["GET", "POST"])
@public_page
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who is signed in accepts; who has an account signs in first; who has none goes on to make one."""
    invitation = queries.invitation_of(token)
    if invitation is None or invitation.state(timezone.now()) != "open":
        return _closed(request, invitation)
    if not request.user.is_authenticated and queries.account_of(invitation.email) is None:
        return redirect("access:invitation_join", token=token)
    fault = ""
    if request.method == "POST" and request.user.is_authenticated:
        try:
            operations.accept_invitation(invitation=invitation, actor=request.user, at=timezone.now())
        except operations.NotPossible as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Welcome at %(place)s.") % {"place": invitation.organisation})
            return redirect("home:overview", slug=invitation.organisation.slug)
    is_other = request.user.is_authenticated and request.user.email.casefold() != invitation.email.casefold()
    context = {"invitation": invitation, "fault": fault, "is_other": is_other}
    return render(request, "access/invitation_accept.html", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password", "again")
@public_page
def invitation_join(request: HttpRequest, token: str) -> HttpResponse:
    invitation = queries.invitation_of(token)
    if invitation is None or invitation.state(timezone.now()) != "open":
        return _closed(request, invitation)
    if request.user.is_authenticated or queries.account_of(invitation.email):
        return redirect("access:invitation_accept", token=token)
    form = JoinForm(request.POST or None, initial={"name": invitation.name}, email=invitation.email)
    if form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        try:
            made = operations.join(
                invitation=invitation,
                name=name,
                password=password,
                language=(get_language() or "nl")[:2],
                actor=name,
                at=timezone.now(),
            )
        except operations.NotPossible as fault:
            form.add_error(None, str(fault))
        else:
            login(request, made.user)
            messages.success(request, _("Welcome at %(place)s.") % {"place": invitation.organisation})
            return redirect("home:overview", slug=invitation.organisation.slug)
    context = {"invitation": invitation, "form": form}
    return render(request, "access/invitation_join.html", context, status=422 if form.errors else 200)


@require_safe
@organisation_page(Can.ORGANISATION_VIEW)
def permission_table(request: OrganisationRequest) -> HttpResponse:
    rows = [
        (
            SAYS[can],
            [role for role in Role if can in GRANTS[role]],
            [role for role, below in GRANTS_BELOW.items() if can in below],
            can in request.can,
        )
        for can in Can
    ]
    own = queries.roles_of(request.user, request.organisation, on=request.today)
    return render(request, "access/permission_table.html", {"rows": rows, "own_roles": own})


@require_safe
@organisation_page(Can.HISTORY_VIEW)
def history(request: OrganisationRequest) -> HttpResponse:
    chosen = HistoryFilter(request.GET)
    back = chosen.back()
    since = timezone.now() - back if back else None
    events = audit.events(request.organisation.pk, nouns=chosen.nouns(), since=since)
    page = Paginator(events, LINES).get_page(request.GET.get("page"))
    days = groupby(told.lines(page), key=lambda line: timezone.localdate(line.at))
    context = {"form": chosen, "page": page, "days": [(day, list(found)) for day, found in days]}
    return render(request, "access/history.html", context)


@require_http_methods(["GET", "POST"])
@account_page
def account(request: AccountRequest) -> HttpResponse:
    user = request.user
    form = AccountForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if form.is_valid():
        operations.change_account(user=user, actor=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        response = redirect("access:account")
        keep_language(response, user.language)
        return response
    held = queries.own_memberships(user, on=timezone.localdate())
    context = {"form": form, "memberships": held}
    return render(request, "access/account.html", context, status=422 if form.errors else 200)


@require_safe
@account_page
def account_data(request: AccountRequest) -> HttpResponse:
    """All that we keep about who asks, as a file that other programs read too."""
    response = JsonResponse(export.about(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="vierspan.json"'
    return response


def _givable(request: OrganisationRequest) -> frozenset[Role]:
    return queries.givable_roles(request.user, request.organisation, on=request.today)


def _membership(request: OrganisationRequest, pk: int) -> Membership:
    return get_object_or_404(request.organisation.memberships.not_ended(request.today), pk=pk)


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    state = invitation.state(timezone.now()) if invitation else "unknown"
    context = {"invitation": invitation, "state": state}
    return render(request, "access/invitation_closed.html", context, status=410 if invitation else 404)


def _say_mailed(request: OrganisationRequest, invitations: list[Invitation]) -> None:
    left = sum(invitation.mailed_at is not None for invitation in invitations)
    lost = len(invitations) - left
    if left:
        text = ngettext("%(count)s invitation was mailed.", "%(count)s invitations were mailed.", left)
        messages.success(request, text % {"count": left})
    if lost:
        text = ngettext(
            "%(count)s invitation could not be mailed now. Send it again from this page later.",
            "%(count)s invitations could not be mailed now. Send them again from this page later.",
            lost,
        )
        messages.warning(request, text % {"count": lost})
