"""Words that stand on many pages, translated once."""

from django.utils.translation import gettext_lazy as _

SAVED = _("Saved.")
