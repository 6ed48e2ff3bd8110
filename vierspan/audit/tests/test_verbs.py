"""Each verb that an operation notes has its words, and lies in a part of the history."""

import re
from pathlib import Path

import pytest

from vierspan.audit import verbs

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for path in ROOT.rglob("*.py") if "tests" not in path.parts]
NOTED = sorted({verb for path in SOURCES for verb in re.findall(r'\bverb="([a-z_.]+)"', path.read_text())})


@pytest.mark.parametrize("verb", NOTED)
def test_a_verb_has_words(verb: str) -> None:
    assert verb in verbs.SAYS, f"say in audit/verbs.py what {verb} is called"


@pytest.mark.parametrize("verb", verbs.SAYS)
def test_a_verb_lies_in_one_part(verb: str) -> None:
    noun = verb.split(".")[0]
    assert [group.key for group in verbs.GROUPS if noun in group.nouns] != []


def test_an_unknown_verb_shows_as_itself() -> None:
    assert verbs.words("thing.unheard_of") == "thing.unheard_of"


def test_an_unknown_part_is_everything() -> None:
    assert verbs.nouns_of("elsewhere") == ()
