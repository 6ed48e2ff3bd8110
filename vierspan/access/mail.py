"""Mail to one person in their language. The first line of ``access/mail/<name>.txt`` is the subject."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)


def written(to: str, name: str, language: str, context: dict[str, Any]) -> EmailMessage:
    with translation.override(language):
        text = render_to_string(f"access/mail/{name}.txt", {**context, "base_url": settings.BASE_URL}).strip()
    subject, _, body = text.partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[to])


def send(
    to: str, name: str, language: str, context: dict[str, Any], *, connection: BaseEmailBackend | None = None
) -> bool:
    """Send now. False when the mail server did not take it: the reason is logged, without the address."""
    message = written(to, name, language, context)
    message.connection = connection
    try:
        return message.send() == 1
    except OSError as fault:  # smtplib's faults are among them
        logger.warning("mail %s was not sent: %s", name, type(fault).__name__)
        return False


@contextmanager
def connected() -> Iterator[BaseEmailBackend | None]:
    """One connection for several letters; None when the mail server cannot be reached."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as fault:
        logger.warning("no connection to the mail server: %s", type(fault).__name__)
        yield None
    else:
        try:
            yield connection
        finally:
            connection.close()
