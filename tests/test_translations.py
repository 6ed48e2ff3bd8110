"""Dutch is complete; that it says all that the source asks is for `make check`, which has GNU gettext."""

import re
from collections import defaultdict
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent / "vierspan"
CATALOGUES = sorted(ROOT.glob("*/locale/nl/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def app_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def said(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural.values()) or (entry.msgstr,)


@pytest.mark.parametrize("path", CATALOGUES, ids=app_of)
def test_every_sentence_has_its_dutch(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=app_of)
def test_placeholders_survive_translation(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        found = [set(PLACEHOLDER.findall(text)) for text in said(entry)]
        assert set().union(*found) <= wanted, entry.msgid
        assert found[-1] == wanted, entry.msgid


def test_a_sentence_has_one_dutch_in_all_apps() -> None:
    """Django lays the catalogues over each other: a second translation would show on the other app's pages."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            found[entry.msgid].add(said(entry))
    assert {msgid: texts for msgid, texts in found.items() if len(texts) > 1} == {}
