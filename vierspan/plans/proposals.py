"""From what a school knows about itself to goals worth discussing: rules in, proposals out, the same every time.

A proposal is a draft for people to judge. Three choices make the order:

* A score rule fires when the **mean** lies below its limit. Its strength grows with the part of the 90 % interval that
  lies below the limit and with the depth of the mean, so that a sure problem comes before a possible one. Asking that
  the whole interval lies below would silence small schools, whose intervals are always wide.
* A rule is as strong as its **weakest** condition: all of them must hold, so the doubt in one is the doubt in all.
* Evidence that is absent (a suppressed score, an aspect not chosen) fires nothing.

All strengths lie in 0-1. They are choices of ours to put unlike evidence in one order, not statistics.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vierspan.base.text import Text
from vierspan.frameworks.plan_content import (
    ActionDraft,
    Condition,
    DontKnowAbove,
    FactMissing,
    FigureAbove,
    FigureBelow,
    GapAbove,
    IndicatorDraft,
    ProposalRule,
    RubricAtMost,
    ScoreBelow,
)

ROUND = 2  # so many goals of one block before the other blocks get their turn


@dataclass(frozen=True)
class ScoreFact:
    """Mean of an audience and its 90 % interval, 0-100, over `n` answers."""

    mean: float
    n: int
    low: float
    high: float


@dataclass(frozen=True)
class GapFact:
    """Hedges' g of the first audience of its key minus the second, with its 90 % interval."""

    g: float
    low: float
    high: float


@dataclass(frozen=True)
class Evidence:
    """What is known. Scores 0-100, shares 0-1, rubric levels 1-5.

    A key that is absent is no evidence. In `facts` a key with `None` is a question that the facts sheet asked and
    the school left empty: that is what a rule calls missing.
    """

    scores: Mapping[tuple[str, str], ScoreFact] = field(default_factory=dict)
    dont_know: Mapping[tuple[str, str], float] = field(default_factory=dict)
    rubric: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, Decimal | None] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    gaps: Mapping[tuple[str, str, str], GapFact] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """A condition that holds, how strongly (0-1), and the value that made it hold: `None` for a missing fact."""

    condition: Condition
    strength: float
    value: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class IndicatorProposal:
    """The score to follow; baseline and target (0-100) are `None` where the score is not known yet."""

    dimension: str
    audience: str
    gain: float
    baseline: float | None
    target: float | None


@dataclass(frozen=True)
class Proposal:
    rule: str
    block: str
    priority: float  # weight × strength, 0-10
    reasons: tuple[Reason, ...]
    why: Text
    goal: Text
    actions: tuple[ActionDraft, ...]
    indicator: IndicatorProposal | None


