"""Where sign-in differs from the library's habit: nobody signs up, our own words, mail in the reader's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierspan.access import mail
from vierspan.access.models import User

# What is told by mail when it happens to an account; the library names each by the template it would render.
NOTICES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was chosen anew through the link in our mail."),
    "account/email/password_set": _("A password was set."),
    "mfa/email/totp_activated": _("An authenticator app was added as the second step of your sign-in."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed as the second step of your sign-in."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made. The old ones no longer work."),
}


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "enter_current_password": _("This is not your password now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "too_many_login_attempts": _("This went wrong too often. Wait five minutes, or choose a new password."),
        "rate_limited": _("This went too fast. Wait a minute and try again."),
        "invalid_password_reset": _("This link no longer works."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an account begins with an invitation."""
        return False

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """The first time on a device, the pages come in the person's own language."""
        response: HttpResponse = super().post_login(request, user, **given)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        mail.send(
            user.email, "password_reset", user.language, {"name": user.name, "link": context["password_reset_url"]}
        )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        mail.send(user.email, "notice", user.language, {"name": user.name, "what": NOTICES[template_prefix]})


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("First add an authenticator app or a passkey."),
        "incorrect_code": Adapter.error_messages["incorrect_code"],
    }

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return gettext("My device")


def keep_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax", secure=settings.IS_SECURE
    )
