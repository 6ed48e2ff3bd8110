import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail, signing
from django.test import Client
from django.test.utils import override_settings

from tests.make import TODAY, make_member, make_user
from vierspan.access.models import Membership, User
from vierspan.access.permissions import Role
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.plans import check_in_links, tasks
from vierspan.plans.models import Action, CheckIn, Plan
from vierspan.plans.queries import actions as queries
from vierspan.plans.tests.make import bring_to, make_action, make_goal, make_plan

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(school: Organisation) -> Plan:
    return make_plan(school, state="in_force")


@pytest.fixture
def action(plan: Plan, bob: User) -> Action:
    return make_action(make_goal(plan), "Wifi meten", owner=bob)


def url(action: Action, end: str = "") -> str:
    return f"/check-in/{check_in_links.token(action)}/{end}"


def fault(client: Client, address: str) -> tuple[int, str]:
    page = client.get(address)
    return page.status_code, page.context["fault"]


def test_a_link_names_one_action_and_one_owner_without_telling_who(action: Action, bob: User) -> None:
    token = check_in_links.token(action)
    claim = check_in_links.read(token)
    assert (claim.action_id, claim.mark) == (action.pk, check_in_links.mark_of(bob))
    assert "bob" not in claim.mark
    with pytest.raises(ValueError, match="without an owner"):
        check_in_links.token(make_action(action.goal))


def test_check_in_shows_that_action_alone_and_notes_what_is_said(
    client: Client, action: Action, bob: User, plan: Plan
) -> None:
    other = make_action(action.goal, "Iets van een ander", owner_name="Kris")
    page = client.get(url(action)).content.decode()
    assert "Wifi meten" in page
    assert other.title not in page
    sent = client.post(url(action), {"light": "amber", "number": "30", "line": "Wacht op offerte."})
    assert sent.headers["Location"] == url(action, "thanks/")
    said = CheckIn.objects.get()
    assert (said.action, said.light, said.number, said.said_by) == (action, "amber", 30, "Bob")
    assert client.post(url(action), {"number": "30"}).status_code == 422
    assert CheckIn.objects.count() == 1


def test_check_in_thanks_leads_to_the_owner_s_other_open_actions(client: Client, action: Action, bob: User) -> None:
    mine = make_action(action.goal, "Ook van Bob", owner=bob)
    make_action(action.goal, "Klaar", owner=bob, state="done")
    make_action(action.goal, "Van Kris", owner_name="Kris")
    assert client.get(url(action, "thanks/")).status_code == 302  # nothing was said yet
    Action.objects.filter(pk=action.pk).update(checked_on=TODAY)
    page = client.get(url(action, "thanks/"))
    assert [(other, check_in_links.read(token).action_id) for other, token in page.context["others"]] == [
        (mine, mine.pk)
    ]
    client.post(url(action), {"light": "green", "is_done": "on"})
    assert client.get(url(action, "thanks/")).status_code == 200


