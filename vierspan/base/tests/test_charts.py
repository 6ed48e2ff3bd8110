"""Pictures are well-formed, self-contained and say in words and figures what they draw."""

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierspan.base.charts import (
    Bar,
    Block,
    Distribution,
    Gap,
    Holiday,
    Picture,
    Table,
    TimelineRow,
    WheelMark,
    bars,
    distribution,
    gap_rows,
    png,
    response_bar,
    timeline,
    vierspan_picture,
    year_wheel,
)
from vierspan.base.charts.palette import LIGHTS

SEPTEMBER, AUGUST = date(2026, 9, 1), date(2028, 8, 31)
TEAM = [
    Block("V", "Visie", 62, 55, 69, previous=54, reference=58),
    Block("X", "Deskundigheid", 41.5, 33, 49, previous=44),
    Block("C", "Inhoud", None),
    Block("I", "Infrastructuur", 73, 68, 78),
]

scores = st.none() | st.floats(-5, 105)
lights = st.sampled_from(sorted(LIGHTS))
days = st.dates(SEPTEMBER, AUGUST)
labels = st.text(max_size=80)


def draw_team(label: str, score: float | None, day: date) -> Picture:
    blocks = [Block(code, label, score, score, score, score, score) for code in (*"VXCI", label)]
    return vierspan_picture(blocks, key="k", title=label, previous_label=label, reference_label=label)


def draw_bars(label: str, score: float | None, day: date) -> Picture:
    return bars([Bar(label, score, score, score, 12, 0.5, label)], key="k", title=label, language="en")


def draw_gaps(label: str, score: float | None, day: date) -> Picture:
    rows = [Gap(label, score, 40, -5, 9, label)]
    return gap_rows(rows, first_label=label, second_label=label, key="k", title=label)


def draw_distribution(label: str, score: float | None, day: date) -> Picture:
    rows = [Distribution(label, (0, 1, 2, 3, 4), 5), Distribution(label, (0, 0, 0, 0, 0)), Distribution(label, None)]
    return distribution(rows, scale=[label] * 5, key="k", title=label)


def draw_timeline(label: str, score: float | None, day: date) -> Picture:
    rows = [TimelineRow(label, day, AUGUST, light, label) for light in LIGHTS]
    return timeline(rows, start=SEPTEMBER, end=AUGUST, today=day, key="k", title=label)


def draw_response(label: str, score: float | None, day: date) -> Picture:
    return response_bar(day.day, None if score is None else day.month, key="k", title=label, floor=7)


def draw_wheel(label: str, score: float | None, day: date) -> Picture:
    marks = [WheelMark(day, label, urgent=True), WheelMark(SEPTEMBER, label)]
    return year_wheel(marks, [Holiday(day, AUGUST, label)], first_day=SEPTEMBER, today=day, key="k", title=label)


DRAWN = [draw_team, draw_bars, draw_gaps, draw_distribution, draw_timeline, draw_response, draw_wheel]


@pytest.mark.parametrize("draw", DRAWN)
@given(label=labels, score=scores, day=days)
@settings(max_examples=40, deadline=None)
def test_any_label_gives_well_formed_svg(
    draw: Callable[[str, float | None, date], Picture], label: str, score: float | None, day: date
) -> None:
    picture = draw(label, score, day)
    root = ET.fromstring(picture.svg)
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert names <= {"svg", "title", "desc", "g", "path", "rect", "circle", "text", "tspan"}
    assert {name for name in attributes if name == "style" or name.startswith("on") or "href" in name} == set()
    assert {len(row) for row in picture.table.rows} <= {len(picture.table.headings)}


@pytest.mark.parametrize("draw", DRAWN)
def test_svg_carries_role_title_and_description(draw: Callable[[str, float | None, date], Picture]) -> None:
    picture = draw("Label", 50, date(2027, 2, 1))
    root = ET.fromstring(picture.svg)
    title, description = root[0], root[1]
    assert (root.get("role"), title.text, description.text) == ("img", "Label", picture.description)
    assert root.get("aria-labelledby") == title.get("id") == "k-title"
    assert root.get("aria-describedby") == description.get("id") == "k-description"


