"""The content itself: complete in both languages, of the promised size, and without references into nothing."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from vierspan.frameworks import library
from vierspan.frameworks.facts import DIMENSIONS
from vierspan.frameworks.instruments import Instrument
from vierspan.frameworks.plan_content import (
    DontKnowAbove,
    FactMissing,
    FigureAbove,
    FigureBelow,
    GapAbove,
    RubricAtMost,
    ScoreBelow,
)

FILES = [(name, version) for name in library.names() for version in library.versions(name)]
SHAPE = {"name", "version", "kind", "title", "published", "licence"}
# What is a code, a name or an address; all else that is written is a text and stands in two languages.
PLAIN = {
    *("name", "version", "kind", "licence", "code", "key", "dimension", "group", "computed", "level", "source", "url"),
    *("block", "check", "source_url", "role", "four_in_balance", "digcomporg", "selfie", "digikapitaal", "fdms", "dfe"),
    *("score", "audience", "rubric", "dont_know", "missing", "gap", "figure", "owner_role"),
}
NOT_OURS = re.compile(r"\b(u|uw|bovenschools|ib'er|vo-school|po-school)\b", re.IGNORECASE)


def raw(name: str, version: str) -> dict[str, Any]:
    return tomllib.loads((library.FOLDER / name / f"{version}.toml").read_text(encoding="utf-8"))


def texts(found: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each table that has a language in it, with its place."""
    if isinstance(found, list):
        for number, each in enumerate(found):
            yield from texts(each, f"{where}[{number}]")
    elif isinstance(found, dict) and {"nl", "en"} & set(found):
        yield where, found
    elif isinstance(found, dict):
        for key, each in found.items():
            yield from texts(each, f"{where}.{key}")


def plain_keys(found: Any) -> set[str]:
    """The keys whose value is a string in no language."""
    if isinstance(found, list):
        return set().union(*map(plain_keys, found))
    if not isinstance(found, dict) or {"nl", "en"} & set(found):
        return set()
    return {key for key, each in found.items() if isinstance(each, str)}.union(*map(plain_keys, found.values()))


def in_perception(dimension: str, audience: str) -> bool:
    scan = library.instrument("perception", "1.0")
    return dimension in {item.dimension for item in scan.items_for(audience)}


@pytest.mark.parametrize(("name", "version"), FILES)
def test_a_file_opens_with_what_it_is(name: str, version: str) -> None:
    data = raw(name, version)
    assert SHAPE - set(data) == set()
    assert (data["name"], data["version"], data["licence"]) == (name, version, "CC BY 4.0")


@pytest.mark.parametrize(("name", "version"), FILES)
def test_each_version_loads(name: str, version: str) -> None:
    assert library.load(name, version) is library.load(name, version)


@pytest.mark.parametrize(("name", "version"), FILES)
def test_each_text_is_complete_in_both_languages(name: str, version: str) -> None:
    data = raw(name, version)
    faulty = [
        place
        for place, text in texts(data, name)
        if set(text) != {"nl", "en"} or not all(said and said == said.strip() for said in text.values())
    ]
    assert faulty == []
    assert plain_keys(data) - PLAIN == set()


@pytest.mark.parametrize(("name", "version"), FILES)
def test_the_tone_is_ours(name: str, version: str) -> None:
    loud = [place for place, text in texts(raw(name, version), name) if "!" in text["nl"] + text["en"]]
    foreign = [(place, text["nl"]) for place, text in texts(raw(name, version), name) if NOT_OURS.search(text["nl"])]
    assert loud == []
    assert foreign == []


def test_the_perception_scan_has_the_promised_size() -> None:
    scan = library.instrument("perception", "1.0")
    assert Counter(item.dimension for item in scan.items) == {"V": 5, "L": 5, "X": 6, "C": 8, "I": 7, "T": 5, "B": 4}
    assert [(audience.key, len(audience.items)) for audience in scan.audiences] == [
        ("leaders", 40),
        ("ict_team", 40),
        ("teachers", 36),
        ("support_staff", 14),
        ("pupils", 12),
        ("parents", 8),
    ]
    assert {item.dimension for item in scan.items_for("teachers")} == set("VLXCIT")


def test_the_pulse_is_a_part_of_the_scan() -> None:
    scan, pulse = library.instrument("perception", "1.0"), library.instrument("pulse", "1.0")
    assert Counter(item.dimension for item in pulse.items) == {"V": 1, "L": 1, "X": 2, "C": 2, "I": 1, "T": 1}
    assert [item for item in pulse.items if item != scan.item(item.code)] == []
    assert pulse.scale == scan.scale
    assert [each for each in pulse.dimensions if each != scan.dimension(each.code)] == []


