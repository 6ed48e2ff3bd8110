"""What may be sent about a plan as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierspan.base.forms import DateField
from vierspan.frameworks import library
from vierspan.frameworks.plan_content import PlanTemplate
from vierspan.plans.models import Block
from vierspan.plans.uploaded_plans import NotAPlanFile, kind_of

TEMPLATES = {
    "plan_compact": _("Compact: some four pages. Good for a first plan."),
    "plan_full": _("Full: some twelve pages, for who wants to go into everything."),
}


def template_choices(names: list[str]) -> list[tuple[str, str]]:
    return [(name, str(TEMPLATES[name])) for name in names]


class PeriodForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=150)
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("Until"), help_text=_("Vierspan proposes three school years, until 31 August."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day must come after the first."))
        return cleaned


class TemplatePeriodForm(PeriodForm):
    """A period and a template among those that are offered."""

    template = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)
    field_order = ["template", "title", "starts_on", "ends_on"]

    def __init__(self, *given: Any, templates: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["template"].choices = template_choices(templates)  # type: ignore[attr-defined]

    def chosen(self) -> PlanTemplate:
        name = self.cleaned_data["template"]
        return library.plan_template(name, library.latest(name))


class PlanEditForm(PeriodForm):
    review_on = DateField(
        label=_("Next review"), required=False, help_text=_("The day on which you look together at how far you are.")
    )

    def __init__(self, *given: Any, writable: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("title", "starts_on", "ends_on"):
            self.fields[name].disabled = not writable


class ReturnForm(forms.Form):
    remark = forms.CharField(
        label=_("What should change?"),
        help_text=_("The writers read this beside the plan."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BringForm(PeriodForm):
    file = forms.FileField(label=_("The plan"), help_text=_("A PDF, Word (DOCX) or OpenDocument (ODT) file."))
    made_in = forms.CharField(
        label=_("Made in"), max_length=60, help_text=_("For example Pictos, Word or Google Docs.")
    )
    approved_by = forms.CharField(
        label=_("Approved by"), max_length=150, required=False, help_text=_("Leave empty if it is not approved yet.")
    )
    approved_on = DateField(label=_("Approved on"), required=False)
    field_order = ["file", "title", "starts_on", "ends_on", "made_in", "approved_by", "approved_on"]
    kind = ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.kind = kind_of(file)
        except NotAPlanFile as fault:
            raise forms.ValidationError(str(fault)) from None
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("approved_by")) != bool(cleaned.get("approved_on")) and not self.errors:
            self.add_error("approved_on", _("Give both who approved the plan and when, or neither."))
        return cleaned


class GoalsTableForm(forms.Form):
    """A table pasted or sent as a file; a file that is read comes back as text, so that it can be set right."""

    text = forms.CharField(
        label=_("Paste your table"),
        help_text=_("With its headings, straight from Excel, Google Sheets or a CSV file."),
        required=False,
        max_length=300_000,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "wrap": "off", "class": "form-control table-text", "spellcheck": "false"}
        ),
    )
    file = forms.FileField(label=_("Or send a file"), help_text=_("XLSX or CSV."), required=False)
    block = forms.ChoiceField(
        label=_("Building block"),
        help_text=_("For goals that have none in a column of their own."),
        choices=Block.choices,
        initial=Block.VISION,
    )

    def show_text(self, text: str) -> None:
        """Show what was read from the file as if it had been pasted."""
        self.data = dict(self.data.items()) | {"text": text}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("text") or "").strip() and not cleaned.get("file") and not self.errors:
            self.add_error("text", _("Paste a table, or send a file."))
        return cleaned


def default_title(first_year: int, last_year: int) -> str:
    return gettext("ICT policy plan %(first)s-%(last)s") % {"first": first_year, "last": last_year}
