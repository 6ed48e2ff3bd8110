"""Two people changed one thing: what the other made of each field, beside what this one did."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.utils.text import capfirst

from vierspan.plans.figures import day


@dataclass(frozen=True)
class FieldConflict:
    label: str
    theirs: str
    mine: str


def field_conflicts(form: forms.Form, current: Model) -> list[FieldConflict]:
    """The fields in which what was sent differs from the row as it is now."""
    found = []
    for name, field in form.fields.items():
        theirs, mine = getattr(current, name), form.cleaned_data[name]
        if name != "edition" and theirs != mine:
            found.append(FieldConflict(capfirst(str(field.label)), _said(field, theirs), _said(field, mine)))
    return found


def on_edition(form: forms.Form, edition: int) -> forms.Form:
    """The form as it was sent, now over the newest edition: saving it again is a choice made with open eyes."""
    form.data = dict(form.data.items()) | {"edition": str(edition)}
    return form


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return str(value or "")
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast(Any, field.choices)).get(value, value))
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(field.prepare_value(value))
