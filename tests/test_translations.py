"""Dutch is complete, and says nothing that the source no longer asks."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent / "vierspan"
CATALOGUES = sorted(ROOT.glob("*/locale/nl/LC_MESSAGES/django.po"))


def app_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


@pytest.mark.parametrize("path", CATALOGUES, ids=app_of)
def test_every_sentence_has_its_dutch(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=app_of)
def test_placeholders_survive_translation(path: Path) -> None:
    import re

    for entry in polib.pofile(str(path)):
        wanted = sorted(set(re.findall(r"%\(\w+\)[sd]", entry.msgid)))
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert set(re.findall(r"%\(\w+\)[sd]", said)) <= set(wanted), entry.msgid
        if not entry.msgid_plural:
            assert sorted(set(re.findall(r"%\(\w+\)[sd]", entry.msgstr))) == wanted, entry.msgid


def test_the_catalogues_hold_what_the_source_says() -> None:
    """Asks gettext for the sentences of each app and compares them with its catalogue."""
    done = subprocess.run([sys.executable, "-m", "vierspan.base.messages", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
