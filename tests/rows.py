"""One row of each kind in an organisation, for the walk along all pages (``test_isolation``).

A page's arguments are filled by their name (``plan_id``); a bare ``pk`` by the first word of the page's name
(``member_edit`` → ``member``). A new kind of argument gets its line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile

from tests.make import LONG_AGO, TODAY, make_member, make_organisation, make_user
from vierspan.access.permissions import Role
from vierspan.access.tests.make import make_invitation
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.organisations.tests.make import make_pupil_count, make_site
from vierspan.plans.models import Plan
from vierspan.plans.operations.versions import freeze
from vierspan.plans.queries import proposals
from vierspan.plans.queries.evidence import evidence
from vierspan.plans.tests.make import make_action, make_goal, make_indicator, make_plan
from vierspan.surveys.models import Access
from vierspan.surveys.tests.make import make_closed_round, make_codes, make_open_round, make_round, some_answers

Value = int | str

# What a page also wants behind the question mark, to be itself.
QUERIES = {"plan_download": "?format=html", "report_download": "?format=docx"}


@dataclass(frozen=True)
class Rows:
    """``ids``: rows of the organisation by what asks for them. ``plain``: values that are the same everywhere."""

    ids: dict[str, int]
    plain: dict[str, Value]

    def arguments(self, page: str, names: set[str]) -> dict[str, Value]:
        """What the page wants. Raises KeyError for an argument of which there is no row yet."""
        return {name: self.plain[name] if name in self.plain else self.ids[self.kind(page, name)] for name in names}

    def kind(self, page: str, name: str) -> str:
        """What an argument of a page asks for: its own name, unless a line says it for this page or its first word."""
        first = page.split("_")[0]
        if name == "pk":
            return first
        return next((kind for kind in (f"{page}.{name}", f"{first}.{name}") if kind in self.ids), name)


def make_rows(organisation: Organisation) -> Rows:
    ids: dict[str, int] = {}
    plain: dict[str, Value] = {}
    makers: tuple[Callable[[Organisation], tuple[dict[str, int], dict[str, Value]]], ...] = (
        _of_access,
        _of_organisations,
        _of_surveys,
        _of_plans,
    )
    for make in makers:
        found, same = make(organisation)
        ids |= found
        plain |= same
    return Rows(ids, plain)


def _of_access(organisation: Organisation) -> tuple[dict[str, int], dict[str, Value]]:
    member = make_member(organisation, make_user(f"lid-{organisation.slug}"), Role.TEACHER)
    invitation = make_invitation(organisation, token=organisation.slug)
    return {"member": member.pk, "invitation": invitation.pk}, {}


def _of_organisations(organisation: Organisation) -> tuple[dict[str, int], dict[str, Value]]:
    school = make_organisation(f"School van {organisation.slug}")
    affiliation = organisation.member_affiliations.create(school=school, from_date=LONG_AGO)
    site, count = make_site(organisation), make_pupil_count(organisation)
    return {"site": site.pk, "pupil": count.pk, "affiliation": affiliation.pk}, {}


def _of_surveys(organisation: Organisation) -> tuple[dict[str, int], dict[str, Value]]:
    said = {"teachers": some_answers("teachers", 12, middle=1.5), "leaders": some_answers("leaders", 12, middle=4.5)}
    make_closed_round(organisation, said, ended=TODAY - timedelta(days=400), link_key=f"a{organisation.pk}")
    closed = make_closed_round(organisation, said, link_key=f"b{organisation.pk}")
    running = make_open_round(organisation, link_key=f"c{organisation.pk}")
    draft = make_round(organisation, link_key=f"d{organisation.pk}")
    by_code = make_open_round(
        organisation, access=Access.CODES, audiences={"teachers": 3}, link_key=f"e{organisation.pk}"
    )
    audience = by_code.audiences.get()
    make_codes(audience, 2)
    rubric = library.latest("rubric")
    assessment = organisation.assessments.create(title="Samen gekeken", version=rubric, held_on=date(2026, 10, 1))
    aspect = library.rubric(rubric).aspects[0].code
    assessment.choices.create(organisation=organisation, aspect=aspect, level=2, chosen_by="Ann")
    ids = {
        "round_id": running.pk,
        "round_edit.round_id": draft.pk,
        "round_open.round_id": draft.pk,
        "result.round_id": closed.pk,
        "report.round_id": closed.pk,
        "audience_id": audience.pk,
        "assessment_id": assessment.pk,
    }
    return ids, {"audience": "teachers", "aspect": aspect, "dimension": "V"}


def _of_plans(organisation: Organisation) -> tuple[dict[str, int], dict[str, Value]]:
    plan = make_plan(organisation)
    plan.file.save("plan.pdf", ContentFile(b"%PDF-1.4"))
    goal = make_goal(plan)
    ids = {
        "plan_id": plan.pk,
        "goal_id": goal.pk,
        "action_id": make_action(goal).pk,
        "indicator_id": make_indicator(goal).pk,
        **_beside(plan),
    }
    proposed = proposals.proposals(plan, evidence(organisation, on=TODAY))[0].rule
    return ids, {"key": plan.sections.order_by("pk")[0].key, "number": 1, "rule": proposed}


def _beside(plan: Plan) -> dict[str, int]:
    """What hangs on a plan: a remark, a frozen version, a decision, a look back."""
    own = {"organisation": plan.organisation}
    freeze(plan=plan, reason=plan.state, actor="Ann")
    return {
        "comment_id": plan.comments.create(text="Wie doet dit?", author="Bob", **own).pk,
        "decision_id": plan.proposal_decisions.create(rule="x", decision="declined", decided_by="Ann", **own).pk,
        "review_id": plan.reviews.create(school_year=2025, held_on=TODAY, recorded_by="Ann", **own).pk,
    }
