"""What may be sent about following up actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vierspan.base.forms import DateField, NumberField
from vierspan.plans.models import ActionState, Block, Light, Plan
from vierspan.plans.queries import actions as queries


class FilterForm(forms.Form):
    """Above the list, the board and the timeline; sent by GET."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    block = forms.ChoiceField(label=_("Building block"), required=False, choices=[("", _("all")), *Block.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), ("open", _("still open")), *ActionState.choices]
    )
    light = forms.ChoiceField(
        label=_("How it goes"),
        required=False,
        choices=[("", _("all")), *Light.choices, ("none", _("not said yet"))],
    )
    attention = forms.ChoiceField(
        label=_("Asks attention"),
        required=False,
        choices=[
            ("", _("all")),
            ("overdue", _("past its date")),
            ("ownerless", _("without owner")),
            ("stale", _("silent for two months")),
            ("digiplan", _("Digiplan, too late")),
        ],
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("all")), ("me", _("me")), *queries.owners(plan)]  # type: ignore[attr-defined]

    def wanted(self) -> queries.Wanted:
        """What is asked; a choice that does not exist (any more) asks for nothing."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in ("owner", "block", "state", "light", "attention")}
        return queries.Wanted(search=self.cleaned_data.get("q", "").strip(), **given)


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices)


class CheckInForm(forms.Form):
    light = forms.ChoiceField(
        label=_("How does it go?"),
        choices=Light.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three first.")},
    )
    number = NumberField(
        label=_("How far are you, in per cent?"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control per-cent"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_decimal_places"),
            _("Write a number from 0 to 100, with one decimal at most."),
        ),
    )
    line = forms.CharField(
        label=_("In one line: what happened, or what do you need?"),
        required=False,
        max_length=280,
        help_text=_("Everybody who reads the plan sees this line."),
    )
    is_done = forms.BooleanField(label=_("This action is done"), required=False)


class ReviewForm(forms.Form):
    """The look back at a school year."""

    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    held_on = DateField(label=_("Held on"))
    went_well = forms.CharField(label=_("What went well?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    went_less = forms.CharField(
        label=_("What went less well?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_step = forms.CharField(
        label=_("What do we change?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    review_on = DateField(label=_("Next review"))

    def __init__(self, *args: Any, years: list[tuple[int, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["school_year"].choices = years  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return held_on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "held_on" in given and "review_on" in given and given["review_on"] <= given["held_on"]:
            self.add_error("review_on", _("The next review comes after this one."))
        return given
