"""The demo's plans: one in force that some follow and some forget, and one that is still a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from vierspan.access.models import User
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.contents import content_of, fingerprint
from vierspan.plans.models import Action, ActionState, CheckIn, Goal, Plan
from vierspan.plans.operations import goals, indicators, plan_actions, plans, sections, states
from vierspan.plans.operations.indicators import Measure
from vierspan.plans.operations.plan_actions import Planned

TEXTS: Mapping[str, str] = {
    "general.starting_point": (
        "Onze toestellen zijn in orde, maar leraren voelen zich er **niet zeker** mee in de klas. Dat zeggen de scan van "
        "vorig najaar en de Kijkwijzer allebei.\n\n- infrastructuur loopt voor op deskundigheid\n- één op de vier leraren "
        "weet niet wat er in het vorige plan stond"
    ),
    "vision.ict": (
        "Elk kind leert bij ons lezen, rekenen en samenwerken. ICT gebruiken we waar het daarbij helpt: om op maat te "
        "oefenen, om samen te maken en om te tonen wat je kunt. Wat op papier beter gaat, doen we op papier."
    ),
    "leadership.visibility": (
        "Directie en ICT-coördinatoren overleggen elke tweede maandag. Wat we beslissen, staat dezelfde week in de "
        "nieuwsbrief voor het team."
    ),
    "expertise.training": (
        "Elke leraar krijgt per schooljaar minstens twee uur begeleiding in de eigen klas. De pedagogisch ICT-coördinator "
        "plant dat samen met de graad."
    ),
    "content.materials": "We volgen de leerlijn mediawijsheid van het tweede tot het zesde leerjaar.",
    "infrastructure.park": "148 toestellen, waarvan 52 ouder dan vier jaar. We vervangen er elk jaar dertig, in juli.",
    "infrastructure.privacy": "Het aanspreekpunt informatieveiligheid kijkt elke nieuwe toepassing na voor we ze gebruiken.",
    "team.roles": (
        "Karim doet het technische werk voor zes scholen. Joke begeleidt leraren. Twee leraren helpen als eerste aanspreekpunt."
    ),
    "budget.multi_year": "Per jaar 9.400 euro: 6.000 voor vervanging, 2.400 voor licenties, 1.000 voor opleiding.",
    "general.evaluation": "We kijken terug in mei, met de cijfers van de scan ernaast.",
}


@dataclass(frozen=True)
class Wanted:
    """An action of the demo: how it went since, by light and days since somebody said so."""

    title: str
    owner: str
    due: int
    hours: str = ""
    once: str = ""
    source: str = ""
    state: ActionState = ActionState.TODO
    light: str = ""
    said: int = 0
    line: str = ""


GOALS: tuple[tuple[str, str, str, tuple[str, str] | None, tuple[Wanted, ...]], ...] = (
    (
        "X",
        "Leraren geven zelf aan dat ze met ICT goed les kunnen geven",
        "Leraren gaven hun deskundigheid vorig najaar minder dan de helft van de punten.",
        ("X", "60"),
        (
            Wanted("Twee uur begeleiding in de klas voor elke leraar", "pedagogisch", 210, "52", "", "none",
                   ActionState.DOING, "green", 12, "Negen leraren zijn geweest, de derde graad volgt in januari."),
            Wanted("Een ICT-praktijkdag op de pedagogische studiedag", "directie", 95, "16", "600", "working",
                   ActionState.DOING, "amber", 20, "Datum ligt vast, lokalen nog niet."),
            Wanted("Nagaan wat leraren al kunnen", "pedagogisch", -60, "8", "", "none", ActionState.DONE, "green", 70,
                   "Klaar: besproken per graad."),
        ),
    ),
    (
        "V",
        "Elke leraar weet wat er in het ICT-beleidsplan staat",
        "Een op de vier leraren wist niet of de school een plan heeft.",
        ("V", "58"),
        (
            Wanted("Het plan op één bladzijde in de leraarskamer en op de start-pagina", "technisch", -20, "3", "", "none",
                   ActionState.TODO, "red", 25, "Ik kom er niet aan toe."),
            Wanted("Elk trimester tien minuten over het plan op de personeelsvergadering", "directie", 160, "3", "", "none",
                   ActionState.DOING, "green", 30, ""),
        ),
    ),
    (
        "I",
        "Geen toestel ouder dan vijf jaar in de klas",
        "52 van de 148 toestellen zijn ouder dan vier jaar.",
        None,
        (
            Wanted("Dertig toestellen vervangen met Digiplan-middelen", "technisch", 240, "24", "13500", "digiplan"),
            Wanted("Oude toestellen wissen en inleveren", "", 250, "6", "", "none"),
        ),
    ),
    (
        "T",
        "Het technische werk rust niet meer op één persoon",
        "Karim is alleen voor zes scholen.",
        ("T", "60"),
        (
            Wanted("Afspraken over meldingen: waar, wanneer, wat eerst", "technisch", 40, "10", "", "none",
                   ActionState.DOING, "amber", 75, "Eerste versie ligt bij de directies."),
            Wanted("Vervanger opleiden voor accounts en netwerk", "", 120, "20", "", "group"),
        ),
    ),
)  # fmt: skip


def in_force(school: Organisation, five: Mapping[str, User], today: date, by: User | None = None) -> Plan:
    """A plan approved a year ago that is in force."""
    year = SchoolYear.of(today).previous
    writer, head = by or five["pedagogisch"], by or five["directie"]
    made = _written(school, "ICT-beleidsplan", year.first_day, 3, writer, TEXTS, today - timedelta(days=330))
    for goal, rows in _goals(made, writer, five, today, len(GOALS)):
        _follow_up(goal, rows)
    states.submit(plan=made, actor=writer, at=_moment(today - timedelta(days=300)))
    made.refresh_from_db()
    seen = fingerprint(content_of(made))
    states.approve(plan=made, seen=seen, actor=head, at=_moment(today - timedelta(days=290)))
    states.start(plan=made, actor=head, at=_moment(today - timedelta(days=289)))
    Plan.objects.filter(pk=made.pk).update(review_on=today + timedelta(days=25))
    return made


def draft(school: Organisation, writer: User, today: date) -> Plan:
    """A plan that is half written."""
    texts = {key: TEXTS[key] for key in ("general.starting_point", "vision.ict", "infrastructure.park")}
    made = _written(school, "ICT-beleidsplan (ontwerp)", SchoolYear.of(today).first_day, 3, writer, texts, today)
    _goals(made, writer, {"technisch": writer}, today, 2)
    return made


def _written(
    school: Organisation, title: str, starts_on: date, years: int, writer: User, texts: Mapping[str, str], on: date
) -> Plan:
    made = plans.add_plan(
        organisation=school,
        template=library.plan_template("plan_compact", library.latest("plan_compact")),
        title=title,
        starts_on=starts_on,
        ends_on=date(starts_on.year + years, 8, 31),
        actor=writer,
    )
    for section in made.sections.all():
        if section.key in texts:
            sections.write_section(section=section, body=texts[section.key], edition=section.edition, actor=writer)
    return made


def _goals(
    made: Plan, writer: User, owners: Mapping[str, User], today: date, count: int
) -> list[tuple[Goal, tuple[Wanted, ...]]]:
    found = []
    for block, title, why, bound, rows in GOALS[:count]:
        goal = goals.add_goal(plan=made, block=block, title=title, why=why, actor=writer)
        for row in rows:
            plan_actions.add_action(goal=goal, planned=_planned(row, owners, today), actor=writer, on=made.starts_on)
        if bound:
            measure = Measure(
                title="Score van de leraren in de scan",
                unit="op 100",
                baseline=Decimal(46),
                target=Decimal(bound[1]),
                bound_dimension=bound[0],
                bound_audience="teachers",
            )
            indicators.add_indicator(goal=goal, measure=measure, actor=writer)
        found.append((goal, rows))
    return found


def _planned(row: Wanted, owners: Mapping[str, User], today: date) -> Planned:
    return Planned(
        title=row.title,
        owner=owners.get(row.owner),
        starts_on=today - timedelta(days=120),
        due_on=today + timedelta(days=row.due),
        effort_hours=Decimal(row.hours) if row.hours else None,
        cost_once=Decimal(row.once) if row.once else None,
        source=row.source,
    )


def _follow_up(goal: Goal, rows: tuple[Wanted, ...]) -> None:
    """What owners said since. Written straight, because it lies in the past."""
    today = timezone.localdate()
    for action, row in zip(goal.actions.order_by("position"), rows, strict=True):
        said = today - timedelta(days=row.said) if row.said else None
        Action.objects.filter(pk=action.pk).update(state=row.state, light=row.light, checked_on=said, asked_on=today)
        if said:
            made = CheckIn.objects.create(
                organisation=goal.organisation, action=action, light=row.light, line=row.line, said_by=action.who
            )
            CheckIn.objects.filter(pk=made.pk).update(said_at=_moment(said))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16, 0)))
