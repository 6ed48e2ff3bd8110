"""Letters to a real mail server: who gets which, when, and once."""

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests.mail import MailServer, free_port
from tests.make import TODAY
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys import tasks
from vierspan.surveys.models import Access, Audience, Code
from vierspan.surveys.operations import codes as operations
from vierspan.surveys.tests.make import make_codes, make_open_round
from vierspan.surveys.tests.processes import shared_database

WEEK = timedelta(days=7)


def teachers(school: Organisation, *emails: str) -> Audience:
    found = make_open_round(school, access=Access.CODES, remind_on=TODAY + WEEK)
    audience = found.audiences.get(key="teachers")
    operations.add_addresses(audience=audience, actor="Alice", lines=enumerate(emails, 1), on=TODAY)
    return audience


def sent_to(server: MailServer) -> list[str]:
    return [str(letter["To"]) for letter in server.letters]


def test_each_address_gets_its_own_code_once(school: Organisation, mail_server: MailServer) -> None:
    audience = teachers(school, "els@school.be", "jan@school.be")
    make_codes(audience, 3)
    assert [tasks.send_due_letters(on=TODAY) for _ in range(2)] == [2, 0]
    assert sent_to(mail_server) == ["els@school.be", "jan@school.be"]
    for letter, code in zip(mail_server.letters, audience.codes.select_related("audience__round"), strict=False):
        text = letter.get_content()
        assert text.count(f"http://127.0.0.1:8000/c/{code.text}/") == 2
        assert code.mailed_on == TODAY
    assert AuditEvent.objects.get(verb="invitation.sent").changes == {"letters": 2}


def test_a_letter_says_who_asks_what_is_shown_and_until_when_in_both_languages(
    school: Organisation, mail_server: MailServer
) -> None:
    teachers(school, "els@school.be")
    tasks.send_due_letters(on=TODAY)
    (letter,) = mail_server.letters
    dutch, english = letter.get_content().split("-" * 40)
    assert "Sint-Jozef" in letter["Subject"]
    assert "Je leest 8 korte zinnen" in dutch
    assert "You read 8 short statements" in english
    assert "7 december 2026" in dutch
    assert "7 December 2026" in english
    assert "at least 5 people together" in english
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_name_with_signs_stands_in_the_letter_as_it_is(school: Organisation, mail_server: MailServer) -> None:
    school.name = "'t Anker & <Zoon>"
    school.save()
    teachers(school, "els@school.be")
    tasks.send_due_letters(on=TODAY)
    assert "'t Anker & <Zoon>" in mail_server.letters[0]["Subject"]
    assert "'t Anker & <Zoon>" in mail_server.letters[0].get_content()


def test_who_did_not_use_their_code_is_reminded_once(school: Organisation, mail_server: MailServer) -> None:
    audience = teachers(school, "els@school.be", "jan@school.be")
    tasks.send_due_letters(on=TODAY)
    Code.objects.filter(email="els@school.be").update(used_on=TODAY)
    days = [TODAY + timedelta(days=6), TODAY + WEEK, TODAY + WEEK, TODAY + timedelta(days=9)]
    assert [tasks.send_due_letters(on=day) for day in days] == [0, 1, 0, 0]
    assert sent_to(mail_server)[2:] == ["jan@school.be"]
    assert audience.codes.get(email="jan@school.be").reminded_on == TODAY + WEEK


def test_who_was_mailed_on_the_day_of_the_reminder_is_not_reminded(
    school: Organisation, mail_server: MailServer
) -> None:
    teachers(school, "els@school.be")
    assert [tasks.send_due_letters(on=TODAY + WEEK) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=15)])
def test_no_letter_leaves_outside_the_days_of_a_round(school: Organisation, mail_server: MailServer, day: date) -> None:
    teachers(school, "els@school.be")
    assert (tasks.send_due_letters(on=day), mail_server.letters) == (0, [])


def test_a_refused_address_is_noted_and_stops_nobody(school: Organisation, mail_server: MailServer) -> None:
    audience = teachers(school, "weg@school.be", "jan@school.be")
    mail_server.refused.add("weg@school.be")
    assert [tasks.send_due_letters(on=TODAY) for _ in range(2)] == [1, 0]
    gone = audience.codes.get(email="weg@school.be")
    assert (gone.mail_fault, gone.mailed_on) == ("550 no such mailbox", None)
    assert tasks.send_due_letters(on=TODAY + WEEK) == 1
    assert sent_to(mail_server) == ["jan@school.be", "jan@school.be"]


def test_without_a_mail_server_the_letters_wait(
    school: Organisation, mail_server: MailServer, settings: Settings
) -> None:
    teachers(school, "els@school.be")
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 9
    assert tasks.send_due_letters(on=TODAY) == 0
    settings.EMAIL_PORT = port
    assert tasks.send_due_letters(on=TODAY) == 1


def test_letters_go_in_batches(school: Organisation) -> None:
    audience = teachers(school, *(f"leraar{number}@school.be" for number in range(tasks.MOST + 5)))
    assert [tasks.send_due_letters(on=TODAY) for _ in range(3)] == [tasks.MOST, 5, 0]
    assert len({letter.to[0] for letter in mail.outbox}) == audience.codes.count()


class Killer(MailServer):
    """Kills the sender while it hands over its third letter, before it hears that the letter was taken."""

    sender: subprocess.Popen[bytes]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.letters) == 3:
            self.sender.kill()
        return answer


@pytest.mark.slow  # two processes of their own
@pytest.mark.django_db(transaction=True)
def test_killed_between_letters_loses_none_and_repeats_one(school: Organisation, tmp_path: Path) -> None:
    today = timezone.localdate()
    found = make_open_round(school, access=Access.CODES, opens_on=today, closes_on=today + WEEK)
    lines = [(number, f"leraar{number}@school.be") for number in range(1, 6)]
    operations.add_addresses(audience=found.audiences.get(key="teachers"), actor="Alice", lines=lines, on=today)
    server = Killer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    environment = {
        **os.environ,
        "DATABASE_URL": shared_database(tmp_path),
        "DJANGO_SETTINGS_MODULE": "vierspan.config.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{controller.port}",
    }
    work = [sys.executable, "-m", "django", "work", "--once"]
    server.sender = subprocess.Popen(work, env=environment)
    assert server.sender.wait() == -signal.SIGKILL
    assert subprocess.run(work, env=environment, check=False).returncode == 0
    controller.stop()
    assert sent_to(server) == [f"leraar{number}@school.be" for number in (1, 2, 3, 3, 4, 5)]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_letter_once(school: Organisation) -> None:
    """SQLite is served by one worker, PostgreSQL by as many as one likes."""
    teachers(school, *(f"leraar{number}@school.be" for number in range(30)))
    workers = 3 if connection.features.has_select_for_update_skip_locked else 1
    sent: list[int] = []

    def work() -> None:
        sent.append(tasks.send_due_letters(on=TODAY))
        connection.close()

    threads = [Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent.append(tasks.send_due_letters(on=TODAY))
    assert sum(sent) == 30
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted({letter.to[0] for letter in mail.outbox})
    assert not Code.objects.filter(mailed_on=None).exists()
