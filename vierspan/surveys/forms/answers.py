"""Answers from a file: what may be sent, and what was counted of it between the check and the taking over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from vierspan.base import sheets
from vierspan.base.forms import DateField
from vierspan.frameworks import library
from vierspan.frameworks.instruments import AUDIENCES, Instrument
from vierspan.surveys.answer_files import AnswersFault, AnswerTable, counted, read_csv, table_of
from vierspan.surveys.models import Round
from vierspan.surveys.questionnaire import OFFERED
from vierspan.surveys.tallies import Counts

MOST_ROWS = 20_000
SALT = "surveys.answers"
A_DAY = 24 * 60 * 60


class Refused(Exception):
    """The file cannot be taken over; its sentences say where and why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences


@dataclass(frozen=True)
class Checked:
    """What a file holds, counted; no row of it is kept."""

    title: str
    instrument: str
    version: str
    opens_on: date
    closes_on: date
    counted: dict[str, Counts]

    def sealed(self, organisation_id: int) -> str:
        """For a hidden field, so that nothing waits on the server."""
        given = {**vars(self), "opens_on": self.opens_on.isoformat(), "closes_on": self.closes_on.isoformat()}
        return signing.dumps(given, salt=f"{SALT}.{organisation_id}", compress=True)


def unsealed(text: str, organisation_id: int) -> Checked | None:
    """What was checked, unless the field was changed, is of another school, or is older than a day."""
    try:
        given = signing.loads(text, salt=f"{SALT}.{organisation_id}", max_age=A_DAY)
    except signing.BadSignature:
        return None
    days = {key: date.fromisoformat(given[key]) for key in ("opens_on", "closes_on")}
    return Checked(**{**given, **days})


class AnswersFileForm(forms.Form):
    """A file with one row for each person, and what it is of."""

    title = forms.CharField(
        label=gettext_lazy("Name of the scan"), max_length=Round._meta.get_field("title").max_length
    )
    instrument = forms.ChoiceField(label=gettext_lazy("Which questionnaire"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Who answered"),
        required=False,
        help_text=gettext_lazy("With several groups in one file, a column “audience” names the group of each row."),
    )
    opens_on = DateField(label=gettext_lazy("First day on which people answered"))
    closes_on = DateField(label=gettext_lazy("Last day on which people answered"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (UTF-8) or XLSX, with the codes of the statements in the first line."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        language = get_language() or "nl"
        titles = [(name, newest(name).title.in_language(language)) for name in OFFERED]
        self.fields["instrument"].choices = titles  # type: ignore[attr-defined]
        groups = [(key, title.in_language(language)) for key, title in AUDIENCES.items()]
        self.fields["audience"].choices = [("", _("several groups: see the column “audience”")), *groups]  # type: ignore[attr-defined]

    def clean_closes_on(self) -> date:
        last: date = self.cleaned_data["closes_on"]
        if last > self.today:
            raise forms.ValidationError(_("This day is still to come. A scan from a file is closed."))
        return last

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("opens_on"), given.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day comes before the first."))
        name, audience = given.get("instrument"), given.get("audience")
        if name and audience and audience not in [each.key for each in newest(name).audiences]:
            self.add_error("audience", _("This questionnaire is not for this group."))
        return given

    def checked(self) -> Checked:
        """The file, counted. Raises Refused."""
        given, instrument = self.cleaned_data, newest(self.cleaned_data["instrument"])
        language = get_language() or "nl"
        try:
            found, faults = counted(_table(given["file"]), instrument, given["audience"])
        except AnswersFault as fault:
            raise Refused([fault.fault.sentence.in_language(language)]) from None
        except sheets.SheetFault as fault:
            raise Refused([str(fault)]) from None
        if faults:
            raise Refused([fault.sentence.in_language(language) for fault in faults])
        days = given["opens_on"], given["closes_on"]
        return Checked(given["title"], instrument.name, instrument.version, *days, found)


def newest(name: str) -> Instrument:
    return library.instrument(name, library.latest(name))


def _table(file: Any) -> AnswerTable:
    """Raises AnswersFault or SheetFault."""
    data = file.read()
    table = table_of(_sheet_lines(data, file.name)) if data[:2] == b"PK" else read_csv(data)
    if len(table.rows) > MOST_ROWS:
        raise AnswersFault(
            f"het bestand heeft meer dan {MOST_ROWS} rijen. Splits het.",
            f"the file has more than {MOST_ROWS} rows. Split it.",
            table.rows[MOST_ROWS][0],
        )
    return table


def _sheet_lines(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    sheet = sheets.read_table(data, name)
    yield 1, list(sheet.headings)
    for row in sheet.rows:
        yield row.line, list(row.cells)
