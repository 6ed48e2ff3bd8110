"""The latest scan scores behind the indicators that are bound to one."""

from datetime import date
from decimal import Decimal

from vierspan.organisations.models import Organisation
from vierspan.plans.models import Indicator, Plan
from vierspan.surveys.queries import results
from vierspan.surveys.queries.results import ScoreFact

Bound = tuple[str, str]  # dimension and audience


def bound_values(organisation: Organisation, *, on: date, plan: Plan | None = None) -> dict[Bound, ScoreFact]:
    """The latest score of each dimension and audience that an indicator (of ``plan``) follows, where there is one."""
    rows = Indicator.objects.filter(organisation=organisation).exclude(bound_dimension="")
    if plan:
        rows = rows.filter(goal__plan=plan)
    found = {}
    for pair in sorted(set(rows.values_list("bound_dimension", "bound_audience"))):
        score = results.score_of(organisation, *pair, on)
        if score is not None:
            found[pair] = score
    return found


def value_of(indicator: Indicator, bound: dict[Bound, ScoreFact]) -> Decimal | None:
    """What it stands at now: the scan's score for a bound one, otherwise the value last entered."""
    if not indicator.is_bound:
        return indicator.value
    score = bound.get((indicator.bound_dimension, indicator.bound_audience))
    return None if score is None else round(Decimal(score.mean), 1)


def measured_on(indicator: Indicator, bound: dict[Bound, ScoreFact]) -> date | None:
    """From which day that value is."""
    if not indicator.is_bound:
        return indicator.measured_on
    score = bound.get((indicator.bound_dimension, indicator.bound_audience))
    return None if score is None else score.on
