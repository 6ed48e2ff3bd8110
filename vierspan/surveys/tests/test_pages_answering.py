import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.make import TODAY
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys import codes
from vierspan.surveys.models import Access, Audience, Code, FreeText, Round, Tally
from vierspan.surveys.operations import rounds as operations
from vierspan.surveys.tests.make import NOON, make_codes, make_open_round, make_round

DONE = reverse("surveys:answer_done")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def client() -> Client:
    """A browser that is strict about forgery, as a real one is for pages with a token."""
    return Client(enforce_csrf_checks=True)


def by_link(found: Round, audience: str = "teachers") -> str:
    return reverse("surveys:answer", args=[found.link_key, audience])


def by_code(code: Code) -> str:
    return reverse("surveys:code_answer", args=[code.text])


def teachers(found: Round) -> Audience:
    return Audience.objects.get(round=found, key="teachers")


def a_code(school: Organisation) -> Code:
    audience = teachers(make_open_round(school, access=Access.CODES))
    return make_codes(audience, 1)[0]


def hidden(text: str) -> dict[str, str]:
    """What a browser without JavaScript sends along."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))


def test_answer_start_lets_people_choose_their_group(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    response = client.get(reverse("surveys:answer_start", args=[found.link_key.upper()]))
    assert response.status_code == 200
    assert [key for key, _ in response.context["groups"]] == ["leaders", "teachers"]
    assert "no-store" in response.headers["Cache-Control"]


def test_answer_start_names_support_staff_who_answer_with_the_teachers(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    found.audiences.filter(key="teachers").update(head_count=23, support_heads=3)
    response = client.get(reverse("surveys:answer_start", args=[found.link_key]))
    assert [title.en for _, title in response.context["groups"]] == ["School leaders", "Teachers and support staff"]
    assert "Leraren en ondersteunend personeel" in client.get(by_link(found)).content.decode()


def test_answer_start_with_one_group_goes_on(client: Client, school: Organisation) -> None:
    found = make_open_round(school, audiences={"parents": None})
    response = client.get(reverse("surveys:answer_start", args=[found.link_key]))
    assert response.headers["Location"] == by_link(found, "parents")


def test_answer_says_who_asks_and_what_is_shown(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    to_teachers, to_leaders = client.get(by_link(found)), client.get(by_link(found, "leaders"))
    assert "Sint-Jozef" in to_teachers.content.decode()
    assert [page.context["floor"] for page in (to_teachers, to_leaders)] == [5, 5]
    assert ['role="note"' in page.content.decode() for page in (to_teachers, to_leaders)] == [False, True]


def test_answer_walks_without_javascript_and_counts_once(client: Client, school: Organisation) -> None:
    found = make_open_round(school, instrument="perception", audiences={"pupils": 100})
    address = by_link(found, "pupils")
    page = client.post(address, {"step": "0", "go": "next"})
    given = [{"V1": "4", "L5": "dk", "X1": "5"}, {"C2": "na"}, {"T1": "2"}]
    for step, answers in enumerate(given, 1):
        assert (page.status_code, page.context["step"], page.context["last"]) == (200, step, 4)
        page = client.post(address, {**hidden(page.content.decode()), **answers, "go": "next"})
    assert (page.context["step"], page.context["answered"]) == (4, 5)
    done = client.post(address, {**hidden(page.content.decode()), "go": "send", "Q2": " Meer tijd "})
    assert done.headers["Location"] == DONE
    audience = Audience.objects.get()
    counts = Tally.objects.get(audience=audience).counts
    cells = [("V1", "4"), ("L5", "dk"), ("X1", "5"), ("X4", "blank"), ("C2", "na"), ("T1", "2")]
    assert [counts[f"item:{code}"][cell] for code, cell in cells] == [1] * len(cells)
    assert (counts["mean:X"], audience.responses) == ({"1:5": 1}, 1)
    assert list(FreeText.objects.values_list("question", "text")) == [("Q2", "Meer tijd")]
    assert client.get(DONE).status_code == 200


def test_answer_leaves_nothing_behind_but_the_language(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    events = AuditEvent.objects.count()
    client.get(by_link(found))
    client.post(by_link(found), {"step": "1", "go": "next", "V1": "4"})
    client.post(by_link(found), {"step": "3", "go": "send", "V1": "4"})
    assert teachers(found).responses == 1
    assert (dict(client.cookies), AuditEvent.objects.count()) == ({}, events)


def test_answer_goes_back_with_the_answers(client: Client, school: Organisation) -> None:
    response = client.post(by_link(make_open_round(school)), {"step": "2", "go": "back", "V1": "4", "C1": "1"})
    assert response.context["step"] == 1
    assert [(row.code, row.answer) for row in response.context["rows"]][0] == ("V1", "4")
    assert response.context["carried"] == [("C1", "1")]
    assert re.search(r'name="V1"\s+value="4"\s+checked', response.content.decode())


def test_answer_changes_language_with_the_answers(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    response = client.post(by_link(found), {"step": "1", "go": "en", "V1": "4", "C1": "1"})
    text = response.content.decode()
    assert (response.context["step"], response.headers["Content-Language"]) == (1, "en")
    assert '<html lang="en">' in text
    assert "Our school has clear goals for ICT." in text
    assert response.context["carried"] == [("C1", "1")]
    assert re.search(r'name="V1"\s+value="4"\s+checked', text)
    following = client.post(by_link(found), {"step": "1", "go": "next"})
    assert '<html lang="en">' in following.content.decode()


def test_answer_refuses_an_empty_form_kindly(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    response = client.post(by_link(found), {"step": "3", "go": "send", "Q1": "  "})
    assert (response.status_code, response.context["step"], teachers(found).responses) == (422, 3, 0)


def test_answer_never_loses_answers_to_a_fault(client: Client, school: Organisation) -> None:
    found = make_open_round(school, instrument="perception", audiences={"pupils": 100})
    response = client.post(by_link(found, "pupils"), {"step": "4", "go": "send", "V1": "4", "Q2": "x" * 2001})
    text = response.content.decode()
    assert (response.status_code, response.context["step"]) == (422, 4)
    assert ("V1", "4") in response.context["carried"]
    assert "x" * 2001 in text
    assert 'href="#item-Q2"' in text
    assert Audience.objects.get().responses == 0


@pytest.mark.parametrize("wrong", [{"V1": "6"}, {"V1": "blank"}, {"step": "x"}])
def test_answer_refuses_what_is_not_on_the_form(client: Client, school: Organisation, wrong: dict[str, str]) -> None:
    found = make_open_round(school)
    response = client.post(by_link(found), {"step": "3", "go": "send", "L1": "4", **wrong})
    assert (response.status_code, teachers(found).responses) == (422, 0)


def test_answer_asks_each_audience_its_own_items(client: Client, school: Organisation) -> None:
    found = make_open_round(school, instrument="perception", audiences={"pupils": 100, "leaders": 2})
    pupils = client.post(by_link(found, "pupils"), {"step": "0", "go": "next"})
    assert "Ik weet waarom we op school met computers werken." in pupils.content.decode()
    sent = client.post(by_link(found, "pupils"), {"step": "9", "go": "send", "B1": "1", "V1": "3"})
    assert sent.headers["Location"] == DONE
    assert "item:B1" not in Tally.objects.get(audience__key="pupils").counts


def test_answer_is_not_there_for_others(client: Client, school: Organisation) -> None:
    found, draft = make_open_round(school), make_round(school)
    coded = make_open_round(school, access=Access.CODES)
    for address in (
        by_link(found, "parents"),
        by_link(draft),
        by_link(coded),
        reverse("surveys:answer_start", args=[draft.link_key]),
        reverse("surveys:answer_start", args=[coded.link_key]),
        reverse("surveys:answer_start", args=["nothing"]),
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize(("days", "status"), [(-1, 200), (0, 200), (14, 200), (15, 410)])
def test_answer_says_when_it_opens_and_that_it_is_closed(
    client: Client, school: Organisation, days: int, status: int
) -> None:
    found = make_open_round(school)
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        for address in (by_link(found), reverse("surveys:answer_start", args=[found.link_key])):
            assert client.get(address).status_code == status
        sent = client.post(by_link(found), {"step": "3", "go": "send", "V1": "4"})
    assert (sent.status_code, teachers(found).responses) == ((302, 1) if 0 <= days <= 14 else (status, 0))


def test_answer_to_a_round_that_was_just_closed_is_not_counted(client: Client, school: Organisation) -> None:
    found = make_open_round(school)
    operations.close_round(round=found, actor="Alice", at=NOON, on=TODAY)
    sent = client.post(by_link(found), {"step": "3", "go": "send", "V1": "4"})
    assert (sent.status_code, teachers(found).responses) == (410, 0)


def test_code_entry_reads_a_code_as_people_type_it(client: Client, school: Organisation) -> None:
    code = a_code(school)
    address = reverse("surveys:code_entry")
    assert client.get(address).status_code == 200
    typed = client.post(address, {"code": f" {code.text.lower().replace('-', ' ')} ", "go": "next"})
    assert typed.headers["Location"] == by_code(code)
    in_english = client.post(address, {"code": "half", "go": "en"})
    assert (in_english.status_code, in_english.context["form"].errors) == (200, {})


def test_code_entry_knows_a_slip_from_a_guess(client: Client, school: Organisation) -> None:
    code = a_code(school)
    address = reverse("surveys:code_entry")
    for _ in range(12):  # a class that mistypes does not lock itself out
        slip = client.post(address, {"code": code.text[:-1] + ("2" if code.text[-1] != "2" else "3")})
        assert slip.status_code == 422
    guesses = [codes.make("another secret", "x", "teachers", number) for number in range(10)]
    assert [client.post(address, {"code": guess}).status_code for guess in guesses] == [422] * 10
    assert client.post(address, {"code": code.text}).status_code == 429
    assert client.get(by_code(code)).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(address, {"code": code.text}).status_code == 302
    with time_machine.travel(NOON + timedelta(minutes=11), tick=False):
        assert client.post(address, {"code": code.text}).status_code == 302


def test_code_answer_counts_guessed_addresses_too(client: Client, school: Organisation) -> None:
    for number in range(10):
        guess = codes.make("another secret", "x", "teachers", number)
        assert client.get(reverse("surveys:code_answer", args=[guess])).status_code == 404
    assert client.get(by_code(a_code(school))).status_code == 429


def test_code_answer_counts_and_burns_the_code(client: Client, school: Organisation) -> None:
    code = a_code(school)
    assert client.get(by_code(code)).context["asked"].audience.key == "teachers"
    done = client.post(by_code(code), {"step": "3", "go": "send", "V1": "4"})
    assert done.headers["Location"] == DONE
    assert Code.objects.get().used_on == TODAY
    assert client.get(by_code(code)).status_code == 410
    assert client.post(by_code(code), {"step": "3", "go": "send", "V1": "4"}).status_code == 410
    assert Audience.objects.get(pk=code.audience_id).responses == 1


def test_code_answer_is_not_there_before_the_round_opens(client: Client, school: Organisation) -> None:
    draft = make_round(school, access=Access.CODES)
    code = make_codes(draft.audiences.get(key="teachers"), 1)[0]
    assert client.get(by_code(code)).status_code == 404
    assert client.get(reverse("surveys:code_answer", args=["nonsense"])).status_code == 404
    operations.open_round(round=draft, actor="Alice", at=NOON, on=TODAY)
    assert client.get(by_code(code)).status_code == 200


def test_public_pages_say_nothing_of_the_school_in_their_address(client: Client, school: Organisation) -> None:
    made = operations.add_round(
        organisation=school,
        actor=None,  # type: ignore[arg-type]
        title="Scan",
        instrument="pulse",
        access=Access.LINK,
        opens_on=TODAY,
        closes_on=TODAY,
        remind_on=None,
        audiences={"teachers": None},
    )
    address = by_link(made)
    assert re.fullmatch(r"/s/[2-9a-z]{10}/teachers/", address)
    assert re.fullmatch(r"/c/[2-9A-Z]{4}-[2-9A-Z]{4}/", by_code(a_code(school)))
