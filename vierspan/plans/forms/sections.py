"""What may be sent about a section."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SectionForm(forms.Form):
    """A text with the edition that its writer began from."""

    body = forms.CharField(
        label=_("Text"),
        help_text=_(
            "A blank line begins a paragraph. A line that begins with - is a point in a list. **bold**, *italic*."
        ),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Your remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    section = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
