"""What the verbs of the history are called in words, and in which part of it each lies."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """A part of the history that can be asked apart: the verbs whose noun is among ``nouns``."""

    key: str
    label: str | Promise
    nouns: tuple[str, ...]


GROUPS = (Group("members", _("Members"), ("invitation", "membership", "account")),)

SAYS: dict[str, str | Promise] = {
    "invitation.sent": _("invited somebody"),
    "invitation.resent": _("sent an invitation again"),
    "invitation.withdrawn": _("withdrew an invitation"),
    "invitation.accepted": _("accepted an invitation"),
    "account.made": _("made an account and became a member"),
    "account.changed": _("changed their own account"),
    "account.address_changed": _("changed somebody's e-mail address"),
    "membership.changed": _("changed a membership"),
    "membership.ended": _("ended a membership"),
}


def words(verb: str) -> str | Promise:
    """The verb in words; one that nobody put into words shows as itself."""
    return SAYS.get(verb, verb)


def nouns_of(key: str) -> tuple[str, ...]:
    return next((group.nouns for group in GROUPS if group.key == key), ())
