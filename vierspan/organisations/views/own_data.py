"""An organisation's own data."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base import phrases
from vierspan.organisations import operations, queries
from vierspan.organisations.forms import OrganisationForm, PupilCountForm, SiteForm
from vierspan.organisations.school_year import SchoolYear

SITE_FIELDS = ("street", "house_number", "postcode", "municipality", "name", "number", "is_head_office")


@require_safe
@organisation_page(Can.ORGANISATION_VIEW)
def organisation(request: OrganisationRequest) -> HttpResponse:
    own, year = request.organisation, SchoolYear.of(request.today)
    context = {
        "sites": own.sites.order_by("-is_head_office", "number", "postcode", "street"),
        "counted_days": queries.pupil_counts(own) if own.is_school else [],
        "pupils": queries.pupils(own, year) if own.is_school else None,
        "affiliations": queries.affiliations(own),
        "year": year,
        "holidays": year.holidays(get_language() or "nl"),
        "today": request.today,
    }
    return render(request, "organisations/organisation.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ORGANISATION_EDIT)
def organisation_edit(request: OrganisationRequest) -> HttpResponse:
    own = request.organisation
    given = {name: getattr(own, name) for name in ("name", "number", "level", "network", "website")}
    form = OrganisationForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_organisation(organisation=own, actor=request.user, **form.cleaned_data)
        except operations.NumberTaken as taken:
            form.add_error("number", str(taken))
            own.refresh_from_db()
        else:
            messages.success(request, phrases.SAVED)
            return redirect("organisations:organisation", own.slug)
    status = 422 if form.errors else 200
    return render(request, "organisations/organisation_edit.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ORGANISATION_EDIT)
def site_add(request: OrganisationRequest) -> HttpResponse:
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_site(organisation=request.organisation, actor=request.user, **form.cleaned_data)
        except operations.SiteTaken as taken:
            form.add_error(None, str(taken))
        else:
            messages.success(request, phrases.SAVED)
            return redirect("organisations:organisation", request.organisation.slug)
    return render(request, "organisations/site_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ORGANISATION_EDIT)
def site_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(request.organisation.sites, pk=pk)
    form = SiteForm(request.POST or None, initial={name: getattr(site, name) for name in SITE_FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_site(site=site, actor=request.user, **form.cleaned_data)
        except operations.SiteTaken as taken:
            form.add_error(None, str(taken))
        else:
            messages.success(request, phrases.SAVED)
            return redirect("organisations:organisation", request.organisation.slug)
    context = {"form": form, "site": site}
    return render(request, "organisations/site_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ORGANISATION_EDIT)
def site_remove(request: OrganisationRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(request.organisation.sites, pk=pk)
    if request.method == "POST":
        operations.remove_site(site=site, actor=request.user)
        messages.success(request, _("The site is removed."))
        return redirect("organisations:organisation", request.organisation.slug)
    return render(request, "organisations/site_remove.html", {"site": site})


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ORGANISATION_EDIT)
def pupil_count_add(request: OrganisationRequest) -> HttpResponse:
    own = request.organisation
    if not own.is_school:
        raise Http404
    form = PupilCountForm(request.POST or None, organisation=own, today=request.today)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("school_year", "count_date", "pupils")}
        operations.add_pupil_counts(organisation=own, actor=request.user, **given)
        messages.success(request, phrases.SAVED)
        return redirect("organisations:organisation", own.slug)
    return render(request, "organisations/pupil_count_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.ORGANISATION_EDIT)
def pupil_count_remove(request: OrganisationRequest, pk: int) -> HttpResponse:
    count = get_object_or_404(request.organisation.pupilcounts, pk=pk)
    if request.method == "POST":
        operations.remove_pupil_count(count=count, actor=request.user)
        messages.success(request, _("The number is removed."))
        return redirect("organisations:organisation", request.organisation.slug)
    context = {"count": count, "year": SchoolYear(count.school_year)}
    return render(request, "organisations/pupil_count_remove.html", context)
