import pytest

from vierspan.frameworks import library
from vierspan.surveys import questionnaire, tallies

PERCEPTION = library.instrument("perception", "1.0")
PULSE = library.instrument("pulse", "1.0")


def sizes(audience: str) -> list[tuple[str, int]]:
    return [(screen.dimension, len(screen.items)) for screen in questionnaire.screens(PERCEPTION, audience)]


def test_the_full_form_has_a_screen_for_each_dimension() -> None:
    assert sizes("teachers") == [("V", 5), ("L", 5), ("X", 6), ("C", 8), ("I", 7), ("T", 5)]
    assert sizes("leaders")[-1] == ("B", 4)


def test_small_dimensions_share_a_screen() -> None:
    assert sizes("pupils") == [("", 4), ("C", 4), ("", 4)]
    assert [len(screen.items) for screen in questionnaire.screens(PULSE, "teachers")] == [4, 4]


@pytest.mark.parametrize("audience", [audience.key for audience in PERCEPTION.audiences])
def test_the_screens_ask_each_item_of_the_audience_once(audience: str) -> None:
    shown = [item.code for screen in questionnaire.screens(PERCEPTION, audience) for item in screen.items]
    assert sorted(shown) == sorted(PERCEPTION.audience(audience).items)


@pytest.mark.parametrize("audience", [audience.key for audience in PERCEPTION.audiences])
def test_the_form_counts_the_items_of_the_audience(audience: str) -> None:
    form = questionnaire.tally_form(PERCEPTION, audience)
    assert [item.code for item in form.items] == list(PERCEPTION.audience(audience).items)
    assert tallies.summarise(tallies.empty(form), form).forms == 0


def test_an_unknown_audience_is_a_fault() -> None:
    with pytest.raises(KeyError):
        questionnaire.screens(PERCEPTION, "neighbours")
