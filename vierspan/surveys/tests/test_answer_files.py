"""Answers from a file: what is read, and what is said of a file that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierspan.surveys.answer_files import MOST_FAULTS, AnswersFault, answers_in, read_csv
from vierspan.surveys.tallies import Missing

CODES = ["A1", "A2"]


def faults_of(data: bytes) -> list[str]:
    try:
        return [fault.sentence.en for fault in answers_in(read_csv(data), CODES, 1, 5)[1]]
    except AnswersFault as fault:
        return [fault.fault.sentence.en]


def test_commas_semicolons_a_mark_at_the_start_and_other_columns() -> None:
    wanted = [{"A1": 3, "A2": Missing.BLANK}, {"A1": Missing.NOT_APPLICABLE, "A2": Missing.DONT_KNOW}]
    assert answers_in(read_csv(b"A1,id,A2\n3,x,\nNA,y,DK\n"), CODES, 1, 5) == (wanted, [])
    assert answers_in(read_csv(b"\xef\xbb\xbfA2;A1\r\n;3.0\r\n\r\n dk ;na\r\n"), CODES, 1, 5) == (wanted, [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"A1,A2\n", "There are no answers below the headings."),
        (b"A1,B2\n1,2\n", "Line 1, column A2: the column A2 is missing."),
        (b"A1,A2,A1\n1,2,3\n", "Line 1, column A1: this heading occurs twice."),
        (b"A1,A2\n1,2\n1,7\n", "Line 3, column A2: 7 lies outside 1 to 5."),
        (b"A1,A2\n-1,2\n", "Line 2, column A1: -1 lies outside 1 to 5."),
        (b"A1;A2\n1;2,5\n", "Line 2, column A2: 2,5 is not a whole number."),
        (b"A1,A2\nveel,2\n", "Line 2, column A1: \u201cveel\u201d is not a number."),
        (b"A1,A2\n1\n", "Line 2, column 2: there are 1 cells, and the first line has 2."),
        (b"A1,A2\n1,2,3\n", "Line 2, column 3: there are 3 cells, and the first line has 2."),
        (b'A1,A2\n1,2\n"1,2\n', "Line 3: a quotation mark is not closed well here, or a cell is too long."),
        (
            b"A1,A2\n1,2\n1,\xe9\n",
            "Line 3, column 2: there are characters that are not UTF-8. Save the file as CSV UTF-8.",
        ),
    ],
)
def test_each_fault_is_a_sentence_with_its_place(data: bytes, said: str) -> None:
    assert faults_of(data) == [said]


def test_faults_are_said_all_together_up_to_twenty() -> None:
    data = b"A1,A2\n" + b"9,9\n" * 30
    found = faults_of(data)
    assert (len(found), found[2]) == (MOST_FAULTS, "Line 3, column A1: 9 lies outside 1 to 5.")


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["", "dk", "NA", "4"])), min_size=1, max_size=30))
def test_what_is_written_is_read(rows: list[tuple[int, str]]) -> None:
    data = "A1,A2\n" + "".join(f"{first},{second}\n" for first, second in rows)
    found, faults = answers_in(read_csv(data.encode()), CODES, 1, 5)
    assert faults == []
    assert [answers["A1"] for answers in found] == [first for first, _ in rows]
    assert [answers["A2"] == 4 for answers in found] == [second == "4" for _, second in rows]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    assert all(sentence.endswith(".") for sentence in faults_of(b"A1,A2\n" + data))
