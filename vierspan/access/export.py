"""All that is kept about one person, found by the rules of ``base/retention.toml``."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from vierspan.access.models import User
from vierspan.base import retention
from vierspan.base.retention import Entry

SECRET = {"password"}


def about(user: User) -> dict[str, list[dict[str, Any]]]:
    """The personal fields of each row that is about the person, by what the rows are in the person's language.

    A name that was written as text is sought in the person's own organisations only: elsewhere it is somebody else's.
    """
    reached = list(user.memberships.values_list("organisation_id", flat=True))
    found: dict[str, list[dict[str, Any]]] = {}
    for label, entry in retention.load().items():
        if entry.subject:
            rows = _rows(apps.get_model(label), entry, user, reached)
            found[entry.about.in_language(user.language)] = [_told(row, entry) for row in rows]
    return {what: rows for what, rows in found.items() if rows}


def _rows(model: type[models.Model], entry: Entry, user: User, reached: list[int]) -> models.QuerySet[models.Model]:
    wanted = Q()
    for name in entry.subject:
        field = model._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            wanted |= Q(**{name: user.pk})
        elif isinstance(field, models.AutoField):
            wanted |= Q(pk=user.pk)
        elif isinstance(field, models.EmailField):
            wanted |= Q(**{f"{name}__iexact": user.email})
        else:
            wanted |= Q(**{name: user.name, "organisation_id__in": reached})
    return model._default_manager.filter(wanted).order_by("pk")


def _told(row: models.Model, entry: Entry) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in entry.personal if name not in SECRET}
    return {name: str(value) if isinstance(value, models.Model) else value for name, value in told.items()}
