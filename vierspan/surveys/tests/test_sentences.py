"""Plain words for figures: the right fraction, the right verb, and no claim that the figures do not bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY
from vierspan.base.text import Text
from vierspan.organisations.models import Organisation
from vierspan.surveys import reports, sentences
from vierspan.surveys.findings import RoundResults
from vierspan.surveys.intervals import Summary
from vierspan.surveys.queries import results as queries
from vierspan.surveys.tests.make import make_closed_round, some_answers

TEACHERS = Text("leraren", "teachers")
PULSE = ("V1", "L1", "X1", "X2", "C1", "C2", "I1", "T1")


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "bijna geen leraren"),
        (0.12, "weinig leraren (ongeveer 1 van de 10)"),
        (0.26, "een deel van de leraren (ongeveer 1 van de 4)"),
        (0.48, "ongeveer de helft van de leraren"),
        (0.74, "de meeste leraren (ongeveer 3 van de 4)"),
        (0.91, "de meeste leraren (ongeveer 9 van de 10)"),
        (1.0, "bijna alle leraren"),
    ],
)
def test_how_many_in_words(share: float, said: str) -> None:
    assert sentences.some_people(share, TEACHERS).nl == said


@given(st.floats(0, 1))
def test_more_is_never_said_of_less(share: float) -> None:
    said = sentences.some_people(share, TEACHERS).nl
    assert said.startswith(("de meeste", "bijna alle")) <= (share > 0.5)
    assert said.startswith(("weinig", "bijna geen", "een deel")) <= (share < 0.5)


@given(st.floats(0, 100))
def test_points_are_whole_and_near(value: float) -> None:
    assert abs(int(sentences.whole(value)) - value) <= 0.5


def test_nothing_is_whole_too() -> None:
    assert (sentences.whole(None), sentences.percent(None).nl, sentences.percent(0.125).en) == ("–", "–", "13%")
    assert sentences.likely(Summary(5, 50.0, None, None, None)) == Text("", "")


def round_of(school: Organisation, **moved: int) -> RoundResults:
    """Ten who say 4 and ten who say 2 everywhere, but for the items that are given another middle."""
    answers = [{code: value + moved.get(code, 0) for code in PULSE} for value in (*[3] * 10, *[4] * 5, *[2] * 5)]
    return queries.results_of(make_closed_round(school, {"teachers": answers}, instrument="pulse"), TODAY)


def test_the_headline_names_ends_only_where_they_differ_for_sure(school: Organisation) -> None:
    same, other = round_of(school), round_of(school, V1=-1, I1=1)
    assert same.main is not None
    assert other.main is not None
    assert sentences.headline(same.instrument, same.main).nl == (
        "Leraren oordelen gemengd over ICT op school: alle onderdelen liggen tussen 50 en 50 van 100."
    )
    assert sentences.headline(other.instrument, other.main).nl == (
        "Leraren zijn het minst tevreden over visie en beleid (25 van 100) en het meest over infrastructuur, veiligheid "
        "en data (75 van 100)."
    )
    assert sentences.verdict(other.main, "I").nl == "eerder positief, 75 van 100"
    assert sentences.verdict(other.main, "B").nl == "geen cijfer"


def test_the_weakest_link_is_named_only_when_it_is_clear(school: Organisation) -> None:
    same, other = round_of(school), round_of(school, V1=-1)
    assert same.main is not None
    assert other.main is not None
    assert same.main.balance is not None
    assert other.main.balance is not None
    assert sentences.weakest(same.instrument, same.main.balance, same.main).en.startswith(
        "There is no clear weakest link"
    )
    assert sentences.weakest(other.instrument, other.main.balance, other.main).nl == (
        "Visie is de zwakste schakel (25 van 100). De kans dat een andere bouwsteen nog lager staat, is klein."
    )


def test_a_change_is_claimed_only_when_it_is_sure(school: Organisation) -> None:
    before, after = round_of(school), round_of(school, V1=1)
    assert after.main is not None
    told = reports.change(after, after.main, before, "nl")
    assert told is not None
    assert [line.nl for line in told.lines] == [
        "Het gaat beter met visie en beleid: van 50 naar 75.",
        "5 andere verschillen zijn te onzeker om te noemen.",
    ]
    still = reports.change(before, after.main, after, "nl")
    assert still is not None
    assert [line.nl for line in still.lines] == [
        "Geen enkel verschil met die keer is zeker: wat verschuift, kan toeval zijn."
    ]


def test_an_item_in_words(school: Organisation) -> None:
    results = round_of(school, X2=-1)
    assert results.main is not None
    item = results.main.item("X2")
    assert item is not None
    assert sentences.opinion(results.instrument, results.main, item).nl == (
        "De meeste leraren (ongeveer 3 van de 4) zijn het niet eens met "
        "‘Ik krijg genoeg opleiding om met ICT te werken’."
    )


def test_a_published_figure_stands_beside_our_own(school: Organisation) -> None:
    from vierspan.frameworks import library

    results = queries.results_of(make_closed_round(school, {"teachers": some_answers("teachers", 26)}), TODAY)
    assert results.main is not None
    references = library.references(library.latest("references"))
    found = reports.beside(results.instrument, results.main, references, "primary")
    own = results.main.dimension("V")
    assert own is not None
    assert [each.line.nl.split(".")[0] for each in found] == [
        f"Bij jullie is {sentences.percent(own.dont_know).nl} van de antwoorden van leraren hierover ‘weet ik niet’"
    ]
    assert all(each.url.startswith("http") for each in found)


def test_nothing_in_the_story_of_pupils_in_primary_is_from_secondary(school: Organisation) -> None:
    from vierspan.frameworks import library

    results = queries.results_of(make_closed_round(school, {"pupils": some_answers("pupils", 26)}), TODAY)
    assert results.main is not None
    references = library.references(library.latest("references"))
    assert reports.beside(results.instrument, results.main, references, "primary") == ()
    assert len(reports.beside(results.instrument, results.main, references, "secondary")) == 8
