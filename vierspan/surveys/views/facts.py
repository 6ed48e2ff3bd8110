"""The facts sheet: computed where Vierspan knows, asked where it does not."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base import sheets
from vierspan.organisations.school_year import SchoolYear
from vierspan.surveys.forms.facts import FactsFileForm, FactsForm, Refusal, asked, from_sheet, shown
from vierspan.surveys.operations import facts as operations
from vierspan.surveys.queries import facts as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _year(request: OrganisationRequest) -> SchoolYear:
    """The school year in the address, or today's."""
    wanted = request.GET.get("year", "")
    if not wanted:
        return SchoolYear.of(request.today)
    if not wanted.isdigit() or not 2000 <= int(wanted) <= 2100:
        raise Http404
    return SchoolYear(int(wanted))


@require_safe
@organisation_page(Can.SCANS_VIEW)
def facts(request: OrganisationRequest) -> HttpResponse:
    year = _year(request)
    groups = queries.groups(request.organisation, year.start_year)
    rows = [row for _group, members in groups for row in members]
    context = {
        "year": year,
        "groups": groups,
        "figures": queries.figure_rows(request.organisation, year.start_year),
        "known": sum(row.value is not None for row in rows),
        "total": len(rows),
    }
    return render(request, "surveys/facts.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.FACTS_EDIT)
def facts_edit(request: OrganisationRequest) -> HttpResponse:
    year, sheet = _year(request), queries.sheet()
    rows = [row for _group, members in queries.groups(request.organisation, year.start_year) for row in members]
    initial = {row.fact.key: shown(row.value) for row in rows}
    initial |= {f"{row.fact.key}__source": row.kept.source for row in rows if row.kept}
    form = FactsForm(request.POST or None, sheet=sheet, initial=initial)
    if form.is_valid():
        changed = operations.save(
            organisation=request.organisation,
            school_year=year.start_year,
            values=form.given(),
            actor=request.user,
            on=request.today,
        )
        messages.success(request, _changed(changed))
        return redirect("surveys:facts", request.organisation.slug)
    groups = [(group, form.pairs(group.key)) for group in sheet.groups]
    context = {"form": form, "groups": [pair for pair in groups if pair[1]], "year": year}
    return render(request, "surveys/facts_edit.html", context, status=422 if form.errors else 200)


def _changed(count: int) -> str:
    return ngettext("%(count)d fact changed.", "%(count)d facts changed.", count) % {"count": count}


@require_safe
@organisation_page(Can.SCANS_VIEW)
def facts_download(request: OrganisationRequest) -> HttpResponse:
    year, language = _year(request), get_language() or "nl"
    headings = (_("Code"), _("Fact"), _("Unit"), _("Value"), _("Where from"), _("Where to find it"))
    found = [row for _group, members in queries.groups(request.organisation, year.start_year) for row in members]
    rows = [
        (
            row.fact.code,
            row.fact.title.in_language(language),
            row.fact.unit.in_language(language),
            (_("yes") if row.value else _("no")) if isinstance(row.value, bool) else row.value,
            row.kept.source if row.kept else "",
            row.fact.where.in_language(language),
        )
        for row in found
    ]
    response = HttpResponse(sheets.xlsx_bytes([sheets.Sheet(str(year), headings, rows)]), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{request.organisation.slug}-{year}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@organisation_page(Can.FACTS_EDIT)
def facts_upload(request: OrganisationRequest) -> HttpResponse:
    form = FactsFileForm(request.POST or None, request.FILES or None)
    refused: list[Refusal] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            given, refused = from_sheet(sheets.read_table(file.read(), file.name), queries.sheet())
        except sheets.SheetFault as fault:
            form.add_error("file", str(fault))
        else:
            if not refused:
                changed = operations.save(
                    organisation=request.organisation,
                    school_year=_year(request).start_year,
                    values=given,
                    actor=request.user,
                    on=request.today,
                )
                messages.success(request, _changed(changed))
                return redirect("surveys:facts", request.organisation.slug)
    context = {"form": form, "refused": refused, "year": _year(request), "count": len(asked(queries.sheet()))}
    return render(request, "surveys/facts_upload.html", context, status=422 if form.errors or refused else 200)
