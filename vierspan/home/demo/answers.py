"""What the demo's people answered, drawn so that the figures look like those of real Flemish schools.

How far schools lie apart follows IEA ICILS 2023 (Flanders): the spread of school means is about 0.28 of the spread between
persons. That many teachers do not know what stands in the plan follows MICTIVO (at least 40 %). The levels themselves
are ours: infrastructure ahead of expertise, as the study of ICT coordination describes.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from vierspan.access.models import User
from vierspan.frameworks import library
from vierspan.frameworks.instruments import Instrument
from vierspan.organisations.models import Organisation
from vierspan.organisations.school_year import SchoolYear
from vierspan.surveys import tallies
from vierspan.surveys.models import Access, Assessment, Audience, Choice, FactValue, FreeText, Round, Tally
from vierspan.surveys.questionnaire import tally_form

PERSON_SPREAD, SCHOOL_SPREAD, NOISE = 15.0, 4.2, 24.0
LEVELS = {"V": 46.0, "L": 62.0, "X": 42.0, "C": 55.0, "I": 66.0, "T": 50.0, "B": 44.0}
DONT_KNOW = {"V": 0.24, "B": 0.28}
LEADERS_SEE_MORE = 9.0
PEOPLE = {"leaders": 2, "ict_team": 5, "teachers": 24, "support_staff": 6, "pupils": 110, "parents": 60}
GROWTH = {"V": 6.0, "X": 3.0, "T": -2.0}
WORDS = (
    "Ik wil graag iemand die een uur meekijkt in mijn les als ik iets nieuws probeer.",
    "De wifi in de hoekklas valt elke dag uit rond tien uur.",
    "Een lijstje met welke programma’s we mogen gebruiken zou al veel helpen.",
    "Vorming op een woensdagnamiddag werkt beter dan ’s avonds.",
    "Ik weet niet wie ik moet vragen als het over lessen gaat en niet over toestellen.",
    "Meer tijd om met collega’s van mijn graad materiaal te maken.",
)


def finished_scan(school: Organisation, today: date) -> Round:
    """The full scan of a year ago, closed, with everybody's answers."""
    return _scan(school, "perception", "Scan vorig najaar", today - timedelta(days=390), 21, 0.82, {})


def open_scan(school: Organisation, today: date) -> Round:
    """This year's scan, open since six days, with a third of the answers in."""
    return _scan(school, "perception", "Scan dit najaar", today - timedelta(days=6), 14, 0.35, GROWTH)


def _scan(
    school: Organisation, name: str, title: str, opens_on: date, days: int, share: float, growth: dict[str, float]
) -> Round:
    random = Random(f"{school.slug} {title}")  # noqa: S311 a demo, not a secret
    instrument = library.instrument(name, library.latest(name))
    made = Round.objects.create(
        organisation=school,
        title=title,
        instrument=name,
        version=instrument.version,
        access=Access.LINK,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=days),
        link_key=f"{random.getrandbits(60):012x}"[:12],
        opened_at=_moment(opens_on),
    )
    levels = {code: level + random.gauss(0, SCHOOL_SPREAD) + growth.get(code, 0) for code, level in LEVELS.items()}
    for key, heads in PEOPLE.items():
        audience = Audience.objects.create(organisation=school, round=made, key=key, head_count=heads)
        _answer(instrument, audience, levels, round(heads * share), random)
    return made


def _answer(instrument: Instrument, audience: Audience, levels: dict[str, float], count: int, random: Random) -> None:
    form = tally_form(instrument, audience.key)
    counts = tallies.empty(form)
    lift = LEADERS_SEE_MORE if audience.key in ("leaders", "ict_team") else 0.0
    for _ in range(count):
        person = random.gauss(lift, PERSON_SPREAD)
        counts = tallies.add(counts, form, {i.code: _one(i, levels, person, random) for i in form.items})
    Tally.objects.create(audience=audience, counts=counts)
    Audience.objects.filter(pk=audience.pk).update(responses=count)
    if audience.key == "teachers":
        FreeText.objects.bulk_create(
            FreeText(organisation=audience.organisation, audience=audience, question="Q1", text=text)
            for text in WORDS[: count // 4]
        )


def _one(item: object, levels: dict[str, float], person: float, random: Random) -> tallies.Answer:
    dimension, reverse = item.dimension, item.reverse  # type: ignore[attr-defined]
    if random.random() < DONT_KNOW.get(dimension, 0.04):
        return tallies.Missing.DONT_KNOW
    score = random.gauss(levels[dimension] + person, NOISE)
    value = min(5, max(1, round(1 + score / 25)))
    return 6 - value if reverse else value


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8, 0)))


def sitting(school: Organisation, by: User, today: date) -> None:
    """Two sittings with the Kijkwijzer: last year's and this autumn's, a little further."""
    random = Random(f"kijkwijzer {school.slug}")  # noqa: S311 a demo, not a secret
    version = library.latest("rubric")
    levels: dict[str, int] = {}
    for title, ago in (("Vorig najaar", 380), ("Dit najaar", 25)):
        held_on = today - timedelta(days=ago)
        made = Assessment.objects.create(
            organisation=school,
            title=title,
            version=version,
            held_on=held_on,
            present="Hilde Wouters, Joke Lambrecht, Karim Benali",
            started_by=by,
            finished_at=_moment(held_on),
        )
        for aspect in library.rubric(version).aspects:
            start = 3 if aspect.dimension == "I" else 2
            before = levels.get(aspect.code) or max(1, start + random.choice((-1, 0, 0, 1)))
            levels[aspect.code] = min(5, before + (random.random() < 0.25 if ago < 100 else 0))
            Choice.objects.create(
                organisation=school,
                assessment=made,
                aspect=aspect.code,
                level=levels[aspect.code],
                evidence="Besproken op het ICT-overleg." if random.random() < 0.3 else "",
                chosen_by=str(by),
            )


FACTS = {
    "staff_teachers": "26",
    "devices_total": "148",
    "devices_over_4_years": "52",
    "hours_ict_points": "6",
    "hours_technical": "7.5",
    "hours_pedagogical": "1.5",
    "budget_ict_year": "9400",
}


def facts(school: Organisation, by: User, year: SchoolYear, today: date) -> None:
    """Part of the facts sheet: enough for some figures, with gaps."""
    FactValue.objects.bulk_create(
        FactValue(
            organisation=school,
            school_year=year.start_year - ago,
            key=key,
            value=value if ago == 0 else _a_tenth_less(value),
            source="Inventaris van de school" if "devices" in key else "Opgave van de directie",
            entered_by=str(by),
            entered_on=today - timedelta(days=365 * ago + 20),
        )
        for key, value in FACTS.items()
        for ago in (0, 1)
    )


def _a_tenth_less(value: str) -> str:
    places = 1 if "." in value else 0
    return str(round(Decimal(value) * Decimal("0.9"), places))
