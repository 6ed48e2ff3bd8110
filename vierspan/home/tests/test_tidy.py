from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY, make_member, make_user
from vierspan.access.models import Invitation, Membership, User
from vierspan.access.permissions import Role
from vierspan.access.tests.make import NOW, make_invitation
from vierspan.audit.models import AuditEvent, record
from vierspan.home.tidy import Done, months_before, tidy
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action, Comment
from vierspan.plans.tests.make import make_action, make_goal, make_plan
from vierspan.surveys.models import Code, FreeText
from vierspan.surveys.tests.make import make_round


def test_months_before() -> None:
    assert months_before(date(2027, 3, 31), 1) == date(2027, 2, 28)
    assert months_before(date(2027, 1, 15), 1) == date(2026, 12, 15)
    assert months_before(date(2028, 2, 29), 24) == date(2026, 2, 28)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 240))
def test_months_before_are_that_many_months(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day in (day.day, (earlier.replace(day=28) + timedelta(days=4)).replace(day=1).day - 1, earlier.day)
    assert earlier.day <= day.day


def run(at: datetime = NOW) -> list[Done]:
    return [done for done in tidy(at) if done.rows]


def test_nothing_is_done_before_its_time(school: Organisation, alice: User) -> None:
    make_invitation(school)
    record(actor="Alice", organisation_id=school.pk, verb="plan.changed", target="x")
    assert run() == []


def test_history_goes_after_two_years(school: Organisation) -> None:
    for days in (365 * 2 - 1, 365 * 2 + 2):
        event = record(actor="Alice", organisation_id=school.pk, verb="plan.changed", target=str(days))
        AuditEvent.objects.filter(pk=event.pk).update(at=NOW - timedelta(days=days))
    assert run() == [Done("audit.AuditEvent", "delete", 1)]
    assert AuditEvent.objects.get().target == "729"


def test_an_invitation_goes_three_months_after_it_expired(school: Organisation) -> None:
    make_invitation(school, expires_at=NOW - timedelta(days=93))
    assert run() == [Done("access.Invitation", "delete", 1)]
    assert Invitation.objects.count() == 0


def test_an_account_goes_when_it_belonged_nowhere_for_two_years(school: Organisation, alice: User) -> None:
    gone, here = make_user("Gone"), make_user("Here")
    User.objects.update(created_at=NOW - timedelta(days=2000))
    make_member(school, gone, Role.TEACHER, until_date=TODAY - timedelta(days=800))
    make_member(school, here, Role.TEACHER, until_date=TODAY - timedelta(days=800))
    make_member(school, here, Role.TEACHER, until_date=TODAY - timedelta(days=1))
    run()
    assert sorted(User.objects.values_list("name", flat=True)) == ["Alice", "Here"]
    assert Membership.objects.filter(user=here).count() == 1


def test_a_new_account_waits_a_month_for_its_first_membership(db: None) -> None:
    fresh, old = make_user("Fresh"), make_user("Old")
    User.objects.filter(pk=fresh.pk).update(created_at=NOW - timedelta(days=20))
    User.objects.filter(pk=old.pk).update(created_at=NOW - timedelta(days=40))
    run()
    assert User.objects.get() == fresh


def test_an_address_behind_a_code_is_blanked_and_later_the_code_goes(school: Organisation) -> None:
    round = make_round(school, opens_on=date(2026, 9, 1), closes_on=date(2026, 9, 20))
    audience = round.audiences.all()[0]
    school.codes.create(audience=audience, number=1, code_hash="a", email="jan@voorbeeld.be", mailed_on=TODAY)
    school.freetexts.create(audience=audience, question="q", text="Goed bezig")
    assert run() == [Done("surveys.Code", "blank", 1)]
    assert Code.objects.values_list("email", "mailed_on", "number").get() == ("", None, 1)
    assert run() == []
    assert run(datetime(2027, 9, 25, tzinfo=UTC)) == [Done("surveys.Code", "delete", 1)]
    assert FreeText.objects.count() == 1
    run(datetime(2028, 9, 25, tzinfo=UTC))
    assert FreeText.objects.count() == 0


def test_names_in_a_closed_plan_are_blanked_and_remarks_go(school: Organisation, alice: User) -> None:
    plan = make_plan(school)
    action = make_action(make_goal(plan), owner=alice)
    Comment.objects.create(organisation=school, plan=plan, text="Wie doet dit?", author="Bob")
    run(NOW + timedelta(days=3650))
    action.refresh_from_db()
    assert (action.owner, Comment.objects.count()) == (alice, 1)
    type(plan).objects.update(closed_at=NOW)
    run(NOW + timedelta(days=740))
    assert Action.objects.values_list("owner", "owner_name").get() == (None, "")
    assert Comment.objects.count() == 0


def test_the_command_says_what_it_did_and_clears_old_sessions(
    school: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    make_invitation(school, expires_at=datetime(2020, 1, 1, tzinfo=UTC))
    Session.objects.create(session_key="x", session_data="", expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    call_command("tidy")
    assert capsys.readouterr().out == "access.Invitation: delete 1\n"
    assert Session.objects.count() == 0
