"""What a password must be, where Django's own sentence is not in Dutch."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("This password is too short: take at least %(count)s characters.") % {"count": self.min_length}
