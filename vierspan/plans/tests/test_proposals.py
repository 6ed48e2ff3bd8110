"""A proposal follows from evidence alone, surer and worse trouble comes first, and no block takes all the room."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from vierspan.base.text import Text
from vierspan.frameworks import library
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
from vierspan.plans.proposals import Evidence, GapFact, IndicatorProposal, Proposal, Reason, ScoreFact, propose

RULES = library.proposals("1.0").rules
LOW_SCORE = ScoreBelow("X", "teachers", 50.0)
ACTION = ActionDraft(Text("doe", "do"), "head", 4, 3, 0, 0)


def a_rule(*when: Condition, key: str = "r", block: str = "X", weight: int = 10, why: str = "omdat") -> ProposalRule:
    return ProposalRule(key, block, weight, when, Text("doel", "goal"), Text(why, why), (ACTION,), None)


def scored(mean: float, half: float = 0.0) -> Evidence:
    return Evidence(scores={("X", "teachers"): ScoreFact(mean, 12, mean - half, mean + half)})


def priority(condition: Condition, evidence: Evidence) -> float | None:
    proposals = propose([a_rule(condition)], evidence)
    return proposals[0].priority if proposals else None


def why(condition: Condition, evidence: Evidence, sentence: str) -> Text:
    return propose([a_rule(condition, why=sentence)], evidence)[0].why


def test_a_proposal_says_everything_that_a_page_needs() -> None:
    rule = replace(
        a_rule(LOW_SCORE, why="{score} op 100 ({n}), onder {reference}"),
        indicator=IndicatorDraft("X", "teachers", 10.0),
    )
    assert propose([rule], scored(40.0, half=5.0)) == (
        Proposal(
            rule="r",
            block="X",
            priority=6.0,
            reasons=(Reason(LOW_SCORE, 0.6, 40.0, 12, 35.0, 45.0),),
            why=Text("40 op 100 (12), onder 50", "40 op 100 (12), onder 50"),
            goal=Text("doel", "goal"),
            actions=(ACTION,),
            indicator=IndicatorProposal("X", "teachers", 10.0, baseline=40.0, target=50.0),
        ),
    )


def test_a_mean_at_its_limit_is_no_reason() -> None:
    assert priority(LOW_SCORE, scored(50.0)) is None
    assert priority(LOW_SCORE, scored(50.0, half=20.0)) is None


def test_a_wide_interval_weakens_and_does_not_silence() -> None:
    """Of 10-70, two thirds lie below 50."""
    assert priority(LOW_SCORE, scored(40.0, half=10.0)) == 6.0
    assert priority(LOW_SCORE, scored(40.0, half=30.0)) == 10 * (40 / 60) * 0.6


def test_a_suppressed_score_fires_nothing() -> None:
    assert propose(RULES, Evidence()) == ()


def test_a_lower_rubric_level_weighs_more() -> None:
    condition = RubricAtMost("RX1", 2)
    assert [priority(condition, Evidence(rubric={"RX1": level})) for level in (1, 2, 3)] == [10.0, 5.0, None]


def test_dont_know_counts_above_its_limit() -> None:
    condition = DontKnowAbove("V", "teachers", 0.5)
    shares = {share: Evidence(dont_know={("V", "teachers"): share}) for share in (0.5, 0.75, 1.0)}
    assert [priority(condition, evidence) for evidence in shares.values()] == [None, 7.5, 10.0]


def test_missing_is_what_was_asked_and_left_empty() -> None:
    condition = FactMissing("devices_total")
    assert priority(condition, Evidence(facts={"devices_total": None})) == 5.0
    assert priority(condition, Evidence(facts={"devices_total": Decimal(0)})) is None
    assert priority(condition, Evidence()) is None


def test_figures_count_on_their_own_side_of_the_limit() -> None:
    values = [Evidence(figures={"f": value}) for value in (25.0, 50.0, 75.0, 500.0)]
    assert [priority(FigureBelow("f", 50.0), evidence) for evidence in values] == [7.5, None, None, None]
    assert [priority(FigureAbove("f", 50.0), evidence) for evidence in values] == [None, None, 7.5, 10.0]


def test_a_gap_has_a_direction_and_may_be_given_either_way() -> None:
    condition = GapAbove("X", "leaders", "teachers", 0.5)
    stated = Evidence(gaps={("X", "leaders", "teachers"): GapFact(1.0, 0.5, 1.5)})
    turned = Evidence(gaps={("X", "teachers", "leaders"): GapFact(-1.0, -1.5, -0.5)})
    opposite = Evidence(gaps={("X", "teachers", "leaders"): GapFact(1.0, 0.5, 1.5)})
    assert [priority(condition, evidence) for evidence in (stated, turned, opposite)] == [7.5, 7.5, None]


def test_all_conditions_must_hold_and_the_weakest_decides() -> None:
    rule = a_rule(RubricAtMost("RX1", 2), LOW_SCORE)
    evidence = replace(scored(25.0), rubric={"RX1": 2})
    assert [proposal.priority for proposal in propose([rule], evidence)] == [5.0]
    assert propose([rule], replace(evidence, rubric={"RX1": 3})) == ()
    assert propose([rule], replace(evidence, scores={})) == ()


def test_numbers_are_written_as_each_language_does() -> None:
    figure = Evidence(figures={"f": 3.45})
    assert why(FigureBelow("f", 5.0), figure, "{figure} van {reference}") == Text("3,5 van 5", "3.5 van 5")
    share = Evidence(dont_know={("V", "teachers"): 0.418})
    assert why(DontKnowAbove("V", "teachers", 0.3), share, "{share} %") == Text("42 %", "42 %")
    assert why(RubricAtMost("RX1", 2), Evidence(rubric={"RX1": 2}), "niveau {level}") == Text("niveau 2", "niveau 2")


def test_an_indicator_without_score_has_no_baseline() -> None:
    rule = replace(a_rule(RubricAtMost("RX1", 2)), indicator=IndicatorDraft("X", "teachers", 10.0))
    (proposal,) = propose([rule], Evidence(rubric={"RX1": 1}))
    assert proposal.indicator == IndicatorProposal("X", "teachers", 10.0, baseline=None, target=None)


def test_a_target_stays_on_the_scale() -> None:
    rule = replace(a_rule(ScoreBelow("X", "teachers", 100.0)), indicator=IndicatorDraft("X", "teachers", 10.0))
    (proposal,) = propose([rule], scored(95.0))
    assert proposal.indicator == IndicatorProposal("X", "teachers", 10.0, baseline=95.0, target=100.0)


def test_after_two_of_a_block_the_others_get_their_turn() -> None:
    low = RubricAtMost("R", 1)
    rules = [a_rule(low, key=f"x{weight}", block="X", weight=weight) for weight in (10, 9, 8, 7)]
    rules += [a_rule(low, key="i1", block="I", weight=1), a_rule(low, key="v1", block="V", weight=2)]
    chosen = [proposal.rule for proposal in propose(rules, Evidence(rubric={"R": 1}))]
    assert chosen == ["x10", "x9", "v1", "i1", "x8", "x7"]
    assert [proposal.rule for proposal in propose(rules, Evidence(rubric={"R": 1}), limit=3)] == ["x10", "x9", "v1"]


def test_no_room_no_proposals() -> None:
    assert propose([a_rule(LOW_SCORE)], scored(10.0), limit=0) == ()


AUDIENCES = ("teachers", "leaders")
percentages = st.floats(0, 100)


@st.composite
def score_facts(draw: st.DrawFn) -> ScoreFact:
    low, mean, high = sorted(draw(st.tuples(percentages, percentages, percentages)))
    return ScoreFact(mean, draw(st.integers(5, 200)), low, high)


@st.composite
def gap_facts(draw: st.DrawFn) -> GapFact:
    low, g, high = sorted(draw(st.tuples(*[st.floats(-3, 3)] * 3)))
    return GapFact(g, low, high)


places = st.tuples(st.sampled_from("VLXCITB"), st.sampled_from(AUDIENCES))
evidence_of_a_school = st.builds(
    Evidence,
    scores=st.dictionaries(places, score_facts()),
    dont_know=st.dictionaries(places, st.floats(0, 1)),
    rubric=st.dictionaries(
        st.sampled_from(
            [condition.aspect for rule in RULES for condition in rule.when if isinstance(condition, RubricAtMost)]
        ),
        st.integers(1, 5),
    ),
    facts=st.dictionaries(
        st.sampled_from(["devices_total", "budget_ict_year"]), st.none() | st.decimals(0, 1000, allow_nan=False)
    ),
    figures=st.dictionaries(
        st.sampled_from(["share_devices_over_4_years", "share_licence_end_known"]), st.floats(0, 100)
    ),
    gaps=st.dictionaries(st.tuples(st.sampled_from("VLXCITB"), st.just("leaders"), st.just("teachers")), gap_facts()),
)


@given(evidence_of_a_school, st.integers(0, 12), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(evidence: Evidence, limit: int, dice: object) -> None:
    shuffled = list(RULES)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert propose(shuffled, evidence, limit) == propose(RULES, evidence, limit)


@given(evidence_of_a_school, st.integers(0, 12))
def test_every_proposal_is_whole(evidence: Evidence, limit: int) -> None:
    """Within its limit, each rule once, priorities within their weight, no placeholder left unfilled."""
    weights = {rule.key: rule.weight for rule in RULES}
    proposals = propose(RULES, evidence, limit)
    assert len(proposals) <= limit
    assert len({proposal.rule for proposal in proposals}) == len(proposals)
    for proposal in proposals:
        assert 0 <= proposal.priority <= weights[proposal.rule]
        assert "{" not in proposal.why.nl + proposal.why.en


@given(evidence_of_a_school, st.integers(1, 12))
def test_a_third_of_a_block_waits_for_the_first_of_the_others(evidence: Evidence, limit: int) -> None:
    everything, shown = propose(RULES, evidence, limit=len(RULES)), propose(RULES, evidence, limit)
    assert shown == everything[:limit]
    ready, given_room = Counter(each.block for each in everything), Counter(each.block for each in shown)
    if max(given_room.values(), default=0) > 2:
        assert {block: min(ready[block], 2) for block in ready} == {block: min(given_room[block], 2) for block in ready}


@given(score_facts(), st.floats(0.1, 50))
def test_worse_by_the_whole_interval_is_never_less_urgent(fact: ScoreFact, drop: float) -> None:
    assume(fact.mean < LOW_SCORE.limit)
    worse = ScoreFact(fact.mean - drop, fact.n, fact.low - drop, fact.high - drop)
    now, then = (
        propose([a_rule(LOW_SCORE)], Evidence(scores={("X", "teachers"): each}))[0].priority for each in (fact, worse)
    )
    assert then >= now


@given(evidence_of_a_school)
def test_taking_evidence_away_adds_no_rule(evidence: Evidence) -> None:
    without = replace(evidence, scores={}, gaps={})
    all_of, fewer = ({each.rule for each in propose(RULES, known, len(RULES))} for known in (evidence, without))
    assert fewer - all_of == set()
