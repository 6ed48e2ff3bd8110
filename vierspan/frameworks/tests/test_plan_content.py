"""The plan's content files are complete and agree with each other, and a fault in one is said with its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from vierspan.base.text import Text
from vierspan.frameworks import library
from vierspan.frameworks.plan_content import (
    PLACEHOLDERS,
    ActionDraft,
    DontKnowAbove,
    FactMissing,
    FigureAbove,
    FigureBelow,
    GapAbove,
    IndicatorDraft,
    ProposalRule,
    RubricAtMost,
    ScoreBelow,
    Section,
    parse_compliance,
    parse_plan_template,
    parse_proposals,
)
from vierspan.frameworks.reading import ContentFault

COMPACT = library.plan_template("plan_compact", "1.0")
FULL = library.plan_template("plan_full", "1.0")
ELEMENTS = library.compliance("2026.1").elements
RULES = library.proposals("1.0").rules


def two(text: str) -> dict[str, str]:
    return {"nl": text, "en": f"{text} (en)"}


def head(kind: str) -> dict[str, Any]:
    published = library.plan_template("plan_full", "1.0").header.published
    return {"name": "x", "version": "1.0", "kind": kind, "title": two("t"), "published": published, "licence": "CC0"}


def template(**changes: Any) -> dict[str, Any]:
    section = {"key": "a.b", "title": two("t"), "guidance": two("g"), "placeholder": two("p"), "words": 100} | changes
    chapter = {"key": "a", "title": two("c"), "block": "vision", "sections": [section]}
    return head("plan_template") | {"chapters": [chapter]}


def rules(**changes: Any) -> dict[str, Any]:
    action = {"title": two("a"), "owner_role": "head", "effort_hours": 2, "due_months": 3}
    rule = {
        "key": "r",
        "block": "X",
        "weight": 5,
        "when": [{"score": "X", "audience": "teachers", "below": 50}],
        "goal": two("g"),
        "why": two("{score} of {n}, not {reference}"),
        "actions": [action],
    }
    return head("proposals") | {"rules": [rule | changes]}


def test_a_template_is_read() -> None:
    parsed = parse_plan_template(template())
    assert parsed.sections == (
        Section("a.b", Text("t", "t (en)"), Text("g", "g (en)"), Text("p", "p (en)"), words=100),
    )
    assert (parsed.header.name, parsed.chapters[0].block) == ("x", "vision")


def test_a_rule_is_read() -> None:
    indicator = {"score": "X", "audience": "teachers", "gain": 10}
    (rule,) = parse_proposals(rules(indicator=indicator)).rules
    assert rule == ProposalRule(
        key="r",
        block="X",
        weight=5,
        when=(ScoreBelow("X", "teachers", 50.0),),
        goal=Text("g", "g (en)"),
        why=Text("{score} of {n}, not {reference}", "{score} of {n}, not {reference} (en)"),
        actions=(ActionDraft(Text("a", "a (en)"), "head", 2, 3, 0, 0),),
        indicator=IndicatorDraft("X", "teachers", 10.0),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"score": "X", "audience": "teachers", "below": 50}, ScoreBelow("X", "teachers", 50.0)),
        ({"rubric": "RX1", "at_most": 2}, RubricAtMost("RX1", 2)),
        ({"dont_know": "V", "audience": "pupils", "above": 0.3}, DontKnowAbove("V", "pupils", 0.3)),
        ({"missing": "devices_total"}, FactMissing("devices_total")),
        ({"gap": "X", "audiences": ["leaders", "teachers"], "above": 0.5}, GapAbove("X", "leaders", "teachers", 0.5)),
        ({"figure": "f", "below": 2}, FigureBelow("f", 2.0)),
        ({"figure": "f", "above": 2}, FigureAbove("f", 2.0)),
    ],
)
def test_each_kind_of_condition_is_read(written: Mapping[str, Any], read: object) -> None:
    (rule,) = parse_proposals(rules(when=[written], why=two("w"))).rules
    assert rule.when == (read,)


@pytest.mark.parametrize(
    ("parse", "data", "complaint"),
    [
        (parse_plan_template, head("plan_template"), "there must be 1 to 1000 tables [[chapters]], not 0."),
        (parse_plan_template, template(words=0), "chapters 1 (a), sections 1 (a.b): 'words' must lie from 1 to 2000,"),
        (parse_plan_template, template(guidance={"nl": "g"}), "sections 1 (a.b): 'guidance' must be a text"),
        (parse_plan_template, template(guidance="g"), "'guidance' must be a text in two languages"),
        (parse_plan_template, template(title={"nl": "t", "en": " "}), "'title' is empty."),
        (parse_plan_template, template() | {"kind": "rubric"}, "'kind' is 'rubric'; choose one of plan_template."),
        (parse_compliance, head("compliance") | {"elements": [{"key": "e", "check": "x"}]}, "'check' is 'x'; choose"),
        (
            parse_proposals,
            rules(block="vision"),
            "rules 1 (r): 'block' is 'vision'; choose one of V, L, X, C, I, T, B.",
        ),
        (parse_proposals, rules(weight=11), "'weight' must lie from 1 to 10, not at 11."),
        (parse_proposals, rules(when=[{}]), "rules 1 (r), when 1: a condition has exactly one of score, rubric,"),
        (parse_proposals, rules(when=[{"rubric": "A", "missing": "b"}]), "a condition has exactly one of score,"),
        (parse_proposals, rules(when=[{"figure": "f"}], why=two("w")), "'figure' needs either 'below' or 'above'."),
        (
            parse_proposals,
            rules(when=[{"gap": "X", "audiences": ["leaders"], "above": 0.5}], why=two("w")),
            "'audiences' names two groups, first the one that scores higher.",
        ),
        (parse_proposals, rules(why=two("{level}")), "{level}, which exactly one of the conditions must bring, not 0."),
        (
            parse_proposals,
            rules(why=two("{n.real}")),
            "{n.real}, which exactly one of the conditions must bring, not 0",
        ),
        (
            parse_proposals,
            rules(when=[{"score": code, "audience": "teachers", "below": 50} for code in "XV"]),
            "{score}, which exactly one of the conditions must bring, not 2.",
        ),
        (parse_proposals, rules(indicator="X"), "the table [indicator] is missing."),
    ],
)
def test_a_fault_says_where_and_what(parse: Callable[[Any], object], data: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ContentFault) as caught:
        parse(data)
    assert complaint in caught.value.sentence.en
    assert caught.value.sentence.nl != caught.value.sentence.en


def test_the_same_key_twice_is_refused() -> None:
    twice = template()
    twice["chapters"][0]["sections"] *= 2
    for parse, data in ((parse_plan_template, twice), (parse_proposals, rules() | {"rules": rules()["rules"] * 2})):
        with pytest.raises(ContentFault, match="occurs twice"):
            parse(data)


def test_the_templates_have_their_size_and_share_sections() -> None:
    assert (len(COMPACT.sections), len(FULL.sections)) == (11, 25)
    in_full = {section.key for section in FULL.sections}
    assert [section.key for section in COMPACT.sections if section.key not in in_full] == []


def test_a_shared_section_lies_in_the_same_block() -> None:
    block = {section.key: chapter.block for chapter in FULL.chapters for section in chapter.sections}
    shared = [(section.key, chapter.block) for chapter in COMPACT.chapters for section in chapter.sections]
    assert shared == [(key, block[key]) for key, _ in shared]


@pytest.mark.parametrize("plan", [COMPACT, FULL], ids=["compact", "full"])
def test_every_section_guides_and_gives_an_example(plan: Any) -> None:
    """Two to four sentences of guidance, and one example that nobody takes for a text of the school."""
    for section in plan.sections:
        for guidance in (section.guidance.nl, section.guidance.en):
            assert (section.key, 2 <= len(re.findall(r"[.?](?= |$)", guidance)) <= 4) == (section.key, True)
        assert section.placeholder.nl.startswith("Bijvoorbeeld: ")
        assert section.placeholder.en.startswith("For example: ")


@pytest.mark.parametrize(
    ("topic", "nl"),
    [
        ("licences", "licenties"),
        ("budget", "wat kost ict"),
        ("training", "opleiding"),
        ("visibility for teachers", "wat dit plan voor de eigen klas betekent"),
        ("open source", "open source"),
        ("social media", "sociale media"),
        ("copyright", "auteursrecht"),
        ("protection of the devices", "diefstal"),
        ("families with less means", "minder middelen"),
        ("who does what", "wie zit in het ict-team"),
        ("privacy", "aanspreekpunt informatieveiligheid"),
        ("security", "back-up"),
        ("evaluation", "herzien"),
    ],
)
def test_both_templates_ask_for_what_plans_leave_out(topic: str, nl: str) -> None:
    for plan in (COMPACT, FULL):
        asked = " ".join(f"{section.title.nl} {section.guidance.nl}" for section in plan.sections).lower()
        assert (plan.header.name, topic, nl in asked) == (plan.header.name, topic, True)


def test_only_that_a_plan_exists_is_official() -> None:
    official = [(element.check, element.since.isoformat()) for element in ELEMENTS if element.official]
    assert official == [("plan_exists", "2026-09-01")]


def test_what_is_our_reading_says_so() -> None:
    ours = [element for element in ELEMENTS if not element.official]
    assert [element.key for element in ours if not element.basis.nl.startswith("Onze lezing")] == []
    assert [element.key for element in ours if not element.basis.en.startswith("Our reading")] == []


def test_an_element_asks_only_for_sections_that_both_templates_have() -> None:
    asked = [element.check.removeprefix("section:") for element in ELEMENTS if element.check.startswith("section:")]
    shared = {section.key for section in COMPACT.sections} & {section.key for section in FULL.sections}
    assert asked != []
    assert [key for key in asked if key not in shared] == []


def test_rules_name_only_what_is_asked() -> None:
    aspects = {aspect.code for aspect in library.rubric("1.0").aspects}
    sheet = library.facts("1.0")
    facts, figures = {fact.key for fact in sheet.facts}, {figure.key for figure in sheet.figures}
    for condition in (condition for rule in RULES for condition in rule.when):
        match condition:
            case RubricAtMost():
                assert {condition.aspect} - aspects == set()
            case FactMissing():
                assert {condition.fact} - facts == set()
            case FigureBelow() | FigureAbove():
                assert {condition.figure} - figures == set()


def test_rules_cover_every_dimension_and_kind_of_evidence() -> None:
    assert {rule.block for rule in RULES} == set("VLXCITB")
    kinds = {type(condition) for rule in RULES for condition in rule.when}
    assert kinds == set(PLACEHOLDERS)


def test_every_rule_proposes_two_or_three_actions_that_fit_their_columns() -> None:
    assert [rule.key for rule in RULES if len(rule.actions) not in (2, 3)] == []
    titles = [text for rule in RULES for text in (rule.goal, *(action.title for action in rule.actions))]
    assert max(len(sentence) for text in titles for sentence in (text.nl, text.en)) <= 250
    assert max(len(rule.key) for rule in RULES) <= 60
