"""What may be sent of the facts sheet: by the page, or as a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from vierspan.base.forms import DateField, NumberField
from vierspan.base.sheets import Table, normalise_heading
from vierspan.frameworks.facts import Fact, FactsSheet

Given = tuple[str | bool | None, str]
YES_NO = [("", gettext_lazy("not known")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
YES = {"yes", "ja", "true", "waar", "1"}
NO = {"no", "nee", "neen", "false", "onwaar", "0"}


class FactsForm(forms.Form):
    """A field for each fact that is asked, and one for where it comes from."""

    def __init__(self, *args: Any, sheet: FactsSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for fact in asked(sheet):
            self.fields[fact.key] = _field(fact)
            self.fields[f"{fact.key}__source"] = forms.CharField(label=_("Where from"), required=False, max_length=200)

    def pairs(self, group_key: str) -> list[tuple[Fact, forms.BoundField, forms.BoundField]]:
        """The fields of one group: fact, value, source."""
        facts = [fact for fact in self.sheet.facts_of(group_key) if not fact.computed]
        return [(fact, self[fact.key], self[f"{fact.key}__source"]) for fact in facts]

    def given(self) -> dict[str, Given]:
        """Fact key → (value as it is kept, source)."""
        return {
            fact.key: (kept(self.cleaned_data[fact.key]), self.cleaned_data[f"{fact.key}__source"])
            for fact in asked(self.sheet)
        }


def asked(sheet: FactsSheet) -> list[Fact]:
    return [fact for fact in sheet.facts if not fact.computed]


def kept(value: Any) -> str | bool | None:
    """A cleaned value in the shape in which it is stored."""
    if value in (None, ""):
        return None
    if value in ("yes", "no"):
        return bool(value == "yes")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def shown(value: Any) -> Any:
    """A stored value as the form shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.normalize() if isinstance(value, Decimal) else value


def _field(fact: Fact) -> forms.Field:
    language = get_language() or "nl"
    unit = fact.unit.in_language(language)
    label = fact.title.in_language(language) + (f" ({unit})" if unit and fact.kind in ("integer", "decimal") else "")
    texts = (fact.help.in_language(language), fact.where.in_language(language))
    common: dict[str, Any] = {"label": label, "required": False, "help_text": " ".join(text for text in texts if text)}
    if fact.kind == "date":
        return DateField(**common)
    if fact.kind == "yes_no":
        return forms.ChoiceField(choices=YES_NO, **common)
    places = 0 if fact.kind == "integer" else 2
    return NumberField(min_value=0, max_digits=12, decimal_places=places, **common)


class FactsFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Sheet"),
        help_text=gettext_lazy("The sheet that you downloaded here, filled in: XLSX or CSV."),
    )


@dataclass(frozen=True)
class Refusal:
    line: int
    reason: str


def from_sheet(table: Table, sheet: FactsSheet) -> tuple[dict[str, Given], list[Refusal]]:
    """What a sheet gives, by the fact's code; lines that cannot be taken over with their reason."""
    headings = [normalise_heading(heading) for heading in table.headings]
    columns = {name: _column(headings, words) for name, words in COLUMNS.items()}
    if columns["code"] is None or columns["value"] is None:
        return {}, [Refusal(1, _("The sheet needs a column “code” and a column “value”."))]
    by_code = {fact.code: fact for fact in asked(sheet)}
    given: dict[str, Given] = {}
    refused = []
    for row in table.rows:
        code, value = row.cells[columns["code"]].strip(), row.cells[columns["value"]].strip()
        source = row.cells[columns["source"]].strip() if columns["source"] is not None else ""
        fact = by_code.get(code)
        if fact is None:
            if value and code not in {f.code for f in sheet.facts}:
                refused.append(Refusal(row.line, _("There is no fact with the code “%(code)s”.") % {"code": code}))
            continue
        try:
            given[fact.key] = (_read(fact, value), source[:200])
        except forms.ValidationError as fault:
            refused.append(Refusal(row.line, f"{code}: {' '.join(fault.messages)}"))
    return given, refused


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "value": ("value", "waarde"),
    "source": ("where from", "bron", "source"),
}


def _column(headings: list[str], words: tuple[str, ...]) -> int | None:
    return next((place for place, heading in enumerate(headings) if heading in words), None)


def _read(fact: Fact, text: str) -> str | bool | None:
    if not text:
        return None
    if fact.kind == "yes_no":
        if text.lower() in YES | NO:
            return text.lower() in YES
        raise forms.ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text})
    try:
        return kept(_field(fact).clean(text))
    except InvalidOperation:
        raise forms.ValidationError(_("“%(text)s” is not a number.") % {"text": text}) from None
