"""The Kijkwijzer: choosing together, without losing what another wrote."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from vierspan.access.models import User
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Assessment, StepState
from vierspan.surveys.operations import rubric as operations
from vierspan.surveys.queries import rubric as queries

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make_assessment(school: Organisation, user: User, held_on: date = date(2026, 11, 23)) -> Assessment:
    return operations.start(organisation=school, title="Najaar", held_on=held_on, present="Ann, Alice", actor=user)


def choose(assessment: Assessment, user: User, aspect: str, level: int, **given: str) -> None:
    texts = {"evidence": "", "link": "", "seen": "", **given}
    operations.choose(assessment=assessment, aspect=aspect, level=level, actor=user, **texts)


def test_a_sitting_pins_the_newest_rubric_and_counts_24_aspects(school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    rows = [row for dimension in queries.sheet(assessment) for row in dimension.rows]
    assert (assessment.version, len(rows)) == ("1.0", 24)


def test_choose_notes_level_and_person(school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    choose(assessment, alice, "RV1", 3, evidence="Verslag van 12 oktober")
    choice = assessment.choices.get()
    assert (choice.level, choice.evidence, choice.chosen_by) == (3, "Verslag van 12 oktober", "Alice")
    assert AuditEvent.objects.filter(verb="choice.made").get().changes == {"level": [None, 3]}


def test_choose_shows_what_another_wrote_meanwhile_and_keeps_it(school: Organisation, alice: User, ann: User) -> None:
    assessment = make_assessment(school, alice)
    choose(assessment, ann, "RV1", 4, evidence="van Ann")
    with pytest.raises(operations.ChangedMeanwhile) as caught:
        choose(assessment, alice, "RV1", 2, evidence="van Alice")
    assert (caught.value.choice.evidence, assessment.choices.get().evidence) == ("van Ann", "van Ann")
    choose(assessment, alice, "RV1", 2, evidence="van Alice", seen=queries.mark_of(caught.value.choice))
    assert assessment.choices.get().evidence == "van Alice"


def test_a_finished_sitting_stands(school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    operations.finish(assessment=assessment, actor=alice, at=NOON)
    with pytest.raises(operations.AlreadyFinished):
        choose(assessment, alice, "RV1", 2)
    with pytest.raises(operations.AlreadyFinished):
        operations.finish(assessment=assessment, actor=alice, at=NOON)


def test_latest_levels_are_of_the_latest_finished_sitting(school: Organisation, alice: User) -> None:
    first = make_assessment(school, alice, date(2025, 11, 3))
    choose(first, alice, "RV1", 2)
    operations.finish(assessment=first, actor=alice, at=NOON)
    second = make_assessment(school, alice)
    choose(second, alice, "RV1", 4)
    assert queries.latest_levels(school) == {"RV1": 2}
    operations.finish(assessment=second, actor=alice, at=NOON)
    assert queries.latest_levels(school) == {"RV1": 4}
    row = queries.sheet(second)[0].rows[0]
    assert (row.previous, row.moved) == (2, 2)


def test_a_new_level_opens_its_next_step_again(school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    choose(assessment, alice, "RV1", 2)
    choice = assessment.choices.get()
    operations.set_step(choice=choice, state=StepState.DONE, actor=alice)
    assert assessment.choices.get().step_state == StepState.DONE
    choose(assessment, alice, "RV1", 3, seen=queries.mark_of(assessment.choices.get()))
    assert assessment.choices.get().step_state == StepState.OPEN


def test_choice_edit_goes_to_the_next_aspect(client: Client, school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    client.force_login(alice)
    url = f"/o/school-a/kijkwijzer/{assessment.pk}/"
    page = client.get(f"{url}RV1/")
    assert page.status_code == 200
    assert page.content.decode().count('type="radio"') == 5
    sent = client.post(f"{url}RV1/", {"level": "3", "evidence": "<b>ja</b>", "link": "", "seen": ""})
    assert (sent.status_code, sent["Location"]) == (302, f"{url}RV2/")
    shown = client.get(url).content.decode()
    assert "&lt;b&gt;ja&lt;/b&gt;" in shown
    assert "<b>ja</b>" not in shown


def test_choice_edit_without_a_level_keeps_the_text(client: Client, school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    client.force_login(alice)
    sent = client.post(f"/o/school-a/kijkwijzer/{assessment.pk}/RV1/", {"evidence": "blijft staan", "seen": ""})
    assert sent.status_code == 422
    assert "blijft staan" in sent.content.decode()


def test_choice_edit_shows_the_others_text_in_a_conflict(
    client: Client, school: Organisation, alice: User, ann: User
) -> None:
    assessment = make_assessment(school, alice)
    choose(assessment, ann, "RV1", 4, evidence="van Ann")
    client.force_login(alice)
    url = f"/o/school-a/kijkwijzer/{assessment.pk}/RV1/"
    sent = client.post(url, {"level": "2", "evidence": "van Alice", "link": "", "seen": ""})
    text = sent.content.decode()
    assert (sent.status_code, "van Ann" in text, "van Alice" in text) == (422, True, True)


def test_choice_edit_of_an_unknown_aspect_does_not_exist(client: Client, school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    client.force_login(alice)
    assert client.get(f"/o/school-a/kijkwijzer/{assessment.pk}/RZ9/").status_code == 404


def test_assessment_add_needs_a_title(client: Client, school: Organisation, alice: User) -> None:
    client.force_login(alice)
    sent = client.post("/o/school-a/kijkwijzer/add/", {"title": "", "held_on": "2026-11-23"})
    assert (sent.status_code, school.assessments.count()) == (422, 0)


def test_assessment_remove_asks_first(client: Client, school: Organisation, alice: User) -> None:
    assessment = make_assessment(school, alice)
    client.force_login(alice)
    url = f"/o/school-a/kijkwijzer/{assessment.pk}/remove/"
    assert client.get(url).status_code == 200
    assert school.assessments.count() == 1
    client.post(url)
    assert school.assessments.count() == 0


def test_a_teacher_does_not_see_the_sittings(client: Client, school: Organisation, bob: User) -> None:
    client.force_login(bob)
    assert client.get("/o/school-a/kijkwijzer/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_assessment_list_asks_the_same_for_1_and_3(
    client: Client, school: Organisation, alice: User, django_assert_num_queries: object, count: int
) -> None:
    for _ in range(count):
        make_assessment(school, alice)
    client.force_login(alice)
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get("/o/school-a/kijkwijzer/")
