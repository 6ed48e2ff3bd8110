"""Which required elements the organisation's plan has, since when, and approved by whom: our reading of each check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vierspan.frameworks import library
from vierspan.frameworks.plan_content import Compliance, Element
from vierspan.organisations.models import Organisation
from vierspan.plans.contents import template_of
from vierspan.plans.models import Action, Block, Plan
from vierspan.plans.queries.actions import standing_plan

# The section that holds what a check without a key of its own asks for.
SECTIONS = {
    "team_named": "team.roles",
    "budget_present": "budget.multi_year",
    "training_present": "expertise.training",
    "privacy_present": "infrastructure.privacy",
}


@dataclass(frozen=True)
class Finding:
    """``is_present`` is None where only a reader of the file can tell. ``where`` says where it stands, in words."""

    is_present: bool | None
    where: str = ""
    dated_on: date | None = None
    section: str = ""


@dataclass(frozen=True)
class ElementStatus:
    """One required element. ``approved_on``: the plan that holds it was approved that day."""

    element: Element
    finding: Finding
    approved_on: date | None
    plan: Plan | None

    @property
    def is_present(self) -> bool | None:
        return self.finding.is_present


def list_of_elements() -> Compliance:
    return library.compliance(library.latest("compliance"))


def compliance(organisation: Organisation, *, on: date) -> tuple[ElementStatus, ...]:
    """Each element of the latest list for the plan that speaks for the organisation that day."""
    return compliance_of(standing_plan(organisation), on=on)


def compliance_of(plan: Plan | None, *, on: date) -> tuple[ElementStatus, ...]:
    """The same for one plan; without a plan every element is absent."""
    reader = _Reader(plan, on) if plan else None
    found = []
    for element in list_of_elements().elements:
        finding = reader.finding(element) if reader else Finding(False)
        approved = _day(plan.approved_at) if plan and finding.is_present else None
        found.append(ElementStatus(element, finding, approved, plan))
    return tuple(found)


class _Reader:
    """A plan with what the checks ask of it, fetched once."""

    def __init__(self, plan: Plan, on: date) -> None:
        self.plan, self.on = plan, on
        self.written = {row.key: row for row in plan.sections.exclude(body="")}
        template = template_of(plan)
        self.titles = {section.key: section.title for section in template.sections} if template else {}
        self.goals = list(plan.goals.prefetch_related("indicators"))
        self.actions = Action.objects.filter(goal__plan=plan)

    def finding(self, element: Element) -> Finding:
        if element.check.startswith("section:"):
            return self._section(element.check.removeprefix("section:"))
        return CHECKS[element.check](self)

    def _section(self, key: str) -> Finding:
        if key in self.written:
            return Finding(True, self._title(key), _day(self.written[key].edited_at), key)
        if self.plan.is_made_elsewhere:
            where = _("Look in the file: %(file)s") % {"file": self.plan.file_name or self.plan.title}
            return Finding(None, where)
        return Finding(False, _("Still empty: %(section)s") % {"section": self._title(key)}, section=key)

    def _title(self, key: str) -> str:
        title = self.titles.get(key)
        return title.in_language(get_language() or "nl") if title else key

    def plan_exists(self) -> Finding:
        return Finding(True, self.plan.title, self.plan.starts_on)

    def approved(self) -> Finding:
        if self.plan.approved_at is None:
            return Finding(False, _("State: %(state)s") % {"state": self.plan.get_state_display()})
        return Finding(True, _("by %(name)s") % {"name": self.plan.approved_by}, _day(self.plan.approved_at))

    def period_covers_today(self) -> Finding:
        period = {"first": f"{self.plan.starts_on:%d/%m/%Y}", "last": f"{self.plan.ends_on:%d/%m/%Y}"}
        covers = self.plan.starts_on <= self.on <= self.plan.ends_on
        return Finding(covers, _("%(first)s to %(last)s") % period, self.plan.starts_on if covers else None)

    def goals_present(self) -> Finding:
        return Finding(bool(self.goals), _("goals: %(count)d") % {"count": len(self.goals)})

    def actions_owned(self) -> Finding:
        still_open = self.actions.open()
        total, bare = self.actions.count(), still_open.filter(Q(due_on=None) | Q(owner=None, owner_name="")).count()
        counts = {"total": total, "bare": bare}
        if bare:
            return Finding(False, _("%(bare)d of %(total)d actions lack an owner or a date") % counts)
        return Finding(total > 0, _("actions: %(total)d") % counts)

    def indicators(self) -> Finding:
        bare = sum(not goal.indicators.all() for goal in self.goals)
        counts = {"total": len(self.goals), "bare": bare}
        if bare:
            return Finding(False, _("%(bare)d of %(total)d goals lack an indicator") % counts)
        return Finding(bool(self.goals), _("each goal has one") if self.goals else _("no goals yet"))

    def review_dated(self) -> Finding:
        review_on = self.plan.review_on
        return Finding(review_on is not None, _("next review") if review_on else "", review_on)

    def team_named(self) -> Finding:
        return self._section(SECTIONS["team_named"])

    def privacy_present(self) -> Finding:
        return self._section(SECTIONS["privacy_present"])

    def training_present(self) -> Finding:
        section = self._section(SECTIONS["training_present"])
        actions = self.actions.filter(goal__block=Block.EXPERTISE).count()
        if section.is_present or not actions:
            return section
        return Finding(True, _("actions under Expertise: %(count)d") % {"count": actions})

    def budget_present(self) -> Finding:
        section = self._section(SECTIONS["budget_present"])
        costed = self.actions.filter(Q(cost_once__isnull=False) | Q(cost_yearly__isnull=False)).count()
        if section.is_present or not costed:
            return section
        return Finding(True, _("actions with an amount: %(count)d") % {"count": costed})


CHECKS: dict[str, Callable[[_Reader], Finding]] = {
    "plan_exists": _Reader.plan_exists,
    "approved": _Reader.approved,
    "period_covers_today": _Reader.period_covers_today,
    "goals": _Reader.goals_present,
    "actions_owned": _Reader.actions_owned,
    "indicators": _Reader.indicators,
    "review_dated": _Reader.review_dated,
    "team_named": _Reader.team_named,
    "budget_present": _Reader.budget_present,
    "training_present": _Reader.training_present,
    "privacy_present": _Reader.privacy_present,
}


def _day(at: datetime | None) -> date | None:
    return timezone.make_naive(at).date() if at else None
