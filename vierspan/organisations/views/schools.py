"""The schools of a group: bringing them in, letting them go, taking the list along."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base.sheets import Sheet, csv_bytes, xlsx_bytes
from vierspan.organisations import choosing, drafts, operations, queries
from vierspan.organisations.forms import AffiliationEndForm, ImportForm
from vierspan.organisations.school_list import HEADINGS, school_list_rows
from vierspan.organisations.school_year import SchoolYear

SHOWN = 50
MOST = 500  # more at once is for the command
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCHOOLS_IMPORT, group=True)
def school_import(request: OrganisationRequest) -> HttpResponse:
    group = request.organisation
    given = {"level": group.level, "from_date": SchoolYear.of(request.today).first_day}
    form = ImportForm(request.POST or None, request.FILES or None, initial=given)
    if request.method == "POST" and form.is_valid():
        kept = {name: form.cleaned_data[name] for name in ("found", "list_name", "from_date")}
        schools = choosing.listed(kept["found"])
        own_list = [school.line for school in schools] if len(schools) <= SHOWN else []
        drafts.begin(request.session, group, **kept, chosen=own_list, at=timezone.now())
        return redirect("organisations:school_choice", group.slug)
    return render(request, "organisations/school_import.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCHOOLS_IMPORT, group=True)
def school_choice(request: OrganisationRequest) -> HttpResponse:
    draft = drafts.current(request.session, request.organisation)
    if draft is None:
        return redirect("organisations:school_import", request.organisation.slug)
    schools = choosing.listed(draft.found)
    if request.method == "POST":
        return _choose(request, draft, schools)
    wanted = choosing.Filter.of(request.GET.dict())
    found = [school for school in schools if wanted.holds(school)]
    context = {
        "draft": draft,
        "schools": schools,
        "chosen": [school for school in schools if school.line in draft.chosen],
        "found": found,
        "page": Paginator(found, SHOWN).get_page(request.GET.get("page")),
        "wanted": wanted,
        "municipalities": choosing.municipalities(schools),
        "networks": choosing.networks(schools),
        "most": MOST,
    }
    return render(request, "organisations/school_choice.html", context)


def _choose(
    request: OrganisationRequest, draft: drafts.Draft, schools: tuple[choosing.ListedSchool, ...]
) -> HttpResponse:
    """Keep what was ticked, then search on or go on."""
    wanted, slug = choosing.Filter.of(request.POST.dict()), request.organisation.slug
    lines = choosing.chosen(schools, request.POST, before=draft.chosen, wanted=wanted)
    if len(lines) > MOST:
        messages.error(request, _("You can bring in %(most)s schools at once. Search more narrowly.") % {"most": MOST})
        lines = draft.chosen
    drafts.choose(request.session, lines)
    if "check" in request.POST and lines:
        return redirect("organisations:school_check", slug)
    if "check" in request.POST:
        messages.error(request, _("Choose at least one school first."))
    return redirect(reverse("organisations:school_choice", args=[slug]) + wanted.query(request.POST.get("page", "")))


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCHOOLS_IMPORT, group=True)
def school_check(request: OrganisationRequest) -> HttpResponse:
    group = request.organisation
    draft = drafts.current(request.session, group)
    if draft is None or not draft.chosen:
        return redirect("organisations:school_import", group.slug)
    try:
        report = operations.import_schools(
            rows=draft.chosen_rows,
            group=group,
            actor=request.user,
            on=request.today,
            from_date=draft.from_date,
            dry_run=request.method != "POST",
        )
    except operations.ImportClash as clash:
        messages.error(request, str(clash))
        return redirect("organisations:school_check", group.slug)
    if request.method == "POST":
        drafts.drop(request.session)
        count = len(report.schools)
        said = ngettext("%(count)s school is brought in.", "%(count)s schools are brought in.", count)
        messages.success(request, said % {"count": count})
        return redirect("home:schools", group.slug)
    return render(request, "organisations/school_check.html", {"report": report, "draft": draft})


@require_safe
@organisation_page(Can.SCHOOLS_VIEW, group=True)
def school_list_download(request: OrganisationRequest) -> HttpResponse:
    """The list as CSV, or as Excel with ``?as=xlsx``."""
    headings = [str(heading) for heading in HEADINGS]
    rows = school_list_rows(queries.schools_with_sites(request.organisation, request.today))
    kind = "xlsx" if request.GET.get("as") == "xlsx" else "csv"
    if kind == "xlsx":
        response = HttpResponse(xlsx_bytes([Sheet(_("Schools"), tuple(headings), rows)]), content_type=XLSX)
    else:
        language = (get_language() or "nl")[:2]
        response = HttpResponse(csv_bytes(headings, rows, language=language), content_type="text/csv; charset=utf-8")
    name = f"{request.organisation.slug}-{request.today}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@organisation_page(Can.SCHOOLS_IMPORT, group=True)
def affiliation_end(request: OrganisationRequest, pk: int) -> HttpResponse:
    current = request.organisation.member_affiliations.exclude(until_date__lt=request.today)
    affiliation = get_object_or_404(current.select_related("school"), pk=pk)
    form = AffiliationEndForm(request.POST or None, initial={"until_date": affiliation.until_date or request.today})
    if request.method == "POST" and form.is_valid():
        try:
            until_date = form.cleaned_data["until_date"]
            operations.end_affiliation(
                affiliation=affiliation, until_date=until_date, on=request.today, actor=request.user
            )
        except operations.AffiliationFault as fault:
            form.add_error("until_date", str(fault))
        else:
            messages.success(request, _("%(school)s leaves the group.") % {"school": affiliation.school})
            return redirect("organisations:organisation", request.organisation.slug)
    context = {"form": form, "affiliation": affiliation}
    return render(request, "organisations/affiliation_end.html", context, status=422 if form.errors else 200)
