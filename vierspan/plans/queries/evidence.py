"""All that an organisation knows of itself, in the shape that proposals are made from."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

from vierspan.organisations.models import Organisation
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.proposals import Evidence, GapFact, ScoreFact
from vierspan.surveys.findings import AudienceResult, RoundResults
from vierspan.surveys.queries import facts as sheet_of_facts
from vierspan.surveys.queries import results, rubric

Pair = tuple[str, str]  # dimension and audience


def evidence(organisation: Organisation, *, on: date) -> Evidence:
    """The latest closed scan, the latest sitting with the rubric, and the facts of this school year or the year before.

    What is suppressed or was never asked is no evidence.
    """
    found = results.latest_results(organisation, on)
    audiences = _by_key(found) if found else {}
    year = _year_of_facts(organisation, on)
    return Evidence(
        scores=_scores(audiences),
        dont_know=_dont_know(audiences),
        rubric=rubric.latest_levels(organisation),
        facts=_facts(organisation, year) if year else {},
        figures=sheet_of_facts.figures(organisation, year) if year else {},
        gaps=_gaps(audiences),
    )


def _by_key(found: RoundResults) -> dict[str, AudienceResult]:
    return {audience.key: audience for audience in found.shown}


def _scores(audiences: Mapping[str, AudienceResult]) -> dict[Pair, ScoreFact]:
    """Those with an interval, in whole points, as the pages show them."""
    found = {}
    for key, audience in audiences.items():
        for dimension in audience.dimensions:
            summary = dimension.summary
            if summary.mean is not None and summary.low is not None and summary.high is not None:
                fact = ScoreFact(round(summary.mean), summary.n, round(summary.low), round(summary.high))
                found[dimension.code, key] = fact
    return found


def _dont_know(audiences: Mapping[str, AudienceResult]) -> dict[Pair, float]:
    return {
        (dimension.code, key): dimension.dont_know
        for key, audience in audiences.items()
        for dimension in audience.dimensions
        if dimension.dont_know is not None
    }


def _gaps(audiences: Mapping[str, AudienceResult]) -> dict[tuple[str, str, str], GapFact]:
    """Hedges' g of the first audience minus the second."""
    found = {}
    for first, second in combinations(audiences, 2):
        for difference in results.differences(audiences[second], audiences[first]):
            if difference.kind == "dimension":
                effect = difference.effect
                found[difference.code, first, second] = GapFact(effect.g, effect.low, effect.high)
    return found


def _year_of_facts(organisation: Organisation, on: date) -> int | None:
    """The school year whose facts sheet somebody began, this one or the one before; a blank sheet says nothing."""
    now = SchoolYear.of(on)
    begun = set(organisation.factvalues.values_list("school_year", flat=True))
    return next((year.start_year for year in (now, now.previous) if year.start_year in begun), None)


def _facts(organisation: Organisation, year: int) -> dict[str, Any]:
    """Every fact of the sheet, None where the school left it empty."""
    values = sheet_of_facts.values(organisation, year)
    return {fact.key: values.get(fact.key) for fact in sheet_of_facts.sheet().facts}
