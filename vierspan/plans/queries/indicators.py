"""The latest scan scores behind the indicators that are bound to one."""

from decimal import Decimal

from vierspan.organisations.models import Organisation
from vierspan.plans.models import Indicator
from vierspan.plans.proposals import ScoreFact

Bound = tuple[str, str]  # dimension and audience


def bound_values(organisation: Organisation) -> dict[Bound, ScoreFact]:
    """The latest score of each dimension and audience that an indicator of this organisation follows, where there is one."""
    from vierspan.surveys.queries import results

    pairs = Indicator.objects.filter(organisation=organisation).exclude(bound_dimension="")
    found = {}
    for pair in sorted(set(pairs.values_list("bound_dimension", "bound_audience"))):
        score = results.score_of(organisation, *pair)
        if score is not None:
            found[pair] = score
    return found


def value_of(indicator: Indicator, bound: dict[Bound, ScoreFact]) -> Decimal | None:
    """What it stands at now: the scan's score for a bound one (one decimal), otherwise the value last entered."""
    if not indicator.is_bound:
        return indicator.value
    score = bound.get((indicator.bound_dimension, indicator.bound_audience))
    return None if score is None else round(Decimal(score.mean), 1)
