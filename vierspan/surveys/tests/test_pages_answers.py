"""Answers from a file: looked at, taken over, refused."""

import io
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.audit.models import AuditEvent
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Origin, Round
from vierspan.surveys.queries import results as queries
from vierspan.surveys.tests.make import NOON, make_closed_round

URL = "/o/school-a/scans/import/"
CODES = ("V1", "L1", "X1", "X2", "C1", "C2", "I1", "T1")
VALUES = (4,) * 10 + (2,) * 10


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def rows(*values: object, audience: str = "") -> str:
    head = [*CODES, "audience"] if audience else list(CODES)
    lines = [[str(value)] * len(CODES) + ([audience] if audience else []) for value in values]
    return "\n".join(",".join(line) for line in [head, *lines]) + "\n"


def send(client: Client, data: bytes, name: str = "antwoorden.csv", **given: str) -> object:
    fields = {
        "title": "Op papier",
        "instrument": "pulse",
        "audience": "teachers",
        "opens_on": "2026-10-01",
        "closes_on": "2026-10-15",
        **given,
    }
    return client.post(URL, {**fields, "file": SimpleUploadedFile(name, data)})


def test_a_file_is_looked_at_and_then_taken_over(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    shown = send(client, rows(*VALUES).encode())
    assert (shown.status_code, school.rounds.count()) == (200, 0)
    assert [(row["audience"].key, row["rows"], row["items"]) for row in shown.context["found"]] == [("teachers", 20, 8)]
    done = client.post(URL, {"checked": shown.context["sealed"]})
    made = school.rounds.get()
    assert done.url == f"/o/school-a/scans/{made.pk}/results/"
    assert (made.origin, made.state(TODAY), made.title, str(made.created_by)) == (
        Origin.FILE,
        "closed",
        "Op papier",
        "Alice",
    )
    assert AuditEvent.objects.filter(verb="answers.imported").count() == 1


def test_it_holds_what_the_same_answers_given_here_hold(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    shown = send(client, rows(*VALUES).encode())
    client.post(URL, {"checked": shown.context["sealed"]})
    here = make_closed_round(school, {"teachers": [dict.fromkeys(CODES, v) for v in VALUES]}, instrument="pulse")
    found = [
        queries.results_of(each, TODAY).audience("teachers") for each in (school.rounds.get(title="Op papier"), here)
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].summary == found[1].summary


def test_several_groups_in_one_sheet(client: Client, alice: User, school: Organisation) -> None:
    book = Workbook()
    book.active.append([*CODES, "Doelgroep"])
    for place in range(12):
        book.active.append([1 + place % 5] * 7 + [None, "Leraren" if place < 7 else "ict_team"])
    data = io.BytesIO()
    book.save(data)
    client.force_login(alice)
    shown = send(client, data.getvalue(), "antwoorden.xlsx", audience="")
    assert [(row["audience"].key, row["rows"]) for row in shown.context["found"]] == [("teachers", 7), ("ict_team", 5)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", None),
        (rows(4, 9).encode(), "Regel 3, kolom V1: 9 ligt buiten 1 tot 5."),
        (rows("ja").encode(), "Regel 2, kolom V1: ‘ja’ is geen getal."),
        (b"V1,V1\n1,2\n", "Regel 1, kolom V1: deze kolomkop staat er twee keer."),
        (b"V1\n1\n", "Regel 1, kolom L1: de kolom L1 ontbreekt."),
        (
            rows(4).encode() + b"\xff\n",
            "Regel 3, kolom 1: hier staan tekens die geen UTF-8 zijn. Bewaar het bestand als CSV UTF-8.",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_a_sentence(
    client: Client, alice: User, school: Organisation, data: bytes, said: str | None
) -> None:
    client.force_login(alice)
    shown = send(client, data)
    assert (shown.status_code, school.rounds.count()) == (422, 0)
    assert shown.context["refused"][:1] == ([said] if said else [])


def test_a_group_that_does_not_exist(client: Client, alice: User) -> None:
    client.force_login(alice)
    shown = send(client, rows(4, audience="buren").encode(), audience="")
    assert shown.context["refused"] == ["Regel 2, kolom audience: ‘buren’ is geen groep."]
    absent = send(client, rows(4).encode(), audience="")
    assert absent.context["refused"] == ["Regel 1, kolom audience: de kolom audience ontbreekt."]


@pytest.mark.parametrize("given", [{"closes_on": "2026-12-24"}, {"closes_on": "2026-09-01"}, {"title": ""}])
def test_days_and_a_title_that_cannot_be(client: Client, alice: User, given: dict[str, str]) -> None:
    client.force_login(alice)
    shown = send(client, rows(4).encode(), **given)
    assert (shown.status_code, list(shown.context["form"].errors)) == (422, list(given))


def test_what_was_checked_cannot_be_changed_or_used_elsewhere(
    client: Client, alice: User, carol: User, other_school: Organisation
) -> None:
    client.force_login(alice)
    sealed = send(client, rows(*VALUES).encode()).context["sealed"]
    client.post(URL, {"checked": sealed[:-2] + "xx"})
    client.force_login(carol)
    client.post("/o/school-b/scans/import/", {"checked": sealed})
    assert Round.objects.count() == 0


def test_a_teacher_may_not(client: Client, bob: User) -> None:
    client.force_login(bob)
    assert client.get(URL).status_code == 403
