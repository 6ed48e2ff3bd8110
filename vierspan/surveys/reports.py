"""The results of a round as a story: the same sentences and pictures for the page, the print and the files."""

from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base import documents
from vierspan.base.charts import Picture
from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.frameworks.references import Reference, References
from vierspan.surveys import pictures, sentences, sentences_compared
from vierspan.surveys.findings import BLOCKS, AudienceResult, Difference, RoundResults, differences

MOST_SENTENCES = 4
MOST_ROWS = 8

RESULTS = Text("Resultaten", "Results")
DIMENSIONS = Text("Per onderdeel", "By part")
VIERSPAN = Text("Het vierspan", "The team of four")
BALANCE = Text("Zwakste schakel en evenwicht", "Weakest link and balance")
REMARKABLE = Text("Wat opvalt", "What stands out")
REFERENCES = Text("Ter vergelijking: Vlaanderen", "For comparison: Flanders")
READING = Text("Zo lees je deze cijfers", "How to read these figures")
STATEMENTS = Text("Zin per zin", "Statement by statement")
NOW = Text("nu", "now")


@dataclass(frozen=True)
class Comparison:
    """Two sets of answers beside each other: what may be said of it, and the picture of the strongest rows."""

    title: Text
    lines: tuple[Text, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Beside:
    """A published figure in a sentence, with where it was found."""

    line: Text
    note: Text
    url: str


@dataclass(frozen=True)
class Story:
    """All that the result page of one audience says."""

    results: RoundResults
    audience: AudienceResult
    headline: Text
    response: Text
    remarkable: tuple[Text, ...]
    vierspan: Picture | None
    balance: tuple[Text, ...]
    dimensions: Picture
    change: Comparison | None
    contrasts: tuple[Comparison, ...]
    beside: tuple[Beside, ...]
    hidden: tuple[Text, ...]


def story(
    results: RoundResults,
    audience: AudienceResult,
    previous: RoundResults | None,
    references: References,
    *,
    level: str,
    language: str,
) -> Story:
    instrument = results.instrument
    found = audience.balance
    return Story(
        results=results,
        audience=audience,
        headline=sentences.headline(instrument, audience),
        response=sentences.response(audience),
        remarkable=sentences.remarkable(instrument, audience),
        vierspan=_vierspan(results, audience, previous, language),
        balance=(sentences.weakest(instrument, found, audience), sentences.evenness(found)) if found else (),
        dimensions=pictures.dimension_bars(
            instrument, audience, key="dimensions", title=_titled(DIMENSIONS, audience, language), language=language
        ),
        change=change(results, audience, previous, language),
        contrasts=tuple(
            contrast(instrument, audience, other, language) for other in results.shown if other.key != audience.key
        ),
        beside=beside(instrument, audience, references, level),
        hidden=not_shown(results),
    )


def not_shown(results: RoundResults) -> tuple[Text, ...]:
    """Of whom there are no figures, and why."""
    return tuple(sentences.hidden(each, results.policy.floor) for each in results.audiences if each.is_suppressed)


def _titled(title: Text, audience: AudienceResult, language: str) -> str:
    return f"{title.in_language(language)}: {audience.title.in_language(language)}"


def _vierspan(
    results: RoundResults, audience: AudienceResult, previous: RoundResults | None, language: str
) -> Picture | None:
    if not any(audience.dimension(code) for code in BLOCKS):
        return None
    return pictures.vierspan(results, audience, previous, key="vierspan", language=language)


def change(
    results: RoundResults, audience: AudienceResult, previous: RoundResults | None, language: str
) -> Comparison | None:
    """What moved since an earlier round, for the same people."""
    before = pictures.comparable(audience, previous)
    if previous is None or before is None:
        return None
    return _change(results.instrument, audience, previous, _strongest(differences(before, audience)), language)


def _change(
    instrument: Instrument, audience: AudienceResult, previous: RoundResults, found: list[Difference], language: str
) -> Comparison:
    title = Text(f"Sinds ‘{previous.about.title}’", f"Since “{previous.about.title}”")
    lines = _lines(found, [sentences_compared.change(instrument, each, audience) for each in found], is_time=True)
    labels = previous.about.title, NOW.in_language(language)
    return Comparison(title, lines, _gaps(instrument, found, audience, labels, "change", title, language))


def contrast(instrument: Instrument, audience: AudienceResult, other: AudienceResult, language: str) -> Comparison:
    """How another group looks at the same."""
    return _contrast(instrument, audience, other, _strongest(differences(audience, other)), language)


def _contrast(
    instrument: Instrument, audience: AudienceResult, other: AudienceResult, found: list[Difference], language: str
) -> Comparison:
    one, two = audience.title, other.title
    title = Text(f"{two.nl} tegenover {_small(one.nl)}", f"{two.en} and {_small(one.en)}")
    lines = _lines(
        found, [sentences_compared.contrast(instrument, each, audience, other) for each in found], is_time=False
    )
    labels = one.in_language(language), two.in_language(language)
    picture = _gaps(instrument, found, audience, labels, f"gap-{other.key.replace('_', '-')}", title, language)
    return Comparison(title, lines, picture)


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _strongest(found: Sequence[Difference]) -> list[Difference]:
    """Dimensions where they can be compared; single items otherwise."""
    dimensions = [each for each in found if each.kind == "dimension"]
    return dimensions or [each for each in found if each.kind == "item"]


def _lines(found: list[Difference], said: list[Text], *, is_time: bool) -> tuple[Text, ...]:
    """The sure ones as sentences, at most a few; of the others only how many there are."""
    sure = [text for each, text in zip(found, said, strict=True) if each.is_sure]
    unsure = len(found) - len(sure)
    if not sure:
        return (sentences_compared.none_sure(is_time),)
    return (*sure[:MOST_SENTENCES], *([sentences_compared.unsure_left(unsure)] if unsure else []))


def _gaps(
    instrument: Instrument,
    found: list[Difference],
    audience: AudienceResult,
    labels: tuple[str, str],
    key: str,
    title: Text,
    language: str,
) -> Picture | None:
    if not found:
        return None
    shown = found[:MOST_ROWS]
    return pictures.gaps(
        instrument, shown, audience, labels, key=key, title=title.in_language(language), language=language
    )


def of_dimension(
    results: RoundResults, audience: AudienceResult, previous: RoundResults | None, dimension: str, language: str
) -> tuple[Comparison, ...]:
    """The items of one dimension beside the earlier round, and beside each other group that was asked them."""
    instrument = results.instrument
    before, found = pictures.comparable(audience, previous), []
    if previous is not None and before is not None:
        rows = _items(instrument, differences(before, audience), dimension)
        found.append(_change(instrument, audience, previous, rows, language))
    for other in results.shown:
        rows = _items(instrument, differences(audience, other), dimension)
        if other.key != audience.key and rows:
            found.append(_contrast(instrument, audience, other, rows, language))
    return tuple(each for each in found if each.picture)


def _items(instrument: Instrument, found: Sequence[Difference], dimension: str) -> list[Difference]:
    return [each for each in found if each.kind == "item" and instrument.item(each.code).dimension == dimension]


def beside(instrument: Instrument, audience: AudienceResult, references: References, level: str) -> tuple[Beside, ...]:
    """Published figures that measure the same, or at least tell of the same people."""
    found: list[Beside] = []
    for dimension in instrument.dimensions:
        own = audience.dimension(dimension.code)
        if own is not None:
            same = references.fitting(f"dont_know:{dimension.code}:{audience.key}", level)
            found.extend(_beside(reference, own.dont_know, sentences.people(audience)) for reference in same)
            context = references.fitting(f"context:{dimension.code}:{audience.key}", level)
            found.extend(_beside(reference, None, sentences.people(audience)) for reference in context)
    return tuple(found)


def _beside(reference: Reference, own: float | None, who: Text) -> Beside:
    return Beside(sentences_compared.beside(reference, own, who), reference.note, reference.url)


def document(told: Story, *, organisation: str, date_text: str, language: str) -> documents.Document:
    """The report of one audience, complete on paper."""
    parts: list[documents.Part] = [
        documents.Callout(told.headline.in_language(language)),
        documents.Paragraph(told.response.in_language(language)),
        *_bulleted(REMARKABLE, told.remarkable, language),
        *_pictured(VIERSPAN, told.vierspan, told.balance, language),
        *_pictured(DIMENSIONS, told.dimensions, (), language),
    ]
    for comparison in (*([told.change] if told.change else []), *told.contrasts):
        parts += _pictured(comparison.title, comparison.picture, comparison.lines, language)
    parts += _bulleted(REFERENCES, [each.line for each in told.beside], language)
    parts += _statements(told, language)
    parts += _bulleted(READING, [*told.hidden, *sentences.how_to_read(told.results)], language)
    audience = told.audience.title.in_language(language)
    return documents.Document(
        title=told.results.about.title,
        subtitle=f"{RESULTS.in_language(language)}: {audience}",
        organisation=organisation,
        language=language,
        date_text=date_text,
        parts=tuple(parts),
    )


def _bulleted(title: Text, lines: Sequence[Text], language: str) -> list[documents.Part]:
    if not lines:
        return []
    said = tuple(line.in_language(language) for line in lines)
    return [documents.Heading(1, title.in_language(language)), documents.Bullets(said)]


def _pictured(title: Text, picture: Picture | None, lines: Sequence[Text], language: str) -> list[documents.Part]:
    said = [documents.Paragraph(line.in_language(language)) for line in lines]
    drawn = [documents.PictureBlock(picture, picture.title)] if picture else []
    return [documents.Heading(1, title.in_language(language)), *said, *drawn] if said or drawn else []


def _statements(told: Story, language: str) -> list[documents.Part]:
    """A table for each dimension: what each statement scored."""
    headings = tuple(
        text.in_language(language)
        for text in (
            Text("Zin", "Statement"),
            Text("Score", "Score"),
            Text("Waarschijnlijk", "Likely"),
            Text("Antwoorden", "Answers"),
            Text("Weet niet", "Don't know"),
        )
    )
    parts: list[documents.Part] = [documents.Heading(1, STATEMENTS.in_language(language))]
    for dimension in told.results.instrument.dimensions:
        rows = item_rows(told.results.instrument, told.audience, dimension.code, language)
        if rows:
            title = dimension.title.in_language(language)
            parts += [documents.Heading(2, title), documents.TableBlock(title, headings, rows, (6, 1, 1.6, 1.4, 1.4))]
    return parts


def item_rows(
    instrument: Instrument, audience: AudienceResult, dimension: str, language: str
) -> tuple[tuple[str, ...], ...]:
    """Text, score, interval, answers and don't-know share of each item, dashes where there is no figure."""
    rows = []
    for code in pictures.item_codes(instrument, audience, dimension):
        text, found = pictures.item_text(instrument, audience, code, language), audience.item(code)
        if found is None:
            rows.append((text, "–", "–", "–", "–"))
            continue
        likely = (
            "–"
            if found.summary.low is None
            else f"{sentences.whole(found.summary.low)}–{sentences.whole(found.summary.high)}"
        )
        unknown = sentences.percent(found.dont_know.share).in_language(language) if found.dont_know else "–"
        rows.append((text, sentences.whole(found.summary.mean), likely, str(found.summary.n), unknown))
    return tuple(rows)
