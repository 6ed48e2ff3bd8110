from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.make import TODAY, make_member, make_user
from vierspan.access.models import User
from vierspan.access.permissions import Role
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Access, Audience, Code, Round
from vierspan.surveys.tests.make import NOON, make_answers, make_codes, make_open_round, make_round

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def page(name: str, school: Organisation, *args: object) -> str:
    return reverse(f"surveys:{name}", args=[school.slug, *args])


def planned(**given: object) -> dict[str, object]:
    return {
        "title": "Scan lente",
        "instrument": "perception",
        "access": "link",
        "opens_on": "2026-11-23",
        "closes_on": "2026-12-07",
        "ask_teachers": "on",
        "heads_teachers": "24",
        "heads_pupils": "200",
        **given,
    }


def test_round_list_costs_the_same_for_one_and_three(
    client: Client, alice: User, school: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(alice)
    make_open_round(school)
    client.get(page("round_list", school))
    with django_assert_num_queries(5):
        one = client.get(page("round_list", school))
    make_round(school)
    make_open_round(school)
    with django_assert_num_queries(5):
        three = client.get(page("round_list", school))
    assert (one.status_code, len(three.context["rows"])) == (200, 3)


def test_round_list_is_not_for_teachers(client: Client, bob: User, school: Organisation) -> None:
    client.force_login(bob)
    assert client.get(page("round_list", school)).status_code == 403


def test_round_add_plans_a_draft(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    assert client.get(page("round_add", school)).status_code == 200
    response = client.post(page("round_add", school), planned())
    made = Round.objects.get()
    assert response.headers["Location"] == page("round", school, made.pk)
    assert (made.title, made.instrument, made.state(TODAY)) == ("Scan lente", "perception", "draft")
    assert list(made.audiences.values_list("key", "head_count")) == [("teachers", 24)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"instrument": "rubric"},
        {"closes_on": "2026-11-22"},
        {"opens_on": "2026-12-08"},
        {"remind_on": "2026-12-08"},
        {"ask_teachers": ""},
        {"heads_teachers": "0"},
    ],
)
def test_round_add_refuses(client: Client, alice: User, school: Organisation, wrong: dict[str, str]) -> None:
    client.force_login(alice)
    response = client.post(page("round_add", school), planned(**wrong))
    assert (response.status_code, Round.objects.count()) == (422, 0)


@pytest.mark.parametrize("state", ["draft", "waiting", "open", "closed"])
@pytest.mark.parametrize("access", Access.values)
def test_round_shows_each_state(client: Client, alice: User, school: Organisation, state: str, access: str) -> None:
    client.force_login(alice)
    start = {"draft": 0, "open": 0, "waiting": 3, "closed": -20}[state]
    make = make_round if state == "draft" else make_open_round
    days = {"opens_on": TODAY + timedelta(days=start), "closes_on": TODAY + timedelta(days=start + 14)}
    found = make(school, access=access, **days)
    response = client.get(page("round", school, found.pk))
    assert (response.status_code, response.context["state"]) == (200, state)
    text = response.content.decode()
    assert ("/s/" in text) == (access == "link" and state != "closed")
    assert (page("round_open", school, found.pk) in text) == (state == "draft")
    assert (page("round_close", school, found.pk) in text) == (state in ("waiting", "open"))


