"""What a person may send about an organisation."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vierspan.base.forms import DateField
from vierspan.base.sheets import SheetFault, read_table
from vierspan.organisations import lists
from vierspan.organisations.models import Level, Organisation, PupilCategory
from vierspan.organisations.school_year import SchoolYear

LEVELS = [("", gettext_lazy("not said")), *Level.choices]
CATEGORIES: dict[str, tuple[PupilCategory, ...]] = {
    Level.PRIMARY: (
        PupilCategory.NURSERY,
        PupilCategory.PRIMARY,
        PupilCategory.NURSERY_SPECIAL,
        PupilCategory.PRIMARY_SPECIAL,
    ),
    Level.SECONDARY: (PupilCategory.SECONDARY_A, PupilCategory.SECONDARY_B),
    Level.ARTS: (PupilCategory.ARTS,),
    Level.ADULT: (PupilCategory.ADULT_HOURS,),
}


class OrganisationForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    number = forms.CharField(
        label=gettext_lazy("Institution number"),
        max_length=6,
        required=False,
        help_text=gettext_lazy("Six digits. By this number a list of schools recognises your school."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    level = forms.ChoiceField(label=gettext_lazy("Education level"), choices=LEVELS, required=False)
    network = forms.CharField(
        label=gettext_lazy("Network"), max_length=60, required=False, help_text=gettext_lazy("For example: GO!")
    )
    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if number and not re.fullmatch(r"\d+", number, re.ASCII):
            raise ValidationError(_("An institution number has digits only."))
        return number.zfill(6) if number else ""


class SiteForm(forms.Form):
    street = forms.CharField(label=gettext_lazy("Street"), max_length=200)
    house_number = forms.CharField(label=gettext_lazy("House number"), max_length=20, required=False)
    postcode = forms.RegexField(
        r"^[1-9][0-9]{3}$",
        label=gettext_lazy("Postcode"),
        error_messages={"invalid": gettext_lazy("A postcode has four digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    municipality = forms.CharField(
        label=gettext_lazy("Municipality"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Leave it empty and it follows from the postcode."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the site"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where the site has a name of its own."),
    )
    number = forms.CharField(
        label=gettext_lazy("Site number"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("The number that the ministry gives the site within the school."),
    )
    is_head_office = forms.BooleanField(label=gettext_lazy("This is the head office"), required=False)


class PupilCountForm(forms.Form):
    """A number for each category that a school of this level has."""

    school_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=lambda year: SchoolYear(int(year)))
    count_date = DateField(
        label=gettext_lazy("Count date"),
        help_text=gettext_lazy(
            "Mostly 1 February of the school year before, or the first lesson day after it. "
            "A school that is being built up counts on 1 October."
        ),
    )

    def __init__(self, *given: Any, organisation: Organisation, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        now = SchoolYear.of(today)
        years = [SchoolYear(now.start_year + step) for step in (1, 0, -1, -2, -3)]
        self.fields["school_year"].choices = [(year.start_year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.initial.setdefault("school_year", now.start_year)
        self.initial.setdefault("count_date", now.count_date)
        for category in CATEGORIES.get(organisation.level, tuple(PupilCategory)):
            label = category.label[:1].upper() + category.label[1:]
            self.fields[category] = forms.IntegerField(label=label, min_value=0, max_value=999_999, required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["pupils"] = {name: given[name] for name in PupilCategory.values if given.get(name) is not None}
        if not given["pupils"] and not self.errors:
            raise ValidationError(_("Fill in at least one number."))
        year, day = given.get("school_year"), given.get("count_date")
        if year and day and not year.previous.first_day <= day <= year.last_day:
            self.add_error("count_date", _("The count date of a school year lies in that year or in the year before."))
        return given


class AffiliationEndForm(forms.Form):
    until_date = DateField(
        label=gettext_lazy("Last day in the group"),
        help_text=gettext_lazy("After this day the people of the group no longer see the school."),
    )


class ImportForm(forms.Form):
    """A list of schools, read while the form is checked; what was read is in ``cleaned_data["found"]``."""

    file = forms.FileField(
        label=gettext_lazy("List of schools"),
        required=False,
        help_text=gettext_lazy("CSV or Excel (.xlsx). The order of the columns does not matter."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    shipped = forms.ChoiceField(
        label=gettext_lazy("No list at hand? Begin with one of ours"),
        required=False,
        choices=[("", gettext_lazy("no, I send a file")), *((found.key, found.label) for found in lists.SHIPPED)],
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level of these schools"),
        choices=LEVELS,
        required=False,
        help_text=gettext_lazy("Used where the list itself does not say it."),
    )
    from_date = DateField(label=gettext_lazy("These schools belong to the group from"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        file, shipped = given.get("file"), lists.SHIPPED_BY_KEY.get(given.get("shipped", ""))
        if self.errors:
            return given
        if bool(file) == bool(shipped):
            raise ValidationError(_("Send a file, or choose one of our lists."))
        try:
            if shipped:
                given["found"], given["list_name"] = lists.read_shipped(shipped), str(shipped.label)
            elif file:
                given["found"] = lists.read(read_table(file.read(), file.name), level=given["level"])
                given["list_name"] = file.name
        except (SheetFault, lists.ListFault) as fault:
            self.add_error("file", str(fault))
        return given
