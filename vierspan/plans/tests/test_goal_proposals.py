from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.make import TODAY, make_member, make_user
from vierspan.access.models import User
from vierspan.access.permissions import Role
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.plans.locks import NotWritable
from vierspan.plans.models import Action, Goal, Indicator, Plan, ProposalDecision
from vierspan.plans.operations import proposals as operations
from vierspan.plans.proposals import Evidence
from vierspan.plans.queries import proposals as queries
from vierspan.plans.queries.evidence import evidence
from vierspan.plans.tests.make import make_goal, make_plan
from vierspan.surveys.models import Assessment, Choice, FactValue
from vierspan.surveys.queries import results
from vierspan.surveys.tests.make import make_closed_round, some_answers


def make_levels(organisation: Organisation, **levels: int) -> None:
    sitting = Assessment.objects.create(
        organisation=organisation,
        title="Herfst",
        version="1.0",
        held_on=TODAY,
        finished_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    for aspect, level in levels.items():
        Choice.objects.create(
            organisation=organisation, assessment=sitting, aspect=aspect, level=level, chosen_by="Ann"
        )


def make_fact(organisation: Organisation, year: int, key: str, value: str) -> None:
    FactValue.objects.create(
        organisation=organisation, school_year=year, key=key, value=value, entered_by="Alice", entered_on=TODAY
    )


def scan(organisation: Organisation, **middles: float) -> None:
    given = {key: some_answers(key, 25, middle) for key, middle in middles.items()}
    make_closed_round(organisation, given)


@pytest.fixture
def plan(school: Organisation) -> Plan:
    return make_plan(school)


def url(plan: Plan, *parts: object, slug: str = "school-a") -> str:
    return "/".join(["", "o", slug, "plans", str(plan.pk), "proposals", *map(str, parts), ""])


def test_a_school_that_knows_nothing_has_no_evidence(school: Organisation) -> None:
    assert evidence(school, on=TODAY) == Evidence()


def test_scores_shares_and_gaps_are_those_of_the_results_page(school: Organisation) -> None:
    scan(school, teachers=2, leaders=4)
    found = evidence(school, on=TODAY)
    for audience in ("teachers", "leaders"):
        shown = results.score_of(school, "V", audience, TODAY)
        assert shown is not None
        fact = found.scores["V", audience]
        assert (fact.mean, fact.n, fact.low, fact.high) == (shown.mean, shown.n, shown.low, shown.high)
    latest = results.latest_results(school, TODAY)
    assert latest is not None
    teachers, leaders = latest.audience("teachers"), latest.audience("leaders")
    assert teachers is not None
    assert leaders is not None
    dimension = teachers.dimension("V")
    assert dimension is not None
    assert found.dont_know["V", "teachers"] == dimension.dont_know
    by_code = {one.code: one for one in results.differences(teachers, leaders) if one.kind == "dimension"}
    gaps = {key: gap for key, gap in found.gaps.items() if gap.g}
    for (code, first, second), gap in gaps.items():
        higher = by_code[code].effect.g if first == "leaders" else -by_code[code].effect.g
        assert (gap.g, {first, second}) == (pytest.approx(higher), {"leaders", "teachers"})


def test_what_a_scan_hides_is_no_evidence(school: Organisation) -> None:
    make_closed_round(school, {"teachers": some_answers("teachers", 4, 2)})
    assert evidence(school, on=TODAY) == Evidence()


def test_a_fact_is_missing_only_where_somebody_began_the_sheet(school: Organisation) -> None:
    make_fact(school, 2024, "devices_total", "90")
    assert evidence(school, on=TODAY).facts == {}
    make_fact(school, 2025, "devices_total", "100")
    assert evidence(school, on=TODAY).facts["devices_total"] == Decimal(100)
    make_fact(school, 2026, "devices_total", "120")
    found = evidence(school, on=TODAY).facts
    assert (found["devices_total"], found["internet_mbps"]) == (Decimal(120), None)
    assert None in found.values()


def test_another_school_s_figures_are_no_evidence_here(school: Organisation, other_school: Organisation) -> None:
    scan(other_school, teachers=2)
    make_levels(other_school, RB1=1)
    make_fact(other_school, 2026, "devices_total", "1")
    assert evidence(school, on=TODAY) == Evidence()


def test_a_decided_rule_and_a_goal_brought_along_are_not_proposed_again(plan: Plan, school: Organisation) -> None:
    make_levels(school, RV1=1, RX1=1, RI2=1, RT1=1, RB1=1, RC2=1, RL1=1, RX2=1, RT2=1, RB2=1)
    known = evidence(school, on=TODAY)
    found = queries.proposals(plan, known)
    assert len(found) == 7
    operations.decline(plan=plan, rule=found[0].rule, reason="Later.", actor="Ann")
    make_goal(plan, origin=found[1].rule)
    again = {one.rule for one in queries.proposals(plan, known)}
    assert again.isdisjoint({found[0].rule, found[1].rule})
    assert {one.rule for one in found[2:]} <= again


def test_a_role_names_an_owner_only_where_one_person_holds_it(school: Organisation, ann: User, alice: User) -> None:
    assert queries.role_holders(school, on=TODAY) == {"head": ann, "technical_coordinator": alice}
    make_member(school, make_user("Dora"), Role.TECHNICAL_COORDINATOR)
    make_member(school, make_user("Els"), Role.TEAM_MEMBER, until_date=TODAY - timedelta(days=1))
    assert queries.role_holders(school, on=TODAY) == {"head": ann}


def test_proposal_take_makes_goal_actions_and_a_bound_indicator(
    client: Client, ann: User, school: Organisation, plan: Plan
) -> None:
    scan(school, teachers=2)
    score = results.score_of(school, "V", "teachers", TODAY)
    assert score is not None
    client.force_login(ann)
    proposed = next(one for one in queries.proposals(plan, evidence(school, on=TODAY)) if one.rule == "vision_unclear")
    page = client.get(url(plan)).content.decode()
    assert proposed.why.nl in page
    assert f"{score.mean} op 100" in proposed.why.nl
    assert client.post(url(plan, "vision_unclear", "take"), {"actions": ["0", "2"]}).status_code == 302
    goal = Goal.objects.get()
    assert (goal.title, goal.why, goal.origin, goal.block) == (
        proposed.goal.nl,
        proposed.why.nl,
        "vision_unclear",
        "V",
    )
    actions = list(Action.objects.order_by("position"))
    assert [action.title for action in actions] == [proposed.actions[0].title.nl, proposed.actions[2].title.nl]
    assert [(action.cost_once, action.cost_yearly) for action in actions] == [(None, None)] * 2
    assert [action.owner for action in actions] == [None, ann]
    indicator = Indicator.objects.get()
    assert (indicator.bound_dimension, indicator.bound_audience) == ("V", "teachers")
    assert (indicator.baseline, indicator.target) == (score.mean, score.mean + 15)
    decision = ProposalDecision.objects.get()
    assert (decision.rule, decision.decision, decision.goal, decision.decided_by) == (
        "vision_unclear",
        "taken",
        goal,
        "Ann",
    )
    assert AuditEvent.objects.filter(verb="proposal.taken").count() == 1
    client.post(url(plan, "vision_unclear", "take"), {"actions": ["0"]})
    assert Goal.objects.count() == 1


def test_dates_lie_within_the_plan(school: Organisation, ann: User) -> None:
    make_levels(school, RB1=1)
    later = make_plan(school, starts_on=date(2027, 9, 1), ends_on=date(2027, 12, 24))
    proposed = queries.proposals(later, evidence(school, on=TODAY))[0]
    taken = operations.Taken(
        rule=proposed.rule,
        block=proposed.block,
        title="Doel",
        why="",
        actions=tuple((draft.title.nl, draft) for draft in proposed.actions),
        measure=None,
    )
    goal = operations.take_over(plan=later, taken=taken, holders={}, actor="Ann", on=TODAY)
    days = [action.due_on for action in goal.actions.all()]
    assert all(day and date(2027, 10, 1) <= day <= later.ends_on for day in days)
    with pytest.raises(operations.AlreadyDecided):
        operations.take_over(plan=later, taken=taken, holders={}, actor="Bob", on=TODAY)
    assert later.goals.count() == 1


def test_an_approved_plan_takes_nothing_over(school: Organisation) -> None:
    approved = make_plan(school, state="approved")
    with pytest.raises(NotWritable):
        operations.decline(plan=approved, rule="vision_unclear", reason="Nee.", actor="Ann")


def test_proposal_adapt_keeps_the_school_s_own_words(
    client: Client, ann: User, school: Organisation, plan: Plan
) -> None:
    make_levels(school, RB1=1)
    rule = queries.proposals(plan, evidence(school, on=TODAY))[0].rule
    client.force_login(ann)
    assert client.get(url(plan, rule, "adapt")).status_code == 200
    assert client.post(url(plan, rule, "adapt"), {"title": "", "block": "V"}).status_code == 422
    sent = client.post(url(plan, rule, "adapt"), {"title": "In onze woorden", "block": "L", "why": "Omdat."})
    assert sent.status_code == 302
    goal = Goal.objects.get()
    assert (goal.title, goal.block, goal.why, goal.origin) == ("In onze woorden", "L", "Omdat.", rule)
    assert goal.actions.count() == 0


def test_proposal_decline_asks_why_and_proposal_reconsider_brings_it_back(
    client: Client, ann: User, school: Organisation, plan: Plan
) -> None:
    make_levels(school, RB1=1)
    rule = queries.proposals(plan, evidence(school, on=TODAY))[0].rule
    client.force_login(ann)
    assert client.post(url(plan, rule, "decline"), {"reason": " "}).status_code == 422
    assert client.post(url(plan, rule, "decline"), {"reason": "Na de fusie."}).status_code == 302
    page = client.get(url(plan))
    assert "Na de fusie." in page.content.decode()
    assert rule not in [one["proposal"].rule for one in page.context["found"]]
    decision = ProposalDecision.objects.get()
    assert client.post(url(plan, "decided", decision.pk)).status_code == 302
    assert rule in [one["proposal"].rule for one in client.get(url(plan)).context["found"]]


def test_a_goal_in_the_plan_is_removed_before_it_is_reconsidered(school: Organisation, plan: Plan) -> None:
    make_levels(school, RB1=1)
    rule = queries.proposals(plan, evidence(school, on=TODAY))[0].rule
    taken = operations.Taken(rule=rule, block="V", title="Doel", why="", actions=(), measure=None)
    goal = operations.take_over(plan=plan, taken=taken, holders={}, actor="Ann", on=TODAY)
    with pytest.raises(NotWritable):
        operations.reconsider(decision=ProposalDecision.objects.get(), actor="Ann")
    goal.delete()
    operations.reconsider(decision=ProposalDecision.objects.get(), actor="Ann")
    assert ProposalDecision.objects.count() == 0


def test_proposal_list_says_where_to_begin(client: Client, ann: User, plan: Plan) -> None:
    client.force_login(ann)
    assert client.get(url(plan)).context["knows"] is False


def test_proposals_are_read_by_all_and_decided_by_who_writes_the_plan(
    client: Client, bob: User, carol: User, school: Organisation, plan: Plan
) -> None:
    make_levels(school, RB1=1)
    rule = queries.proposals(plan, evidence(school, on=TODAY))[0].rule
    client.force_login(bob)
    assert client.get(url(plan)).status_code == 200
    for deed in ("take", "adapt", "decline"):
        assert client.post(url(plan, rule, deed), {"reason": "x"}).status_code == 403
    client.force_login(carol)
    assert client.get(url(plan)).status_code == 404
    assert client.get(url(plan, slug="school-b")).status_code == 404
    assert client.post(url(plan, rule, "take", slug="school-b")).status_code == 404
    assert Goal.objects.count() == 0


def test_a_rule_that_does_not_fire_cannot_be_taken_over(client: Client, ann: User, plan: Plan) -> None:
    client.force_login(ann)
    for rule in ("vision_unclear", "nonsense"):
        assert client.post(url(plan, rule, "take")).status_code == 404


def test_proposal_list_asks_as_much_for_one_as_for_seven(
    client: Client, ann: User, school: Organisation, plan: Plan
) -> None:
    client.force_login(ann)
    counts = []
    for levels in ({"RB1": 1}, {"RX1": 1, "RI2": 1, "RT1": 1, "RB1": 1, "RC2": 1, "RL1": 1}):
        Assessment.objects.all().delete()
        make_levels(school, **levels)
        with CaptureQueriesContext(connection) as done:
            page = client.get(url(plan))
        counts.append((len(done), len(page.context["found"]) > 1))
    assert counts[0][0] == counts[1][0]
    assert counts[1][1]
