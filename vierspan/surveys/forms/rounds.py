"""What a coordinator may send about a round: its dates, who is asked, and codes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from vierspan.base import sheets
from vierspan.base.forms import DateField
from vierspan.base.templatetags.ui import said
from vierspan.frameworks import library
from vierspan.frameworks.instruments import AUDIENCES
from vierspan.surveys import questionnaire
from vierspan.surveys.models import Access, Audience, Round
from vierspan.surveys.operations.codes import MOST

MOST_PEOPLE = 100_000


class OpenedForm(forms.Form):
    """What may change while people answer."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("Those who answer see it too. For example “ICT scan spring 2027”."),
    )
    closes_on = DateField(label=_("Last day to answer"))
    remind_on = DateField(
        label=_("Day of the reminder"),
        required=False,
        help_text=_("Goes once, to those who got a code by mail and have not used it."),
    )

    def __init__(self, *args: Any, today: date, first_day: date | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.today, self.first_day = today, first_day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_on = cleaned.get("opens_on", self.first_day)
        closes_on, remind_on = cleaned.get("closes_on"), cleaned.get("remind_on")
        if closes_on and closes_on < self.today:
            self.add_error("closes_on", _("This day has passed."))
        elif closes_on and opens_on and closes_on < opens_on:
            self.add_error("closes_on", _("The last day comes before the first."))
        if remind_on and closes_on and opens_on and not opens_on <= remind_on <= closes_on:
            self.add_error("remind_on", _("Choose a day while the scan is open."))
        return cleaned


class DraftForm(OpenedForm):
    """What may change in a draft: all but the instrument."""

    template_name = "surveys/round_form.html"
    field_order = ("title", "instrument", "access", "opens_on", "closes_on", "remind_on")
    access = forms.ChoiceField(
        label=_("How people get in"),
        choices=Access.choices,
        widget=forms.RadioSelect,
        help_text=_("A link is the least work. With codes everybody answers once, and you can send a reminder."),
    )
    opens_on = DateField(label=_("First day to answer"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for key, title in AUDIENCES.items():
            self.fields[f"ask_{key}"] = forms.BooleanField(label=said(title), required=False)
            label = _("%(group)s: how many") % {"group": said(title)}
            self.fields[f"heads_{key}"] = forms.IntegerField(
                label=label, min_value=1, max_value=MOST_PEOPLE, required=False
            )
        self.order_fields(self.field_order)

    def plain_fields(self) -> list[tuple[BoundField, str]]:
        """The fields that are drawn as always, as the form's template wants them."""
        names = [name for name in self.fields if not name.startswith(("ask_", "heads_"))]
        return [(self[name], "") for name in names]

    def groups(self) -> Sequence[tuple[BoundField, BoundField]]:
        return [(self[f"ask_{key}"], self[f"heads_{key}"]) for key in AUDIENCES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = {key: cleaned.pop(f"heads_{key}", None) for key in AUDIENCES if cleaned.pop(f"ask_{key}", False)}
        if not asked:
            self.add_error(None, _("Choose at least one group to ask."))
        kept = {name: value for name, value in cleaned.items() if not name.startswith("heads_")}
        return {**kept, "audiences": asked}


def _instruments() -> list[tuple[str, str]]:
    return [(name, said(library.instrument(name, library.latest(name)).title)) for name in questionnaire.OFFERED]


class RoundForm(DraftForm):
    """A new round."""

    instrument = forms.ChoiceField(
        label=_("What is asked"),
        choices=_instruments,
        widget=forms.RadioSelect,
        help_text=_("The full scan has 36 statements for teachers, the short one 8 of those."),
    )


def usual(today: date) -> dict[str, Any]:
    """What most schools choose: two weeks, a reminder after one, teachers and support staff, by one link."""
    return {
        "instrument": questionnaire.OFFERED[0],
        "access": Access.LINK,
        "opens_on": today,
        "remind_on": today + timedelta(days=7),
        "closes_on": today + timedelta(days=14),
        "ask_teachers": True,
        "ask_support_staff": True,
    }


def of_round(round: Round, audiences: Sequence[Audience]) -> dict[str, Any]:
    """What a round is now, as the forms take it."""
    fields = ("title", "access", "opens_on", "closes_on", "remind_on")
    asked = {f"ask_{audience.key}": True for audience in audiences}
    heads = {f"heads_{audience.key}": _own_heads(audience) for audience in audiences}
    joined = sum(audience.support_heads for audience in audiences)
    support = {"ask_support_staff": True, "heads_support_staff": joined} if joined else {}
    return {name: getattr(round, name) for name in fields} | asked | heads | support


def _own_heads(audience: Audience) -> int | None:
    """Without the support staff who answer with them: those stand on a line of their own in the form."""
    own = (audience.head_count or 0) - audience.support_heads
    return own if own > 0 else None


class HeadCountForm(forms.Form):
    head_count = forms.IntegerField(
        label=_("How many people are in this group"),
        help_text=_("The response is measured against this number. Leave it empty when you do not know."),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
    )


class CodesForm(forms.Form):
    number = forms.IntegerField(
        label=_("How many codes"),
        min_value=1,
        max_value=MOST,
        help_text=_("One for each person, and a few to spare. A code that nobody uses does no harm."),
    )


class AddressesForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One on each line. A name beside it does no harm."),
    )
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("CSV or Excel, with an address on each row.")
    )

    def clean_file(self) -> sheets.Table | None:
        given: UploadedFile | None = self.cleaned_data["file"]
        if not given:
            return None
        try:
            return sheets.read_table(given.read(), given.name or "", max_bytes=settings.UPLOAD_MAX_BYTES)
        except sheets.SheetFault as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("addresses", "").strip()) == bool(cleaned.get("file")):
            raise forms.ValidationError(_("Paste addresses or choose a file: one of the two."))
        if not self.errors and not any("@" in text for _number, text in self.lines()):
            raise forms.ValidationError(_("There is no e-mail address in this."))
        return cleaned

    def lines(self) -> list[tuple[int, str]]:
        """What was given, line by line, numbered as in the text or the file."""
        table: sheets.Table | None = self.cleaned_data["file"]
        if table is None:
            return list(enumerate(self.cleaned_data["addresses"].splitlines(), 1))
        return [(1, " ".join(table.headings)), *((row.line, " ".join(row.cells)) for row in table.rows)]
