"""The two letters of a round: the invitation with its code, and one reminder. Each in Dutch, then in English."""

from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from vierspan.frameworks import library
from vierspan.surveys import questionnaire
from vierspan.surveys.models import Code
from vierspan.surveys.suppression import Policy

BETWEEN = f"\n\n{'-' * 40}\n\n"


class Letter(StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"


def written(code: Code, letter: Letter) -> EmailMessage:
    """The letter to the address of this code, which is loaded with its audience, round and organisation."""
    subjects, bodies = zip(*(_in(language, code, letter) for language, _ in settings.LANGUAGES), strict=True)
    return EmailMessage(
        " / ".join(subjects),
        BETWEEN.join(bodies) + "\n",
        to=[code.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _in(language: str, code: Code, letter: Letter) -> tuple[str, str]:
    """Subject and body; the first line of the template is the subject."""
    round = code.audience.round
    instrument = library.instrument(round.instrument, round.version)
    with translation.override(language):
        context = {
            "code": code.text,
            "round": round,
            "organisation": round.organisation,
            "audience": questionnaire.audience_of(
                instrument, code.audience.key, with_support=code.audience.support_heads > 0
            ),
            "link": settings.BASE_URL + reverse("surveys:code_answer", args=[code.text]),
            "address": settings.BASE_URL + reverse("surveys:code_entry"),
            "floor": Policy().floor,
        }
        text = render_to_string(f"surveys/letters/{letter}.txt", context).strip()
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip()
