"""Indicators that follow a scan."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.plans.contents import template_of
from vierspan.plans.operations import following
from vierspan.plans.queries.indicators import bound_values
from vierspan.plans.queries.reading import reading
from vierspan.plans.tests.make import LAST, make_goal, make_indicator, make_plan
from vierspan.surveys.queries import results
from vierspan.surveys.tests.make import make_closed_round, some_answers

BOUND = {"bound_dimension": "X", "bound_audience": "teachers"}


@pytest.fixture
def score(school: Organisation) -> Decimal:
    """What the teachers of the school scored for expertise in its last scan."""
    make_closed_round(school, {"teachers": some_answers("teachers", 24, 2)})
    found = results.score_of(school, "X", "teachers", TODAY)
    assert found is not None
    return Decimal(found.mean)


def test_a_bound_indicator_has_the_score_of_the_last_scan(
    school: Organisation, other_school: Organisation, score: Decimal
) -> None:
    plan = make_plan(school)
    make_indicator(make_goal(plan), baseline=10, target=score, value=99, **BOUND)
    elsewhere = make_plan(other_school)
    make_indicator(make_goal(elsewhere), **BOUND)
    (shown,) = reading(plan, bound_values(school, on=TODAY, plan=plan)).goals[0].indicators
    assert (shown.value, shown.is_reached) == (score, True)
    assert shown.measured_on is not None
    assert shown.measured_on <= TODAY
    assert bound_values(other_school, on=TODAY) == {}


def test_only_what_some_indicator_follows_is_asked(school: Organisation, score: Decimal) -> None:
    plan, other = make_plan(school), make_plan(school)
    make_indicator(make_goal(other), **BOUND)
    assert bound_values(school, on=TODAY, plan=plan) == {}
    assert list(bound_values(school, on=TODAY)) == [("X", "teachers")]


@pytest.mark.usefixtures("score")
def test_the_baseline_is_filled_in_from_the_last_scan_unless_it_is_given(
    client: Client, alice: User, school: Organisation
) -> None:
    goal = make_goal(make_plan(school))
    client.force_login(alice)
    address = reverse("plans:indicator_add", args=["school-a", goal.pk])
    client.post(address, {"title": "Score", **BOUND})
    client.post(address, {"title": "Eigen start", "baseline": "12", **BOUND})
    latest = results.score_of(school, "X", "teachers", TODAY)
    assert latest is not None
    assert list(goal.indicators.values_list("title", "baseline")) == [
        ("Score", Decimal(latest.mean)),
        ("Eigen start", Decimal(12)),
    ]


def test_the_next_plan_follows_the_scan_from_where_it_stands_now(school: Organisation, score: Decimal) -> None:
    plan = make_plan(school)
    make_indicator(make_goal(plan), baseline=10, **BOUND)
    template = template_of(plan)
    assert template is not None
    period = {"starts_on": LAST, "ends_on": LAST.replace(year=2032)}
    follower = following.copy_forward(plan=plan, template=template, title="Volgend", actor="Alice", on=TODAY, **period)
    copied = follower.goals.get().indicators.get()
    assert (copied.bound_dimension, copied.bound_audience, copied.baseline) == ("X", "teachers", score)
