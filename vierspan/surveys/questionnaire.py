"""What one audience of an instrument is asked: its screens for the reader, its form for the counters."""

from dataclasses import dataclass, replace

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Audience, Instrument, Item
from vierspan.surveys.scoring import ScoredItem
from vierspan.surveys.tallies import Form

OFFERED = ("perception", "pulse")  # the instruments that a round may use
WITH_SUPPORT = Text("Leraren en ondersteunend personeel", "Teachers and support staff")
FEW = 4  # dimensions share a screen while they have no more items than this


def audience_of(instrument: Instrument, audience: str, *, with_support: bool) -> Audience:
    """Who is asked, by the name that fits when support staff answer too. Raises KeyError for an unknown audience."""
    found = instrument.audience(audience)
    return replace(found, title=WITH_SUPPORT) if with_support else found


@dataclass(frozen=True)
class Screen:
    """Items that are shown together; `dimension` is the code of the one that they are about, empty for several."""

    dimension: str
    items: tuple[Item, ...]


def screens(instrument: Instrument, audience: str) -> tuple[Screen, ...]:
    """A screen for each dimension in order of asking; small ones share one. Raises KeyError for an unknown audience."""
    found: list[Screen] = []
    for code, items in _by_dimension(instrument.items_for(audience)).items():
        if found and len(found[-1].items) + len(items) <= FEW:
            found[-1] = Screen("", found[-1].items + items)
        else:
            found.append(Screen(code, items))
    return tuple(found)


def _by_dimension(items: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    groups: dict[str, tuple[Item, ...]] = {}
    for item in items:
        groups[item.dimension] = (*groups.get(item.dimension, ()), item)
    return groups


def tally_form(instrument: Instrument, audience: str) -> Form:
    """The form by which the audience's answers are counted. Raises KeyError for an unknown audience."""
    items = tuple(ScoredItem(item.code, item.dimension, item.reverse) for item in instrument.items_for(audience))
    return Form(instrument.scale.low, instrument.scale.high, items)
