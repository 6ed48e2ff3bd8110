"""Links by which an owner checks in without signing in: signed, for three weeks, for one action and one person."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

from vierspan.access.models import User
from vierspan.plans.models import Action

SALT = "vierspan.plans.check-in"
VALID_FOR = timedelta(days=21)


class LinkExpired(Exception):
    """The link was real and is too old."""


class LinkForged(Exception):
    """We did not make this link, or it arrived in pieces."""


@dataclass(frozen=True)
class Claim:
    """What a link says: which action, and the mark of the owner to whom it was mailed."""

    action_id: int
    mark: str


def token(action: Action) -> str:
    """The secret part of the address. The action has an owner with an account."""
    if action.owner is None:
        raise ValueError("an action without an owner with an account has no link")
    return signing.dumps([action.pk, mark_of(action.owner)], salt=SALT)


def read(given: str) -> Claim:
    """Raises LinkExpired after ``VALID_FOR``, LinkForged for all that we did not sign."""
    try:
        action_id, mark = signing.loads(given, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired:
        raise LinkExpired from None
    except signing.BadSignature:
        raise LinkForged from None
    return Claim(action_id, mark)


def mark_of(owner: User) -> str:
    """Changes with the person and with their address, and tells neither to who finds the link."""
    return salted_hmac(SALT, f"{owner.pk} {owner.email.lower()}", algorithm="sha256").hexdigest()[:20]
