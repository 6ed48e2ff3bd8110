"""Which goals to propose for a plan now, what was decided before, and who could own the actions."""

from datetime import date

from vierspan.access import queries as access
from vierspan.access.models import User
from vierspan.base.text import Text
from vierspan.frameworks import library
from vierspan.frameworks.instruments import Instrument
from vierspan.frameworks.plan_content import ProposalRule
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Plan, ProposalDecision
from vierspan.plans.proposals import Evidence, IndicatorProposal, Proposal, propose
from vierspan.plans.queries.evidence import evidence

MOST = 7


def rules() -> tuple[ProposalRule, ...]:
    return library.proposals(library.latest("proposals")).rules


def proposals(plan: Plan, known: Evidence) -> tuple[Proposal, ...]:
    """At most seven goals that the evidence asks for and that this plan neither has nor declined."""
    settled = {*plan.proposal_decisions.values_list("rule", flat=True), *plan.goals.values_list("origin", flat=True)}
    return propose((rule for rule in rules() if rule.key not in settled), known, MOST)


def proposal(plan: Plan, rule: str, *, on: date) -> Proposal | None:
    """The proposal of one rule, where the evidence of today still asks for it."""
    wanted = [each for each in rules() if each.key == rule]
    return next(iter(propose(wanted, evidence(plan.organisation, on=on), 1)), None)


def decisions(plan: Plan) -> list[tuple[ProposalDecision, Text | str]]:
    """What was decided with the goal as the rule has it, the latest first."""
    goals = {rule.key: rule.goal for rule in rules()}
    held = plan.proposal_decisions.select_related("goal").order_by("-decided_at", "-pk")
    return [(decision, goals.get(decision.rule, decision.rule)) for decision in held]


def role_holders(organisation: Organisation, *, on: date) -> dict[str, User]:
    """Role → person, for roles that exactly one active person holds here that day."""
    found: dict[str, set[User]] = {}
    for membership in access.members(organisation, on=on):
        if membership.user.is_active:
            found.setdefault(membership.role, set()).add(membership.user)
    return {role: next(iter(people)) for role, people in found.items() if len(people) == 1}


def indicator_title(indicator: IndicatorProposal) -> Text:
    """“Expertise according to teachers (scan)”."""
    scan: Instrument = library.instrument("perception", library.latest("perception"))
    dimension = next(each.title for each in scan.dimensions if each.code == indicator.dimension)
    audience = next(each.title for each in scan.audiences if each.key == indicator.audience)
    return Text(
        nl=f"{dimension.nl}: score uit de scan, {audience.nl.lower()}",
        en=f"{dimension.en}: score in the scan, {audience.en.lower()}",
    )
