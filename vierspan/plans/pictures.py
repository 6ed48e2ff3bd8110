"""The actions of a plan in time, as a picture."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from vierspan.base.charts import Picture, TimelineRow, timeline
from vierspan.plans.models import Action, ActionState, Plan
from vierspan.plans.queries.reading import PlanReading


def plan_timeline(reading: PlanReading, *, today: date | None, language: str) -> Picture | None:
    """The dated actions that are not dropped, the first to be ready on top; none when there is none."""
    dated = [each for each in reading.actions if each.due_on and each.state != ActionState.DROPPED]
    if not dated:
        return None
    rows = [_row(action, reading.plan) for action in sorted(dated, key=lambda each: (each.due_on, each.pk))]
    start = min(reading.plan.starts_on, *(row.start for row in rows))
    return timeline(
        rows,
        start=start,
        end=max(reading.plan.ends_on, start + timedelta(days=1), *(row.end for row in rows)),
        today=today,
        key=f"plan-{reading.plan.pk}",
        title=_("The actions of this plan in time"),
        language=language,
    )


def _row(action: Action, plan: Plan) -> TimelineRow:
    end = action.due_on or plan.ends_on
    light: Any = "done" if action.state == ActionState.DONE else action.light or "none"
    return TimelineRow(action.title, min(action.starts_on or plan.starts_on, end), end, light, action.who)
