"""What a round's results hold, and what they keep to themselves."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import TODAY
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Audience, Tally
from vierspan.surveys.queries import results as queries
from vierspan.surveys.tests.make import answer_many, make_closed_round, make_open_round, make_round, some_answers

LAST_YEAR = TODAY - timedelta(days=370)
PULSE = ("V1", "L1", "X1", "X2", "C1", "C2", "I1", "T1")


def pulse(*values: int) -> list[dict[str, int]]:
    return [dict.fromkeys(PULSE, value) for value in values]


def test_a_hand_computed_mean_spread_and_interval(school: Organisation) -> None:
    # Ten people at 75 and ten at 25: mean 50, sd 25 * sqrt(20 / 19) = 25.649..., t(0.95; 19) = 1.7291,
    # margin 1.7291 * 25.649 / sqrt(20) = 9.917.
    round = make_closed_round(school, {"teachers": pulse(*[4] * 10, *[2] * 10)}, instrument="pulse")
    teachers = queries.results_of(round, TODAY).audience("teachers")
    assert teachers is not None
    found = teachers.dimension("V")
    assert found is not None
    assert found.summary.mean == 50
    assert f"{found.summary.sd:.3f}" == "25.649"
    assert (f"{found.summary.low:.2f}", f"{found.summary.high:.2f}") == ("40.08", "59.92")
    assert (teachers.n, teachers.head_count) == (20, 21)


def test_four_are_hidden_and_not_even_counted(school: Organisation) -> None:
    round = make_closed_round(school, {"teachers": pulse(1, 2, 4, 5)}, instrument="pulse")
    results = queries.results_of(round, TODAY)
    assert [(found.n, found.summary, found.balance) for found in results.audiences] == [(None, None, None)]
    assert (results.main, queries.vierspan_of(school, "nl", TODAY)) == (None, None)
    assert queries.score_of(school, "V", "teachers", TODAY) is None


def test_an_open_round_tells_nothing(school: Organisation) -> None:
    round = make_open_round(school, audiences={"teachers": 30})
    answer_many(round, "teachers", pulse(*[4] * 10, *[2] * 10))
    results = queries.results_of(round, TODAY)
    assert ([found.summary for found in results.audiences], results.about.is_closed) == ([None], False)
    assert queries.latest_round(school, TODAY) is None
    assert queries.latest_round(school, round.closes_on + timedelta(days=1)) == round


def test_a_draft_has_no_counters_and_no_results(school: Organisation) -> None:
    results = queries.results_of(make_round(school), TODAY)
    assert [found.summary for found in results.audiences] == [None, None]


def test_enough_support_staff_stand_alone(school: Organisation) -> None:
    given = {"teachers": some_answers("teachers", 25), "support_staff": some_answers("support_staff", 5)}
    results = queries.results_of(make_closed_round(school, given), TODAY)
    assert [(found.key, found.n) for found in results.audiences] == [("teachers", 25), ("support_staff", 5)]


@pytest.mark.parametrize("few", [1, 4])
def test_few_support_staff_are_hidden_and_teachers_shown_in_full(school: Organisation, few: int) -> None:
    teachers = some_answers("teachers", 25)
    alone = queries.results_of(make_closed_round(school, {"teachers": teachers}), TODAY)
    given = {"teachers": teachers, "support_staff": some_answers("support_staff", few)}
    results = queries.results_of(make_closed_round(school, given), TODAY)
    support = results.audience("support_staff")
    assert support is not None
    assert [found.key for found in results.audiences] == ["teachers", "support_staff"]
    assert results.audience("teachers") == alone.audience("teachers")
    assert len(alone.audiences[0].items) == 36
    assert (support.n, support.summary, support.head_count) == (None, None, few + 1)
    assert queries.score_of(school, "V", "support_staff", TODAY) is None


def test_five_who_all_say_the_same_are_hidden_and_one_item_of_few_has_no_spread(school: Organisation) -> None:
    same = queries.results_of(make_closed_round(school, {"teachers": pulse(4, 4, 4, 4, 4)}, instrument="pulse"), TODAY)
    assert [found.dimensions for found in same.audiences] == [()]
    few = queries.results_of(make_closed_round(school, {"teachers": pulse(1, 2, 3, 4, 5)}, instrument="pulse"), TODAY)
    assert few.main is not None
    found = few.main.dimension("V")
    assert found is not None
    assert (found.summary.mean, found.summary.sd, found.summary.low) == (50, None, None)


def test_the_latest_score_in_whole_points(school: Organisation) -> None:
    make_closed_round(school, {"teachers": pulse(*[2] * 10, *[3] * 10)}, instrument="pulse", ended=LAST_YEAR)
    make_closed_round(school, {"teachers": pulse(*[4] * 10, *[2] * 10)}, instrument="pulse")
    assert queries.score_of(school, "V", "teachers", TODAY) == queries.ScoreFact(
        50, 20, 40, 60, TODAY - timedelta(days=7), "teachers"
    )
    assert queries.score_of(school, "V", "pupils", TODAY) is None
    assert queries.score_of(school, "B", "teachers", TODAY) is None
    earlier = queries.score_of(school, "V", "teachers", LAST_YEAR + timedelta(days=1))
    assert earlier is not None
    assert (earlier.mean, earlier.on) == (38, LAST_YEAR)


def test_differences_with_a_sure_one_first(school: Organisation) -> None:
    # X2 moves by 25 points with the spread of the others; V1 does not move.
    before = [{**answer, "X2": 2 + place % 2} for place, answer in enumerate(pulse(*[4] * 10, *[2] * 10))]
    after = [{**answer, "X2": 3 + place % 2} for place, answer in enumerate(pulse(*[4] * 10, *[2] * 10))]
    first = queries.results_of(make_closed_round(school, {"teachers": before}, instrument="pulse"), TODAY).main
    second = queries.results_of(make_closed_round(school, {"teachers": after}, instrument="pulse"), TODAY).main
    assert first is not None
    assert second is not None
    found = queries.differences(first, second)
    assert (found[0].kind, found[0].code, found[0].points, found[0].is_sure) == ("item", "X2", 25, True)
    assert found[0].low < 25 < found[0].high
    assert [difference.is_sure for difference in found] == sorted((d.is_sure for d in found), reverse=True)
    assert {d.points for d in found if d.code == "V1"} == {0}


def test_dimensions_are_compared_only_over_the_same_items(school: Organisation) -> None:
    given = {"teachers": some_answers("teachers", 25), "pupils": some_answers("pupils", 40, 4)}
    results = queries.results_of(make_closed_round(school, given), TODAY)
    teachers, pupils = results.audiences
    found = queries.differences(teachers, pupils)
    assert {d.code for d in found if d.kind == "dimension"} == set()
    assert {d.code for d in found} == {code for codes in pupils.asked_of.values() for code in codes}


def test_balance_over_four_blocks(school: Organisation) -> None:
    answers = [
        {**answer, "V1": 1 + place % 2, "C1": 4 + place % 2} for place, answer in enumerate(pulse(*[4] * 10, *[2] * 10))
    ]
    main = queries.results_of(make_closed_round(school, {"teachers": answers}, instrument="pulse"), TODAY).main
    assert main is not None
    balance = main.balance
    assert balance is not None
    # V: mean of 0 and 25 = 12.5. The highest is C: the mean of C1 (87.5) and C2 (50) = 68.75.
    assert (balance.weakest, balance.strongest, balance.index) == ("V", "C", 1 - (68.75 - 12.5) / 100)
    assert balance.weakest_is_clear


def test_the_picture_shows_the_round_before_in_outline(school: Organisation) -> None:
    make_closed_round(school, {"teachers": some_answers("teachers", 20, 2)}, ended=LAST_YEAR, title="Vorig jaar")
    make_closed_round(school, {"teachers": some_answers("teachers", 25)})
    picture = queries.vierspan_of(school, "nl", TODAY)
    assert picture is not None
    assert "Vorig jaar" in picture.svg
    assert len(picture.table.rows) == 4


def test_the_number_of_queries_and_the_work_do_not_grow_with_the_answers(school: Organisation) -> None:
    round = make_closed_round(school, {"teachers": some_answers("teachers", 30)})
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.results_of(round, TODAY)
    tally = Tally.objects.get(audience__round=round)
    tally.counts = {key: {cell: 433 * count for cell, count in cells.items()} for key, cells in tally.counts.items()}
    tally.save()
    Audience.objects.filter(round=round).update(responses=12_990)
    with CaptureQueriesContext(connection) as many:
        results = queries.results_of(round, TODAY)
    assert (len(few), len(many)) == (1, 1)
    assert results.main is not None
    assert results.main.n == 12_990


@pytest.mark.parametrize(
    ("closes_on", "ended"), [(date(2026, 11, 10), date(2026, 11, 2)), (date(2026, 10, 30), date(2026, 10, 30))]
)
def test_a_round_ended_by_hand_or_by_its_date(school: Organisation, closes_on: date, ended: date) -> None:
    from vierspan.surveys.tests.make import NOON

    round = make_round(
        school, opens_on=date(2026, 10, 1), closes_on=closes_on, opened_at=NOON, closed_at=NOON - timedelta(days=21)
    )
    assert queries.ended_on(round) == ended
