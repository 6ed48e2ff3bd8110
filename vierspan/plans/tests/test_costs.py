from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vierspan.plans.costs import Budget, Cost, Total, budget, hours_by_owner, school_years

FIRST, LAST = date(2026, 9, 1), date(2029, 8, 31)
EURO = st.decimals(0, 99_999, places=2)
COSTS = st.lists(
    st.builds(
        Cost,
        source=st.sampled_from(["working", "digiplan", ""]),
        once=EURO,
        yearly=EURO,
        starts_on=st.dates(FIRST, LAST),
    )
)


def test_school_years_are_counted_from_september_to_august() -> None:
    assert school_years(FIRST, LAST) == 3
    assert school_years(date(2027, 8, 31), date(2027, 9, 1)) == 2
    assert school_years(FIRST, FIRST) == 1
    assert school_years(LAST, FIRST) == 0


def test_a_yearly_cost_runs_from_its_start_to_the_end_of_the_plan() -> None:
    costs = [
        Cost("digiplan", Decimal(3250), Decimal(0), FIRST),
        Cost("working", Decimal(0), Decimal("1850.50"), date(2027, 10, 1)),
        Cost("working", Decimal(100), Decimal(10), date(2020, 1, 1)),
        Cost("none", Decimal(0), Decimal(0), FIRST),
    ]
    assert budget(costs, starts_on=FIRST, ends_on=LAST) == Budget(
        sources=(
            Total("digiplan", Decimal(3250), Decimal(0), Decimal(3250)),
            Total("working", Decimal(100), Decimal("1860.50"), Decimal("3831.00")),
        ),
        total=Total("", Decimal(3350), Decimal("1860.50"), Decimal("7081.00")),
        years=3,
    )


@given(COSTS)
def test_the_total_is_the_sum_of_the_sources_and_never_less_than_what_is_paid_once(costs: list[Cost]) -> None:
    found = budget(costs, starts_on=FIRST, ends_on=LAST)
    assert found.total.once == sum(cost.once for cost in costs)
    assert found.total.yearly == sum(cost.yearly for cost in costs)
    assert found.total.period == sum(total.period for total in found.sources)
    assert found.total.once + found.total.yearly <= found.total.period <= found.total.once + 3 * found.total.yearly


@given(COSTS)
def test_the_order_of_the_actions_changes_no_sum(costs: list[Cost]) -> None:
    one, other = (budget(each, starts_on=FIRST, ends_on=LAST) for each in (costs, costs[::-1]))
    assert one.total == other.total
    assert set(one.sources) == set(other.sources)


def test_hours_are_summed_by_owner_most_first() -> None:
    efforts = [("Els", Decimal(3)), ("Jan", Decimal(8)), ("Els", Decimal("2.5")), ("", Decimal(1)), ("Bob", None)]
    assert hours_by_owner(efforts) == (("Jan", Decimal(8)), ("Els", Decimal("5.5")), ("", Decimal(1)))
