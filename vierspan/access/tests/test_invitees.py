import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.access.invitees import Invitee, as_text, from_table, from_text, role_words
from vierspan.access.permissions import Role
from vierspan.base.sheets import Row, Table


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jan Claes; Jan@School.be; leraar", ("Jan Claes", "jan@school.be", Role.TEACHER)),
        (
            "Jan Claes\tjan@school.be\tTechnisch ICT-coördinator",
            ("Jan Claes", "jan@school.be", Role.TECHNICAL_COORDINATOR),
        ),
        ("Claes, Jan, jan@school.be, head teacher", ("Claes Jan", "jan@school.be", Role.HEAD)),
        ("Claes, Jan; jan@school.be; directie", ("Claes, Jan", "jan@school.be", Role.HEAD)),
        ("jan@school.be", ("", "jan@school.be", Role.TEAM_MEMBER)),
        ("jan@school.be; externe partner", ("", "jan@school.be", Role.EXTERNAL_PARTNER)),
        ("Jan; jan@school.be; tovenaar", ("Jan", "jan@school.be", None)),
        ("Jan zonder adres", ("Jan zonder adres", "", Role.TEAM_MEMBER)),
    ],
)
def test_a_line(line: str, expected: tuple[str, str, Role | None]) -> None:
    (found,) = from_text(line, usual=Role.TEAM_MEMBER)
    assert (found.name, found.email, found.role) == expected


def test_lines_are_numbered_as_the_reader_counts_them() -> None:
    assert [one.line for one in from_text("a@b.be\n\n  \nc@d.be")] == [1, 4]


def test_columns_go_by_their_headings_in_any_order() -> None:
    table = Table(("Functie", "E-mailadres", "Klas", "Naam"), (Row(2, ("Leraar", "jan@school.be", "3A", "Jan")),))
    assert from_table(table) == [Invitee(2, "Jan", "jan@school.be", Role.TEACHER, "Leraar")]


def test_a_sheet_without_headings_is_people_from_its_first_row() -> None:
    table = Table(("Jan", "jan@school.be"), (Row(2, ("An", "an@school.be")),))
    assert [(one.line, one.name, one.role) for one in from_table(table, usual=Role.TEACHER)] == [
        (1, "Jan", Role.TEACHER),
        (2, "An", Role.TEACHER),
    ]


def test_each_role_has_its_words_in_both_languages() -> None:
    assert set(role_words().values()) == set(Role)
    assert role_words()["head teacher"] == role_words()["directie"] == Role.HEAD


WORDS = st.text(st.characters(categories=["L"], include_characters=" -'"), min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(WORDS, st.sampled_from([*Role, None])), max_size=5))
def test_what_is_shown_is_what_is_sent(people: list[tuple[str, Role | None]]) -> None:
    """The text that carries the list from the look to the sending reads back as the same people."""
    asked = [Invitee(n, name, f"x{n}@y.be", role, "" if role else "?") for n, (name, role) in enumerate(people, 1)]
    read = from_text(as_text(asked))
    assert [(one.line, one.name, one.email, one.role) for one in read] == [
        (one.line, one.name, one.email, one.role) for one in asked
    ]
