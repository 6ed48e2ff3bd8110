"""The commands of who hosts Vierspan."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from vierspan.organisations.models import Organisation


@pytest.mark.django_db(transaction=True)
def test_administrator_makes_the_organisation_and_invites() -> None:
    asked = {"organisation": "Sint-Jozef", "kind": "school", "email": "an@voorbeeld.be", "name": "An"}
    call_command("administrator", **asked)
    invitation = Organisation.objects.get(slug="sint-jozef").invitations.get()
    assert (invitation.email, invitation.role) == ("an@voorbeeld.be", "system_administrator")
    assert [letter.to for letter in mail.outbox] == [["an@voorbeeld.be"]]


def test_administrator_refuses_what_is_no_address(db: None) -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("administrator", organisation="X", email="an", name="An")
    assert Organisation.objects.count() == 0
