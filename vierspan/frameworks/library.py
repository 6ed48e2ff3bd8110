"""The shelf of content: finds a file by name and version, reads it once, and gives it typed.

A published version never changes, so what was read stays read for the life of the process.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from vierspan.base.text import Text
from vierspan.frameworks.facts import FactsSheet, parse_facts
from vierspan.frameworks.instruments import Instrument, parse_instrument
from vierspan.frameworks.plan_content import (
    Compliance,
    PlanTemplate,
    ProposalRules,
    parse_compliance,
    parse_plan_template,
    parse_proposals,
)
from vierspan.frameworks.reading import ContentFault
from vierspan.frameworks.references import Crosswalk, References, parse_crosswalk, parse_references
from vierspan.frameworks.rubrics import Rubric, parse_rubric
from vierspan.frameworks.thresholds import Thresholds, parse_thresholds

Content = (
    Instrument | Rubric | FactsSheet | References | Crosswalk | PlanTemplate | Compliance | ProposalRules | Thresholds
)
C = TypeVar("C")

FOLDER = Path(__file__).parent / "content"
NAME = re.compile(r"[a-z][a-z_]{0,39}")
VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,3}")
LARGEST_FILE = 1_000_000  # bytes
MOST_DOTS = 200  # on a line; the TOML reader's time grows with the square of the parts of a dotted key

PARSERS: Mapping[str, Callable[[Mapping[str, Any]], Content]] = {
    "instrument": parse_instrument,
    "rubric": parse_rubric,
    "facts": parse_facts,
    "references": parse_references,
    "crosswalk": parse_crosswalk,
    "plan_template": parse_plan_template,
    "compliance": parse_compliance,
    "proposals": parse_proposals,
    "thresholds": parse_thresholds,
}


class UnknownContent(LookupError):
    """No content has this name and version, or it is of another kind than was asked for."""


def names() -> tuple[str, ...]:
    """What is on the shelf, by name."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and versions(path.name)))


def versions(name: str) -> tuple[str, ...]:
    """The versions of a name, oldest first; none for an unknown name."""
    if not NAME.fullmatch(name):
        return ()
    found = (path.stem for path in (FOLDER / name).glob("*.toml") if VERSION.fullmatch(path.stem))
    return tuple(sorted(found, key=lambda version: [int(part) for part in version.split(".")]))


def latest(name: str) -> str:
    """The newest version of a name. Raises UnknownContent when there is none."""
    if not (found := versions(name)):
        raise UnknownContent(name)
    return found[-1]


@cache
def load(name: str, version: str) -> Content:
    """The content of one file. Raises UnknownContent; names that could leave the folder are unknown too."""
    if version not in versions(name):
        raise UnknownContent(f"{name} {version}")
    data = tomllib.loads((FOLDER / name / f"{version}.toml").read_text(encoding="utf-8"))
    return PARSERS[data["kind"]](data)


def instrument(name: str, version: str) -> Instrument:
    return _load_as(Instrument, name, version)


def rubric(version: str) -> Rubric:
    return _load_as(Rubric, "rubric", version)


def facts(version: str) -> FactsSheet:
    return _load_as(FactsSheet, "facts", version)


def references(version: str) -> References:
    return _load_as(References, "references", version)


def crosswalk(version: str) -> Crosswalk:
    return _load_as(Crosswalk, "crosswalk", version)


def plan_template(name: str, version: str) -> PlanTemplate:
    return _load_as(PlanTemplate, name, version)


def compliance(version: str) -> Compliance:
    return _load_as(Compliance, "compliance", version)


def proposals(version: str) -> ProposalRules:
    return _load_as(ProposalRules, "proposals", version)


def thresholds(version: str) -> Thresholds:
    return _load_as(Thresholds, "thresholds", version)


def parse_instrument_file(data: bytes) -> Instrument:
    """A questionnaire that somebody brings as a TOML file. Raises ContentFault with a sentence fit for that person."""
    if len(data) > LARGEST_FILE:
        raise ContentFault(Text("Het bestand is groter dan 1 MB.", "The file is larger than 1 MB."))
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ContentFault(Text("Het bestand is geen tekst in UTF-8.", "The file is not text in UTF-8.")) from None
    for number, line in enumerate(source.split("\n"), 1):
        if line.count(".") > MOST_DOTS:
            raise ContentFault(Text(f"Regel {number} heeft te veel punten.", f"Line {number} has too many dots."))
    return parse_instrument(_read_toml(source))


def _read_toml(source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except RecursionError:
        raise ContentFault(Text("Het bestand is te diep genest.", "The file is nested too deeply.")) from None
    except ValueError as fault:
        place = re.search(r"at line (\d+)", str(fault))
        nl, en = (f"Regel {place[1]}", f"Line {place[1]}") if place else ("Het einde van het bestand", "The file's end")
        raise ContentFault(Text(f"{nl} is geen geldige TOML.", f"{en} is not valid TOML.")) from None


def _load_as(kind: type[C], name: str, version: str) -> C:
    content = load(name, version)
    if not isinstance(content, kind):
        raise UnknownContent(f"{name} {version}")
    return content
