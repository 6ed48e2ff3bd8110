"""The pages and files of results: what they say, what they refuse, and that nothing under the floor is in any of them."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.make import TODAY
from vierspan.access.models import User
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import FreeText, Round
from vierspan.surveys.tests.make import NOON, answer_many, make_closed_round, make_open_round, make_round, some_answers

LAST_YEAR = TODAY - timedelta(days=370)
PULSE = ("V1", "L1", "X1", "X2", "C1", "C2", "I1", "T1")
# Four people whose means nobody else has: 1, 1, 1 and 3 give 13 (12.5) with a standard deviation of 25.
FOUR = [dict.fromkeys(PULSE, value) for value in (1, 1, 1, 3)]
PAGES = ("", "dimension/V/", "texts/", "reliability/", "report/")
FILES = ("download/?format=csv", "download/?format=xlsx", "report/download/?format=pdf", "report/download/?format=docx")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """All pages look from TODAY."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def full(school: Organisation) -> Round:
    make_closed_round(school, {"teachers": some_answers("teachers", 22, 2)}, ended=LAST_YEAR, title="Vorig jaar")
    given = {
        "leaders": some_answers("leaders", 2),
        "teachers": some_answers("teachers", 25),
        "pupils": some_answers("pupils", 60, 4),
    }
    return make_closed_round(school, given, title="Najaar")


def address(round: Round, rest: str = "") -> str:
    return f"/o/{round.organisation.slug}/scans/{round.pk}/results/{rest}"


