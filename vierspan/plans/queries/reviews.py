"""What a plan has come to, counted for its review."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.models import Action, ActionState, Indicator, Plan
from vierspan.plans.queries.indicators import bound_values, value_of
from vierspan.plans.review_figures import IndicatorFigure, ReviewFigures


def figures(plan: Plan, *, on: date) -> ReviewFigures:
    """The plan that day. A bound indicator has the score of its latest scan."""
    actions = list(Action.objects.filter(goal__plan=plan))
    kept = [action for action in actions if action.state != ActionState.DROPPED]
    done = [action for action in kept if action.state == ActionState.DONE]
    still_open = [action for action in kept if action.state != ActionState.DONE]
    bound = bound_values(plan.organisation, on=on)
    return ReviewFigures(
        done=len(done),
        open=len(still_open),
        overdue=sum(action.due_on is not None and action.due_on < on for action in still_open),
        dropped=len(actions) - len(kept),
        hours=_sum(action.effort_hours for action in kept),
        hours_done=_sum(action.effort_hours for action in done),
        cost_once=_sum(action.cost_once for action in kept),
        cost_yearly=_sum(action.cost_yearly for action in kept),
        indicators=tuple(
            IndicatorFigure(each.title, each.unit, each.baseline, value_of(each, bound), each.target)
            for each in Indicator.objects.filter(goal__plan=plan).order_by("goal__position", "goal_id", "pk")
        ),
    )


def years_to_review(plan: Plan, *, on: date) -> list[SchoolYear]:
    """The school years of the plan that have begun and have no review yet, the latest first."""
    held = set(plan.reviews.values_list("school_year", flat=True))
    first, last = SchoolYear.of(plan.starts_on), SchoolYear.of(min(on, plan.ends_on))
    years = [SchoolYear(year) for year in range(last.start_year, first.start_year - 1, -1)]
    return [year for year in years if year.start_year not in held]


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