def propose(rules: Iterable[ProposalRule], evidence: Evidence, limit: int = 7) -> tuple[Proposal, ...]:
    """At most `limit` proposals, the most pressing first, at most two of a block before the next blocks had theirs.

    The order of `rules` has no influence: equal priorities stand in the order of their keys.
    """
    fired = [proposal for rule in rules if (proposal := _proposal(rule, evidence)) is not None]
    fired.sort(key=lambda each: (-each.priority, each.rule))
    earlier: Counter[str] = Counter()
    turns: list[tuple[int, Proposal]] = []
    for proposal in fired:
        turns.append((earlier[proposal.block] // ROUND, proposal))
        earlier[proposal.block] += 1
    turns.sort(key=lambda each: each[0])  # stable: within a turn the priority still rules
    return tuple(proposal for _, proposal in turns)[: max(limit, 0)]


def _proposal(rule: ProposalRule, evidence: Evidence) -> Proposal | None:
    reasons = []
    for condition in rule.when:
        reason = _reason(condition, evidence)
        if reason is None:
            return None
        reasons.append(reason)
    return Proposal(
        rule=rule.key,
        block=rule.block,
        priority=rule.weight * min(reason.strength for reason in reasons),
        reasons=tuple(reasons),
        why=Text(nl=_fill(rule.why.nl, reasons, ","), en=_fill(rule.why.en, reasons, ".")),
        goal=rule.goal,
        actions=rule.actions,
        indicator=_indicator(rule.indicator, evidence) if rule.indicator else None,
    )


def _indicator(draft: IndicatorDraft, evidence: Evidence) -> IndicatorProposal:
    score = evidence.scores.get((draft.dimension, draft.audience))
    baseline = None if score is None else score.mean
    target = None if baseline is None else min(100.0, baseline + draft.gain)
    return IndicatorProposal(draft.dimension, draft.audience, draft.gain, baseline, target)


def _reason(condition: Condition, evidence: Evidence) -> Reason | None:
    """Why the condition holds, or `None` where it does not."""
    match condition:
        case ScoreBelow():
            return _score(condition, evidence)
        case RubricAtMost():
            return _rubric(condition, evidence)
        case DontKnowAbove():
            return _dont_know(condition, evidence)
        case FactMissing():
            return _missing(condition, evidence)
        case GapAbove():
            return _gap(condition, evidence)
        case FigureBelow() | FigureAbove():
            return _figure(condition, evidence)


def _score(condition: ScoreBelow, evidence: Evidence) -> Reason | None:
    score = evidence.scores.get((condition.dimension, condition.audience))
    if score is None or score.mean >= condition.limit:
        return None
    depth = (condition.limit - score.mean) / condition.limit
    strength = _part_below(condition.limit, score.low, score.high) * _from_half(depth)
    return Reason(condition, strength, score.mean, score.n, score.low, score.high)


def _gap(condition: GapAbove, evidence: Evidence) -> Reason | None:
    gap = _directed_gap(condition, evidence)
    if gap is None or gap.g <= condition.limit:
        return None
    strength = _part_below(-condition.limit, -gap.high, -gap.low) * _from_half(gap.g - condition.limit)
    return Reason(condition, strength, gap.g, None, gap.low, gap.high)


def _directed_gap(condition: GapAbove, evidence: Evidence) -> GapFact | None:
    gap = evidence.gaps.get((condition.dimension, condition.higher, condition.lower))
    if gap is None:
        turned = evidence.gaps.get((condition.dimension, condition.lower, condition.higher))
        gap = None if turned is None else GapFact(-turned.g, -turned.high, -turned.low)
    return gap


def _rubric(condition: RubricAtMost, evidence: Evidence) -> Reason | None:
    level = evidence.rubric.get(condition.aspect)
    if level is None or level > condition.level:
        return None
    return Reason(condition, (condition.level + 1 - level) / condition.level, float(level))


def _dont_know(condition: DontKnowAbove, evidence: Evidence) -> Reason | None:
    share = evidence.dont_know.get((condition.dimension, condition.audience))
    if share is None or share <= condition.limit:
        return None
    return Reason(condition, _from_half((share - condition.limit) / (1 - condition.limit)), share)


def _missing(condition: FactMissing, evidence: Evidence) -> Reason | None:
    if condition.fact not in evidence.facts or evidence.facts[condition.fact] is not None:
        return None
    return Reason(condition, 0.5)  # we are sure that it is not known, not that something is wrong


def _figure(condition: FigureBelow | FigureAbove, evidence: Evidence) -> Reason | None:
    value = evidence.figures.get(condition.figure)
    if value is None:
        return None
    beyond = condition.limit - value if isinstance(condition, FigureBelow) else value - condition.limit
    return Reason(condition, _from_half(beyond / condition.limit), value) if beyond > 0 else None


def _part_below(limit: float, low: float, high: float) -> float:
    """The part of the interval that lies below the limit, 0-1; an interval without width counts as sure."""
    return min(1.0, max(0.0, (limit - low) / (high - low))) if high > low else 1.0


def _from_half(depth: float) -> float:
    """0-1 to 0.5-1: what just passes its limit still counts for half."""
    return (1 + min(1.0, depth)) / 2


def _fill(sentence: str, reasons: Iterable[Reason], decimal_mark: str) -> str:
    for reason in reasons:
        for name, value in _values(reason).items():
            sentence = sentence.replace(f"{{{name}}}", _written(value, decimal_mark))
    return sentence


def _values(reason: Reason) -> Mapping[str, float]:
    """The placeholders of a `why` that this reason brings, as `plan_content.PLACEHOLDERS` promises."""
    value = reason.value or 0
    match reason.condition:
        case ScoreBelow(limit=limit):
            return {"score": round(value), "n": reason.n or 0, "reference": limit}
        case RubricAtMost():
            return {"level": value}
        case DontKnowAbove():
            return {"share": round(value * 100)}
        case FigureBelow(limit=limit) | FigureAbove(limit=limit):
            return {"figure": value, "reference": limit}
        case FactMissing() | GapAbove():
            return {}


def _written(value: float, decimal_mark: str) -> str:
    """Whole from 10 on, one decimal below: 54 and 3,4."""
    places = 0 if abs(value) >= 10 or value == round(value) else 1
    return f"{value:.{places}f}".replace(".", decimal_mark)
