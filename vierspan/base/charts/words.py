"""The few fixed words in our pictures, in the two languages of the application. What rows say comes from the caller."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from vierspan.base.charts.palette import Light


@dataclass(frozen=True)
class Words:
    """Words and number marks of one language; `{}` is where figures go, in this order."""

    percent: str
    no_figure: str
    lowest: str
    was: str
    out_of: str
    likely: str
    range: str
    margin: str
    block: str
    score: str
    low: str
    high: str
    previous: str
    reference: str
    subject: str
    answers: str
    answers_short: str
    dont_know: str
    difference: str
    likely_difference: str
    note: str
    rows: str
    highest_lowest: str
    without_figure: str
    answered: str
    response: str
    asked: str
    floor: str
    today: str
    action: str
    starts: str
    ends: str
    state: str
    lights: dict[Light, str]
    date: str
    event: str
    holiday: str
    months: tuple[str, ...]

    def figure(self, value: float | None) -> str:
        """A score or number of points without decimals, halves rounded up; words where there is none."""
        return self.no_figure if value is None else str(math.floor(value + 0.5)).replace("-", "−")

    def signed(self, value: float) -> str:
        """A difference with its sign, and a true minus."""
        figure = self.figure(value)
        return figure if figure == "0" or figure.startswith("−") else f"+{figure}"

    def share(self, value: float | None) -> str:
        """A share between 0 and 1 as a percentage; empty where there is none."""
        return "" if value is None else self.percent.format(math.floor(value * 100 + 0.5))

    def between(self, low: float | None, high: float | None) -> str:
        """An interval in figures, "55 tot 69"; empty where there is none."""
        return "" if low is None or high is None else self.range.format(self.figure(low), self.figure(high))

    def short_day(self, day: datetime.date) -> str:
        """A day within a known year, "1 feb"."""
        return f"{day.day} {self.months[day.month - 1]}"

    def day(self, day: datetime.date) -> str:
        """A day with its year, "1 feb 2027"."""
        return f"{self.short_day(day)} {day.year}"

    def extremes(self, scores: Sequence[tuple[str, float | None]]) -> str:
        """What a chart of rows says in short: how many, which is highest and lowest, how many have no figure."""
        known = sorted((score, label) for label, score in scores if score is not None)
        sentences = [self.rows.format(len(scores))]
        if known:
            (least, lowest), (most, highest) = known[0], known[-1]
            sentences.append(self.highest_lowest.format(highest, self.figure(most), lowest, self.figure(least)))
        if len(known) < len(scores):
            sentences.append(self.without_figure.format(len(scores) - len(known)))
        return " ".join(sentences)


DUTCH = Words(
    percent="{} %",
    no_figure="geen cijfer",
    lowest="laagste",
    was="was {}",
    out_of="{} van 100",
    likely="waarschijnlijk {}",
    range="{} tot {}",
    margin="onzekerheid",
    block="Bouwsteen",
    score="Score",
    low="Van",
    high="Tot",
    previous="Vorige keer",
    reference="Vergelijking",
    subject="Onderwerp",
    answers="Antwoorden",
    answers_short="aantal",
    dont_know="weet niet",
    difference="Verschil",
    likely_difference="waarschijnlijk verschil",
    note="Opmerking",
    rows="{} rijen.",
    highest_lowest="Hoogste: {} ({}). Laagste: {} ({}).",
    without_figure="Zonder cijfer: {}.",
    answered="{} van {}",
    response="{} antwoorden",
    asked="Uitgenodigd",
    floor="minstens {} nodig",
    today="vandaag",
    action="Actie",
    starts="Begin",
    ends="Einde",
    state="Stand",
    lights={
        "green": "op koers",
        "amber": "vraagt aandacht",
        "red": "zit vast",
        "done": "klaar",
        "none": "nog geen stand",
    },
    date="Wanneer",
    event="Wat",
    holiday="vakantie",
    months=("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
)

ENGLISH = Words(
    percent="{}%",
    no_figure="no figure",
    lowest="lowest",
    was="was {}",
    out_of="{} out of 100",
    likely="likely {}",
    range="{} to {}",
    margin="uncertainty",
    block="Building block",
    score="Score",
    low="From",
    high="To",
    previous="Previous",
    reference="Reference",
    subject="Subject",
    answers="Answers",
    answers_short="number",
    dont_know="don't know",
    difference="Difference",
    likely_difference="likely difference",
    note="Note",
    rows="{} rows.",
    highest_lowest="Highest: {} ({}). Lowest: {} ({}).",
    without_figure="Without a figure: {}.",
    answered="{} of {}",
    response="{} answers",
    asked="Invited",
    floor="at least {} needed",
    today="today",
    action="Action",
    starts="Start",
    ends="End",
    state="State",
    lights={
        "green": "on track",
        "amber": "needs attention",
        "red": "stuck",
        "done": "done",
        "none": "no state yet",
    },
    date="When",
    event="What",
    holiday="holiday",
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def words_for(language: str) -> Words:
    """Dutch for `nl` and its regions; English for all else."""
    return DUTCH if language.lower().startswith("nl") else ENGLISH
