from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.organisations import list_columns as columns
from vierspan.organisations.models import Level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Secundair onderwijs", Level.SECONDARY),
        ("SO", Level.SECONDARY),
        ("Buitengewoon secundair onderwijs", Level.SECONDARY),
        ("Basisonderwijs", Level.PRIMARY),
        ("gewoon kleuter en lager onderwijs", Level.PRIMARY),
        ("BaO", Level.PRIMARY),
        ("deeltijds kunstonderwijs", Level.ARTS),
        ("part-time arts education", Level.ARTS),
        ("Volwassenenonderwijs", Level.ADULT),
        ("lager en secundair onderwijs", Level.MIXED),
        ("several levels", Level.MIXED),
        ("verschillende niveaus", Level.MIXED),
        ("", None),
        ("hoger onderwijs", None),
        ("soort", None),
    ],
)
def test_a_level_is_read_from_words(text: str, level: Level | None) -> None:
    assert columns.level_in_words(text) == level


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_own_words_for_a_level_are_read_back(level: Level, language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        assert columns.level_in_words(str(level.label)) == level


@pytest.mark.parametrize(
    ("codes", "level"),
    [
        ("111", Level.PRIMARY),
        ("111 211", Level.PRIMARY),
        ("221 - buitengewoon lager", Level.PRIMARY),
        ("311", Level.SECONDARY),
        ("311;312;321", Level.SECONDARY),
        ("211, 311", Level.MIXED),
        ("316", Level.ARTS),
        ("317", Level.ADULT),
        ("", None),
        ("028845", None),
        ("411", None),
    ],
)
def test_a_level_is_read_from_codes(codes: str, level: Level | None) -> None:
    assert columns.level_of_structures(codes) == level


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("51.2121565", "4.3956495"), (51.2121565, 4.3956495)),
        (("51,2", "4,4"), (51.2, 4.4)),
        (("", ""), (None, None)),
        (("51.2", ""), (None, None)),
        (("152367", "212456"), (None, None)),  # Lambert metres
        (("4.4", "51.2"), (None, None)),
        (("nan", "inf"), (None, None)),
    ],
)
def test_coordinates_lie_in_or_near_belgium(written: tuple[str, str], read: tuple[float | None, float | None]) -> None:
    assert columns.coordinates(*written) == read


@given(st.text(), st.text())
def test_coordinates_come_in_pairs_or_not_at_all(latitude: str, longitude: str) -> None:
    assert len({value is None for value in columns.coordinates(latitude, longitude)}) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("www.school.be", "http://www.school.be"),
        ("https://school.be/nl/", "https://school.be/nl/"),
        ("HTTP://School.be", "HTTP://School.be"),
        ("javascript:alert(1)", ""),
        ("geen", ""),
        ("info@school.be", ""),
        ("http://" + "a" * 200 + ".be", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_the_web_is_kept(written: str, read: str) -> None:
    assert columns.website(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-08-31", date(2025, 8, 31)),
        ("2025-08-31T00:00:00", date(2025, 8, 31)),
        ("31/08/2025", date(2025, 8, 31)),
        ("31-08-2025", date(2025, 8, 31)),
        ("31/02/2025", None),
        ("onbekend", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_and_machines_write_it(written: str, read: date | None) -> None:
    assert columns.day(written) == read


def test_no_heading_means_two_fields() -> None:
    headings = [name for names in columns.HEADINGS.values() for name in names]
    assert len(headings) == len(set(headings))
