"""The sign-in library's forms, with our words on the fields. What they check and do is the library's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same password again")
PASSWORD_HELP = _(
    "At least 10 characters. A few words in a row, as in fiets-lamp-regenjas, are strong and easy to remember."
)
CODE_HELP = _("Six digits from your authenticator app, or one of your recovery codes.")


def word(form: forms.Form, **labels: Any) -> None:
    """Give the named fields our label and take away what the library put in and under the field."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, login=EMAIL, password=PASSWORD, remember=_("Stay signed in on this device for two weeks"))


class ResetForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, email=EMAIL)


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = PASSWORD_HELP


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, oldpassword=_("Your password now"), password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = PASSWORD_HELP


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, password=PASSWORD)


class CodeForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, code=_("Code"))
        self.fields["code"].help_text = CODE_HELP


class CodeAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, code=_("Code"))
        self.fields["code"].help_text = CODE_HELP


class ActivateAppForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, code=_("The six digits that the app shows now"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddKeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, name=_("Name of the passkey"), passwordless=_("Sign in with this passkey alone"))
        self.fields["name"].help_text = _("So that you know later which device it is.")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Your device asks for your fingerprint, face or PIN. Without this the passkey is a second step after your password."
        )


class EditKeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        word(self, name=_("Name of the passkey"))
