"""Postcode to municipality and province, from Statbel's lists (content/SOURCES.md)."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).resolve().parent / "content"
SMALL_WORDS = frozenset(
    {"'s", "'t", "aan", "bij", "de", "den", "der", "en", "het", "in", "op", "te", "ten", "ter", "van"}
)


@dataclass(frozen=True)
class Place:
    """Dutch names. The Brussels region lies in no province: "" there."""

    municipality: str
    province: str


def place_of(postcode: str) -> Place | None:
    """The municipality of today and the province of a Belgian postcode of four digits; None for an unknown one.

    Three postcodes lie in two municipalities: the one with the fewest postcodes is meant (1040 is Etterbeek, not Brussels).
    """
    return _places().get(postcode)


def calm_name(name: str) -> str:
    """A place name that a list shouts ("HEIST-AAN-ZEE") as one writes it ("Heist-aan-Zee"); any other as it is."""
    if not name.isupper():
        return name
    words = [_calm_word(word, is_first=not at) for at, word in enumerate(name.replace("-", " - ").split())]
    return " ".join(words).replace(" - ", "-")


def _calm_word(word: str, *, is_first: bool) -> str:
    low = word.lower()
    return low if low in SMALL_WORDS and (low.startswith("'") or not is_first) else low.capitalize()


@cache
def _places() -> dict[str, Place]:
    municipalities = {row["refnis"]: row for row in _rows("municipalities.csv")}
    pairs = [(row["postcode"], row["refnis"]) for row in _rows("postcodes.csv")]
    postcodes = Counter(refnis for _, refnis in pairs)
    # The last one written stays: the municipality with the fewest postcodes.
    ordered = sorted(pairs, key=lambda pair: -postcodes[pair[1]])
    return {postcode: _place(municipalities[refnis]) for postcode, refnis in ordered}


def _place(row: dict[str, str]) -> Place:
    return Place(row["naam_nl"], row["provincie_nl"].removeprefix("Provincie "))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (CONTENT / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")
