"""The results of a round as rows for a sheet: whole points, as everywhere, and nothing that a page would not show."""

from collections.abc import Iterator
from dataclasses import dataclass

from vierspan.base.text import Text
from vierspan.surveys.findings import BLOCKS, AudienceResult, RoundResults
from vierspan.surveys.intervals import Summary
from vierspan.surveys.sentences import whole

Row = tuple[str | int | float | None, ...]

HEADINGS = (
    Text("Scan", "Scan"),
    Text("Groep", "Group"),
    Text("Niveau", "Level"),
    Text("Code", "Code"),
    Text("Onderwerp", "Subject"),
    Text("Antwoorden", "Answers"),
    Text("Weet niet (%)", "Don't know (%)"),
    Text("Gemiddelde (0-100)", "Mean (0-100)"),
    Text("Standaardafwijking", "Standard deviation"),
    Text("Interval van", "Interval from"),
    Text("Interval tot", "Interval to"),
    Text("Alfa", "Alpha"),
    Text("Opmerking", "Remark"),
)
BLOCK = Text("bouwsteen", "block")
DIMENSION = Text("onderdeel", "dimension")
ITEM = Text("zin", "item")
GROUP = Text("groep", "group")


@dataclass(frozen=True)
class _Line:
    level: Text
    code: str
    subject: str
    summary: Summary
    dont_know: float | None
    alpha: float | None


def headings(language: str) -> tuple[str, ...]:
    return tuple(heading.in_language(language) for heading in HEADINGS)


def rows(results: RoundResults, language: str) -> Iterator[Row]:
    """Each audience with its dimensions and items; one that is hidden has one row, which says so."""
    for audience in results.audiences:
        start = (results.about.title, audience.title.in_language(language))
        if audience.is_suppressed:
            floor = results.policy.floor
            too_few = Text(f"minder dan {floor} antwoorden", f"fewer than {floor} answers").in_language(language)
            yield (*start, GROUP.in_language(language), *[None] * 9, too_few)
        for line in _lines(results, audience, language):
            yield (*start, *_cells(line, language), "")


def _lines(results: RoundResults, audience: AudienceResult, language: str) -> Iterator[_Line]:
    instrument = results.instrument
    for dimension in instrument.dimensions:
        found = audience.dimension(dimension.code)
        if found is not None:
            level, title = BLOCK if dimension.code in BLOCKS else DIMENSION, dimension.title.in_language(language)
            yield _Line(level, dimension.code, title, found.summary, found.dont_know, found.alpha)
    for item in audience.items:
        unknown = item.dont_know.share if item.dont_know else None
        text = instrument.text_for(instrument.item(item.code), audience.key).in_language(language)
        yield _Line(ITEM, item.code, text, item.summary, unknown, None)


def _cells(line: _Line, language: str) -> Row:
    points = (line.summary.mean, line.summary.sd, line.summary.low, line.summary.high)
    return (
        line.level.in_language(language),
        line.code,
        line.subject,
        line.summary.n,
        None if line.dont_know is None else int(whole(100 * line.dont_know)),
        *(None if value is None else int(whole(value)) for value in points),
        None if line.alpha is None else round(line.alpha, 2),
    )
