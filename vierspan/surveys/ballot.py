"""The one change that is deliberately not audited: somebody answers.

An audit row for each submission would be a list of moments, and with it the order in which people answered. So a
submission leaves behind counters, words without an author, and the day on which a code was used; no row of its own,
no time, no order.

The database keeps books too, and those must tell as little. PostgreSQL marks each row with the transaction that wrote
it last, and both databases keep rows in the order in which they came. Would a submission touch only its own rows, the
mark would tie a used code (and its address) to the words written with it. Therefore every submission writes all codes
of the audience, and all its words in the order of their random keys. What a rewritten row looked like before can still
be dug up from the database's files until it cleans them; whoever can do that can also watch the answers arrive.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from vierspan.frameworks import library
from vierspan.surveys import questionnaire, tallies
from vierspan.surveys.models import Access, Audience, Code, FreeText, Round, Tally


class NotCounted(Exception):
    """Why these answers were not counted, in a sentence for who gave them."""


class RoundNotOpen(NotCounted):
    def __init__(self) -> None:
        super().__init__(_("This scan is not open now, so your answers were not counted."))


class CodeUsed(NotCounted):
    def __init__(self) -> None:
        super().__init__(_("This code was used before. What you sent first has been counted; this was not."))


@transaction.atomic
def submit(
    *,
    audience: Audience,
    answers: Mapping[str, tallies.Answer],
    texts: Mapping[str, str],
    code: Code | None,
    on: date,
) -> None:
    """Count one person's answers and burn their code, all or nothing. Submissions of one audience wait for each other.

    ``answers`` by item (left out is left blank), ``texts`` by question. Raises RoundNotOpen or CodeUsed; ValueError for
    answers that are not on the form, or where a code is missing or too many.
    """
    held = Audience.objects.select_for_update().get(pk=audience.pk)
    # Read only now: what was read before the wait may have changed during it.
    round = Round.objects.get(pk=held.round_id)
    if round.state(on) != "open":
        raise RoundNotOpen
    if (code is None) == (round.access == Access.CODES):
        raise ValueError("a code is needed where the round has codes, and nowhere else")
    if code is not None:
        _burn(held, code, on)
    instrument = library.instrument(round.instrument, round.version)
    form = questionnaire.tally_form(instrument, held.key)
    tally = Tally.objects.get(audience=held)
    tally.counts = tallies.add(tally.counts, form, answers)
    tally.save(update_fields=["counts"])
    held.responses += 1
    held.save(update_fields=["responses"])
    if texts:
        _mix_in(held, texts)


def _burn(held: Audience, code: Code, on: date) -> None:
    """Mark the code as used, in one statement that writes all codes of the audience alike."""
    if not held.codes.filter(pk=code.pk, used_on=None).exists():
        raise CodeUsed
    held.codes.update(used_on=Case(When(pk=code.pk, then=Value(on)), default=F("used_on")))


def _mix_in(held: Audience, texts: Mapping[str, str]) -> None:
    """Lay the new words among the others, all written anew in the order of their keys."""
    new = [
        FreeText(organisation_id=held.organisation_id, audience=held, question=question, text=text)
        for question, text in texts.items()
    ]
    all_texts = sorted([*held.texts.all(), *new], key=lambda text: text.pk)
    held.texts.all().delete()
    FreeText.objects.bulk_create(all_texts)
