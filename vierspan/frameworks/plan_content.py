"""The content that steers an ICT policy plan: templates, required elements and rules that propose goals.

Each `parse_*` takes what `tomllib` makes of one content file, gives frozen dataclasses, and raises `ContentFault`
with the place and the remedy where the file is not what its shape asks.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vierspan.base.text import Text
from vierspan.frameworks.facts import DIMENSIONS
from vierspan.frameworks.instruments import AUDIENCES
from vierspan.frameworks.reading import Header, Table, check_unique, read_header

CHAPTER_BLOCKS = ("vision", "leadership", "expertise", "content", "infrastructure", "team", "budget", "general")
OWNER_ROLES = ("head", "technical_coordinator", "pedagogical_coordinator", "team_member", "teacher")
# What a plan can be asked, beside "section:<key>": is that section written?
CHECKS = (
    *("plan_exists", "approved", "period_covers_today", "goals", "actions_owned", "indicators", "review_dated"),
    *("team_named", "budget_present", "training_present", "privacy_present"),
)
LEVELS = 5  # a rubric aspect has five described levels


@dataclass(frozen=True)
class Section:
    key: str
    title: Text
    guidance: Text
    placeholder: Text
    words: int  # a fitting length, not a limit


@dataclass(frozen=True)
class Chapter:
    key: str
    title: Text
    block: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class PlanTemplate:
    header: Header
    chapters: tuple[Chapter, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for chapter in self.chapters for section in chapter.sections)


@dataclass(frozen=True)
class Element:
    """Something a plan should have; `official` is false where it is our reading and no published demand."""

    key: str
    title: Text
    help: Text
    basis: Text
    source_url: str
    since: dt.date
    official: bool
    check: str


@dataclass(frozen=True)
class Compliance:
    header: Header
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class ScoreBelow:
    """The mean of an audience (0-100) lies below `limit`."""

    dimension: str
    audience: str
    limit: float


@dataclass(frozen=True)
class RubricAtMost:
    """The core team chose this level (1-5) or a lower one."""

    aspect: str
    level: int


@dataclass(frozen=True)
class DontKnowAbove:
    """The share of "don't know" (0-1) in an audience lies above `limit`."""

    dimension: str
    audience: str
    limit: float


@dataclass(frozen=True)
class FactMissing:
    """The facts sheet asked for this fact and the school left it empty."""

    fact: str


@dataclass(frozen=True)
class GapAbove:
    """`higher` scores more than `limit` (Hedges' g) above `lower`: a gap has a direction."""

    dimension: str
    higher: str
    lower: str
    limit: float


@dataclass(frozen=True)
class FigureBelow:
    figure: str
    limit: float


@dataclass(frozen=True)
class FigureAbove:
    figure: str
    limit: float


Condition = ScoreBelow | RubricAtMost | DontKnowAbove | FactMissing | GapAbove | FigureBelow | FigureAbove


@dataclass(frozen=True)
class ActionDraft:
    """A first idea of an action: hours of work in all, months until due, euros once and each year."""

    title: Text
    owner_role: str
    effort_hours: int
    due_months: int
    cost_once: int
    cost_yearly: int


@dataclass(frozen=True)
class IndicatorDraft:
    """The score that should rise by `gain` points (0-100)."""

    dimension: str
    audience: str
    gain: float


@dataclass(frozen=True)
class ProposalRule:
    """When all conditions hold, the goal is worth proposing; `block` is a dimension code, `weight` is 1 to 10."""

    key: str
    block: str
    weight: int
    when: tuple[Condition, ...]
    goal: Text
    why: Text
    actions: tuple[ActionDraft, ...]
    indicator: IndicatorDraft | None


@dataclass(frozen=True)
class ProposalRules:
    header: Header
    rules: tuple[ProposalRule, ...]


# The names that a `why` may use, by the kind of condition that brings them.
PLACEHOLDERS: Mapping[type, frozenset[str]] = {
    ScoreBelow: frozenset({"score", "n", "reference"}),
    RubricAtMost: frozenset({"level"}),
    DontKnowAbove: frozenset({"share"}),
    FactMissing: frozenset(),
    GapAbove: frozenset(),
    FigureBelow: frozenset({"figure", "reference"}),
    FigureAbove: frozenset({"figure", "reference"}),
}


def parse_plan_template(data: Mapping[str, Any]) -> PlanTemplate:
    """A `plan_template` file. Chapter keys and section keys are unique in the file."""
    file = Table(data)
    chapters = tuple(_chapter(table) for table in file.tables("chapters"))
    template = PlanTemplate(read_header(file, "plan_template"), chapters)
    check_unique(file, "chapter", (chapter.key for chapter in chapters))
    check_unique(file, "section", (section.key for section in template.sections))
    return template


def parse_compliance(data: Mapping[str, Any]) -> Compliance:
    """A `compliance` file: the required elements, in the order in which a page shows them."""
    file = Table(data)
    elements = tuple(_element(table) for table in file.tables("elements"))
    check_unique(file, "element", (element.key for element in elements))
    return Compliance(read_header(file, "compliance"), elements)


def parse_proposals(data: Mapping[str, Any]) -> ProposalRules:
    """A `proposals` file. A `why` may only use a placeholder that exactly one of its conditions brings."""
    file = Table(data)
    rules = tuple(_rule(table) for table in file.tables("rules"))
    check_unique(file, "rule", (rule.key for rule in rules))
    return ProposalRules(read_header(file, "proposals"), rules)


def _chapter(table: Table) -> Chapter:
    return Chapter(
        key=table.word("key"),
        title=table.text("title"),
        block=table.choice("block", CHAPTER_BLOCKS),
        sections=tuple(_section(each) for each in table.tables("sections")),
    )


def _section(table: Table) -> Section:
    return Section(
        key=table.word("key"),
        title=table.text("title"),
        guidance=table.text("guidance"),
        placeholder=table.text("placeholder"),
        words=table.whole("words", 1, 2000),
    )


def _element(table: Table) -> Element:
    check = table.word("check")
    if check not in CHECKS and not check.startswith("section:"):
        listed = ", ".join((*CHECKS, "section:<key>"))
        raise table.fault(f"'check' is {check!r}; kies uit {listed}", f"'check' is {check!r}; choose one of {listed}")
    return Element(
        key=table.word("key"),
        title=table.text("title"),
        help=table.text("help"),
        basis=table.text("basis"),
        source_url=table.word("source_url"),
        since=table.value("since", dt.date),
        official=table.value("official", bool),
        check=check,
    )


def _rule(table: Table) -> ProposalRule:
    when = tuple(_condition(each) for each in table.tables("when"))
    why = table.text("why")
    for sentence in (why.nl, why.en):
        _check_placeholders(table, sentence, when)
    return ProposalRule(
        key=table.word("key"),
        block=table.choice("block", DIMENSIONS),
        weight=table.whole("weight", 1, 10),
        when=when,
        goal=table.text("goal"),
        why=why,
        actions=tuple(_action(each) for each in table.tables("actions")),
        indicator=_indicator(table),
    )


def _check_placeholders(table: Table, sentence: str, when: tuple[Condition, ...]) -> None:
    for name in re.findall(r"\{(.*?)\}", sentence):
        brought = sum(name in PLACEHOLDERS[type(condition)] for condition in when)
        if brought != 1:
            raise table.fault(
                f"'why' gebruikt {{{name}}}, dat precies één van de voorwaarden moet geven, en niet {brought}",
                f"'why' uses {{{name}}}, which exactly one of the conditions must bring, not {brought}",
            )


def _condition(table: Table) -> Condition:
    kinds = [kind for kind in _CONDITIONS if kind in table.data]
    if len(kinds) != 1:
        listed = ", ".join(_CONDITIONS)
        raise table.fault(f"een voorwaarde heeft precies één van {listed}", f"a condition has exactly one of {listed}")
    return _CONDITIONS[kinds[0]](table)


def _score(table: Table) -> Condition:
    return ScoreBelow(
        table.choice("score", DIMENSIONS), table.choice("audience", AUDIENCES), table.number("below", 1, 100)
    )


def _rubric(table: Table) -> Condition:
    return RubricAtMost(table.word("rubric"), table.whole("at_most", 1, LEVELS - 1))


def _dont_know(table: Table) -> Condition:
    return DontKnowAbove(
        table.choice("dont_know", DIMENSIONS), table.choice("audience", AUDIENCES), table.number("above", 0, 0.99)
    )


def _gap(table: Table) -> Condition:
    pair = table.choices("audiences", AUDIENCES)
    if len(pair) != 2:
        raise table.fault(
            "'audiences' noemt twee groepen, eerst die met de hoogste score",
            "'audiences' names two groups, first the one that scores higher",
        )
    return GapAbove(table.choice("gap", DIMENSIONS), pair[0], pair[1], table.number("above", 0, 5))


def _figure(table: Table) -> Condition:
    name = table.word("figure")
    if ("below" in table.data) == ("above" in table.data):
        raise table.fault("'figure' heeft 'below' of 'above' nodig", "'figure' needs either 'below' or 'above'")
    if "below" in table.data:
        return FigureBelow(name, table.number("below", 0.01, 1e6))
    return FigureAbove(name, table.number("above", 0.01, 1e6))


_CONDITIONS: Mapping[str, Callable[[Table], Condition]] = {
    "score": _score,
    "rubric": _rubric,
    "dont_know": _dont_know,
    "missing": lambda table: FactMissing(table.word("missing")),
    "gap": _gap,
    "figure": _figure,
}


def _action(table: Table) -> ActionDraft:
    return ActionDraft(
        title=table.text("title"),
        owner_role=table.choice("owner_role", OWNER_ROLES),
        effort_hours=table.whole("effort_hours", 1, 2000),
        due_months=table.whole("due_months", 1, 60),
        cost_once=table.whole("cost_once", 0, 10_000_000, default=0),
        cost_yearly=table.whole("cost_yearly", 0, 10_000_000, default=0),
    )


def _indicator(table: Table) -> IndicatorDraft | None:
    if "indicator" not in table.data:
        return None
    draft = table.table("indicator")
    return IndicatorDraft(
        draft.choice("score", DIMENSIONS), draft.choice("audience", AUDIENCES), draft.number("gain", 0.1, 100)
    )
