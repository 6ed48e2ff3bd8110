"""Rounds and answers for tests; nothing here is random."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.make import TODAY
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.surveys import ballot, questionnaire, tallies
from vierspan.surveys.models import Access, Audience, Code, Round, Tally
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


Answers = Mapping[str, tallies.Answer]


def some_answers(audience: str, number: int, middle: float = 3, instrument: str = "perception") -> list[Answers]:
    """People who differ: around the middle, each item and each person a little else, always the same for a number."""
    items = library.instrument(instrument, "1.0").items_for(audience)
    steps = (-1, 0, 1, 0, 0, 1, -1)

    def said(person: int, place: int, code: str, reverse: bool) -> tallies.Answer:
        if (person + place) % 13 == 5:
            return tallies.Missing.DONT_KNOW
        value = min(5, max(1, round(middle + steps[(person * 3 + place) % 7] + (person % 3 - 1) * 0.6)))
        return 6 - value if reverse else value

    return [
        {item.code: said(person, place, item.code, item.reverse) for place, item in enumerate(items)}
        for person in range(number)
    ]


def answer_many(round: Round, audience_key: str, answers: Sequence[Answers]) -> Audience:
    """These people's answers, counted without a ballot: for rounds of any state."""
    audience = Audience.objects.get(round=round, key=audience_key)
    form = questionnaire.tally_form(library.instrument(round.instrument, round.version), audience_key)
    tally = Tally.objects.filter(audience=audience).first() or Tally(audience=audience, counts=tallies.empty(form))
    for each in answers:
        tally.counts = tallies.add(tally.counts, form, each)
    tally.save()
    audience.responses += len(answers)
    audience.save()
    return audience


def make_closed_round(organisation: Organisation, answers: Mapping[str, Sequence[Answers]], **given: Any) -> Round:
    """A round of the perception scan that ended last week, with who answered what."""
    ended = given.pop("ended", TODAY - timedelta(days=7))
    made = make_round(
        organisation,
        **{
            "instrument": "perception",
            "opens_on": ended - timedelta(days=14),
            "closes_on": ended,
            "opened_at": NOON - timedelta(days=21),
            "audiences": {key: len(each) + 1 for key, each in answers.items()},
            **given,
        },
    )
    for key, each in answers.items():
        answer_many(made, key, each)
    return made
