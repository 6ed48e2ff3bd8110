"""What results mean, in plain words: first the meaning, then the number, and how sure it is.

All points are whole: the halves behind them say nothing about a school and might say something about a person.
"""

import math

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.surveys.findings import AudienceResult, RoundResults
from vierspan.surveys.intervals import Summary
from vierspan.surveys.scoring import Balance
from vierspan.surveys.tallies import ItemSummary

PEOPLE = {
    "leaders": Text("leidinggevenden", "leaders"),
    "ict_team": Text("leden van het ICT-team", "members of the ICT team"),
    "teachers": Text("leraren", "teachers"),
    "support_staff": Text("ondersteunende personeelsleden", "support staff"),
    "pupils": Text("leerlingen", "pupils"),
    "parents": Text("ouders", "parents"),
}
NAMED = Text(
    " Zij kiezen beter samen, met naam, in de Kijkwijzer.", " They choose better together, by name, in the team rubric."
)
FRACTIONS = ((1, 10), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10))
POSITIVE, NEGATIVE = 62.5, 37.5  # nearer to "agree", nearer to "disagree" than to the middle
MANY = 0.2  # a share of "don't know" worth a sentence: our own choice


def whole(value: float | None) -> str:
    """Halves rounded up, as in the pictures."""
    return "–" if value is None else str(math.floor(value + 0.5))


def percent(share: float | None) -> Text:
    if share is None:
        return Text("–", "–")
    figure = whole(100 * share)
    return Text(f"{figure}\N{NO-BREAK SPACE}%", f"{figure}%")


def people(audience: AudienceResult) -> Text:
    return PEOPLE.get(audience.key, audience.title)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def some_people(share: float, who: Text) -> Text:
    """How many of them, in words with a simple fraction: "de meeste leraren (ongeveer 3 van de 4)"."""
    if share > 0.95:
        return Text(f"bijna alle {who.nl}", f"nearly all {who.en}")
    if share < 0.05:
        return Text(f"bijna geen {who.nl}", f"hardly any {who.en}")
    part, of = min(FRACTIONS, key=lambda fraction: abs(fraction[0] / fraction[1] - share))
    nl, en = f"(ongeveer {part} van de {of})", f"(about {part} in {of})"
    if (part, of) == (1, 2):
        return Text(f"ongeveer de helft van de {who.nl}", f"about half of the {who.en}")
    if part / of > 0.5:
        return Text(f"de meeste {who.nl} {nl}", f"most {who.en} {en}")
    if part / of >= 0.25:
        return Text(f"een deel van de {who.nl} {nl}", f"some {who.en} {en}")
    return Text(f"weinig {who.nl} {nl}", f"few {who.en} {en}")


def _verb(share: float, singular: str, plural: str) -> str:
    """ "De helft is", "een deel is", but "de meeste zijn"."""
    part, of = min(FRACTIONS, key=lambda fraction: abs(fraction[0] / fraction[1] - share))
    return singular if 0.25 <= part / of <= 0.5 else plural


def response(audience: AudienceResult) -> Text:
    who = people(audience)
    if audience.n is None:
        return Text(f"Te weinig {who.nl} antwoordden.", f"Too few {who.en} answered.")
    if not audience.head_count or audience.head_count < audience.n:
        return Text(f"{audience.n} {who.nl} antwoordden.", f"{audience.n} {who.en} answered.")
    share = percent(audience.n / audience.head_count)
    return Text(
        f"{audience.n} van de {audience.head_count} {who.nl} antwoordden ({share.nl}).",
        f"{audience.n} of the {audience.head_count} {who.en} answered ({share.en}).",
    )


def response_so_far(audience: AudienceResult, floor: int) -> Text:
    who = people(audience)
    if audience.n is None:
        return Text(f"Nog minder dan {floor} {who.nl} antwoordden.", f"Fewer than {floor} {who.en} answered so far.")
    return response(audience)


def hidden(audience: AudienceResult, floor: int) -> Text:
    who = people(audience)
    elsewhere = NAMED if audience.key in ("leaders", "ict_team") else Text("", "")
    return Text(
        f"Van de groep {who.nl} zie je geen cijfers: minder dan {floor} mensen antwoordden. "
        f"Met zo weinig antwoorden zou je kunnen raden wie wat vindt.{elsewhere.nl}",
        f"There are no figures for {who.en}: fewer than {floor} people answered. "
        f"With so few answers you could guess who thinks what.{elsewhere.en}",
    )


def title_of(instrument: Instrument, code: str) -> Text:
    return instrument.dimension(code).title


def lower(text: Text) -> Text:
    """Inside a sentence; abbreviations keep their capitals."""
    return Text(*(said if said[:2].isupper() else said[:1].lower() + said[1:] for said in (text.nl, text.en)))


