"""Dutch is complete; that it says all that the source asks is for `make check`, which has GNU gettext."""

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
