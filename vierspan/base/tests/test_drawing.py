"""Scales, text, colours and circles keep their promises."""

import math
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.base.charts.circle import SchoolYear, spread
from vierspan.base.charts.drawing import Scale, shorten, text_width, wrap
from vierspan.base.charts.palette import ACCENT_INK, ACTION, BLOCKS, GREY, INK, SCALE, SCALE_INK
from vierspan.base.charts.words import DUTCH, ENGLISH, words_for

# Machado, Oliveira & Fernandes (2009), severity 1.0: what is seen of linear red, green, blue.
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE 1976 L*a*b* of linear sRGB."""
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    whites = (0.9505, 1.0, 1.089)
    parts = [
        max(sum(m * c for m, c in zip(row, rgb, strict=True)), 0) / white
        for row, white in zip(matrix, whites, strict=True)
    ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", SEEN)
def test_blocks_can_be_told_apart(eyes: str) -> None:
    seen = {
        code: lab([sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in SEEN[eyes]])
        for code, colour in BLOCKS.items()
    }
    close = [pair for pair in combinations(BLOCKS, 2) if math.dist(seen[pair[0]], seen[pair[1]]) < 20]
    assert close == []


def test_text_has_contrast() -> None:
    on_white = [INK, GREY, ACTION, ACCENT_INK]
    white_on = [*BLOCKS.values(), ACTION]
    pairs = [(colour, "#ffffff") for colour in on_white + white_on] + list(zip(SCALE, SCALE_INK, strict=True))
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_scale_keeps_order_and_edges(one: float, other: float) -> None:
    along = Scale(0, 100, 10, 210)
    low, high = sorted((one, other))
    assert 10 <= along(low) <= along(high) <= 210
    assert (along(0), along(50), along(100)) == (10, 110, 210)


@given(st.text(max_size=60), st.floats(20, 300), st.integers(1, 3))
def test_wrapped_text_fits(content: str, width: float, most: int) -> None:
    rows = wrap(content, width, 14, most)
    assert 1 <= len(rows) <= most
    assert [row for row in rows if text_width(row, 14) > width and row != "…"] == []


@given(st.lists(st.sampled_from(["de", "visie", "op", "onderwijs", "é"]), min_size=1, max_size=6))
def test_text_that_fits_is_whole(content: list[str]) -> None:
    sentence = " ".join(content)
    assert wrap(sentence, 1000, 14) == [sentence]
    assert shorten(sentence, 1000, 14) == sentence


@given(st.lists(st.floats(0, math.tau - 0.001), max_size=30).map(sorted))
def test_spread_marks_lie_apart_and_in_order(angles: list[float]) -> None:
    placed = spread(angles, 0.15)
    around = [*placed, placed[0] + math.tau] if len(placed) > 1 else placed
    assert [gap for one, other in pairwise(around) if (gap := other - one) < 0.14] == []


def test_marks_that_have_room_stay() -> None:
    assert spread([0.1, 1.0, 3.0], 0.15) == [0.1, 1.0, 3.0]


def test_a_school_year_is_one_turn() -> None:
    year = SchoolYear(date(2027, 9, 1))
    assert len(year.months()) == 13
    assert (year.angle(date(2027, 9, 1)), year.angle(date(2028, 9, 1))) == (0, math.tau)
    assert [year.holds(day) for day in (date(2027, 8, 31), date(2028, 2, 29), date(2028, 9, 1))] == [False, True, False]


def test_figures_are_rounded_half_up_with_a_true_minus() -> None:
    assert [DUTCH.figure(value) for value in (62.5, 0.4, -3.6, None)] == ["63", "0", "−4", "geen cijfer"]
    assert [DUTCH.signed(value) for value in (3.2, 0.2, -0.2, -3.2)] == ["+3", "0", "0", "−3"]
    assert (DUTCH.share(0.125), ENGLISH.share(0.125), DUTCH.share(None)) == ("13 %", "13%", "")


def test_a_region_has_the_words_of_its_language() -> None:
    assert (words_for("nl-be"), words_for("en"), words_for("fr")) == (DUTCH, ENGLISH, ENGLISH)