def headline(instrument: Instrument, audience: AudienceResult) -> Text:
    """The one sentence to remember: where they are most and least positive, or how they feel all in all."""
    who, found = people(audience), [d for d in audience.dimensions if d.summary.mean is not None]
    if not found:
        return Text(f"Van {who.nl} is geen enkel cijfer te tonen.", f"No figure can be shown for {who.en}.")
    ranked = sorted(found, key=lambda dimension: dimension.summary.mean or 0)
    low, high = ranked[0], ranked[-1]
    worst, best = (lower(title_of(instrument, each.code)) for each in (low, high))
    least, most = whole(low.summary.mean), whole(high.summary.mean)
    if len(ranked) == 1 or _overlap(low.summary, high.summary):
        feeling = _feeling(sum(d.summary.mean or 0 for d in found) / len(found))
        return Text(
            f"{capital(who.nl)} oordelen {feeling.nl} over ICT op school: alle onderdelen liggen tussen {least} en "
            f"{most} van 100.",
            f"The view of {who.en} on ICT at school is {feeling.en}: all parts lie between {least} and {most} out of "
            "100.",
        )
    return Text(
        f"{capital(who.nl)} zijn het minst tevreden over {worst.nl} ({least} van 100) en het meest over "
        f"{best.nl} ({most} van 100).",
        f"{capital(who.en)} are least satisfied with {worst.en} ({least} out of 100) and most with "
        f"{best.en} ({most} out of 100).",
    )


def _overlap(one: Summary, other: Summary) -> bool:
    """Whether two intervals meet, or one is not known: then nothing is said about which is higher."""
    if one.high is None or other.low is None:
        return True
    return one.high >= other.low


def _feeling(mean: float) -> Text:
    if mean >= POSITIVE:
        return Text("eerder positief", "rather positive")
    if mean <= NEGATIVE:
        return Text("eerder negatief", "rather negative")
    return Text("gemengd", "mixed")


def dimension(instrument: Instrument, audience: AudienceResult, code: str) -> Text:
    """What they think of one dimension, with its score and how sure that is."""
    who, title, found = people(audience), lower(title_of(instrument, code)), audience.dimension(code)
    if found is None or found.summary.mean is None:
        return Text(
            f"Over {title.nl} is er geen cijfer van {who.nl}: te weinig mensen antwoordden op die zinnen, of ze gaven "
            "allemaal hetzelfde antwoord.",
            f"There is no figure of {who.en} on {title.en}: too few people answered those statements, or all of them "
            "gave the same answer.",
        )
    feeling, sure = _feeling(found.summary.mean), likely(found.summary)
    figure = whole(found.summary.mean)
    return Text(
        f"{capital(who.nl)} oordelen {feeling.nl} over {title.nl}: {figure} van 100{sure.nl}.",
        f"The view of {who.en} on {title.en} is {feeling.en}: {figure} out of 100{sure.en}.",
    )


def verdict(audience: AudienceResult, code: str) -> Text:
    """The same in a few words, for a list."""
    found = audience.dimension(code)
    if found is None or found.summary.mean is None:
        return Text("geen cijfer", "no figure")
    feeling, figure = _feeling(found.summary.mean), whole(found.summary.mean)
    return Text(f"{feeling.nl}, {figure} van 100", f"{feeling.en}, {figure} out of 100")


def likely(summary: Summary) -> Text:
    if summary.low is None or summary.high is None:
        return Text("", "")
    low, high = whole(summary.low), whole(summary.high)
    return Text(f", waarschijnlijk tussen {low} en {high}", f", likely between {low} and {high}")


def _tops(item: ItemSummary) -> tuple[float, float]:
    """The shares below and above the middle of the scale, of the answers as given."""
    half = len(item.shares) // 2
    return sum(s.share for s in item.shares[:half]), sum(s.share for s in item.shares[-half:])


def remarkable(instrument: Instrument, audience: AudienceResult) -> tuple[Text, ...]:
    """The best and the worst item, and the one that most do not know; each only where it says something."""
    spread = [item for item in audience.items if item.shares and item.summary.mean is not None]
    said = []
    if spread:
        worst = min(spread, key=lambda item: item.summary.mean or 0)
        best = max(spread, key=lambda item: item.summary.mean or 0)
        said = [opinion(instrument, audience, worst)]
        if best.code != worst.code:
            said.append(opinion(instrument, audience, best))
    known = [item for item in audience.items if item.dont_know and item.summary.n]
    unknown = max(known, key=lambda item: item.dont_know.share if item.dont_know else 0, default=None)
    if unknown and unknown.dont_know and unknown.dont_know.share >= MANY:
        said.append(not_known(instrument, audience, unknown.code, unknown.dont_know.share))
    return tuple(said)


