"""A text in two languages."""

from typing import Any

import pytest

from vierspan.base.text import Text


@pytest.mark.parametrize(
    ("code", "said"), [("nl", "ja"), ("nl-be", "ja"), ("fr", "ja"), ("en", "yes"), ("en-GB", "yes")]
)
def test_each_language_says_its_own(code: str, said: str) -> None:
    assert Text("ja", "yes").in_language(code) == said


def test_a_plain_string_says_the_same_in_both() -> None:
    assert Text.of("si") == Text("si", "si")
    assert Text.of({"nl": "ja", "en": "yes"}) == Text("ja", "yes")


@pytest.mark.parametrize("given", [{}, {"nl": "ja"}, {"nl": "ja", "en": 1}])
def test_half_a_text_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="a text needs 'nl' and 'en'"):
        Text.of(given)
