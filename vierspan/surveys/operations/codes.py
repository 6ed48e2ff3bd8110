"""Personal codes for an audience: so many, or one for each address."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count, islice

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.surveys import codes
from vierspan.surveys.addresses import Addresses, read
from vierspan.surveys.models import Access, Audience, Code, Round

MOST = 3000  # codes of one audience


class CodesFault(Exception):
    """Why no codes can be made, in a sentence for who asked."""


@transaction.atomic
def add_codes(*, audience: Audience, actor: str | User, number: int, on: date) -> None:
    """Make so many codes more, to be printed. Raises CodesFault where codes have no use, or would be too many."""
    held = _held(audience, on)
    _make(held, [""] * number)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="codes.made",
        target=held.round,
        changes={"audience": held.key, "codes": number},
    )


@transaction.atomic
def add_addresses(*, audience: Audience, actor: str | User, lines: Iterable[tuple[int, str]], on: date) -> Addresses:
    """Make a code for each new address, to be mailed once the round is open. Gives the addresses and the refused lines.

    Raises CodesFault as ``add_codes`` does.
    """
    held = _held(audience, on)
    known = {email.lower() for email in held.codes.exclude(email="").values_list("email", flat=True)}
    found = read(lines, known)
    _make(held, found.good)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="codes.made",
        target=held.round,
        changes={"audience": held.key, "codes": len(found.good)},
    )
    return found


def _held(audience: Audience, on: date) -> Audience:
    held = Audience.objects.select_for_update().get(pk=audience.pk)
    held.round = Round.objects.get(pk=held.round_id)
    if held.round.access != Access.CODES:
        raise CodesFault(_("This scan runs on one open link, so codes are of no use."))
    if held.round.state(on) == "closed":
        raise CodesFault(_("This scan is closed."))
    return held


def _make(held: Audience, emails: Sequence[str]) -> None:
    if held.codes.count() + len(emails) > MOST:
        raise CodesFault(_("A group can have %(most)s codes at most.") % {"most": MOST})
    last = held.codes.aggregate(last=Max("number"))["last"] or 0
    free = islice(_free(held, last + 1), len(emails))
    Code.objects.bulk_create(
        Code(organisation_id=held.organisation_id, audience=held, number=number, code_hash=code_hash, email=email)
        for (number, code_hash), email in zip(free, emails, strict=True)
    )


def _free(held: Audience, first: int) -> Iterable[tuple[int, str]]:
    """Numbers with the hash of their code, passing over the rare number whose code exists in some other round."""
    numbers = count(first)
    while batch := list(islice(numbers, 500)):
        hashes = {number: _hash(held, number) for number in batch}
        taken = set(Code.objects.filter(code_hash__in=hashes.values()).values_list("code_hash", flat=True))
        yield from ((number, code_hash) for number, code_hash in hashes.items() if code_hash not in taken)


def _hash(held: Audience, number: int) -> str:
    text = codes.make(settings.SECRET_KEY, held.round.link_key, held.key, number)
    return codes.digest(settings.SECRET_KEY, text)