def test_round_costs_the_same_for_one_and_five_audiences(
    client: Client, alice: User, school: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(alice)
    groups = {"leaders": 2, "ict_team": 3, "teachers": 24, "pupils": 100, "parents": None}
    one, five = make_open_round(school, audiences={"teachers": 3}), make_open_round(school, audiences=groups)
    client.get(page("round", school, one.pk))
    for found in (one, five):
        with django_assert_num_queries(7):
            assert client.get(page("round", school, found.pk)).status_code == 200


def test_round_shows_a_team_member_no_buttons(client: Client, school: Organisation) -> None:
    member = make_user("Eva")
    make_member(school, member, Role.TEAM_MEMBER)
    client.force_login(member)
    found = make_open_round(school)
    text = client.get(page("round", school, found.pk)).content.decode()
    assert page("round_close", school, found.pk) not in text
    assert page("audience_edit", school, found.audiences.get(key="teachers").pk) not in text
    for name in ("round_edit", "round_dates", "round_open", "round_close", "round_remove", "round_remind"):
        assert client.post(page(name, school, found.pk)).status_code == 403, name


def test_round_of_another_school_does_not_exist(
    client: Client, carol: User, school: Organisation, other_school: Organisation
) -> None:
    found = make_open_round(school)
    client.force_login(carol)
    for name in ("round_edit", "round_dates", "round_open", "round_close", "round_remove", "round_remind"):
        assert client.post(page(name, other_school, found.pk)).status_code == 404, name
    assert client.get(page("round", other_school, found.pk)).status_code == 404
    assert client.get(page("round_preview", other_school, found.pk, "teachers")).status_code == 404
    audience = found.audiences.get(key="teachers")
    for name in ("audience_edit", "code_add", "code_mail", "code_sheet"):
        assert client.get(page(name, other_school, audience.pk)).status_code == 404, name


def test_round_edit_changes_a_draft(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    draft = make_round(school)
    assert client.get(page("round_edit", school, draft.pk)).status_code == 200
    response = client.post(page("round_edit", school, draft.pk), planned(ask_parents="on", instrument="perception"))
    assert response.status_code == 302
    changed = Round.objects.get(pk=draft.pk)
    assert (changed.title, changed.instrument) == ("Scan lente", "pulse")
    assert sorted(changed.audiences.values_list("key", flat=True)) == ["parents", "teachers"]


def test_round_edit_says_why_not(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    draft = make_round(school, access=Access.CODES)
    make_codes(draft.audiences.get(key="leaders"), 1)
    assert client.post(page("round_edit", school, draft.pk), planned(access="codes")).status_code == 422
    opened = make_open_round(school)
    assert client.get(page("round_edit", school, opened.pk)).headers["Location"] == page(
        "round_dates", school, opened.pk
    )


def test_round_dates_moves_the_end_of_an_open_round(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    found = make_open_round(school)
    assert client.get(page("round_dates", school, found.pk)).status_code == 200
    given = {"title": "Scan", "closes_on": "2026-12-18", "remind_on": ""}
    assert client.post(page("round_dates", school, found.pk), given).status_code == 302
    assert Round.objects.get().closes_on.isoformat() == "2026-12-18"
    wrong = {**given, "closes_on": "2026-11-01"}
    assert client.post(page("round_dates", school, found.pk), wrong).status_code == 422
    over = make_open_round(school, closes_on=TODAY - timedelta(days=1), opens_on=TODAY - timedelta(days=9))
    assert client.post(page("round_dates", school, over.pk), given).status_code == 422


def test_round_open_opens_once(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    draft = make_round(school)
    assert client.post(page("round_open", school, draft.pk)).status_code == 302
    assert Round.objects.get().opened_at == NOON
    again = client.post(page("round_open", school, draft.pk), follow=True)
    assert [message.level_tag for message in again.context["messages"]] == ["success", "warning"]
    assert client.get(page("round_open", school, draft.pk)).status_code == 405


def test_round_close_asks_first_and_closes_for_good(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    found = make_open_round(school)
    make_answers(found.audiences.get(key="teachers"), 2)
    asked = client.get(page("round_close", school, found.pk))
    assert (asked.status_code, Round.objects.get().closed_at) == (200, None)
    client.post(page("round_close", school, found.pk))
    assert Round.objects.get().closed_at == NOON
    assert client.post(page("round_close", school, found.pk)).status_code == 302


def test_round_remove_takes_a_draft_away(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    draft, opened = make_round(school), make_open_round(school)
    assert client.get(page("round_remove", school, draft.pk)).status_code == 200
    assert client.post(page("round_remove", school, draft.pk)).headers["Location"] == page("round_list", school)
    assert client.post(page("round_remove", school, opened.pk)).status_code == 302
    assert list(Round.objects.all()) == [opened]


def test_round_remind_sets_the_reminder_today(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    found, draft = make_open_round(school, access=Access.CODES), make_round(school)
    client.post(page("round_remind", school, found.pk))
    client.post(page("round_remind", school, draft.pk))
    assert list(Round.objects.order_by("pk").values_list("remind_on", flat=True)) == [TODAY, None]


def test_round_preview_walks_and_cannot_send(alice: User, school: Organisation) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    address = page("round_preview", school, make_round(school).pk, "teachers")
    start = client.get(address)
    token = {"csrfmiddlewaretoken": str(start.context["csrf_token"])}
    assert (start.context["step"], "csrfmiddlewaretoken" in start.content.decode()) == (0, True)
    second = client.post(address, {"step": "1", "go": "next", "V1": "4", **token})
    assert (second.status_code, second.context["step"]) == (200, 2)
    assert ("V1", "4") in second.context["carried"]
    last = client.post(address, {"step": "3", "go": "send", "V1": "4", **token})
    assert (last.status_code, last.context["step"]) == (200, 3)
    assert 'value="send"' not in last.content.decode()
    assert Audience.objects.get(key="teachers").responses == 0
    assert client.get(page("round_preview", school, Round.objects.get().pk, "parents")).status_code == 404


def test_round_poster_is_for_rounds_on_a_link(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    by_link, by_code = make_open_round(school), make_open_round(school, access=Access.CODES)
    text = client.get(page("round_poster", school, by_link.pk)).content.decode()
    assert f"127.0.0.1:8000/s/{by_link.link_key}/" in text
    assert "<svg" in text
    assert client.get(page("round_poster", school, by_code.pk)).headers["Location"] == page("round", school, by_code.pk)


def test_audience_edit_counts_heads(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    audience = make_open_round(school).audiences.get(key="teachers")
    address = page("audience_edit", school, audience.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"head_count": "31"}).status_code == 302
    assert Audience.objects.get(pk=audience.pk).head_count == 31
    assert client.post(address, {"head_count": "-1"}).status_code == 422


def test_few_support_staff_are_named_with_the_teachers(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    few = planned(ask_support_staff="on", heads_support_staff="3")
    client.post(page("round_add", school), few)
    made = Round.objects.get()
    assert list(made.audiences.values_list("key", "head_count", "support_heads")) == [("teachers", 27, 3)]
    assert "minder dan 5 ondersteunende personeelsleden" in client.get(page("round", school, made.pk)).content.decode()
    form = client.get(page("round_edit", school, made.pk)).context["form"]
    names = ("ask_support_staff", "heads_support_staff", "heads_teachers")
    assert [form.initial[name] for name in names] == [True, 3, 24]
    enough = planned(ask_support_staff="on", heads_support_staff="7")
    client.post(page("round_edit", school, made.pk), enough)
    assert sorted(made.audiences.values_list("key", "head_count")) == [("support_staff", 7), ("teachers", 24)]
    assert "ondersteunende personeelsleden" not in client.get(page("round", school, made.pk)).content.decode()


def test_audience_edit_says_that_codes_would_be_lost(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    draft = make_round(school, access=Access.CODES, audiences={"teachers": 20, "support_staff": None})
    support = draft.audiences.get(key="support_staff")
    make_codes(support, 2)
    address = page("audience_edit", school, support.pk)
    assert client.post(address, {"head_count": "3"}).status_code == 422
    assert client.post(address, {"head_count": "8"}).status_code == 302


def coded(school: Organisation) -> Audience:
    return make_round(school, access=Access.CODES).audiences.get(key="teachers")


def test_code_add_makes_cards(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    audience = coded(school)
    address = page("code_add", school, audience.pk)
    assert client.get(address).context["form"].initial == {"number": 20}
    assert client.post(address, {"number": "30"}).headers["Location"] == page("code_sheet", school, audience.pk)
    assert Code.objects.count() == 30
    assert client.post(address, {"number": "9999"}).status_code == 422
    by_link = make_round(school).audiences.get(key="teachers")
    assert client.post(page("code_add", school, by_link.pk), {"number": "3"}).status_code == 422


def test_code_sheet_prints_unmailed_codes_24_to_a_page(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    audience = coded(school)
    assert client.get(page("code_sheet", school, audience.pk)).status_code == 200
    made = make_codes(audience, 30)
    Code.objects.filter(pk=made[0].pk).update(email="els@school.be")
    Code.objects.filter(pk=made[1].pk).update(used_on=TODAY)
    response = client.get(page("code_sheet", school, audience.pk))
    cards = [code for sheet in response.context["sheets"] for code, _ in sheet]
    assert [len(sheet) for sheet in response.context["sheets"]] == [24, 5]
    assert cards == [code.text for code in made[1:]]
    assert all(code in response.content.decode() for code in cards)


def test_code_mail_takes_addresses_and_reports_refused_lines(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    audience = coded(school)
    address = page("code_mail", school, audience.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"addresses": "els@school.be\njan@school.be"}).status_code == 302
    again = client.post(address, {"addresses": "Els@school.be\npiet\nan@school.be"})
    assert [(line.line, line.text) for line, _ in again.context["refused"]] == [(1, "Els@school.be"), (2, "piet")]
    assert list(Code.objects.order_by("number").values_list("email", flat=True)) == [
        "els@school.be",
        "jan@school.be",
        "an@school.be",
    ]


def test_code_mail_reads_a_file(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    audience = coded(school)
    file = SimpleUploadedFile("leraren.csv", b"Naam;E-mail\nEls;els@school.be\nJan;jan.school.be\n")
    response = client.post(page("code_mail", school, audience.pk), {"file": file})
    assert [line.line for line, _ in response.context["refused"]] == [3]
    assert list(Code.objects.values_list("email", flat=True)) == ["els@school.be"]


def test_code_mail_refuses_nothing_both_and_what_is_no_sheet(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    address = page("code_mail", school, coded(school).pk)
    for given in (
        {"addresses": " "},
        {"addresses": "a@b.be", "file": SimpleUploadedFile("x.csv", b"E-mail\nc@d.be\n")},
        {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no sheet")},
        {"file": SimpleUploadedFile("x.csv", b"Naam\nEls\n")},
    ):
        assert client.post(address, given).status_code == 422
    by_link = make_round(school).audiences.get(key="teachers")
    assert client.post(page("code_mail", school, by_link.pk), {"addresses": "a@b.be"}).status_code == 422
    assert Code.objects.count() == 0


def test_round_open_waits_for_codes_where_answering_asks_for_one(
    client: Client, alice: User, school: Organisation
) -> None:
    client.force_login(alice)
    made = make_round(school, access=Access.CODES)
    client.post(page("round_open", school, made.pk))
    made.refresh_from_db()
    assert made.opened_at is None
    make_codes(made.audiences.get(key="teachers"), 3)
    client.post(page("round_open", school, made.pk))
    made.refresh_from_db()
    assert made.opened_at is not None
