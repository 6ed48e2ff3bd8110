"""Words that stand on many pages, translated once."""

from django.utils.translation import gettext_lazy as _

SAVE = _("Save")
CANCEL = _("Cancel")
BACK = _("Back")
CHANGE = _("Change")
REMOVE = _("Remove")
SAVED = _("Saved.")