def test_a_link_dies_after_three_weeks(client: Client, action: Action) -> None:
    address = url(action)
    with time_machine.travel(NOW + timedelta(days=21), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(NOW + timedelta(days=21, seconds=1), tick=False):
        assert fault(client, address) == (410, "expired")
        assert client.post(address, {"light": "red"}).status_code == 410
    assert CheckIn.objects.count() == 0


def test_a_forged_or_broken_link_opens_nothing(client: Client, action: Action, bob: User) -> None:
    token = check_in_links.token(action)
    elsewhere = signing.dumps([action.pk, check_in_links.mark_of(bob)], salt="elsewhere")
    for bad in ("x", token[:-1], token + "a", elsewhere, token.replace(":", "", 1)):
        assert fault(client, f"/check-in/{bad}/") == (410, "forged")
        assert client.get(f"/check-in/{bad}/thanks/").status_code == 302


def test_who_is_no_owner_any_more_gets_in_by_no_old_link(client: Client, action: Action, bob: User) -> None:
    address = url(action)
    bob.email = "nieuw@voorbeeld.be"
    bob.save()
    assert fault(client, address) == (410, "foreign")
    address = url(action)
    Membership.objects.filter(user=bob).update(until_date=TODAY - timedelta(days=1))
    assert fault(client, address) == (410, "foreign")
    Membership.objects.filter(user=bob).update(until_date=None)
    assert client.get(address).status_code == 200
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert fault(client, address) == (410, "foreign")
    User.objects.filter(pk=bob.pk).update(is_active=True)
    Action.objects.update(owner=None, owner_name="Kris")
    assert fault(client, address) == (410, "foreign")


def test_a_link_to_what_is_finished_or_gone_says_so(client: Client, action: Action, plan: Plan) -> None:
    address = url(action)
    Action.objects.update(state="dropped")
    assert fault(client, address) == (410, "closed")
    Action.objects.update(state="todo")
    bring_to(plan, "closed")
    assert fault(client, address) == (410, "closed")
    assert client.post(address, {"light": "red"}).status_code == 410
    action.delete()
    assert fault(client, address) == (410, "removed")


def test_the_page_speaks_the_owner_s_language_unless_the_reader_chose(
    client: Client, action: Action, bob: User
) -> None:
    User.objects.filter(pk=bob.pk).update(language="en")
    assert "How does it go?" in client.get(url(action)).content.decode()
    client.cookies["django_language"] = "nl"
    assert 'lang="nl"' in client.get(url(action)).content.decode()


def test_each_owner_gets_one_mail_with_all_that_is_due(plan: Plan, action: Action, bob: User, alice: User) -> None:
    make_action(action.goal, "Ook van Bob", owner=bob, due_on=date(2027, 3, 1))
    make_action(action.goal, "Van Alice", owner=alice)
    make_action(action.goal, "Begint later", owner=alice, starts_on=TODAY + timedelta(days=1))
    make_action(action.goal, "Klaar", owner=alice, state="done")
    assert tasks.send_due_check_ins(TODAY) == 2
    by_reader = {message.to[0]: message.body for message in mail.outbox}
    assert sorted(by_reader) == ["alice@voorbeeld.be", "bob@voorbeeld.be"]
    assert by_reader["bob@voorbeeld.be"].count("/check-in/") == 2
    assert by_reader["alice@voorbeeld.be"].count("/check-in/") == 1
    assert tasks.send_due_check_ins(TODAY) == 0


def test_nobody_is_asked_again_within_a_month_of_mail_or_answer(action: Action) -> None:
    assert tasks.send_due_check_ins(TODAY) == 1
    assert tasks.send_due_check_ins(TODAY + timedelta(days=14)) == 0
    after = date(2027, 1, 11)
    Action.objects.update(checked_on=after - timedelta(days=29))
    assert tasks.send_due_check_ins(after) == 0
    Action.objects.update(checked_on=after - timedelta(days=30))
    assert tasks.send_due_check_ins(after) == 1


def test_no_mail_in_a_school_holiday(action: Action) -> None:
    assert tasks.send_due_check_ins(date(2026, 12, 28)) == 0
    assert tasks.send_due_check_ins(date(2027, 7, 15)) == 0
    assert tasks.send_due_check_ins(date(2026, 12, 18)) == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "closed"])
def test_the_monthly_mail_is_for_plans_in_force(school: Organisation, bob: User, state: str) -> None:
    make_action(make_goal(make_plan(school, state=state)), owner=bob)
    assert tasks.send_due_check_ins(TODAY) == 0


def test_who_left_is_not_mailed(action: Action, bob: User) -> None:
    Membership.objects.filter(user=bob).update(until_date=TODAY - timedelta(days=1))
    assert tasks.send_due_check_ins(TODAY) == 0


