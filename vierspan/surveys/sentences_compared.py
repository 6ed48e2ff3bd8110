"""What a difference means, in plain words, and what of it may be chance."""

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.frameworks.references import Reference
from vierspan.surveys.findings import AudienceResult, Difference
from vierspan.surveys.sentences import capital, lower, people, percent, quoted, title_of, whole


def subject(instrument: Instrument, found: Difference, audience: AudienceResult) -> Text:
    if found.kind == "dimension":
        return lower(title_of(instrument, found.code))
    return quoted(instrument, audience, found.code)


def change(instrument: Instrument, found: Difference, audience: AudienceResult) -> Text:
    """One difference with an earlier round."""
    about, before, now = subject(instrument, found, audience), whole(found.first.mean), whole(found.second.mean)
    up = found.points > 0
    if found.is_sure:
        nl, en = ("beter", "better") if up else ("minder goed", "less well")
        return Text(
            f"Het gaat {nl} met {about.nl}: van {before} naar {now}.",
            f"Things go {en} with {about.en}: from {before} to {now}.",
        )
    nl, en = ("gestegen", "risen") if up else ("gedaald", "fallen")
    return Text(
        f"{capital(about.nl)} lijkt {nl} van {before} naar {now}, maar dat kan toeval zijn.",
        f"{capital(about.en)} seems to have {en} from {before} to {now}, but that may be chance.",
    )


def contrast(instrument: Instrument, found: Difference, first: AudienceResult, second: AudienceResult) -> Text:
    """One difference between two audiences."""
    one, other = people(first), people(second)
    about, mine, theirs = subject(instrument, found, first), whole(found.first.mean), whole(found.second.mean)
    nl, en = ("positiever", "more positive") if found.points > 0 else ("minder positief", "less positive")
    if found.is_sure:
        return Text(
            f"{capital(other.nl)} zijn {nl} dan {one.nl} over {about.nl}: {theirs} tegenover {mine}.",
            f"{capital(other.en)} are {en} than {one.en} about {about.en}: {theirs} against {mine}.",
        )
    return Text(
        f"{capital(other.nl)} lijken {nl} dan {one.nl} over {about.nl} ({theirs} tegenover {mine}), maar dat kan toeval "
        "zijn.",
        f"{capital(other.en)} seem {en} than {one.en} about {about.en} ({theirs} against {mine}), but that may be "
        "chance.",
    )


def unsure_left(number: int) -> Text:
    if number == 1:
        return Text("Eén ander verschil is te onzeker om te noemen.", "One other difference is too unsure to mention.")
    return Text(
        f"{number} andere verschillen zijn te onzeker om te noemen.",
        f"{number} other differences are too unsure to mention.",
    )


def none_sure(is_time: bool) -> Text:
    if is_time:
        return Text(
            "Geen enkel verschil met die keer is zeker: wat verschuift, kan toeval zijn.",
            "No difference with that time is sure: what moves may be chance.",
        )
    return Text(
        "Tussen deze groepen is geen enkel verschil zeker: ze kijken ongeveer hetzelfde naar ICT op school.",
        "No difference between these groups is sure: they look at ICT at school in about the same way.",
    )


def beside(reference: Reference, own: float | None, who: Text) -> Text:
    """A published figure beside our own share of "don't know"; without one, the figure alone."""
    amount, unit, source = reference.amount, reference.unit, reference.source
    figure = Text(f"{amount.nl} {unit.nl}", f"{amount.en} {unit.en}")
    tail = Text(f"{figure.nl}, {reference.year} ({source.nl})", f"{figure.en}, {reference.year} ({source.en})")
    if own is None:
        return Text(f"{reference.measure.nl}: {tail.nl}.", f"{reference.measure.en}: {tail.en}.")
    mine = percent(own)
    return Text(
        f"Bij jullie is {mine.nl} van de antwoorden van {who.nl} hierover ‘weet ik niet’. "
        f"In Vlaanderen: {reference.measure.nl[:1].lower()}{reference.measure.nl[1:]}, {tail.nl}.",
        f"Here {mine.en} of the answers of {who.en} on this is “I don't know”. "
        f"In Flanders: {reference.measure.en[:1].lower()}{reference.measure.en[1:]}, {tail.en}.",
    )
