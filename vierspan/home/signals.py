"""What needs a person now, most urgent first; each signal is a sentence with the page that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vierspan.access.permissions import Can
from vierspan.home.queries import Standing
from vierspan.plans.models import Action, State
from vierspan.plans.queries import actions as plan_actions

# From when on something is said: our own choice, in days.
LOW_RESPONSE_BEFORE_CLOSING = 7
PLAN_ENDS_WITHIN = 180
REVIEW_WITHIN = 30
TONES = ("danger", "warn", "info")


@dataclass(frozen=True)
class Signal:
    """``tone``: danger (late), warn (soon), info (a next step)."""

    tone: str
    text: str
    url: str


def signals(standing: Standing, can: frozenset[Can]) -> list[Signal]:
    """The signals that this person can see, the most urgent first."""
    found = [*_of_plan(standing, can), *_of_actions(standing, can), *_of_scans(standing, can)]
    return sorted(found, key=lambda signal: TONES.index(signal.tone))


def _of_plan(standing: Standing, can: frozenset[Can]) -> Iterator[Signal]:
    plan, slug = standing.plan, standing.organisation.slug
    if plan is None:
        if Can.PLAN_EDIT in can and standing.organisation.is_school:
            text = _(
                "There is no ICT policy plan here yet. Since 1 September 2026 it is a condition for Digiplan means."
            )
            yield Signal("danger", text, reverse("plans:plan_list", args=[slug]))
        return
    url = reverse("plans:plan", args=[slug, plan.pk])
    if plan.state == State.SUBMITTED:
        text = _("The plan “%(plan)s” waits for approval by the head teacher.") % {"plan": plan.title}
        yield Signal("danger" if Can.PLAN_APPROVE in can else "warn", text, url)
    elif plan.state == State.DRAFT and plan.approved_at is None and Can.PLAN_EDIT in can:
        yield Signal("warn", _("The plan “%(plan)s” is a draft and not approved yet.") % {"plan": plan.title}, url)
    elif plan.state == State.APPROVED and Can.PLAN_EDIT in can:
        yield Signal(
            "info", _("The plan “%(plan)s” is approved. Put it in force to follow it up.") % {"plan": plan.title}, url
        )
    if plan.ends_on <= standing.on + timedelta(days=PLAN_ENDS_WITHIN):
        when = {"day": date_format(plan.ends_on, "DATE_FORMAT")}
        yield Signal("warn", _("The plan ends on %(day)s. Copy it forward to the next period.") % when, url)
    if plan.review_on and plan.review_on <= standing.on + timedelta(days=REVIEW_WITHIN):
        tone = "danger" if plan.review_on < standing.on else "warn"
        when = {"day": date_format(plan.review_on, "DATE_FORMAT")}
        yield Signal(tone, _("The review of the plan is due on %(day)s.") % when, url)


def _of_actions(standing: Standing, can: frozenset[Can]) -> Iterator[Signal]:
    plan = standing.plan
    if plan is None or Can.PLAN_VIEW not in can:
        return
    url = reverse("plans:action_list", args=[standing.organisation.slug])
    actions = Action.objects.filter(goal__plan=plan)
    overdue = actions.overdue(standing.on).count()
    if overdue:
        text = ngettext("%(count)d action is past its date.", "%(count)d actions are past their date.", overdue)
        yield Signal("danger", text % {"count": overdue}, f"{url}?attention=overdue")
    if standing.ownerless:
        text = ngettext("%(count)d action has no owner.", "%(count)d actions have no owner.", standing.ownerless)
        yield Signal("warn", text % {"count": standing.ownerless}, f"{url}?attention=ownerless")
    late = plan_actions.past_digiplan(actions).count()
    if late:
        text = ngettext(
            "%(count)d action counts on Digiplan after the last day of those means.",
            "%(count)d actions count on Digiplan after the last day of those means.",
            late,
        )
        yield Signal("warn", text % {"count": late}, f"{url}?attention=digiplan")
    silent = plan_actions.thresholds().span("silent_action")
    stale = actions.stale(standing.on - silent).count() if plan.state == State.IN_FORCE else 0
    if stale:
        text = ngettext(
            "Of %(count)d action nothing was said for two months.",
            "Of %(count)d actions nothing was said for two months.",
            stale,
        )
        yield Signal("warn", text % {"count": stale}, f"{url}?attention=stale")


def _of_scans(standing: Standing, can: frozenset[Can]) -> Iterator[Signal]:
    if Can.SCANS_VIEW not in can:
        return
    slug, now = standing.organisation.slug, standing.open_round
    if now is not None:
        counted: int = getattr(now, "responses", None) or 0
        heads: int = getattr(now, "head_count", None) or 0
        days = (now.closes_on - standing.on).days
        low = heads and counted * 2 < heads and days <= LOW_RESPONSE_BEFORE_CLOSING
        text = _("The scan “%(scan)s” is open until %(day)s: %(count)d of %(heads)d answered.") % {
            "scan": now.title,
            "day": date_format(now.closes_on, "DATE_FORMAT"),
            "count": counted,
            "heads": heads,
        }
        yield Signal("warn" if low else "info", text, reverse("surveys:round", args=[slug, now.pk]))
    elif not standing.knows and Can.SCANS_EDIT in can and standing.organisation.is_school:
        text = _("No scan was held in the last two years. Ask your colleagues where the school stands.")
        yield Signal("warn", text, reverse("surveys:round_list", args=[slug]))
