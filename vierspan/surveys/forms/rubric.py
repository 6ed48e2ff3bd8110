"""What may be sent about a sitting with the Kijkwijzer."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vierspan.base.forms import DateField
from vierspan.frameworks.rubrics import Aspect


class AssessmentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("For instance: autumn 2026."))
    held_on = DateField(label=_("Date"))
    present = forms.CharField(
        label=_("Who is at the table"),
        required=False,
        max_length=1000,
        help_text=_("Head teacher and ICT team, by name. What you choose is not anonymous."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ChoiceForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("Level"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("Choose a level first.")}
    )
    evidence = forms.CharField(
        label=_("What proves it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    link = forms.URLField(
        label=_("Link to a document"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("This is not an address. Copy it whole, with https:// in front.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, aspect: Aspect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nl"
        levels = [(level.level, level.title.in_language(language)) for level in aspect.levels]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        self.fields["evidence"].help_text = aspect.evidence.in_language(language)
