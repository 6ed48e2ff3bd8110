"""Rounds and answers for tests; nothing here is random."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.make import TODAY
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.surveys import ballot
from vierspan.surveys.models import Access, Audience, Code, Round
from vierspan.surveys.operations import codes as code_operations
from vierspan.surveys.operations import rounds as operations

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def make_round(organisation: Organisation, **given: Any) -> Round:
    """A draft of the pulse among 20 teachers and 4 leaders, from TODAY for two weeks, by one open link."""
    audiences = given.pop("audiences", {"teachers": 20, "leaders": 4})
    number = organisation.rounds.count() + 1
    made = Round.objects.create(
        **{
            "organisation": organisation,
            "title": f"Scan {number}",
            "instrument": "pulse",
            "version": "1.0",
            "access": Access.LINK,
            "opens_on": TODAY,
            "closes_on": TODAY + timedelta(days=14),
            "link_key": f"{organisation.slug.replace('-', '')}{number}"[:20],
            **given,
        }
    )
    for key, head_count in audiences.items():
        Audience.objects.create(organisation=organisation, round=made, key=key, head_count=head_count)
    return made


def make_open_round(organisation: Organisation, **given: Any) -> Round:
    made = make_round(organisation, **given)
    operations.open_round(round=made, actor="Alice", at=NOON, on=made.opens_on)
    return Round.objects.get(pk=made.pk)


def make_codes(audience: Audience, number: int) -> list[Code]:
    code_operations.add_codes(audience=audience, actor="Alice", number=number, on=audience.round.opens_on)
    return list(audience.codes.select_related("audience__round").order_by("number"))


def make_answers(audience: Audience, number: int, value: int = 4) -> None:
    """So many people who give the same answer everywhere, in an open round with an open link."""
    items = library.instrument(audience.round.instrument, audience.round.version).items_for(audience.key)
    for _ in range(number):
        ballot.submit(
            audience=audience,
            answers={item.code: value for item in items},
            texts={},
            code=None,
            on=audience.round.opens_on,
        )
