"""Rounds: those of an organisation with their response, and the one behind a link or a code."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from vierspan.organisations.models import Organisation
from vierspan.surveys import codes
from vierspan.surveys.models import Code, Origin, Round


def rounds(organisation: Organisation) -> QuerySet[Round]:
    """The organisation's rounds, newest first, each with ``responses`` and ``head_count`` over its audiences."""
    counted = organisation.rounds.annotate(
        responses=Sum("audiences__responses"), head_count=Sum("audiences__head_count")
    )
    return counted.order_by("-opens_on", "-pk")


@dataclass(frozen=True)
class CodeCounts:
    """The codes of one audience. Who used theirs is never shown one by one, only how many."""

    made: int
    to_print: int
    to_mail: int
    mailed: int
    refused: int


def code_counts(organisation: Organisation, round: Round) -> dict[int, CodeCounts]:
    """How the codes of each audience of the round are doing, by the audience's key in the table."""
    with_address = ~Q(email="")
    counted = (
        organisation.codes.filter(audience__round=round)
        .values("audience")
        .annotate(
            made=Count("pk"),
            to_print=Count("pk", filter=Q(email="")),
            to_mail=Count("pk", filter=with_address & Q(mailed_on=None, mail_fault="")),
            mailed=Count("pk", filter=Q(mailed_on__isnull=False)),
            refused=Count("pk", filter=~Q(mail_fault="")),
        )
        .order_by()
    )
    return {row.pop("audience"): CodeCounts(**row) for row in counted}


def round_behind(link_key: str) -> Round | None:
    """The round of an open link, once it was opened; anybody may ask."""
    found = Round.objects.filter(link_key=link_key.lower(), origin=Origin.HERE, opened_at__isnull=False)
    return found.select_related("organisation").first()


def code_behind(typed: str) -> Code | None:
    """The code that somebody typed or whose link they followed, in a round that was opened; anybody may ask."""
    if codes.read(typed) is None:
        return None
    found = Code.objects.filter(
        code_hash=codes.digest(settings.SECRET_KEY, typed), audience__round__opened_at__isnull=False
    )
    return found.select_related("audience__round__organisation").first()


def rounds_with_letters(on: date) -> QuerySet[Round]:
    """Open rounds, of all organisations, in which a letter or a reminder waits to be sent."""
    theirs = Code.objects.filter(audience__round=OuterRef("pk"))
    return Round.objects.open_on(on).filter(Exists(theirs.to_mail()) | Exists(theirs.to_remind(on))).order_by("pk")
