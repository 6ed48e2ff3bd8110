"""Mail that asks owners how their actions go: when somebody presses the button, and each month by itself."""

import logging
from collections.abc import Sequence
from datetime import date
from enum import Enum
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from vierspan.access import mail
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans import check_in_links
from vierspan.plans.operations import checkins as operations
from vierspan.plans.queries import actions as queries
from vierspan.plans.queries.actions import Asked

logger = logging.getLogger(__name__)
FOR_GOOD = 500
BATCH = 100  # owners a run; the rest follows in the next run


def send_due_check_ins(on: date, *, most: int = BATCH) -> int:
    """Ask the owners whose turn it is, not in a school holiday. Gives how many were mailed; stopped half-way, the next
    run goes on where this one ended."""
    if any(holiday.holds(on) for holiday in SchoolYear.of(on).holidays()):
        return 0
    return ask_owners(queries.due_to_ask(on=on, most=most), on=on, actor="Vierspan")


def ask_owners(asked: Sequence[Asked], *, on: date, actor: str) -> int:
    """One mail to each owner with a link for each action, noted mail by mail. Gives how many mails left."""
    if not asked:
        return 0
    sent = 0
    with mail.connected() as connection:
        if connection is None:
            return 0
        for one in asked:
            outcome = _send(one, connection)
            if outcome != Outcome.LATER:
                arrived = outcome == Outcome.SENT
                operations.note_asked(actions=one.actions, arrived=arrived, actor=actor, on=on)
                sent += arrived
    return sent


class Outcome(Enum):
    """A refused mailbox waits until next month, as one that took the mail does; all else is tried again soon."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


def _send(asked: Asked, connection: BaseEmailBackend) -> Outcome:
    message = written(asked)
    message.connection = connection
    try:
        message.send()
    except OSError as fault:  # smtplib's faults are among them
        logger.warning("a check-in mail was not sent: %s", type(fault).__name__)
        return Outcome.REFUSED if _is_for_good(fault) else Outcome.LATER
    return Outcome.SENT


def _is_for_good(fault: OSError) -> bool:
    """Whether the mail server says that this mailbox will not take the mail later either (RFC 5321, 5yz)."""
    if not isinstance(fault, SMTPRecipientsRefused):
        return False
    return all(code >= FOR_GOOD for code, _reason in fault.recipients.values())


def written(asked: Asked) -> EmailMessage:
    """The mail in the owner's language."""
    links = [
        (action, settings.BASE_URL + reverse("plans:check_in", args=[check_in_links.token(action)]))
        for action in asked.actions
    ]
    context = {
        "name": asked.owner.name,
        "organisation": asked.actions[0].organisation,
        "links": links,
        "days": check_in_links.VALID_FOR.days,
    }
    with translation.override(asked.owner.language):
        subject, _, body = render_to_string("plans/mail/check_in_ask.txt", context).strip().partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[asked.owner.email])
