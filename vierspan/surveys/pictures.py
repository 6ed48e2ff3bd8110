"""The results of a scan as pictures."""

from collections.abc import Sequence

from vierspan.base.charts import Bar, Block, Distribution, Gap, Picture, bars, distribution, gap_rows, vierspan_picture
from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.surveys.findings import BLOCKS, AudienceResult, Difference, RoundResults

SURE = Text("zeker", "sure")
UNSURE = Text("onzeker", "not sure")


def vierspan(
    results: RoundResults, audience: AudienceResult, previous: RoundResults | None, *, key: str, language: str
) -> Picture:
    """The four blocks, with the last comparable time in outline."""
    before = comparable(audience, previous)
    title = f"{Text('Vierspan', 'The four blocks').in_language(language)}: {audience.title.in_language(language)}"
    return vierspan_picture(
        [_block(results.instrument, audience, before, code, language) for code in BLOCKS],
        key=key,
        title=title,
        language=language,
        previous_label=previous.about.title if previous and before else "",
    )


def comparable(audience: AudienceResult, previous: RoundResults | None) -> AudienceResult | None:
    """The same people of the round before, where they have figures."""
    found = previous.audience(audience.key) if previous else None
    return found if found and not found.is_suppressed else None


def _block(
    instrument: Instrument, audience: AudienceResult, before: AudienceResult | None, code: str, language: str
) -> Block:
    label = instrument.dimension(code).short.in_language(language)
    now, then = audience.dimension(code), before.dimension(code) if before else None
    is_same = before is not None and before.asked_of.get(code) == audience.asked_of.get(code)
    return Block(
        code,
        label,
        now.summary.mean if now else None,
        now.summary.low if now else None,
        now.summary.high if now else None,
        previous=then.summary.mean if then and is_same else None,
    )


def dimension_bars(instrument: Instrument, audience: AudienceResult, *, key: str, title: str, language: str) -> Picture:
    """A bar for each dimension that this audience was asked about, in the order of the questionnaire."""
    rows = []
    for dimension in instrument.dimensions:
        if dimension.code in audience.asked_of:
            found = audience.dimension(dimension.code)
            label = dimension.title.in_language(language)
            block = dimension.code if dimension.code in BLOCKS else ""
            rows.append(
                Bar(
                    label,
                    found.summary.mean if found else None,
                    found.summary.low if found else None,
                    found.summary.high if found else None,
                    found.summary.n if found else None,
                    found.dont_know if found else None,
                    block,
                )
            )
    return bars(rows, key=key, title=title, language=language)


def item_bars(
    instrument: Instrument, audience: AudienceResult, dimension: str, *, key: str, title: str, language: str
) -> Picture:
    """A bar for each item of the dimension that this audience was asked, dotted where there is no figure."""
    block = dimension if dimension in BLOCKS else ""
    rows = []
    for code in item_codes(instrument, audience, dimension):
        found, label = audience.item(code), item_text(instrument, audience, code, language)
        if found is None:
            rows.append(Bar(label, None, block=block))
        else:
            unknown = found.dont_know.share if found.dont_know else None
            mean = found.summary
            rows.append(Bar(label, mean.mean, mean.low, mean.high, mean.n, unknown, block))
    return bars(rows, key=key, title=title, language=language)


def spread(
    instrument: Instrument, audience: AudienceResult, dimension: str, *, key: str, title: str, language: str
) -> Picture:
    """How many gave which answer, as given, for each item of the dimension."""
    rows = []
    for code in item_codes(instrument, audience, dimension):
        found = audience.item(code)
        counts = tuple(share.count for share in found.shares) if found and found.shares else None
        if counts and instrument.item(code).reverse:
            counts = counts[::-1]
        unknown = found.dont_know.count if found and found.dont_know and counts else 0
        rows.append(Distribution(item_text(instrument, audience, code, language), counts, unknown))
    scale = [label.in_language(language) for label in instrument.scale.labels]
    return distribution(rows, scale=scale, key=key, title=title, language=language)


def gaps(
    instrument: Instrument,
    found: Sequence[Difference],
    first: AudienceResult,
    labels: tuple[str, str],
    *,
    key: str,
    title: str,
    language: str,
) -> Picture:
    """Differences in the order given; the wording of an item is that of the first audience."""
    rows = [
        Gap(
            difference_label(instrument, difference, first, language),
            difference.first.mean,
            difference.second.mean,
            difference.low,
            difference.high,
            (SURE if difference.is_sure else UNSURE).in_language(language),
        )
        for difference in found
    ]
    return gap_rows(rows, first_label=labels[0], second_label=labels[1], key=key, title=title, language=language)


def difference_label(instrument: Instrument, difference: Difference, audience: AudienceResult, language: str) -> str:
    if difference.kind == "dimension":
        return instrument.dimension(difference.code).title.in_language(language)
    return item_text(instrument, audience, difference.code, language)


def item_codes(instrument: Instrument, audience: AudienceResult, dimension: str) -> list[str]:
    """The items of a dimension that this audience was asked, in the order of the questionnaire."""
    asked = audience.asked_of.get(dimension, ())
    return [item.code for item in instrument.items_of(dimension) if item.code in asked]


def item_text(instrument: Instrument, audience: AudienceResult, code: str, language: str) -> str:
    return instrument.text_for(instrument.item(code), audience.key).in_language(language)
