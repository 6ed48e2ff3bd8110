"""One submission at a time; together and in the middle of things: test_crowd.py."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.make import TODAY
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys import ballot
from vierspan.surveys.models import Access, Audience, Code, FreeText, Tally
from vierspan.surveys.operations import rounds as operations
from vierspan.surveys.tallies import Missing
from vierspan.surveys.tests.make import NOON, make_codes, make_open_round


def submit(audience: Audience, **given: Any) -> None:
    ballot.submit(**{"audience": audience, "answers": {}, "texts": {}, "code": None, "on": TODAY, **given})


def teachers(school: Organisation, **given: Any) -> Audience:
    return make_open_round(school, **given).audiences.get(key="teachers")


def counts(audience: Audience) -> dict[str, dict[str, int]]:
    return Tally.objects.get(audience=audience).counts


def physical_order(table: str, column: str) -> list[object]:
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {place}")
        return [value for (value,) in cursor.fetchall()]


def test_a_submission_adds_to_the_counters_of_its_audience_alone(school: Organisation) -> None:
    audience = teachers(school)
    submit(audience, answers={"V1": 4, "L1": Missing.DONT_KNOW, "X1": 2, "X2": 5})
    submit(audience, answers={"V1": 4})
    assert counts(audience)["item:V1"] == {"1": 0, "2": 0, "3": 0, "4": 2, "5": 0, "dk": 0, "na": 0, "blank": 0}
    assert counts(audience)["item:L1"]["dk"] == 1
    assert counts(audience)["mean:X"] == {"2:7": 1}
    assert Audience.objects.get(pk=audience.pk).responses == 2
    leaders = audience.round.audiences.get(key="leaders")
    assert (leaders.responses, sum(counts(leaders)["item:V1"].values())) == (0, 0)


def test_nothing_is_noted_of_the_moment(school: Organisation) -> None:
    audience = teachers(school)
    before = AuditEvent.objects.count()
    submit(audience, answers={"V1": 4}, texts={"Q1": "Meer tijd"})
    assert AuditEvent.objects.count() == before


def test_a_code_is_burnt_to_the_day_and_once(school: Organisation) -> None:
    audience = teachers(school, access=Access.CODES)
    first, second = make_codes(audience, 2)
    submit(audience, answers={"V1": 4}, code=first)
    with pytest.raises(ballot.CodeUsed):
        submit(audience, answers={"V1": 1}, code=first)
    assert list(Code.objects.order_by("number").values_list("used_on", flat=True)) == [TODAY, None]
    assert (counts(audience)["item:V1"]["4"], counts(audience)["item:V1"]["1"]) == (1, 0)
    assert Audience.objects.get(pk=audience.pk).responses == 1
    submit(audience, code=second)


def test_a_code_counts_in_its_own_audience_only(school: Organisation) -> None:
    audience = teachers(school, access=Access.CODES)
    (code,) = make_codes(audience, 1)
    with pytest.raises(ballot.CodeUsed):
        submit(audience.round.audiences.get(key="leaders"), code=code)
    assert Code.objects.get().used_on is None


def test_a_code_is_needed_where_there_are_codes_and_nowhere_else(school: Organisation) -> None:
    by_code, by_link = teachers(school, access=Access.CODES), teachers(school)
    with pytest.raises(ValueError, match="code"):
        submit(by_code)
    with pytest.raises(ValueError, match="code"):
        submit(by_link, code=make_codes(by_code, 1)[0])


@pytest.mark.parametrize("days", [-1, 15])
def test_outside_its_days_a_round_counts_nothing(school: Organisation, days: int) -> None:
    audience = teachers(school)
    with pytest.raises(ballot.RoundNotOpen):
        submit(audience, on=TODAY + timedelta(days=days))
    assert Audience.objects.get(pk=audience.pk).responses == 0


def test_a_closed_round_counts_nothing_though_it_was_open_when_the_page_was_read(school: Organisation) -> None:
    audience = teachers(school)
    operations.close_round(round=audience.round, actor="Alice", at=NOON, on=TODAY)
    with pytest.raises(ballot.RoundNotOpen):
        submit(audience, answers={"V1": 4})


def test_answers_off_the_form_count_nothing_and_burn_nothing(school: Organisation) -> None:
    audience = teachers(school, access=Access.CODES)
    (code,) = make_codes(audience, 1)
    for wrong in ({"V1": 6}, {"B1": 3}):
        with pytest.raises(ValueError, match="form"):
            submit(audience, answers=wrong, code=code)
    assert Code.objects.get().used_on is None
    assert Audience.objects.get(pk=audience.pk).responses == 0


def test_words_lie_in_the_order_of_their_random_keys(school: Organisation) -> None:
    audience = teachers(school)
    said = [f"Antwoord {number}" for number in range(12)]
    for text in said:
        submit(audience, texts={"Q1": text})
    keys = physical_order("surveys_freetext", "id")
    assert keys == sorted(keys)
    assert sorted(FreeText.objects.values_list("text", flat=True)) == sorted(said)
    assert set(FreeText.objects.values_list("organisation", flat=True)) == {school.pk}


@pytest.mark.django_db(transaction=True)
def test_what_the_database_notes_of_its_rows_ties_no_code_to_words(school: Organisation) -> None:
    audience = teachers(school, access=Access.CODES)
    made = make_codes(audience, 6)
    for code in reversed(made):
        submit(audience, code=code, texts={"Q1": f"Antwoord {code.number}"})
    assert physical_order("surveys_code", "number") == [1, 2, 3, 4, 5, 6]
    if connection.vendor == "postgresql":  # SQLite does not mark its rows with their transaction
        for table in ("surveys_code", "surveys_freetext"):
            assert len(set(physical_order(table, "xmin::text"))) == 1, table
