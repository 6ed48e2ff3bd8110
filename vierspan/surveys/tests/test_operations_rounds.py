from datetime import date, timedelta

import pytest

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys import codes, tallies
from vierspan.surveys.models import Access, Audience, Code, Round, Tally
from vierspan.surveys.operations import rounds as operations
from vierspan.surveys.tests.make import NOON, make_answers, make_codes, make_open_round, make_round

LATER = TODAY + timedelta(days=14)


def verbs(organisation: Organisation) -> list[str]:
    return list(
        AuditEvent.objects.filter(organisation_id=organisation.pk).order_by("pk").values_list("verb", flat=True)
    )


def test_a_planned_round_is_a_draft_pinned_to_the_newest_version(school: Organisation, alice: User) -> None:
    made = operations.add_round(
        organisation=school,
        actor=alice,
        title="Scan herfst",
        instrument="perception",
        access=Access.LINK,
        opens_on=TODAY,
        closes_on=LATER,
        remind_on=None,
        audiences={"teachers": 20, "pupils": None},
    )
    assert (made.version, made.state(TODAY), made.created_by) == ("1.0", "draft", alice)
    assert sorted(made.audiences.values_list("key", "head_count", "organisation")) == [
        ("pupils", None, school.pk),
        ("teachers", 20, school.pk),
    ]
    assert set(made.link_key) <= set(codes.ALPHABET.lower())
    assert verbs(school) == ["round.planned"]


def test_opening_makes_all_counters_at_zero(school: Organisation) -> None:
    draft = make_round(school)
    operations.open_round(round=draft, actor="Alice", at=NOON, on=TODAY)
    opened = Round.objects.get(pk=draft.pk)
    assert (opened.opened_at, opened.state(TODAY)) == (NOON, "open")
    tally = Tally.objects.get(audience__round=opened, audience__key="teachers")
    assert sum(sum(cells.values()) for cells in tally.counts.values()) == 0
    assert len([key for key in tally.counts if key.startswith("item:")]) == 8
    assert Tally.objects.filter(audience__round=opened).count() == 2
    assert verbs(school) == ["round.opened"]


def test_a_round_opens_once_and_not_after_its_last_day(school: Organisation) -> None:
    opened = make_open_round(school)
    with pytest.raises(operations.NotADraft):
        operations.open_round(round=opened, actor="Alice", at=NOON, on=TODAY)
    with pytest.raises(operations.DatesPassed):
        operations.open_round(round=make_round(school), actor="Alice", at=NOON, on=LATER + timedelta(days=1))
    assert Tally.objects.filter(audience__round=opened).count() == Tally.objects.count()


def test_a_round_goes_through_its_states_by_itself(school: Organisation) -> None:
    opened = make_open_round(school, opens_on=TODAY + timedelta(days=1))
    days = [TODAY, TODAY + timedelta(days=1), LATER, LATER + timedelta(days=1)]
    assert [opened.state(day) for day in days] == ["waiting", "open", "open", "closed"]


def test_closing_is_for_good(school: Organisation) -> None:
    opened = make_open_round(school)
    make_answers(opened.audiences.get(key="teachers"), 3)
    operations.close_round(round=opened, actor="Alice", at=NOON, on=TODAY)
    closed = Round.objects.get(pk=opened.pk)
    assert (closed.closed_at, closed.state(TODAY)) == (NOON, "closed")
    assert AuditEvent.objects.get(verb="round.closed").changes == {"responses": 3}
    with pytest.raises(operations.AlreadyClosed):
        operations.close_round(round=closed, actor="Alice", at=NOON, on=TODAY)
    with pytest.raises(operations.AlreadyClosed):
        operations.edit_opened(round=closed, actor="Alice", title="x", closes_on=LATER, remind_on=None, on=TODAY)
    with pytest.raises(operations.NotADraft):
        operations.open_round(round=closed, actor="Alice", at=NOON, on=TODAY)


def test_a_round_closed_by_its_date_takes_no_later_date(school: Organisation) -> None:
    opened = make_open_round(school)
    after = LATER + timedelta(days=1)
    with pytest.raises(operations.AlreadyClosed):
        operations.edit_opened(round=opened, actor="Alice", title="x", closes_on=after, remind_on=None, on=after)


def test_a_draft_is_not_closed(school: Organisation) -> None:
    with pytest.raises(operations.NotOpened):
        operations.close_round(round=make_round(school), actor="Alice", at=NOON, on=TODAY)


def edit(draft: Round, **given: object) -> None:
    kept = {"title": "Nieuw", "access": draft.access, "opens_on": TODAY, "closes_on": LATER, "remind_on": None}
    operations.edit_draft(**{"round": draft, "actor": "Alice", **kept, **given})  # type: ignore[arg-type]


def test_a_draft_changes_with_its_audiences(school: Organisation) -> None:
    draft = make_round(school)
    edit(draft, audiences={"teachers": 25, "parents": 100}, closes_on=date(2026, 12, 24))
    changed = Round.objects.get(pk=draft.pk)
    assert (changed.title, changed.closes_on, changed.instrument) == ("Nieuw", date(2026, 12, 24), "pulse")
    assert sorted(changed.audiences.values_list("key", "head_count")) == [("parents", 100), ("teachers", 25)]
    assert verbs(school) == ["round.changed"]


