from hypothesis import given
from hypothesis import strategies as st

from vierspan.plans.merging import both, paragraphs

PARAGRAPH = st.text("abc .", min_size=1, max_size=12).map(str.strip).filter(bool)
TEXT = st.lists(PARAGRAPH, max_size=6).map("\n\n".join)


def test_what_both_have_stands_once_and_what_differs_twice() -> None:
    theirs = "Inleiding.\n\nHun visie.\n\nSlot."
    mine = "Inleiding.\n\nMijn visie.\n\nSlot.\n\nNog iets."
    assert both(theirs, mine) == "Inleiding.\n\nHun visie.\n\nMijn visie.\n\nSlot.\n\nNog iets."


def test_line_ends_of_a_form_and_spaces_between_paragraphs_make_no_difference() -> None:
    assert paragraphs("Een.\r\n\r\nTwee.\r\nverder\n \n\n\nDrie.\n") == ["Een.", "Twee.\nverder", "Drie."]


@given(TEXT, TEXT)
def test_no_paragraph_of_either_is_lost_and_none_is_invented(theirs: str, mine: str) -> None:
    merged = paragraphs(both(theirs, mine))
    assert set(merged) == set(paragraphs(theirs)) | set(paragraphs(mine))
    for text in (theirs, mine):
        rest = iter(merged)
        assert all(part in rest for part in paragraphs(text)), "the order of each is kept"


@given(TEXT)
def test_the_same_twice_is_the_same(text: str) -> None:
    assert both(text, text) == "\n\n".join(paragraphs(text))
    assert both("", text) == both(text, "") == "\n\n".join(paragraphs(text))
