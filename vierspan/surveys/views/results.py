"""What a scan found: the page, its dimensions, the words, the files and the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base import documents, sheets
from vierspan.frameworks import library
from vierspan.surveys import exports, pictures, reports, sentences
from vierspan.surveys.findings import AudienceResult, RoundResults
from vierspan.surveys.models import Round
from vierspan.surveys.queries import results as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Read:
    """One round as its reader asked for it: whose answers, and beside which earlier round."""

    round: Round
    results: RoundResults
    audience: AudienceResult | None
    earlier: list[Round]
    previous: RoundResults | None


def _read(request: OrganisationRequest, round_id: int) -> Read:
    """The opened round of the address. 404 for an audience or an earlier round that is not of it."""
    found = get_object_or_404(request.organisation.rounds.exclude(opened_at=None), pk=round_id)
    results = queries.results_of(found, request.today)
    earlier = list(queries.earlier_rounds(found, request.today))
    wanted, audience = request.GET.get("audience"), results.main
    if wanted is not None:
        audience = results.audience(wanted)
        if audience is None:
            raise Http404
    return Read(found, results, audience, earlier, _previous(request, earlier, audience))


def _previous(
    request: OrganisationRequest, earlier: list[Round], audience: AudienceResult | None
) -> RoundResults | None:
    """The round that the address names, or the last one in which the same people have figures."""
    wanted = request.GET.get("with")
    chosen = [each for each in earlier if str(each.pk) == wanted] if wanted else earlier
    if wanted and not chosen:
        raise Http404
    return queries.comparable_results(chosen, audience, request.today)


def _closed(request: OrganisationRequest, round_id: int) -> Read:
    """The same, of a round that is closed: of an open one there is nothing to read yet."""
    read = _read(request, round_id)
    if not read.results.about.is_closed:
        raise Http404
    return read


def _shown(request: OrganisationRequest, round_id: int) -> tuple[Read, AudienceResult]:
    """The same, of an audience that has figures."""
    read = _closed(request, round_id)
    if read.audience is None or read.audience.is_suppressed:
        raise Http404
    return read, read.audience


def _language() -> str:
    return get_language() or "nl"


def _story(request: OrganisationRequest, read: Read) -> reports.Story | None:
    if read.audience is None or read.audience.is_suppressed:
        return None
    level = request.organisation.level
    return reports.story(
        read.results,
        read.audience,
        read.previous,
        library.references(library.latest("references")),
        level=level if level in ("primary", "secondary") else "all",
        language=_language(),
    )


def _context(read: Read) -> dict[str, Any]:
    return {
        "round": read.round,
        "results": read.results,
        "audience": read.audience,
        "earlier": read.earlier,
        "previous": read.previous,
        "groups": read.results.audiences,
        "floor": read.results.policy.floor,
        "hidden": reports.not_shown(read.results),
        "reading": sentences.how_to_read(read.results),
    }


@require_safe
@organisation_page(Can.SCANS_VIEW)
def result(request: OrganisationRequest, round_id: int) -> HttpResponse:
    read = _read(request, round_id)
    context = _context(read)
    if not read.results.about.is_closed:
        floor = read.results.policy.floor
        context["responses"] = [sentences.response_so_far(each, floor) for each in read.results.audiences]
    else:
        context |= {"told": _story(request, read), "dimensions": _dimensions(read)}
    return render(request, "surveys/result.html", context)


def _dimensions(read: Read) -> list[dict[str, Any]]:
    """Each dimension that this audience was asked about, with what they think of it in a few words."""
    if read.audience is None:
        return []
    return [
        {"dimension": each, "verdict": sentences.verdict(read.audience, each.code)}
        for each in read.results.instrument.dimensions
        if each.code in read.audience.asked_of
    ]


@require_safe
@organisation_page(Can.SCANS_VIEW)
def result_dimension(request: OrganisationRequest, round_id: int, dimension: str) -> HttpResponse:
    read, audience = _shown(request, round_id)
    instrument, language = read.results.instrument, _language()
    if dimension not in audience.asked_of:
        raise Http404
    found = instrument.dimension(dimension)
    drawing: dict[str, Any] = {"title": found.title.in_language(language), "language": language}
    has_spread = any(item.shares for item in audience.items if item.dimension == dimension)
    context = _context(read) | {
        "dimension": found,
        "groups": [each for each in read.results.audiences if dimension in each.asked_of],
        "line": sentences.dimension(instrument, audience, dimension),
        "items": pictures.item_bars(instrument, audience, dimension, key="items", **drawing),
        "spread": pictures.spread(instrument, audience, dimension, key="spread", **drawing) if has_spread else None,
        "opinions": [
            sentences.opinion(instrument, audience, item)
            for item in audience.items
            if item.dimension == dimension and item.shares and item.summary.mean is not None
        ],
        "detail": read.results.policy.detail,
        "comparisons": reports.of_dimension(read.results, audience, read.previous, dimension, language),
    }
    return render(request, "surveys/result_dimension.html", context)


@require_safe
@organisation_page(Can.SCANS_VIEW)
def result_texts(request: OrganisationRequest, round_id: int) -> HttpResponse:
    read, audience = _shown(request, round_id)
    texts = list(queries.texts_of(read.round, audience.key))
    asked = [
        {"question": question, "texts": [each.text for each in texts if each.question == question.code]}
        for question in read.results.instrument.questions
        if audience.key in question.audiences
    ]
    return render(request, "surveys/result_texts.html", _context(read) | {"asked": asked})


@require_safe
@organisation_page(Can.SCANS_VIEW)
def result_reliability(request: OrganisationRequest, round_id: int) -> HttpResponse:
    read, audience = _shown(request, round_id)
    instrument, language = read.results.instrument, _language()
    rows = [
        {
            "title": instrument.dimension(found.code).title,
            "found": found,
            "items": len(pictures.item_codes(instrument, audience, found.code)),
            "says": sentences.reliability(found.alpha),
            "dont_know": sentences.percent(found.dont_know),
        }
        for found in audience.dimensions
    ]
    items = [
        {
            "item": item,
            "text": pictures.item_text(instrument, audience, item.code, language),
            "dont_know": sentences.percent(item.dont_know.share if item.dont_know else None),
            "not_applicable": sentences.percent(item.not_applicable.share if item.not_applicable else None),
        }
        for item in sorted(audience.items, key=lambda item: -(item.dont_know.share if item.dont_know else 0))
    ]
    context = _context(read) | {"rows": rows, "items": items}
    return render(request, "surveys/result_reliability.html", context)


@require_safe
@organisation_page(Can.SCANS_VIEW)
def result_download(request: OrganisationRequest, round_id: int) -> HttpResponse:
    read, language = _closed(request, round_id), _language()
    headings, rows = exports.headings(language), exports.rows(read.results, language)
    wanted = request.GET.get("format", "csv")
    if wanted == "csv":
        return _file(sheets.csv_bytes(headings, rows, language=language), "text/csv; charset=utf-8", read, "csv")
    if wanted == "xlsx":
        title = reports.RESULTS.in_language(language)
        return _file(sheets.xlsx_bytes([sheets.Sheet(title, headings, rows)]), XLSX, read, "xlsx")
    raise Http404


def _file(data: bytes, content_type: str, read: Read, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    name = f"scan-{read.results.about.ended_on}-{read.round.pk}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _document(request: OrganisationRequest, read: Read) -> documents.Document:
    told = _story(request, read)
    if told is None:
        raise Http404
    date_text = date_format(read.results.about.ended_on, "DATE_FORMAT")
    return reports.document(told, organisation=request.organisation.name, date_text=date_text, language=_language())


@require_safe
@organisation_page(Can.SCANS_VIEW)
def report(request: OrganisationRequest, round_id: int) -> HttpResponse:
    read, _audience = _shown(request, round_id)
    written = _document(request, read)
    parts = [(type(part).__name__, part) for part in written.parts]
    return render(request, "surveys/report.html", _context(read) | {"written": written, "parts": parts})


@require_safe
@organisation_page(Can.SCANS_VIEW)
def report_download(request: OrganisationRequest, round_id: int) -> HttpResponse:
    read, _audience = _shown(request, round_id)
    wanted = request.GET.get("format", "pdf")
    if wanted not in ("pdf", "docx"):
        raise Http404
    from vierspan.base.documents import docx, pdf

    written = _document(request, read)
    if wanted == "docx":
        return _file(docx.write(written), DOCX, read, "docx")
    return _file(pdf.write(written), "application/pdf", read, "pdf")
