"""The form that somebody answers, and the box in which they type their code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument, Item
from vierspan.surveys.tallies import Answer, Missing

LONGEST = 2000  # characters of an answer in words


@dataclass(frozen=True)
class Row:
    """One item as it is shown, with what was answered so far ("1", "dk", or empty)."""

    code: str
    text: Text
    help: Text
    answer: str


class AnswerForm(forms.Form):
    """All items and questions of one audience, of which a screen shows a few and carries the others along unseen.

    Everything may be left blank. ``step`` is the screen that was sent, counted from 1; 0 is the start.
    """

    step = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, instrument: Instrument, audience: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.instrument, self.audience = instrument, audience
        self.items = instrument.items_for(audience)
        self.questions = instrument.questions_for(audience)
        choices = [
            (str(value), value) for value in [*instrument.scale.values, Missing.DONT_KNOW, Missing.NOT_APPLICABLE]
        ]
        # One field for all items: making thirty-six was a quarter of the time that a submission takes.
        answer = forms.ChoiceField(choices=choices, required=False)
        self.fields |= {item.code: answer for item in self.items}
        for question in self.questions:
            self.fields[question.code] = forms.CharField(max_length=LONGEST, required=False)

    def rows(self, items: Sequence[Item]) -> list[Row]:
        """The items of a screen, in the wording of the audience."""
        return [
            Row(
                item.code,
                self.instrument.text_for(item, self.audience),
                self.instrument.help_for(item, self.audience),
                self.data.get(item.code, ""),
            )
            for item in items
        ]

    def carried(self, shown: Sequence[str]) -> list[tuple[str, str]]:
        """What was answered on other screens, by code, to travel along in this one."""
        codes = [item.code for item in self.items] + [question.code for question in self.questions]
        return [(code, self.data[code]) for code in codes if code not in shown and self.data.get(code)]

    def answers(self) -> dict[str, Answer]:
        """The answers to items, without those left blank."""
        given = {item.code: self.cleaned_data[item.code] for item in self.items}
        return {code: int(value) if value.isdigit() else Missing(value) for code, value in given.items() if value}

    def texts(self) -> dict[str, str]:
        """The answers in words, without the empty ones."""
        said = {question.code: self.cleaned_data[question.code].strip() for question in self.questions}
        return {code: text for code, text in said.items() if text}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Eight letters and digits. Capitals and the dash do not matter."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
    )