def text_of(data: bytes) -> str:
    """All words in a file, whatever it is."""
    if data[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
        return re.sub(r"<[^>]+>", " ", " ".join(parts))
    return data.decode("utf-8-sig")


def test_the_page_says_first_what_it_means(client: Client, alice: User, full: Round) -> None:
    client.force_login(alice)
    shown = client.get(address(full))
    told = shown.context["told"]
    assert shown.status_code == 200
    assert told.headline.nl in shown.content.decode().replace("&#x27;", "'")
    assert told.response.nl == "25 van de 26 leraren antwoordden (96\N{NO-BREAK SPACE}%)."
    assert [contrast.title.nl for contrast in told.contrasts] == ["Leerlingen tegenover leraren"]
    assert told.change.title.nl == "Sinds ‘Vorig jaar’"
    assert [line.nl[:32] for line in told.hidden] == ["Van de groep leidinggevenden zie"]


@pytest.mark.parametrize("rest", [*PAGES, *FILES])
def test_each_page_and_file_of_a_full_round_is_there(client: Client, alice: User, full: Round, rest: str) -> None:
    client.force_login(alice)
    assert client.get(address(full, rest)).status_code == 200


@pytest.mark.parametrize("rest", [*PAGES, *FILES])
def test_another_school_does_not_see_them(client: Client, carol: User, full: Round, rest: str) -> None:
    client.force_login(carol)
    assert client.get(address(full, rest)).status_code == 404


@pytest.mark.parametrize("rest", [*PAGES, *FILES])
def test_a_teacher_may_not_read_them(client: Client, bob: User, full: Round, rest: str) -> None:
    client.force_login(bob)
    assert client.get(address(full, rest)).status_code == 403


@pytest.mark.parametrize(
    "rest",
    [
        "?audience=parents",
        "?audience=x",
        "?with=0",
        "?with=x",
        "dimension/B/",
        "dimension/Z/",
        "texts/?audience=leaders",
    ],
)
def test_what_is_not_in_the_round_is_not_found(client: Client, alice: User, full: Round, rest: str) -> None:
    client.force_login(alice)
    assert client.get(address(full, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["download/?format=ods", "report/download/?format=odt"])
def test_only_the_files_that_we_write(client: Client, alice: User, full: Round, rest: str) -> None:
    client.force_login(alice)
    assert client.get(address(full, rest)).status_code == 404


def test_an_open_round_tells_how_many_and_nothing_else(client: Client, alice: User, school: Organisation) -> None:
    round = make_open_round(school, audiences={"teachers": 30, "leaders": 4})
    answer_many(round, "teachers", some_answers("teachers", 12, instrument="pulse"))
    answer_many(round, "leaders", some_answers("leaders", 2, instrument="pulse"))
    client.force_login(alice)
    shown = client.get(address(round))
    said = [line.nl for line in shown.context["responses"]]
    assert said == [
        "Nog minder dan 5 leidinggevenden antwoordden.",
        "12 van de 30 leraren antwoordden (40\N{NO-BREAK SPACE}%).",
    ]
    assert "told" not in shown.context
    assert {client.get(address(round, rest)).status_code for rest in (*PAGES[1:], *FILES)} == {404}


def test_a_draft_has_no_results(client: Client, alice: User, school: Organisation) -> None:
    client.force_login(alice)
    assert client.get(address(make_round(school))).status_code == 404


def test_no_figure_of_four_is_in_the_page_or_any_file(client: Client, alice: User, school: Organisation) -> None:
    round = make_closed_round(school, {"teachers": FOUR}, instrument="pulse", audiences={"teachers": 30})
    FreeText.objects.create(
        organisation=school, audience=round.audiences.get(), question="Q1", text="Dit mag niemand lezen"
    )
    client.force_login(alice)
    page = client.get(address(round)).content.decode()
    main = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    assert re.findall(r"\b(?:4|13|12[.,]5|25|75)\b", main) == []
    assert "<figure" not in page
    assert "minder dan 5 mensen antwoordden" in page
    assert {client.get(address(round, rest)).status_code for rest in PAGES[1:]} == {404}
    assert {client.get(address(round, rest)).status_code for rest in FILES[2:]} == {404}
    csv = text_of(client.get(address(round, FILES[0])).content)
    assert csv.splitlines()[1] == "Scan 1;Leraren;groep;;;;;;;;;;minder dan 5 antwoorden"
    assert len(csv.splitlines()) == 2
    rows = list(load_workbook(io.BytesIO(client.get(address(round, FILES[1])).content)).active.values)
    assert [cell for cell in rows[1] if cell not in (None, "")] == [
        "Scan 1",
        "Leraren",
        "groep",
        "minder dan 5 antwoorden",
    ]


def test_a_hidden_group_beside_a_shown_one_is_in_no_file(client: Client, alice: User, school: Organisation) -> None:
    # The pupils' scores are all 50 or 100; the teachers', of whom four answered, are 0 and 50.
    asked = some_answers("pupils", 1, instrument="pulse")[0]
    pupils = [dict.fromkeys(asked, value) for value in (*[3] * 20, *[5] * 20)]
    given = {"teachers": FOUR, "pupils": pupils}
    round = make_closed_round(school, given, instrument="pulse", audiences={"teachers": 30, "pupils": 90})
    client.force_login(alice)
    for rest in ("", "report/", *FILES):
        found = client.get(address(round, rest))
        said = text_of(found.content)
        words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", said, flags=re.DOTALL) if rest in ("", "report/") else said
        assert found.status_code == 200
        assert re.findall(r"(?<![\d.#-])(?:13|12[.,]5)(?![\d.;])", words) == [], rest
        assert "Leraren tegenover" not in words


def test_four_support_staff_are_nowhere_alone(client: Client, alice: User, school: Organisation) -> None:
    given = {"teachers": some_answers("teachers", 25), "support_staff": some_answers("support_staff", 4, 5)}
    round = make_closed_round(school, given)
    client.force_login(alice)
    rows = text_of(client.get(address(round, FILES[0])).content).splitlines()[1:]
    hidden = [row for row in rows if row.split(";")[1] != "Leraren"]
    assert [row.split(";", 1)[1] for row in hidden] == [
        "Ondersteunend personeel;groep" + 10 * ";" + "minder dan 5 antwoorden"
    ]
    assert {int(row.split(";")[5]) for row in rows if row not in hidden} <= {*range(22, 26)}
    without = make_closed_round(school, {"teachers": given["teachers"]}, title=round.title)
    assert text_of(client.get(address(without, FILES[0])).content).splitlines()[1:] == [
        r for r in rows if r not in hidden
    ]
    report = text_of(client.get(address(round, FILES[2])).content)
    assert "Ondersteunend personeel" not in report
    assert "Van de groep ondersteunende personeelsleden zie je geen cijfers" in " ".join(report.split())


def test_texts_are_shown_as_text(client: Client, alice: User, full: Round, school: Organisation) -> None:
    audience = full.audiences.get(key="teachers")
    FreeText.objects.create(organisation=school, audience=audience, question="Q1", text="<b>Meer</b> tijd")
    client.force_login(alice)
    page = client.get(address(full, "texts/")).content.decode()
    assert "&lt;b&gt;Meer&lt;/b&gt; tijd" in page


def test_with_an_older_round_as_comparison(client: Client, alice: User, full: Round, school: Organisation) -> None:
    older = make_closed_round(
        school,
        {"teachers": some_answers("teachers", 18, 4)},
        ended=LAST_YEAR - timedelta(days=300),
        title="Twee jaar geleden",
    )
    client.force_login(alice)
    assert client.get(address(full)).context["told"].change.title.nl == "Sinds ‘Vorig jaar’"
    shown = client.get(address(full, f"?with={older.pk}"))
    assert shown.context["told"].change.title.nl == "Sinds ‘Twee jaar geleden’"


def test_the_last_round_with_the_same_people_is_taken(
    client: Client, alice: User, full: Round, school: Organisation
) -> None:
    make_closed_round(
        school, {"pupils": some_answers("pupils", 30)}, ended=TODAY - timedelta(days=60), title="Leerlingen"
    )
    client.force_login(alice)
    assert client.get(address(full)).context["told"].change.title.nl == "Sinds ‘Vorig jaar’"
    assert client.get(address(full, "?audience=pupils")).context["told"].change.title.nl == "Sinds ‘Leerlingen’"


def test_a_title_that_is_a_formula_stays_a_title(client: Client, alice: User, school: Organisation) -> None:
    title = '=HYPERLINK("http://kwaad.be")'
    round = make_closed_round(school, {"teachers": some_answers("teachers", 12)}, title=title)
    client.force_login(alice)
    csv = text_of(client.get(address(round, FILES[0])).content)
    assert [line for line in csv.splitlines() if line.lstrip('"').startswith(("=", "+", "-", "@"))] == []
    sheet = load_workbook(io.BytesIO(client.get(address(round, FILES[1])).content)).active
    assert {row[0].data_type for row in sheet.iter_rows(min_row=2)} == {"s"}
    page = client.get(address(round)).content.decode()
    assert title not in page


def test_the_pdf_can_be_read_and_holds_every_part(client: Client, alice: User, full: Round) -> None:
    client.force_login(alice)
    data = client.get(address(full, FILES[2])).content
    words = re.sub(r"\s+", " ", text_of(data))
    for part in ("Najaar", "Wat opvalt", "Per onderdeel", "Leerlingen tegenover leraren", "Zin per zin", "Zo lees je"):
        assert part in words


def test_page_and_file_agree(client: Client, alice: User, full: Round) -> None:
    client.force_login(alice)
    rows = [row.split(";") for row in text_of(client.get(address(full, FILES[0])).content).splitlines()]
    mean = next(row[7] for row in rows if row[1:4] == ["Leraren", "bouwsteen", "V"])
    table = client.get(address(full)).context["told"].vierspan.table
    assert [row[1] for row in table.rows if row[0] == "Visie"] == [mean]


def test_queries_do_not_grow_with_rounds_or_answers(
    client: Client, alice: User, full: Round, school: Organisation
) -> None:
    client.force_login(alice)
    client.get(address(full))
    with CaptureQueriesContext(connection) as few:
        client.get(address(full))
    for year in range(2, 5):
        given = {"teachers": some_answers("teachers", 30), "pupils": some_answers("pupils", 30)}
        make_closed_round(school, given, ended=TODAY - timedelta(days=370 * year))
    with CaptureQueriesContext(connection) as many:
        client.get(address(full))
    assert len(many) == len(few)


def test_in_english_too(client: Client, alice: User, full: Round) -> None:
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    page = client.get(address(full)).content.decode()
    assert "25 of the 26 teachers answered (96%)." in page