def test_codes_are_not_lost_by_changing_a_draft(school: Organisation) -> None:
    draft = make_round(school, access=Access.CODES)
    make_codes(draft.audiences.get(key="leaders"), 2)
    with pytest.raises(operations.HasCodes):
        edit(draft, audiences={"teachers": 20})
    with pytest.raises(operations.HasCodes):
        edit(draft, audiences={"leaders": 4}, access=Access.LINK)
    edit(draft, audiences={"leaders": 5})
    assert Code.objects.count() == 2


def test_an_opened_round_changes_title_and_later_dates_only(school: Organisation) -> None:
    opened = make_open_round(school)
    operations.edit_opened(
        round=opened, actor="Alice", title="Scan 2", closes_on=date(2026, 12, 18), remind_on=TODAY, on=TODAY
    )
    changed = Round.objects.get(pk=opened.pk)
    assert (changed.title, changed.closes_on, changed.remind_on) == ("Scan 2", date(2026, 12, 18), TODAY)
    with pytest.raises(operations.NotADraft):
        edit(changed, audiences={"teachers": 1})
    with pytest.raises(operations.NotOpened):
        operations.edit_opened(
            round=make_round(school), actor="Alice", title="x", closes_on=LATER, remind_on=None, on=TODAY
        )


def test_only_a_draft_is_removed(school: Organisation) -> None:
    draft, opened = make_round(school, access=Access.CODES), make_open_round(school)
    make_codes(draft.audiences.get(key="teachers"), 2)
    operations.remove_round(round=draft, actor="Alice")
    assert (Round.objects.get(), Code.objects.count()) == (opened, 0)
    assert "round.removed" in verbs(school)
    with pytest.raises(operations.NotADraft):
        operations.remove_round(round=opened, actor="Alice")


def test_a_reminder_by_hand_sets_the_day(school: Organisation) -> None:
    opened = make_open_round(school)
    operations.remind(round=opened, actor="Alice", on=TODAY)
    assert Round.objects.get(pk=opened.pk).remind_on == TODAY
    with pytest.raises(operations.NotOpened):
        operations.remind(round=make_round(school), actor="Alice", on=TODAY)


def test_heads_are_counted_at_any_time(school: Organisation) -> None:
    audience = make_open_round(school).audiences.get(key="teachers")
    operations.count_heads(audience=audience, actor="Alice", head_count=31)
    assert Audience.objects.get(pk=audience.pk).head_count == 31
    assert AuditEvent.objects.get(verb="audience.counted").changes == {"audience": "teachers", "head_count": 31}


def numbers(asked: Round) -> list[tuple[str, int | None, int]]:
    return sorted(asked.audiences.values_list("key", "head_count", "support_heads"))


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"teachers": 20, "support_staff": 4}, [("teachers", 24, 4)]),
        ({"teachers": None, "support_staff": 4}, [("teachers", None, 4)]),
        ({"teachers": 20, "support_staff": 5}, [("support_staff", 5, 0), ("teachers", 20, 0)]),
        ({"teachers": 20, "support_staff": None}, [("support_staff", None, 0), ("teachers", 20, 0)]),
        ({"pupils": 90, "support_staff": 4}, [("pupils", 90, 0), ("support_staff", 4, 0)]),
    ],
)
def test_few_support_staff_are_asked_with_the_teachers(
    school: Organisation, given: dict[str, int | None], asked: list[tuple[str, int | None, int]]
) -> None:
    draft = make_round(school)
    edit(draft, audiences=given)
    assert numbers(draft) == asked
    assert AuditEvent.objects.get(verb="round.changed").changes["audiences"] == [key for key, _, _ in asked]


def test_support_staff_part_from_the_teachers_again_when_they_are_enough(school: Organisation) -> None:
    draft = make_round(school)
    edit(draft, audiences={"teachers": 20, "support_staff": 4})
    edit(draft, audiences={"teachers": 20, "support_staff": 6})
    assert numbers(draft) == [("support_staff", 6, 0), ("teachers", 20, 0)]


def test_support_staff_counted_as_few_join_the_teachers_before_opening_only(school: Organisation) -> None:
    given = {"teachers": 20, "support_staff": None}
    draft, opened = make_round(school, audiences=given), make_open_round(school, audiences=given)
    for found in (draft, opened):
        operations.count_heads(audience=found.audiences.get(key="support_staff"), actor="Alice", head_count=3)
    assert numbers(draft) == [("teachers", 23, 3)]
    assert numbers(opened) == [("support_staff", 3, 0), ("teachers", 20, 0)]


def test_support_staff_with_codes_do_not_lose_them_to_the_teachers(school: Organisation) -> None:
    draft = make_round(school, access=Access.CODES, audiences={"teachers": 20, "support_staff": None})
    support = draft.audiences.get(key="support_staff")
    make_codes(support, 2)
    with pytest.raises(operations.HasCodes):
        operations.count_heads(audience=support, actor="Alice", head_count=3)
    with pytest.raises(operations.HasCodes):
        edit(draft, access=Access.CODES, audiences={"teachers": 20, "support_staff": 3})
    assert numbers(draft) == [("support_staff", None, 0), ("teachers", 20, 0)]


def test_counters_have_the_shape_of_the_pinned_form(school: Organisation) -> None:
    opened = make_open_round(school, instrument="perception", audiences={"pupils": 100})
    counts = Tally.objects.get(audience__round=opened).counts
    assert counts["item:X4"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0, **dict.fromkeys(tallies.Missing, 0)}
    assert counts["mean:V"] == {}
