"""What may be sent about a proposed goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vierspan.plans.models import Block


class ChosenActionsForm(forms.Form):
    """Which of the proposed actions come along; by their place in the proposal."""

    actions = forms.TypedMultipleChoiceField(
        label=_("Actions that come along"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, titles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].choices = list(enumerate(titles))  # type: ignore[attr-defined]


class AdaptForm(ChosenActionsForm):
    """The goal in the school's own words."""

    title = forms.CharField(label=_("Goal"), max_length=250, widget=forms.Textarea(attrs={"rows": 2}))
    block = forms.ChoiceField(label=_("Building block"), choices=Block.choices)
    why = forms.CharField(label=_("Why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    field_order = ["title", "block", "why", "actions"]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Next year you will be glad to read it."),
    )
