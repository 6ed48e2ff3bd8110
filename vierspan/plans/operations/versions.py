"""Freezing a plan as it is."""

from django.db import transaction
from django.db.models import Max

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.contents import content_of
from vierspan.plans.models import Plan, Version


@transaction.atomic
def freeze(*, plan: Plan, reason: str, actor: str | User) -> Version:
    """Keep the whole plan as its next version. ``reason`` is the state that it entered. Call with the plan locked."""
    last = plan.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        number=last + 1,
        reason=reason,
        content=content_of(plan).to_json(),
        frozen_by=str(actor)[:150],
    )
    audit.record(
        actor=str(actor),
        organisation_id=plan.organisation_id,
        verb="plan.frozen",
        target=plan,
        changes={"version": version.number, "reason": reason},
    )
    return version
