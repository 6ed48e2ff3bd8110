"""Answers that were given elsewhere: a table with item codes above its columns and one respondent a row."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.surveys import tallies
from vierspan.surveys.questionnaire import tally_form
from vierspan.surveys.tallies import Answer, Counts, Missing

MISSING = {"": Missing.BLANK, "na": Missing.NOT_APPLICABLE, "dk": Missing.DONT_KNOW}
AUDIENCE_HEADINGS = ("audience", "doelgroep")
MOST_FAULTS = 20  # more would not help anybody to mend the file
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Fault:
    """What is wrong and where; lines are counted from 1, as a reader's editor does."""

    sentence: Text
    line: int | None = None
    column: str | None = None


class AnswersFault(Exception):
    """The file cannot be read as a table of answers at all."""

    def __init__(self, nl: str, en: str, line: int | None = None, column: str | None = None) -> None:
        super().__init__(en)
        self.fault = Fault(_placed(nl, en, line, column), line, column)


@dataclass(frozen=True)
class AnswerTable:
    """Headings without the spaces around them, and rows with the line where each starts; blank lines are left out."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, heading: str) -> int:
        """Raises AnswersFault when there is no such column."""
        if heading not in self.headings:
            raise AnswersFault(f"de kolom {heading} ontbreekt.", f"the column {heading} is missing.", 1, heading)
        return self.headings.index(heading)


def read_csv(data: bytes) -> AnswerTable:
    """A CSV file in UTF-8 with commas or semicolons. Raises AnswersFault."""
    text = _decoded(data)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    return table_of(_lines(reader))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        start = data.rfind(b"\n", 0, fault.start) + 1
        column = str(max(data.count(b",", start, fault.start), data.count(b";", start, fault.start)) + 1)
        raise AnswersFault(
            "hier staan tekens die geen UTF-8 zijn. Bewaar het bestand als CSV UTF-8.",
            "there are characters that are not UTF-8. Save the file as CSV UTF-8.",
            line,
            column,
        ) from None


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error:
        raise AnswersFault(
            "hier wordt een aanhalingsteken niet goed gesloten, of is een cel te lang.",
            "a quotation mark is not closed well here, or a cell is too long.",
            line,
        ) from None


def table_of(lines: Iterator[tuple[int, list[str]]]) -> AnswerTable:
    """The first line that is not blank are the headings. Raises AnswersFault for an empty or uneven table."""
    filled = ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))
    at, top = next(filled, (0, []))
    if not top:
        raise AnswersFault("Het bestand is leeg.", "The file is empty.")
    headings = tuple(cell.strip() for cell in top)
    for place, heading in enumerate(headings):
        if heading and heading in headings[:place]:
            raise AnswersFault("deze kolomkop staat er twee keer.", "this heading occurs twice.", at, shown(heading))
    rows = tuple((line, _fitted(line, cells, len(headings))) for line, cells in filled)
    if not rows:
        raise AnswersFault("Onder de kolomkoppen staan geen antwoorden.", "There are no answers below the headings.")
    return AnswerTable(headings, rows)


def _fitted(line: int, cells: list[str], width: int) -> tuple[str, ...]:
    extra = [cell for cell in cells[width:] if cell.strip()]
    if len(cells) < width or extra:
        raise AnswersFault(
            f"er zijn {len(cells)} cellen, en de eerste regel heeft er {width}.",
            f"there are {len(cells)} cells, and the first line has {width}.",
            line,
            str(min(len(cells), width) + 1),
        )
    return tuple(cells[:width])


def answers_in(
    table: AnswerTable, codes: Sequence[str], low: int, high: int, lines: Collection[int] | None = None
) -> tuple[list[dict[str, Answer]], list[Fault]]:
    """Each row's answers to these items, and the first faults; only of certain lines where these are given.

    Raises AnswersFault when an item has no column.
    """
    places = [(code, table.place(code)) for code in codes]
    read: dict[str, Answer] = dict(MISSING)
    read |= {form: value for value in range(low, high + 1) for form in (str(value), f"{value}.0")}
    found: list[dict[str, Answer]] = []
    faults: list[Fault] = []
    for line, cells in table.rows:
        if lines is not None and line not in lines:
            continue
        try:
            found.append({code: read[cells[place]] for code, place in places})
        except KeyError:
            answers, wrong = _carefully(line, cells, places, read, low, high)
            found.append(answers)
            faults.extend(wrong)
            if len(faults) >= MOST_FAULTS:
                break
    return found, faults[:MOST_FAULTS]


def counted(table: AnswerTable, instrument: Instrument, audience: str) -> tuple[dict[str, Counts], list[Fault]]:
    """The answers as counters by audience, and the first faults. Without an audience, a column says whose row it is.

    Raises AnswersFault when a column is missing.
    """
    groups, faults = _by_audience(table, instrument, audience)
    found: dict[str, Counts] = {}
    for key, lines in groups.items():
        codes = instrument.audience(key).items
        answers, wrong = answers_in(table, codes, instrument.scale.low, instrument.scale.high, lines)
        faults += wrong
        form = tally_form(instrument, key)
        found[key] = tallies.empty(form)
        for each in answers if not faults else ():
            found[key] = tallies.add(found[key], form, each)
    return found, sorted(faults, key=lambda fault: fault.line or 0)[:MOST_FAULTS]


def _by_audience(table: AnswerTable, instrument: Instrument, audience: str) -> tuple[dict[str, set[int]], list[Fault]]:
    """The lines of each audience, by its key or its title in one of the languages."""
    if audience:
        return {audience: {line for line, _ in table.rows}}, []
    heading = next((each for each in table.headings if each.lower() in AUDIENCE_HEADINGS), AUDIENCE_HEADINGS[0])
    place = table.place(heading)
    named = {
        name.lower(): each.key for each in instrument.audiences for name in (each.key, each.title.nl, each.title.en)
    }
    groups: dict[str, set[int]] = {}
    faults: list[Fault] = []
    for line, cells in table.rows:
        said = cells[place].strip()
        if key := named.get(said.lower()):
            groups.setdefault(key, set()).add(line)
        else:
            nl, en = f"‘{shown(said)}’ is geen groep.", f"“{shown(said)}” is not a group."
            faults.append(Fault(_placed(nl, en, line, heading), line, heading))
    return groups, faults[:MOST_FAULTS]


def _carefully(
    line: int, cells: tuple[str, ...], places: list[tuple[str, int]], read: dict[str, Answer], low: int, high: int
) -> tuple[dict[str, Answer], list[Fault]]:
    """A row in which a cell is not written in the plainest way, or is wrong."""
    answers, faults = {}, []
    for code, place in places:
        cell = cells[place].strip()
        answer = read.get(cell.lower())
        if answer is None:
            faults.append(_fault(cell, line, code, low, high))
        else:
            answers[code] = answer
    return answers, faults


def _fault(cell: str, line: int, code: str, low: int, high: int) -> Fault:
    said = shown(cell)
    if re.fullmatch(r"[+-]?\d+(\.0+)?", cell, re.ASCII):
        nl, en = f"{said} ligt buiten {low} tot {high}.", f"{said} lies outside {low} to {high}."
    elif re.fullmatch(r"[+-]?\d*[.,]\d+", cell, re.ASCII):
        nl, en = f"{said} is geen geheel getal.", f"{said} is not a whole number."
    else:
        nl, en = f"‘{said}’ is geen getal.", f"“{said}” is not a number."
    return Fault(_placed(nl, en, line, code), line, code)


def shown(text: str) -> str:
    """What somebody wrote in a cell, short and on one line."""
    text = CONTROL.sub(" ", text)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _placed(nl: str, en: str, line: int | None, column: str | None) -> Text:
    if line is None:
        return Text(nl, en)
    at_nl, at_en = (f", kolom {column}", f", column {column}") if column else ("", "")
    return Text(f"Regel {line}{at_nl}: {nl}", f"Line {line}{at_en}: {en}")
