"""What is kept of whom, how long, and what then: the rules of ``retention.toml``, read and checked."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vierspan.base.text import Text

FILE = Path(__file__).with_name("retention.toml")
HEADINGS = Text(
    nl="| Gegevens | Persoonsgegevens | Bewaard |\n|---|---|---|",
    en="| Data | Personal fields | Kept |\n|---|---|---|",
)
NONE = Text(nl="geen", en="none")
FOREVER = Text(
    nl="zolang de organisatie Vierspan gebruikt",
    en="as long as the organisation uses Vierspan",
)
DELETED = Text(nl="gewist {months} {unit} na `{since}`", en="deleted {months} {unit} after `{since}`")
BLANKED = Text(
    nl="{fields} leeggemaakt {months} {unit} na `{since}`", en="{fields} blanked {months} {unit} after `{since}`"
)
WITHOUT = Text(nl=", als er geen `{without}` meer zijn", en=", when no `{without}` are left")


@dataclass(frozen=True)
class Rule:
    """``then``: delete the row or blank ``fields``, ``months`` after the moment in ``since``."""

    then: str
    months: int
    since: str
    fields: tuple[str, ...] = ()
    without: str = ""


@dataclass(frozen=True)
class Entry:
    """One model: what its rows are, which fields are personal, whose they are, and what happens in time."""

    model: str
    about: Text
    personal: tuple[str, ...]
    plain: tuple[str, ...]
    subject: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.personal + self.plain


@cache
def load() -> dict[str, Entry]:
    """The entries by model (``plans.Plan``), in the order of the file."""
    return {model: _entry(model, given) for model, given in tomllib.loads(FILE.read_text()).items()}


def faults(entries: Mapping[str, Entry], models: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """What the entries and the models (label to names of fields) do not agree on, each as a sentence."""
    for label in models:
        if label not in entries:
            yield f"{label} is not in retention.toml: say which of its fields are personal and how long they are kept."
    for label, entry in entries.items():
        if label not in models:
            yield f"{label} is in retention.toml and no longer a model: remove it."
        else:
            yield from _field_faults(entry, set(models[label]))


def as_markdown(language: str) -> str:
    """The register as a table, for docs/privacy.md."""
    rows = [HEADINGS.in_language(language)]
    for entry in load().values():
        personal = ", ".join(f"`{name}`" for name in entry.personal) or NONE.in_language(language)
        kept = "; ".join(_said(rule, language) for rule in entry.rules) or FOREVER.in_language(language)
        rows.append(f"| {entry.about.in_language(language)} | {personal} | {kept} |")
    return "\n".join(rows) + "\n"


def _entry(model: str, given: dict[str, Any]) -> Entry:
    rules = tuple(Rule(**{**rule, "fields": tuple(rule.get("fields", ()))}) for rule in given.get("rules", ()))
    return Entry(
        model=model,
        about=Text.of(given),
        personal=tuple(given["personal"]),
        plain=tuple(given["plain"]),
        subject=tuple(given.get("subject", ())),
        rules=rules,
    )


def _field_faults(entry: Entry, fields: set[str]) -> Iterator[str]:
    for name in sorted(fields - set(entry.fields)):
        yield f"{entry.model}.{name} is not in retention.toml: is it personal or plain?"
    for name in sorted(set(entry.fields) - fields):
        yield f"{entry.model}.{name} is in retention.toml and no longer a field: remove it."
    for name in sorted(set(entry.personal) & set(entry.plain)):
        yield f"{entry.model}.{name} is both personal and plain in retention.toml."
    for rule in entry.rules:
        if rule.then not in ("delete", "blank") or bool(rule.fields) != (rule.then == "blank"):
            yield f"{entry.model}: a rule deletes the row, or blanks the fields that it names."
        for name in sorted({*rule.fields, rule.since.split("__")[0]} - fields):
            yield f"{entry.model}: a rule names {name}, which is no field."
    for name in sorted(set(entry.subject) - fields):
        yield f"{entry.model}: its subject {name} is no field."


def _said(rule: Rule, language: str) -> str:
    unit = {"nl": "maand" if rule.months == 1 else "maanden", "en": "month" if rule.months == 1 else "months"}[language]
    fields = ", ".join(f"`{name}`" for name in rule.fields)
    pattern = (BLANKED if rule.fields else DELETED).in_language(language)
    said = pattern.format(fields=fields, months=rule.months, unit=unit, since=rule.since)
    return said + (WITHOUT.in_language(language).format(without=rule.without) if rule.without else "")
