"""Questionnaires, our own and those that others bring."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from vierspan.base.text import Text
from vierspan.frameworks.instruments import AUDIENCES, Instrument, parse_instrument
from vierspan.frameworks.library import FOLDER
from vierspan.frameworks.reading import ContentFault

FILE = """
[scale]
low = 0
high = 2
labels = ["no", "a bit", "yes"]

[[dimensions]]
code = "USE"
title = { nl = "Gebruik", en = "Use" }

[[audiences]]
key = "teachers"
items = ["U2", "U1"]

[[audiences]]
key = "pupils"
items = ["U1"]

[[items]]
code = "U1"
dimension = "USE"
text = "My lessons use a computer."
help = "In the last month."
  [items.variants.pupils]
  text = "My teacher uses a computer."

[[items]]
code = "U2"
dimension = "USE"
reverse = true
text = "Computers stay in the cupboard."

[[questions]]
code = "Q1"
audiences = ["pupils"]
text = "What would you change?"
"""


def data() -> dict[str, Any]:
    return tomllib.loads(FILE)


@pytest.fixture
def instrument() -> Instrument:
    return parse_instrument(data())


def test_each_audience_gets_its_items_in_its_order(instrument: Instrument) -> None:
    assert [item.code for item in instrument.items_for("teachers")] == ["U2", "U1"]
    assert [item.code for item in instrument.items_for("pupils")] == ["U1"]
    assert [question.code for question in instrument.questions_for("pupils")] == ["Q1"]
    assert instrument.questions_for("teachers") == ()


def test_an_audience_may_be_asked_in_other_words(instrument: Instrument) -> None:
    item = instrument.item("U1")
    assert instrument.text_for(item, "teachers").en == "My lessons use a computer."
    assert instrument.text_for(item, "pupils").en == "My teacher uses a computer."
    assert instrument.help_for(item, "pupils").en == "In the last month."


def test_codes_lead_to_their_rows(instrument: Instrument) -> None:
    assert instrument.dimension("USE").title == Text("Gebruik", "Use")
    assert instrument.audience("pupils").title == AUDIENCES["pupils"]
    assert [item.code for item in instrument.items_of("USE")] == ["U1", "U2"]
    assert [item.reverse for item in instrument.items] == [False, True]
    for search in (instrument.dimension, instrument.item, instrument.audience, instrument.items_for):
        with pytest.raises(KeyError):
            search("nowhere")


def test_the_scale_labels_its_values(instrument: Instrument) -> None:
    assert [instrument.scale.label(value).en for value in instrument.scale.values] == ["no", "a bit", "yes"]
    with pytest.raises(ValueError, match="3"):
        instrument.scale.label(3)


def test_what_a_file_leaves_out_gets_a_plain_default() -> None:
    given = data()
    for key in ("audiences", "questions"):
        del given[key]
    instrument = parse_instrument(given)
    assert (instrument.name, instrument.version) == ("own", "1.0")
    assert instrument.scale.dont_know == Text("Weet ik niet", "I don't know")
    assert instrument.dimension("USE").short == Text("Gebruik", "Use")
    assert [(audience.key, audience.items) for audience in instrument.audiences] == [
        (key, ("U1", "U2")) for key in AUDIENCES
    ]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d.pop("scale"), "the table [scale] is missing."),
        (lambda d: d.pop("items"), "there must be 1 to 200 tables [[items]], not 0."),
        (lambda d: d.pop("dimensions"), "there must be 1 to 20 tables [[dimensions]], not 0."),
        (lambda d: d["scale"].update(high=0), "scale: 'high' must lie from 1 to 10, not at 0."),
        (lambda d: d["scale"]["labels"].pop(), "scale: 'labels' has 2 texts, and the scale 3 answers."),
        (lambda d: d["items"][1].update(code="U1"), "code 'U1' occurs twice."),
        (
            lambda d: d["items"][1].update(code="U 2"),
            "items 2 (U 2): 'code' must consist of 1 to 20 letters, digits, dots, dashes or underscores.",
        ),
        (lambda d: d["items"][0].update(dimension="X"), "items 1 (U1): 'dimension' is 'X'; choose one of USE."),
        (lambda d: d["items"][0].update(reverse="no"), "items 1 (U1): 'reverse' must be true or false, not 'no'."),
        (
            lambda d: d["items"][0].update(variants={"cooks": {"text": "?"}}),
            "items 1 (U1), variants: 'cooks' is no audience.",
        ),
        (
            lambda d: d["items"][0].update(variants={"pupils": "?"}),
            "items 1 (U1), variants: the table [pupils] is missing.",
        ),
        (
            lambda d: d["audiences"][0].update(key="cooks"),
            "audiences 1 (cooks): 'key' is 'cooks'; choose one of " + ", ".join(AUDIENCES) + ".",
        ),
        (lambda d: d["audiences"][0].update(key="pupils"), "key 'pupils' occurs twice."),
        (
            lambda d: d["audiences"][0].update(items=["U3"]),
            "audiences 1 (teachers): 'items' names 'U3', which is unknown.",
        ),
        (lambda d: d["audiences"][0].update(items=[]), "audiences 1 (teachers): 'items' is empty."),
        (
            lambda d: d["questions"][0].update(audiences=["parents"]),
            "questions 1 (Q1): 'audiences' names 'parents', which is unknown.",
        ),
        (lambda d: d.update(questions=d["questions"] * 2), "code 'Q1' occurs twice."),
        (lambda d: d.update(questions=d["questions"] * 3), "there must be 0 to 2 tables [[questions]], not 3."),
    ],
)
def test_a_fault_says_where_it_is(spoil: Callable[[dict[str, Any]], object], sentence: str) -> None:
    spoilt = data()
    spoil(spoilt)
    with pytest.raises(ContentFault) as caught:
        parse_instrument(spoilt)
    assert str(caught.value) == sentence


def test_the_example_in_the_documentation_works() -> None:
    example = (FOLDER / "README.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    instrument = parse_instrument(tomllib.loads(example))
    assert [item.code for item in instrument.items] == ["U1", "U2"]


def test_a_scale_without_labels_shows_its_numbers() -> None:
    given = data()
    del given["scale"]["labels"]
    assert [label.en for label in parse_instrument(given).scale.labels] == ["0", "1", "2"]
