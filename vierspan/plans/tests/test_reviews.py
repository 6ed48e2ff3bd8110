from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Plan, Review
from vierspan.plans.operations import reviews as operations
from vierspan.plans.queries import reviews as queries
from vierspan.plans.review_figures import IndicatorFigure, ReviewFigures
from vierspan.plans.tests.make import make_action, make_goal, make_indicator, make_plan
from vierspan.surveys.queries import results
from vierspan.surveys.tests.make import make_closed_round, some_answers


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def plan(school: Organisation) -> Plan:
    return make_plan(school, state="in_force", starts_on=date(2025, 9, 1), ends_on=date(2028, 8, 31))


def url(plan: Plan, end: str = "") -> str:
    return f"/o/school-a/plans/{plan.pk}/reviews/{end}"


SAID = {"went_well": "De wifi.", "went_less": "De opleiding.", "next_step": "Minder doelen."}


def test_the_figures_count_what_was_done_and_what_it_took(plan: Plan) -> None:
    goal = make_goal(plan)
    make_action(goal, state="done", effort_hours=Decimal("10.5"), cost_once=Decimal(1000))
    make_action(goal, effort_hours=Decimal(4), cost_yearly=Decimal(300), due_on=TODAY - timedelta(days=1))
    make_action(goal, state="doing", due_on=TODAY)
    make_action(goal, state="dropped", effort_hours=Decimal(99), cost_once=Decimal(99))
    make_indicator(goal, "Nascholing", unit="leraren", baseline=Decimal(3), target=Decimal(9), value=Decimal(5))
    assert queries.figures(plan, on=TODAY) == ReviewFigures(
        done=1,
        open=2,
        overdue=1,
        dropped=1,
        hours=Decimal("14.5"),
        hours_done=Decimal("10.5"),
        cost_once=Decimal(1000),
        cost_yearly=Decimal(300),
        indicators=(IndicatorFigure("Nascholing", "leraren", Decimal(3), Decimal(5), Decimal(9)),),
    )


def test_a_bound_indicator_has_the_score_of_the_latest_scan(plan: Plan, school: Organisation) -> None:
    make_indicator(make_goal(plan), "Visie", bound_dimension="V", bound_audience="teachers", baseline=Decimal(40))
    assert queries.figures(plan, on=TODAY).indicators[0].value is None
    make_closed_round(school, {"teachers": some_answers("teachers", 25)})
    score = results.score_of(school, "V", "teachers", TODAY)
    assert score is not None
    assert queries.figures(plan, on=TODAY).indicators[0].value == score.mean


def test_figures_survive_their_keeping_and_what_is_new_reads_as_zero() -> None:
    indicator = IndicatorFigure("Visie", "op 100", None, Decimal("52.5"), Decimal(60))
    figures = ReviewFigures(done=2, hours=Decimal("12.5"), indicators=(indicator,))
    assert ReviewFigures.from_json(figures.to_json()) == figures
    assert ReviewFigures.from_json({}) == ReviewFigures()


def test_the_years_to_review_have_begun_and_have_none_yet(plan: Plan) -> None:
    years = queries.years_to_review(plan, on=TODAY)
    assert [year.start_year for year in years] == [2026, 2025]
    make_review(plan, 2026)
    assert [year.start_year for year in queries.years_to_review(plan, on=TODAY)] == [2025]
    assert [year.start_year for year in queries.years_to_review(plan, on=date(2030, 1, 1))] == [2027, 2025]


def make_review(plan: Plan, school_year: int) -> Review:
    return operations.record(
        plan=plan,
        school_year=school_year,
        held_on=TODAY,
        review_on=date(2027, 6, 1),
        figures=ReviewFigures(done=school_year - 2020),
        actor="Ann",
        **SAID,
    )


def test_a_year_is_reviewed_once_and_sets_the_next_day(plan: Plan) -> None:
    review = make_review(plan, 2025)
    plan.refresh_from_db()
    assert (plan.review_on, review.recorded_by, review.figures["done"]) == (date(2027, 6, 1), "Ann", 5)
    with pytest.raises(operations.AlreadyReviewed):
        make_review(plan, 2025)
    assert Review.objects.count() == 1


def test_a_draft_is_not_reviewed(client: Client, alice: User, school: Organisation) -> None:
    draft = make_plan(school)
    with pytest.raises(NotWritable):
        make_review(draft, 2026)
    client.force_login(alice)
    assert client.get(url(draft, "add/")).headers["Location"] == url(draft)
    assert client.get(url(draft)).context["can_add"] is False


def test_review_add_keeps_what_was_said_with_the_figures_of_the_day(client: Client, alice: User, plan: Plan) -> None:
    make_action(make_goal(plan), state="done")
    client.force_login(alice)
    sent = {**SAID, "school_year": "2025", "held_on": "2026-11-20", "review_on": "2027-06-01"}
    bad = (
        {"went_well": ""},
        {"held_on": "2026-11-24"},
        {"review_on": "2026-11-20"},
        {"school_year": "2031"},
        {"review_on": "morgen"},
    )
    for change in bad:
        assert client.post(url(plan, "add/"), {**sent, **change}).status_code == 422
    assert client.post(url(plan, "add/"), sent).status_code == 302
    review = Review.objects.get()
    assert (review.school_year, review.held_on, review.next_step) == (2025, date(2026, 11, 20), "Minder doelen.")
    assert review.figures["done"] == 1


def test_review_add_proposes_a_year_on_but_not_after_the_plan(
    client: Client, alice: User, school: Organisation
) -> None:
    client.force_login(alice)
    for ends_on, proposed in ((date(2029, 8, 31), date(2027, 11, 23)), (date(2027, 6, 30), date(2027, 6, 30))):
        plan = make_plan(school, ends_on=ends_on, state="approved")
        assert client.get(url(plan, "add/")).context["form"].initial["review_on"] == proposed


def test_reviews_are_read_beside_the_year_before(client: Client, bob: User, plan: Plan) -> None:
    make_review(plan, 2025)
    later = make_review(plan, 2026)
    client.force_login(bob)
    page = client.get(f"/o/school-a/reviews/{later.pk}/")
    assert [one["figures"].done for one in page.context["compared"]] == [5, 6]
    listed = client.get(url(plan))
    assert [one["year"] for one in listed.context["held"]] == ["2026-2027", "2025-2026"]
    assert client.post(url(plan, "add/"), SAID).status_code == 403


def test_a_review_of_another_school_does_not_exist(
    client: Client, carol: User, plan: Plan, other_school: Organisation
) -> None:
    review = make_review(plan, 2025)
    client.force_login(carol)
    assert client.get(f"/o/school-a/reviews/{review.pk}/").status_code == 404
    assert client.get(f"/o/school-b/reviews/{review.pk}/").status_code == 404
    assert client.post(f"/o/school-b/plans/{plan.pk}/reviews/add/", SAID).status_code == 404
