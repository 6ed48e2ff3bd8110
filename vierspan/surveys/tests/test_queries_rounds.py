from datetime import timedelta

from tests.make import TODAY
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Access, Code, Round
from vierspan.surveys.queries import rounds as queries
from vierspan.surveys.tests.make import make_answers, make_codes, make_open_round, make_round


def test_rounds_are_of_the_organisation_with_their_response(school: Organisation, other_school: Organisation) -> None:
    first = make_open_round(school)
    later = make_round(school, opens_on=TODAY + timedelta(days=1), audiences={"parents": None})
    make_open_round(other_school)
    make_answers(first.audiences.get(key="teachers"), 3)
    found = [(round.pk, round.responses, round.head_count) for round in queries.rounds(school)]  # type: ignore[attr-defined]
    assert found == [(later.pk, 0, None), (first.pk, 3, 24)]


def test_code_counts(school: Organisation) -> None:
    found = make_open_round(school, access=Access.CODES)
    audience = found.audiences.get(key="teachers")
    made = make_codes(audience, 6)
    mailed = {"email": "a@b.be", "mailed_on": TODAY, "used_on": TODAY}
    Code.objects.filter(pk=made[0].pk).update(**mailed)
    Code.objects.filter(pk=made[1].pk).update(email="b@b.be")
    Code.objects.filter(pk=made[2].pk).update(email="c@b.be", mail_fault="550 no")
    assert queries.code_counts(school, found) == {
        audience.pk: queries.CodeCounts(made=6, to_print=3, to_mail=1, mailed=1, refused=1)
    }


def test_a_round_is_found_behind_its_link_once_it_was_opened(school: Organisation) -> None:
    opened, draft = make_open_round(school), make_round(school)
    assert queries.round_behind(opened.link_key.upper()) == opened
    assert queries.round_behind(draft.link_key) is None
    assert queries.round_behind("") is None


def test_a_code_is_found_however_it_is_typed(school: Organisation) -> None:
    found = make_open_round(school, access=Access.CODES)
    code = make_codes(found.audiences.get(key="teachers"), 2)[1]
    assert queries.code_behind(code.text.lower()) == code
    assert queries.code_behind("ABCD-EFGH") is None
    Round.objects.update(opened_at=None)
    assert queries.code_behind(code.text) is None


def test_rounds_with_letters(school: Organisation) -> None:
    remind_on = TODAY + timedelta(days=7)
    found = make_open_round(school, access=Access.CODES, remind_on=remind_on)
    code = make_codes(found.audiences.get(key="teachers"), 1)[0]

    def waits(days: int = 0) -> bool:
        return list(queries.rounds_with_letters(TODAY + timedelta(days=days))) == [found]

    assert not waits()
    Code.objects.filter(pk=code.pk).update(email="els@school.be")
    assert (waits(-1), waits(), waits(14), waits(15)) == (False, True, True, False)
    Code.objects.filter(pk=code.pk).update(mailed_on=TODAY)
    assert (waits(), waits(6), waits(7), waits(14)) == (False, False, True, True)
    Code.objects.filter(pk=code.pk).update(used_on=TODAY)
    assert not waits(7)
