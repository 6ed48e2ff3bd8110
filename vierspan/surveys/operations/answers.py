"""Answers that were given elsewhere become a closed round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.organisations.models import Organisation
from vierspan.surveys import codes
from vierspan.surveys.models import Audience, Origin, Round, Tally
from vierspan.surveys.tallies import Counts, forms


@transaction.atomic
def import_answers(
    *,
    organisation: Organisation,
    actor: User,
    title: str,
    instrument: str,
    version: str,
    opens_on: date,
    closes_on: date,
    counted: Mapping[str, Counts],
    at: datetime,
) -> Round:
    """Make a round that is closed from its first moment, with the counters of each audience."""
    made = Round.objects.create(
        organisation=organisation,
        title=title,
        instrument=instrument,
        version=version,
        origin=Origin.FILE,
        opens_on=opens_on,
        closes_on=closes_on,
        link_key=codes.link_key(),
        created_by=actor,
        opened_at=at,
        closed_at=at,
    )
    for key, counts in counted.items():
        audience = Audience.objects.create(organisation=organisation, round=made, key=key, responses=forms(counts))
        Tally.objects.create(audience=audience, counts=counts)
    audit.record(
        actor=str(actor),
        organisation_id=organisation.pk,
        verb="answers.imported",
        target=made,
        changes={"instrument": instrument, "audiences": sorted(counted)},
    )
    return made
