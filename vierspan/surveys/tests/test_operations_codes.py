from datetime import timedelta

import pytest
from django.conf import settings

from tests.make import TODAY
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys import codes
from vierspan.surveys.addresses import Reason, RefusedLine
from vierspan.surveys.models import Access, Audience, Code
from vierspan.surveys.operations import codes as operations
from vierspan.surveys.tests.make import make_codes, make_open_round, make_round


def teachers(school: Organisation) -> Audience:
    return make_round(school, access=Access.CODES).audiences.get(key="teachers")


def lines(*texts: str) -> list[tuple[int, str]]:
    return list(enumerate(texts, 1))


def test_codes_are_numbered_on_and_kept_as_hashes(school: Organisation) -> None:
    audience = teachers(school)
    make_codes(audience, 3)
    made = make_codes(audience, 2)
    assert [code.number for code in made] == [1, 2, 3, 4, 5]
    assert [code.code_hash for code in made] == [codes.digest(settings.SECRET_KEY, code.text) for code in made]
    assert [code.organisation_id for code in made] == [school.pk] * 5
    assert {code.email for code in made} == {""}


def test_a_number_whose_code_exists_elsewhere_is_passed_over(school: Organisation) -> None:
    first, second = teachers(school), teachers(school)
    wanted = codes.make(settings.SECRET_KEY, second.round.link_key, second.key, 2)
    Code.objects.create(
        organisation=school, audience=first, number=99, code_hash=codes.digest(settings.SECRET_KEY, wanted)
    )
    assert [code.number for code in make_codes(second, 3)] == [1, 3, 4]


def test_each_new_address_gets_a_code_and_each_refused_line_its_reason(school: Organisation) -> None:
    audience = teachers(school)
    operations.add_addresses(audience=audience, actor="Alice", lines=lines("els@school.be"), on=TODAY)
    found = operations.add_addresses(
        audience=audience, actor="Alice", lines=lines("Jan <jan@school.be>", "Els@school.be", "piet"), on=TODAY
    )
    assert found.good == ("jan@school.be",)
    assert found.refused == (RefusedLine(2, "Els@school.be", Reason.KNOWN), RefusedLine(3, "piet", Reason.NO_ADDRESS))
    assert list(audience.codes.order_by("number").values_list("number", "email")) == [
        (1, "els@school.be"),
        (2, "jan@school.be"),
    ]


def test_the_history_holds_numbers_and_no_address(school: Organisation) -> None:
    audience = teachers(school)
    operations.add_addresses(audience=audience, actor="Alice", lines=lines("els@school.be"), on=TODAY)
    event = AuditEvent.objects.get(verb="codes.made")
    assert event.changes == {"audience": "teachers", "codes": 1}
    assert "@" not in event.target


def test_no_codes_where_they_have_no_use(school: Organisation) -> None:
    by_link = make_round(school).audiences.get(key="teachers")
    with pytest.raises(operations.CodesFault, match="."):
        operations.add_codes(audience=by_link, actor="Alice", number=1, on=TODAY)
    over = make_open_round(school, access=Access.CODES)
    with pytest.raises(operations.CodesFault):
        operations.add_codes(
            audience=over.audiences.get(key="teachers"), actor="Alice", number=1, on=over.closes_on + timedelta(days=1)
        )


def test_a_group_has_no_more_than_the_most_codes(school: Organisation) -> None:
    audience = teachers(school)
    with pytest.raises(operations.CodesFault):
        operations.add_codes(audience=audience, actor="Alice", number=operations.MOST + 1, on=TODAY)
    assert Code.objects.count() == 0
