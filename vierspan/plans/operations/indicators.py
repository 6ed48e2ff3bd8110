"""How one will see that a goal is reached."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.locks import NotWritable, lock_writable
from vierspan.plans.models import Goal, Indicator


@dataclass(frozen=True)
class Measure:
    """What an indicator says; bound to a scan score (dimension and audience both, or neither)."""

    title: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    bound_dimension: str = ""
    bound_audience: str = ""


@transaction.atomic
def add_indicator(*, goal: Goal, measure: Measure, actor: str | User) -> Indicator:
    """Add an indicator to a goal. Raises NotWritable when the plan is approved."""
    held = lock_writable(goal.plan)
    indicator = Indicator.objects.create(organisation_id=held.organisation_id, goal=goal, **vars(measure))
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="indicator.added", target=indicator)
    return indicator


@transaction.atomic
def edit_indicator(*, indicator: Indicator, measure: Measure, actor: str | User) -> Indicator:
    """Change an indicator. Raises NotWritable when the plan is approved."""
    held = lock_writable(indicator.goal.plan)
    for name, value in vars(measure).items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(vars(measure)))
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="indicator.changed", target=indicator)
    return indicator


@transaction.atomic
def measure_indicator(*, indicator: Indicator, value: Decimal, on: date, actor: str | User) -> Indicator:
    """Note the latest value, in any state of the plan. One bound to a scan updates itself: raises NotWritable."""
    if indicator.is_bound:
        raise NotWritable(_("This indicator follows a scan and updates itself."))
    indicator.value, indicator.measured_on = value, on
    indicator.save(update_fields=["value", "measured_on"])
    audit.record(
        actor=str(actor),
        organisation_id=indicator.organisation_id,
        verb="indicator.measured",
        target=indicator,
        changes={"value": str(value), "on": str(on)},
    )
    return indicator


@transaction.atomic
def remove_indicator(*, indicator: Indicator, actor: str | User) -> None:
    """Remove an indicator. Raises NotWritable when the plan is approved."""
    held = lock_writable(indicator.goal.plan)
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="indicator.removed", target=indicator)
    indicator.delete()
