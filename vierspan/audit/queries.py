"""What was done in an organisation, newest first."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from vierspan.audit.models import AuditEvent


def events(organisation_id: int, *, nouns: Collection[str] = (), since: datetime | None = None) -> QuerySet[AuditEvent]:
    """The events of one organisation; of some nouns (``plan`` in ``plan.approved``) only, and since a moment."""
    found = AuditEvent.objects.filter(organisation_id=organisation_id)
    if nouns:
        wanted = Q()
        for noun in nouns:
            wanted |= Q(verb__startswith=f"{noun}.")
        found = found.filter(wanted)
    if since:
        found = found.filter(at__gte=since)
    return found.order_by("-at", "-pk")
