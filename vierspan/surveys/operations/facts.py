"""What changes on the facts sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import FactValue


@transaction.atomic
def save(
    *,
    organisation: Organisation,
    school_year: int,
    values: Mapping[str, tuple[str | bool | None, str]],
    actor: User,
    on: date,
) -> int:
    """Keep what was given: fact key → (value, source); None takes a value away. Returns how many facts changed.

    A number is kept as text with a point (``"12.5"``), a date as ``2027-03-15``. What is not named stays as it is.
    """
    kept = {fact.key: fact for fact in organisation.factvalues.select_for_update().filter(school_year=school_year)}
    changed = []
    for key, (value, source) in values.items():
        before = kept.get(key)
        if (before.value, before.source) == (value, source) if before else value is None:
            continue
        changed.append(key)
        if value is None:
            organisation.factvalues.filter(school_year=school_year, key=key).delete()
        else:
            FactValue.objects.update_or_create(
                organisation=organisation,
                school_year=school_year,
                key=key,
                defaults={"value": value, "source": source, "entered_by": str(actor), "entered_on": on},
            )
    if changed:
        audit.record(
            actor=str(actor),
            organisation_id=organisation.pk,
            verb="facts.saved",
            target=f"facts {school_year}",
            changes={"facts": changed},
        )
    return len(changed)
