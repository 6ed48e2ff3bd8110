"""Rows of this app for tests."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from vierspan.access.models import Invitation
from vierspan.access.permissions import Role
from vierspan.access.queries import token_hash
from vierspan.organisations.models import Organisation

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Brussels"))
TODAY = NOW.date()
TOKEN = "a-token-that-nobody-guesses"


def make_invitation(organisation: Organisation, token: str = TOKEN, **given: Any) -> Invitation:
    usual = {
        "email": "jan@voorbeeld.be",
        "name": "Jan Claes",
        "role": Role.TEACHER,
        "token_hash": token_hash(token),
        "expires_at": NOW + timedelta(days=14),
    }
    return organisation.invitations.create(**{**usual, **given})