def test_the_rubric_has_the_promised_size() -> None:
    rubric = library.rubric("1.0")
    assert Counter(each.dimension for each in rubric.aspects) == {
        "V": 4,
        "L": 2,
        "X": 3,
        "C": 4,
        "I": 5,
        "T": 4,
        "B": 2,
    }
    assert {len(aspect.levels) for aspect in rubric.aspects} == {5}


def test_the_dimensions_are_called_the_same_everywhere() -> None:
    scan, rubric = library.instrument("perception", "1.0"), library.rubric("1.0")
    assert tuple(each.code for each in scan.dimensions) == DIMENSIONS
    assert [(each.code, each.title, each.short) for each in rubric.dimensions] == [
        (each.code, each.title, each.short) for each in scan.dimensions
    ]
    assert tuple(row.dimension for row in library.crosswalk("1.0").rows) == DIMENSIONS


def test_the_facts_sheet_holds_what_others_build_on() -> None:
    sheet = library.facts("1.0")
    relied_on = {
        *("staff_teachers", "devices_total", "devices_over_4_years", "hours_ict_points", "hours_technical"),
        *("hours_pedagogical", "budget_ict_year", "licences_total", "licence_end_known"),
    }
    assert relied_on - {fact.key for fact in sheet.facts} == set()
    assert {fact.key: fact.computed for fact in sheet.facts if fact.computed} == {"pupils": "pupils", "sites": "sites"}
    assert [fact.code for fact in sheet.facts] == [f"F{number:02}" for number in range(1, len(sheet.facts) + 1)]
    assert {fact.group for fact in sheet.facts} == {group.key for group in sheet.groups}


@pytest.mark.parametrize("version", library.versions("references"))
def test_each_reference_stands_beside_something_that_exists(version: str) -> None:
    sheet = library.facts("1.0")
    known = {f"figure:{figure.key}" for figure in sheet.figures}
    known |= {f"fact:{fact.key}" for fact in sheet.facts if fact.kind == "yes_no"}
    scan = library.instrument("perception", "1.0")
    for audience in scan.audiences:
        for item in scan.items_for(audience.key):
            known |= {f"{kind}:{item.dimension}:{audience.key}" for kind in ("dont_know", "context")}
    rows = library.references(version).rows
    assert {each for row in rows for each in row.fits} - known == set()
    assert [row.key for row in rows if not row.url.startswith(("http://", "https://"))] == []
    assert [row.key for row in rows if row.low is not None and row.value is not None and row.low > row.value] == []


def test_a_proposal_rule_asks_for_what_exists() -> None:
    aspects = {aspect.code for aspect in library.rubric("1.0").aspects}
    sheet = library.facts("1.0")
    figures, facts = {each.key for each in sheet.figures}, {each.key for each in sheet.facts if not each.computed}
    missing = []
    for rule in library.proposals("1.0").rules:
        for condition in rule.when:
            match condition:
                case ScoreBelow(dimension, audience) | DontKnowAbove(dimension, audience):
                    exists = in_perception(dimension, audience)
                case GapAbove(dimension, higher, lower):
                    exists = in_perception(dimension, higher) and in_perception(dimension, lower)
                case RubricAtMost(aspect):
                    exists = aspect in aspects
                case FactMissing(fact):
                    exists = fact in facts
                case FigureBelow(figure) | FigureAbove(figure):
                    exists = figure in figures
            missing += [] if exists else [(rule.key, condition)]
        if rule.indicator and not in_perception(rule.indicator.dimension, rule.indicator.audience):
            missing.append((rule.key, rule.indicator))
    assert missing == []


def test_what_a_plan_must_have_has_its_section_in_each_template() -> None:
    checks = [element.check for element in library.compliance("2026.1").elements]
    asked = {check.removeprefix("section:") for check in checks if check.startswith("section:")}
    assert asked != set()
    for name in ("plan_compact", "plan_full"):
        assert asked - {section.key for section in library.plan_template(name, "1.0").sections} == set()


def test_what_is_written_in_the_compact_template_has_its_place_in_the_full_one() -> None:
    blocks = [
        {
            section.key: chapter.block
            for chapter in library.plan_template(name, "1.0").chapters
            for section in chapter.sections
        }
        for name in ("plan_compact", "plan_full")
    ]
    assert [(key, block) for key, block in blocks[0].items() if blocks[1].get(key) != block] == []


def test_each_question_is_asked_of_somebody() -> None:
    for name, version in FILES:
        content = library.load(name, version)
        if isinstance(content, Instrument):
            assert [question.code for question in content.questions if not question.audiences] == []
            asked = {code for audience in content.audiences for code in audience.items}
            assert {item.code for item in content.items} - asked == set()
