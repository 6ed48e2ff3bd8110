"""What may be sent about goals, their actions and their indicators."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vierspan.access.models import User
from vierspan.base.forms import DateField, NumberField
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action, Block, Indicator, Source
from vierspan.plans.operations.indicators import Measure
from vierspan.plans.operations.plan_actions import Planned
from vierspan.plans.queries import people


def plainly(value: Decimal | None) -> Decimal | None:
    """12 instead of 12.0, as the writer typed it."""
    return None if value is None else value.normalize()


class GoalForm(forms.Form):
    title = forms.CharField(
        label=_("Goal"),
        max_length=250,
        help_text=_("What will be different at the end of the period? One sentence that a teacher understands."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    block = forms.ChoiceField(label=_("Building block"), choices=Block.choices)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("Which gap does it come from? Point to the scan, the facts or a conversation."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    edition = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())


class ActionForm(forms.Form):
    title = forms.CharField(
        label=_("Action"), max_length=250, help_text=_("Something that somebody does: begin with a verb.")
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )
    owner_name = forms.CharField(label=_("Or the name of somebody without an account"), max_length=150, required=False)
    starts_on = DateField(label=_("From"), required=False)
    due_on = DateField(label=_("Ready by"), required=False)
    effort_hours = NumberField(label=_("Effort in hours"), required=False, min_value=0, max_digits=7, decimal_places=1)
    cost_once = NumberField(
        label=_("One-off cost in euro"), required=False, min_value=0, max_digits=10, decimal_places=2
    )
    cost_yearly = NumberField(
        label=_("Yearly cost in euro"), required=False, min_value=0, max_digits=10, decimal_places=2
    )
    source = forms.ChoiceField(
        label=_("Paid from"), choices=[("", _("not decided yet")), *Source.choices], required=False
    )
    edition = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(
        self, *given: Any, organisation: Organisation, on: date, action: Action | None = None, **named: Any
    ) -> None:
        if action:
            names = [name for name in self.base_fields if name != "owner"]
            named["initial"] = {"owner": action.owner_id, **{name: getattr(action, name) for name in names}}
            named["initial"]["effort_hours"] = plainly(action.effort_hours)
        super().__init__(*given, **named)
        self.fields["owner"].queryset = people.owners(organisation, on=on, action=action)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", _("It cannot be ready before it begins."))
        if cleaned.get("owner") and cleaned.get("owner_name"):
            self.add_error("owner_name", _("Choose a member or write a name, not both."))
        return cleaned

    def planned(self) -> Planned:
        return Planned(**{name: value for name, value in self.cleaned_data.items() if name != "edition"})


class IndicatorForm(forms.Form):
    title = forms.CharField(
        label=_("Indicator"), max_length=200, help_text=_("What do you look at to see that the goal is reached?")
    )
    bound_dimension = forms.ChoiceField(
        label=_("Follows the scan: score for"),
        help_text=_("Then it updates itself with every scan. Leave both empty to enter the value yourselves."),
        required=False,
    )
    bound_audience = forms.ChoiceField(label=_("Follows the scan: answered by"), required=False)
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("For example: teachers, per cent, days.")
    )
    baseline = NumberField(
        label=_("Now"),
        help_text=_("Of a scan score you may leave it empty: the latest scan is filled in."),
        required=False,
        max_digits=10,
        decimal_places=1,
    )
    target = NumberField(label=_("Target"), required=False, max_digits=10, decimal_places=1)

    def __init__(self, *given: Any, indicator: Indicator | None = None, **named: Any) -> None:
        if indicator:
            named["initial"] = {name: getattr(indicator, name) for name in self.base_fields}
            named["initial"] |= {"baseline": plainly(indicator.baseline), "target": plainly(indicator.target)}
        super().__init__(*given, **named)
        scan = library.instrument("perception", library.latest("perception"))
        language = get_language() or "nl"
        none = ("", _("not by a scan"))
        self.fields["bound_dimension"].choices = [  # type: ignore[attr-defined]
            none,
            *((each.code, each.title.in_language(language)) for each in scan.dimensions),
        ]
        self.fields["bound_audience"].choices = [  # type: ignore[attr-defined]
            none,
            *((each.key, each.title.in_language(language)) for each in scan.audiences),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("bound_dimension")) != bool(cleaned.get("bound_audience")) and not self.errors:
            self.add_error("bound_audience", _("Choose both what is scored and who answered, or neither."))
        return cleaned

    def measure(self) -> Measure:
        return Measure(**self.cleaned_data)


class MeasureForm(forms.Form):
    value = NumberField(label=_("Value"), max_digits=10, decimal_places=1)
    measured_on = DateField(label=_("Measured on"))
