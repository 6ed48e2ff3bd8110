"""What somebody did, for looking back. Never read by a feature: a feature that needs who and when has its own fields."""

from typing import Any

from django.db import models


class AuditEvent(models.Model):
    """One thing done. No foreign keys, so that no event keeps a row from going; nothing ever changes an event."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


def record(
    *,
    actor: str,
    organisation_id: int | None,
    verb: str,
    target: models.Model | str,
    changes: dict[str, Any] | None = None,
) -> AuditEvent:
    """Note inside the operation's transaction that ``actor`` did ``verb`` (noun.past, as ``plan.approved``)."""
    label = target if isinstance(target, str) else f"{target._meta.label}:{target.pk} {target}"
    return AuditEvent.objects.create(
        actor=actor[:200], organisation_id=organisation_id, verb=verb, target=label[:200], changes=changes or {}
    )
