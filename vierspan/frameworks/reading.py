"""Reads the tables of a content file and says in plain words, in both languages and with the place, what is wrong.

People bring questionnaires of their own as such a file, so a fault is a sentence for its writer and no trace.
"""

import datetime as dt
import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from vierspan.base.text import Text

T = TypeVar("T")

_TYPE_NAMES = {
    str: Text("een tekst", "a text"),
    int: Text("een geheel getal", "a whole number"),
    bool: Text("true of false", "true or false"),
    dt.date: Text("een datum", "a date"),
    list: Text("een lijst", "a list"),
}


class ContentFault(ValueError):
    """A content file is not what its shape asks; `sentence` names the place and what is expected there."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True)
class Header:
    """What every content file of the product opens with."""

    name: str
    version: str
    kind: str
    title: Text
    published: dt.date
    licence: str


class Table:
    """A table of the file that knows where it stands, so that each complaint can say so."""

    def __init__(self, data: Mapping[str, Any], where: str = "") -> None:
        self.data = data
        self.where = where

    def fault(self, nl: str, en: str) -> ContentFault:
        place = f"{self.where}: " if self.where else ""
        return ContentFault(Text(nl=f"{place}{nl}.", en=f"{place}{en}."))

    def value(self, key: str, kind: type[T], default: T | None = None) -> T:
        found = self.data.get(key, default)
        if found is None:
            raise self.fault(f"'{key}' ontbreekt", f"'{key}' is missing")
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            name, shown = _TYPE_NAMES[kind], reprlib.repr(found)
            raise self.fault(f"'{key}' moet {name.nl} zijn, niet {shown}", f"'{key}' must be {name.en}, not {shown}")
        return found

    def word(self, key: str, default: str | None = None) -> str:
        found = self.value(key, str, default)
        self._check_readable(key, found)
        return found

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        found = self.data.get(key, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or not low <= found <= high:
            shown = reprlib.repr(found)
            raise self.fault(
                f"'{key}' moet een getal van {low:g} tot {high:g} zijn, niet {shown}",
                f"'{key}' must be a number from {low:g} to {high:g}, not {shown}",
            )
        return float(found)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        found = self.value(key, int, default)
        if not low <= found <= high:
            raise self.fault(
                f"'{key}' moet van {low} tot {high} liggen, niet op {found}",
                f"'{key}' must lie from {low} to {high}, not at {found}",
            )
        return found

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        found, options = self.word(key, default), tuple(choices)
        if found not in options:
            shown, listed = reprlib.repr(found), ", ".join(options)
            raise self.fault(f"'{key}' is {shown}; kies uit {listed}", f"'{key}' is {shown}; choose one of {listed}")
        return found

    def choices(self, key: str, choices: Iterable[str]) -> tuple[str, ...]:
        """A list of different words, each one of the choices."""
        found, options = self.value(key, list), tuple(choices)
        for each in found:
            if each not in options:
                shown = reprlib.repr(each)
                raise self.fault(f"'{key}' noemt {shown}, dat niet bestaat", f"'{key}' names {shown}, which is unknown")
        if len(set(found)) != len(found):
            raise self.fault(f"'{key}' noemt iets twee keer", f"'{key}' names something twice")
        return tuple(found)

    def text(self, key: str) -> Text:
        """A text of the product itself: complete in both languages."""
        found = self.data.get(key)
        if not isinstance(found, Mapping):
            raise self.fault(
                f'\'{key}\' moet een tekst in twee talen zijn: {{ nl = "…", en = "…" }}',
                f'\'{key}\' must be a text in two languages: {{ nl = "…", en = "…" }}',
            )
        return self.wording(key)

    def wording(self, key: str, default: Text | None = None) -> Text:
        """A text that may also be a plain string, which then stands for both languages."""
        if key not in self.data and default is not None:
            return default
        return self._wording(key, self.data.get(key))

    def wordings(self, key: str) -> tuple[Text, ...]:
        return tuple(self._wording(key, each) for each in self.value(key, list))

    def table(self, key: str) -> Self:
        found = self.data.get(key)
        if not isinstance(found, Mapping):
            raise self.fault(f"de tabel [{key}] ontbreekt", f"the table [{key}] is missing")
        return self._below(found, key)

    def tables(self, key: str, least: int = 1, most: int = 1000) -> list[Self]:
        found = self.data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            raise self.fault(f"'{key}' moet uit tabellen [[{key}]] bestaan", f"'{key}' must be tables [[{key}]]")
        if not least <= len(found) <= most:
            raise self.fault(
                f"er moeten {least} tot {most} tabellen [[{key}]] zijn, niet {len(found)}",
                f"there must be {least} to {most} tables [[{key}]], not {len(found)}",
            )
        return [self._below(each, f"{key} {place}") for place, each in enumerate(found, 1)]

    def _below(self, data: Mapping[str, Any], name: str) -> Self:
        label = data.get("code", data.get("key"))
        if isinstance(label, str) and len(label) <= 60:
            name = f"{name} ({label})"
        return type(self)(data, f"{self.where}, {name}" if self.where else name)

    def _wording(self, key: str, found: Any) -> Text:
        try:
            text = Text.of(found)
        except (AttributeError, ValueError):
            raise self.fault(
                f'\'{key}\' moet een tekst zijn, of {{ nl = "…", en = "…" }}',
                f'\'{key}\' must be a text, or {{ nl = "…", en = "…" }}',
            ) from None
        for sentence in (text.nl, text.en):
            self._check_readable(key, sentence)
        return text

    def _check_readable(self, key: str, found: str) -> None:
        """Empty texts help nobody, and control characters are refused by databases and documents."""
        if not found.strip():
            raise self.fault(f"'{key}' is leeg", f"'{key}' is empty")
        if len(found) > 2000:
            raise self.fault(f"'{key}' is langer dan 2000 tekens", f"'{key}' is longer than 2000 characters")
        if any(ord(sign) < 32 and sign not in "\n\t" for sign in found):
            raise self.fault(f"'{key}' bevat een stuurteken", f"'{key}' holds a control character")


def read_header(file: Table, kind: str) -> Header:
    return Header(
        name=file.word("name"),
        version=file.word("version"),
        kind=file.choice("kind", (kind,)),
        title=file.text("title"),
        published=file.value("published", dt.date),
        licence=file.word("licence"),
    )


def check_unique(file: Table, what: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise file.fault(f"{what} {key!r} komt twee keer voor", f"{what} {key!r} occurs twice")
        seen.add(key)