@pytest.mark.parametrize("draw", DRAWN)
def test_nothing_is_drawn_outside_the_box(draw: Callable[[str, float | None, date], Picture]) -> None:
    for score in (-20, 0, 100, 130):
        root = ET.fromstring(draw("Een naam", score, date(2027, 2, 1)).svg)
        width = float(root.attrib["viewBox"].split()[2])
        rights = [
            float(box.get("x", 0)) + float(box.get("width", 0)) for box in root.iter() if box.tag.endswith("rect")
        ]
        places = [float(word.get("x", 0)) for word in root.iter() if word.tag.endswith("text")]
        assert [x for x in rights + places if not 0 <= x <= width] == []


@pytest.mark.parametrize("draw", DRAWN)
def test_pictures_become_png(draw: Callable[[str, float | None, date], Picture]) -> None:
    image = png(draw("Label", 50, date(2027, 2, 1)), 300)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(image[16:20], "big") == 300


def test_a_key_that_is_no_id_is_refused() -> None:
    with pytest.raises(ValueError, match="not a key"):
        response_bar(1, 2, key="two words", title="t")


def test_the_vierspan_says_what_it_draws() -> None:
    picture = vierspan_picture(TEAM, key="k", title="Scan", previous_label="lente 2026")
    assert picture.description == (
        "Visie 62 van 100 (waarschijnlijk 55 tot 69, was 54); "
        "Deskundigheid 42 van 100 (waarschijnlijk 33 tot 49, was 44, laagste); "
        "Inhoud geen cijfer; Infrastructuur 73 van 100 (waarschijnlijk 68 tot 78)."
    )
    assert picture.table == Table(
        ("Bouwsteen", "Score", "Van", "Tot", "lente 2026", "Vergelijking"),
        (
            ("Visie", "62", "55", "69", "54", "58"),
            ("Deskundigheid", "42", "33", "49", "44", ""),
            ("Inhoud", "geen cijfer", "", "", "", ""),
            ("Infrastructuur", "73", "68", "78", "", ""),
        ),
    )


def test_no_block_is_lowest_when_two_are_or_only_one_is_known() -> None:
    two = vierspan_picture([Block("V", "Visie", 40), Block("X", "Kennis", 40)], key="k", title="t", language="en")
    one = vierspan_picture([Block("V", "Visie", 40), Block("X", "Kennis", None)], key="k", title="t", language="en")
    assert two.description == "Visie 40 out of 100; Kennis 40 out of 100."
    assert one.description == "Visie 40 out of 100; Kennis no figure."


def test_a_longer_rein_is_a_higher_score() -> None:
    def noses(svg: str) -> list[float]:
        return [float(x) for x in re.findall(r"translate\(([\d.]+) [\d.]+\)", svg)]

    blocks = [Block("V", "a", 0), Block("X", "b", 50), Block("C", "c", 100)]
    assert noses(vierspan_picture(blocks, key="k", title="t").svg) == [92, 194, 296]


def test_bars_say_what_they_draw() -> None:
    rows = [Bar("Een", 71.5, 60, 80, 34, 0.125, "V"), Bar("Twee", None), Bar("Drie", 12, count=9)]
    picture = bars(rows, key="k", title="t")
    assert picture.description == "3 rijen. Hoogste: Een (72). Laagste: Drie (12). Zonder cijfer: 1."
    assert picture.table.rows == (
        ("Een", "72", "60", "80", "34", "13 %"),
        ("Twee", "geen cijfer", "", "", "", ""),
        ("Drie", "12", "", "", "9", ""),
    )


