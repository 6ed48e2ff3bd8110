"""Work that waits in the rows: letters to addresses that have a code."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from vierspan.audit import models as audit
from vierspan.surveys import letters
from vierspan.surveys.letters import Letter
from vierspan.surveys.models import Code, CodeQuerySet, Round
from vierspan.surveys.queries import rounds as queries

logger = logging.getLogger(__name__)
MOST = 100  # letters at a look, so that other work gets its turn


def send_due_letters(*, on: date) -> int:
    """Send invitations and reminders that wait in open rounds, and mark each. Gives how many were sent.

    What cannot be sent now waits for the next look: that is all there is to repeating. Killed between sending and
    marking, one letter goes out twice.
    """
    sent = 0
    rounds = list(queries.rounds_with_letters(on))
    if not rounds:
        return sent
    try:
        with get_connection() as post:
            for round in rounds:
                sent += _send_for(round, post, on, MOST - sent)
    except (SMTPException, OSError) as fault:
        logger.warning("letters wait: %s", type(fault).__name__)
    return sent


def _send_for(round: Round, post: BaseEmailBackend, on: date, most: int) -> int:
    sent = 0
    for letter in Letter:
        waiting = list(_due(round, letter, on).order_by("pk").values_list("pk", flat=True)[: most - sent])
        now = sum(_send(round, pk, letter, post, on) for pk in waiting)
        sent += now
        if now:
            audit.record(
                actor="vierspan",
                organisation_id=round.organisation_id,
                verb=f"{letter}.sent",
                target=round,
                changes={"letters": now},
            )
    return sent


def _due(round: Round, letter: Letter, on: date) -> CodeQuerySet:
    codes: CodeQuerySet = Code.objects.filter(audience__round=round)
    return codes.to_mail() if letter == Letter.INVITATION else codes.to_remind(on)


def _send(round: Round, pk: int, letter: Letter, post: BaseEmailBackend, on: date) -> bool:
    with _held(round) as is_ours:
        found = _due(round, letter, on).filter(pk=pk).select_related("audience__round__organisation")
        if not is_ours or not (code := found.first()):
            return False
        try:
            message = letters.written(code, letter)
            message.connection = post
            message.send()
        except (SMTPRecipientsRefused, SMTPDataError) as fault:
            _note_refusal(code, fault)
            return False
        field = "mailed_on" if letter == Letter.INVITATION else "reminded_on"
        Code.objects.filter(pk=pk).update(**{field: on})
        return True


@contextmanager
def _held(round: Round) -> Iterator[bool]:
    """Hold the round for one letter, or learn that another worker has it. Who answers meanwhile need not wait.

    SQLite has no such lock, only one on the whole database, which must not be held while a mail server thinks.
    """
    if not connection.features.has_select_for_update_skip_locked:
        yield True
        return
    with transaction.atomic():
        yield Round.objects.select_for_update(skip_locked=True).filter(pk=round.pk).first() is not None


def _note_refusal(code: Code, fault: SMTPRecipientsRefused | SMTPDataError) -> None:
    """Keep what the mail server said when it refuses for good (5xx); "not now" (4xx) needs no note."""
    if isinstance(fault, SMTPRecipientsRefused):
        number, said = next(iter(fault.recipients.values()))
    else:
        number, said = int(fault.smtp_code), _bytes(fault.smtp_error)
    if number >= 500:
        reason = said.decode(errors="replace")
        Code.objects.filter(pk=code.pk).update(mail_fault=f"{number} {reason}"[:200])


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
