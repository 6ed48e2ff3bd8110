"""Carries out the rules of ``base/retention.toml``: deletes rows and blanks fields whose time has come."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from vierspan.base import retention
from vierspan.base.retention import Rule


@dataclass(frozen=True)
class Done:
    """What one rule did: ``rows`` deleted or blanked."""

    model: str
    then: str
    rows: int


def tidy(at: datetime) -> Iterator[Done]:
    """Apply each rule as of ``at``, each in its own transaction, in the order of the file."""
    for label, entry in retention.load().items():
        for rule in entry.rules:
            with transaction.atomic():
                yield Done(label, rule.then, _apply(apps.get_model(label), rule, at))


def months_before(day: date, months: int) -> date:
    """The same day of the month, ``months`` earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _apply(model: type[models.Model], rule: Rule, at: datetime) -> int:
    rows = model._default_manager.filter(**{f"{rule.since}__lt": _limit(model, rule, at)})
    if rule.without:
        rows = rows.filter(**{rule.without: None})
    if rule.then == "delete":
        _total, counts = rows.delete()
        return counts.get(model._meta.label, 0)
    blanks = {name: _blank(model, name) for name in rule.fields}
    filled = Q()
    for name, blank in blanks.items():
        filled |= ~Q(**{name: blank})
    return rows.filter(filled).update(**blanks)


def _limit(model: type[models.Model], rule: Rule, at: datetime) -> date | datetime:
    """The moment before which a row's time has come, as the field in ``since`` keeps it."""
    day = months_before(timezone.localdate(at), rule.months)
    *path, name = rule.since.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    if isinstance(model._meta.get_field(name), models.DateTimeField):
        return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 made aware here
    return day


def _blank(model: type[models.Model], name: str) -> str | None:
    field = model._meta.get_field(name)
    return None if isinstance(field, models.Field) and field.null else ""