def test_gaps_say_what_they_draw() -> None:
    rows = [Gap("Visie", 78, 54, -36, -12, "sterk"), Gap("Kennis", 50, 50), Gap("Privacy", None, 40)]
    picture = gap_rows(rows, first_label="directie", second_label="leraren", key="k", title="t")
    assert picture.description == (
        "Verschil directie → leraren. 3 rijen. Hoogste: Kennis (0). Laagste: Visie (−24). Zonder cijfer: 1."
    )
    assert picture.table.rows == (
        ("Visie", "78", "54", "−24", "−36", "−12", "sterk"),
        ("Kennis", "50", "50", "0", "", "", ""),
        ("Privacy", "geen cijfer", "40", "", "", "", ""),
    )


def test_a_distribution_says_what_it_draws() -> None:
    rows = [Distribution("Visie", (1, 1, 2, 3, 1), 2), Distribution("Klein", None, 3)]
    picture = distribution(rows, scale=["a", "b", "c", "d", "e"], key="k", title="t")
    assert picture.description == "d + e, %. 2 rijen. Hoogste: Visie (50). Laagste: Visie (50). Zonder cijfer: 1."
    assert picture.table == Table(
        ("Onderwerp", "a", "b", "c", "d", "e", "weet niet"),
        (("Visie", "1", "1", "2", "3", "1", "2"), ("Klein", "geen cijfer", "", "", "", "", "")),
    )


def test_a_distribution_has_five_points() -> None:
    with pytest.raises(ValueError, match="5 points"):
        distribution([Distribution("Visie", (1, 2))], scale=["a", "b", "c", "d", "e"], key="k", title="t")


def test_a_timeline_says_what_it_draws() -> None:
    rows = [TimelineRow("Wifi", SEPTEMBER, date(2027, 6, 30), "red", "An"), TimelineRow("Visie", SEPTEMBER, AUGUST)]
    picture = timeline(rows, start=SEPTEMBER, end=AUGUST, today=None, key="k", title="t")
    assert picture.description == "2 rijen. 1 zit vast, 1 nog geen stand."
    assert picture.table.rows == (
        ("Wifi", "1 sep 2026", "30 jun 2027", "zit vast", "An"),
        ("Visie", "1 sep 2026", "31 aug 2028", "nog geen stand", ""),
    )


def test_a_timeline_does_not_run_back() -> None:
    with pytest.raises(ValueError, match="cannot run"):
        timeline([], start=AUGUST, end=SEPTEMBER, today=None, key="k", title="t")


def test_every_light_has_a_shape_of_its_own() -> None:
    shapes = set()
    for light in LIGHTS:
        rows = [TimelineRow("Wifi", SEPTEMBER, AUGUST, light)]
        svg = timeline(rows, start=SEPTEMBER, end=AUGUST, today=None, key="k", title="t").svg
        drawn = ET.fromstring(svg.split('rx="3"', 1)[1].join(['<svg xmlns="http://www.w3.org/2000/svg"><rect ', ""]))
        shapes.add(tuple((part.tag, part.get("r"), (part.get("d") or "")[-3:]) for part in drawn))
    assert len(shapes) == len(LIGHTS)


def test_the_response_says_what_is_still_needed() -> None:
    assert (
        response_bar(4, 52, key="k", title="t", floor=7).description == "4 van 52 (8 %) antwoorden; minstens 7 nodig."
    )
    assert response_bar(34, 52, key="k", title="t", floor=7).description == "34 van 52 (65 %) antwoorden."
    assert response_bar(3, None, key="k", title="t").description == "3 antwoorden."


def test_the_year_wheel_says_what_it_draws() -> None:
    marks = [WheelMark(date(2027, 2, 1), "Telling"), WheelMark(date(2026, 9, 1), "Start"), WheelMark(AUGUST, "Later")]
    holidays = [Holiday(date(2026, 11, 2), date(2026, 11, 8), "Herfstvakantie")]
    picture = year_wheel(marks, holidays, first_day=SEPTEMBER, today=None, key="k", title="t")
    assert picture.description == "1 sep Start; 1 feb Telling."
    assert picture.table == Table(
        ("Wanneer", "Wat"),
        (("1 sep 2026", "Start"), ("2 nov 2026 - 8 nov 2026", "Herfstvakantie"), ("1 feb 2027", "Telling")),
    )
