"""What may be sent about members, invitations and one's own account."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vierspan.access import invitees
from vierspan.access.invitees import Invitee
from vierspan.access.models import Membership, User
from vierspan.access.permissions import Role
from vierspan.access.sign_in_forms import AGAIN, EMAIL, PASSWORD, PASSWORD_HELP
from vierspan.audit import verbs
from vierspan.base.forms import DateField
from vierspan.base.sheets import SheetFault, read_table

MOST_INVITEES = 200


def offer_roles(form: forms.Form, roles: Collection[Role], *, ask: bool = False) -> None:
    """Put the roles on the form in their fixed order; with ``ask`` none of them is chosen beforehand."""
    choices = [(role.value, capfirst(role.label)) for role in Role if role in roles]
    cast(forms.ChoiceField, form.fields["role"]).choices = [("", "---------"), *choices] if ask else choices


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=EMAIL)
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)

    def __init__(self, *args: Any, roles: Collection[Role], **given: Any) -> None:
        super().__init__(*args, **given)
        offer_roles(self, roles, ask=True)


class InviteManyForm(forms.Form):
    """Lines or a file; what they say is in ``invitees`` once the form is valid."""

    lines = forms.CharField(
        label=_("One person a line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Name; e-mail address; role. Example: Jan Peeters; jan.peeters@school.be; teacher"),
    )
    file = forms.FileField(
        label=_("Or a file (CSV or XLSX)"),
        required=False,
        help_text=_("With the columns name, e-mail and role. You can send the staff list as it is."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    role = forms.TypedChoiceField(label=_("Role where none stands"), coerce=Role)

    invitees: list[Invitee]

    def __init__(self, *args: Any, roles: Collection[Role], **given: Any) -> None:
        super().__init__(*args, **given)
        offer_roles(self, roles)
        self.fields["role"].initial = Role.TEACHER

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.invitees = self._read(given)
        if not self.invitees and not self.errors:
            raise ValidationError(_("Paste at least one line, or choose a file."))
        if len(self.invitees) > MOST_INVITEES:
            raise ValidationError(
                _("These are %(count)s people; at most %(most)s at a time."),
                params={"count": len(self.invitees), "most": MOST_INVITEES},
            )
        return given

    def carried(self) -> dict[str, Any]:
        """What the form holds as text, for the form that comes after the look."""
        return {"lines": invitees.as_text(self.invitees), "role": self.cleaned_data["role"]}

    def _read(self, given: dict[str, Any]) -> list[Invitee]:
        if not given.get("file"):
            return invitees.from_text(given.get("lines", ""), usual=given.get("role"))
        try:
            table = read_table(given["file"].read(), given["file"].name)
        except SheetFault as fault:
            self.add_error("file", str(fault))
            return []
        return invitees.from_table(table, usual=given.get("role"))


class MemberForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    until_date = DateField(
        label=_("Last day"), required=False, help_text=_("Leave empty for somebody who stays until you end it.")
    )

    def __init__(self, *args: Any, membership: Membership, roles: Collection[Role], today: date, **given: Any) -> None:
        given["initial"] = {"role": membership.role, "until_date": membership.until_date}
        super().__init__(*args, **given)
        self.first_day = max(membership.from_date, today)
        offer_roles(self, {*roles, Role(membership.role)})

    def clean_until_date(self) -> date | None:
        until: date | None = self.cleaned_data["until_date"]
        if until and until < self.first_day:
            raise ValidationError(_("This day lies before the first possible one. To stop at once, use “End”."))
        return until


class EmailForm(forms.Form):
    email = forms.EmailField(label=_("New e-mail address"))


class JoinForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=PASSWORD,
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=AGAIN, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password = given.get("password")
        if password:
            try:
                validate_password(password, User(email=self.email, name=given.get("name", "")))
            except ValidationError as fault:
                self.add_error("password", fault)
        if password and given.get("again") and password != given["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return given


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("So your colleagues see you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the pages and of our mail"), choices=[("nl", "Nederlands"), ("en", "English")]
    )


class HistoryFilter(forms.Form):
    """Which part of the history, and how far back."""

    PERIODS = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}

    group = forms.ChoiceField(label=_("What"), required=False)
    period = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[("", _("All")), ("week", _("Last week")), ("month", _("Last month")), ("year", _("The last year"))],
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        groups = [(group.key, str(group.label)) for group in verbs.GROUPS]
        cast(forms.ChoiceField, self.fields["group"]).choices = [("", str(_("Everything"))), *groups]

    def nouns(self) -> tuple[str, ...]:
        return verbs.nouns_of(self.cleaned_data.get("group", "")) if self.is_valid() else ()

    def back(self) -> timedelta | None:
        return self.PERIODS.get(self.cleaned_data.get("period", "")) if self.is_valid() else None