def test_a_batch_stops_and_the_next_run_goes_on(plan: Plan, school: Organisation) -> None:
    goal = make_goal(plan)
    for name in ("An", "Ben", "Cis"):
        user = make_user(name)
        make_member(school, user, Role.TEACHER)
        make_action(goal, owner=user)
    assert [tasks.send_due_check_ins(TODAY, most=2) for _run in range(3)] == [2, 1, 0]


def test_check_in_ask_mails_owners_once_a_day_and_names_whom_it_cannot_mail(
    client: Client, ann: User, action: Action, plan: Plan
) -> None:
    kris = make_action(action.goal, "Van Kris", owner_name="Kris")
    client.force_login(ann)
    page = client.get("/o/school-a/actions/ask/")
    assert [str(one.owner) for one in page.context["asked"]] == ["Bob"]
    assert list(page.context["others"]) == [kris]
    for _twice in range(2):
        assert client.post("/o/school-a/actions/ask/").status_code == 302
    assert len(mail.outbox) == 1
    assert Action.objects.get(pk=action.pk).asked_on == TODAY


def test_check_in_ask_asks_nobody_of_a_draft(client: Client, ann: User, school: Organisation, bob: User) -> None:
    make_action(make_goal(make_plan(school)), owner=bob)
    client.force_login(ann)
    client.post("/o/school-a/actions/ask/")
    assert mail.outbox == []


class Letterbox(Message):
    def __init__(self) -> None:
        super().__init__()
        self.held: list[EmailMessage] = []
        self.refuse = ""
        self.says = "450 busy, try again"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuse == address:
            return self.says
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def prepare_message(self, session: Any, envelope: Any) -> Any:
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message: Any) -> None:
        self.held.append(message)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def letterbox() -> Iterator[Letterbox]:
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False):
        yield box
    controller.stop()


def test_over_real_smtp_one_refused_mailbox_keeps_no_other_from_its_mail(
    letterbox: Letterbox, action: Action, plan: Plan, alice: User, bob: User, client: Client
) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    other = make_action(action.goal, "Van Alice", owner=alice)
    letterbox.refuse = bob.email
    assert tasks.send_due_check_ins(TODAY) == 1
    action.refresh_from_db()
    other.refresh_from_db()
    assert (action.asked_on, other.asked_on) == (None, TODAY)
    (message,) = letterbox.held
    assert (message["To"], message["Subject"]) == ("alice@voorbeeld.be", "How does your action go? (Sint-Jozef)")
    text = message.get_content()
    link = next(word for word in text.split() if "/check-in/" in word)
    assert client.get("/" + link.split("/", 3)[3]).context["action"] == other
    letterbox.refuse = ""
    assert tasks.send_due_check_ins(TODAY) == 1
    assert letterbox.held[1]["Subject"].endswith("(Sint-Jozef)")


def test_a_mailbox_that_does_not_exist_is_not_tried_again_before_next_month(
    letterbox: Letterbox, action: Action, bob: User
) -> None:
    letterbox.refuse, letterbox.says = bob.email, "550 no such mailbox"
    assert [tasks.send_due_check_ins(TODAY) for _run in range(2)] == [0, 0]
    action.refresh_from_db()
    assert (action.asked_on, letterbox.held) == (TODAY, [])
    asked = AuditEvent.objects.filter(verb="action.asked")
    assert [event.changes["arrived"] for event in asked] == [False]


def test_without_a_mail_server_nobody_counts_as_asked(action: Action) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port()):
        assert tasks.send_due_check_ins(TODAY) == 0
    action.refresh_from_db()
    assert action.asked_on is None


def test_due_to_ask_looks_in_every_organisation(action: Action, other_school: Organisation, carol: User) -> None:
    make_action(make_goal(make_plan(other_school, state="in_force")), owner=carol)
    assert [str(one.owner) for one in queries.due_to_ask(on=TODAY, most=10)] == ["Bob", "Carol"]