def quoted(instrument: Instrument, audience: AudienceResult, code: str) -> Text:
    text = instrument.text_for(instrument.item(code), audience.key)
    return Text(f"‘{text.nl.rstrip('.')}’", f"“{text.en.rstrip('.')}”")


def opinion(instrument: Instrument, audience: AudienceResult, item: ItemSummary) -> Text:
    """How many agree or do not agree, whichever are more."""
    quote, who = quoted(instrument, audience, item.code), people(audience)
    against, for_it = _tops(item)
    share, is_for = (for_it, True) if for_it >= against else (against, False)
    some = some_people(share, who)
    nl, en = ("het eens", "agree") if is_for else ("het niet eens", "disagree")
    return Text(
        f"{capital(some.nl)} {_verb(share, 'is', 'zijn')} {nl} met {quote.nl}.",
        f"{capital(some.en)} {en} with {quote.en}.",
    )


def not_known(instrument: Instrument, audience: AudienceResult, code: str, share: float) -> Text:
    some, quote = some_people(share, people(audience)), quoted(instrument, audience, code)
    return Text(
        f"{capital(some.nl)} {_verb(share, 'antwoordt', 'antwoorden')} ‘weet ik niet’ op {quote.nl}.",
        f"{capital(some.en)} answer “I don't know” to {quote.en}.",
    )


def weakest(instrument: Instrument, found: Balance, audience: AudienceResult) -> Text:
    """The weakest link, if there is one that can be pointed at."""
    low, high = (instrument.dimension(code).short for code in (found.weakest, found.strongest))
    if found.weakest_is_clear:
        score = audience.dimension(found.weakest)
        figure = whole(score.summary.mean if score else None)
        return Text(
            f"{low.nl} is de zwakste schakel ({figure} van 100). De kans dat een andere bouwsteen nog lager staat, "
            "is klein.",
            f"{low.en} is the weakest link ({figure} out of 100). The chance that another block is lower is small.",
        )
    return Text(
        f"Er is geen duidelijke zwakste schakel. {low.nl} staat het laagst en {high.nl} het hoogst, maar met dit "
        "aantal antwoorden kan de volgorde toeval zijn.",
        f"There is no clear weakest link. {low.en} is lowest and {high.en} highest, but with this number of answers "
        "the order may be chance.",
    )


def evenness(found: Balance) -> Text:
    apart, least, most = whole(100 * (1 - found.index)), whole(100 * (1 - found.high)), whole(100 * (1 - found.low))
    index, low, high = whole(100 * found.index), whole(100 * found.low), whole(100 * found.high)
    return Text(
        f"De vier bouwstenen liggen {apart} punten uit elkaar, waarschijnlijk tussen {least} en {most}. "
        f"De evenwichtsindex is dan {index} van 100 ({low} tot {high}); 100 betekent dat ze gelijk opgaan.",
        f"The four blocks are {apart} points apart, likely between {least} and {most}. "
        f"The balance index is then {index} out of 100 ({low} to {high}); 100 means that they keep pace.",
    )


def reliability(alpha: float | None) -> Text:
    """What an alpha says, by the usual rules of thumb (Nunnally & Bernstein, 1994): 0.70 and more will do for groups."""
    if alpha is None:
        return Text("niet te berekenen", "cannot be computed")
    if alpha >= 0.8:
        return Text("hangt goed samen", "hangs together well")
    if alpha >= 0.7:
        return Text("hangt voldoende samen", "hangs together well enough")
    return Text("hangt los samen: lees de zinnen apart", "hangs together loosely: read the statements one by one")


def how_to_read(results: RoundResults) -> tuple[Text, ...]:
    floor = results.policy.floor
    return (
        Text(
            "Scores lopen van 0 (iedereen helemaal niet akkoord) tot 100 (iedereen helemaal akkoord). 50 is het midden.",
            "Scores run from 0 (everybody strongly disagrees) to 100 (everybody strongly agrees). 50 is the middle.",
        ),
        Text(
            "Wat ‘waarschijnlijk’ heet, is een interval van 90 %. We noemen een verschil zeker als dat interval nul niet "
            "bevat; van tien verschillen die er niet zijn, lijkt er dan toch ongeveer één zeker.",
            "What is called “likely” is an interval of 90%. We call a difference sure when that interval leaves out zero; "
            "of ten differences that do not exist, about one then still looks sure.",
        ),
        Text(
            "‘Weet ik niet’ en ‘geldt hier niet’ tellen niet mee in een score. Ze staan apart.",
            "“I don't know” and “does not apply” do not count in a score. They are given apart.",
        ),
        Text(
            f"Cijfers over minder dan {floor} mensen toont Vierspan nergens, ook niet in bestanden.",
            f"Vierspan never shows figures about fewer than {floor} people, in files neither.",
        ),
    )
