"""An ICT policy plan as Word and PDF, with 60 and with 600 sections, beside RDMO's export of as many answers."""

import io
import json
import os
import subprocess
from datetime import date
from itertools import cycle, islice

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from docx import Document as WordFile  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from bench import peers  # noqa: E402
from bench.measuring import Timed, percentiles, timed  # noqa: E402
from bench.tables import load_average, table  # noqa: E402
from vierspan.access.models import User  # noqa: E402
from vierspan.base.documents import Document, Heading, Markdown, Part, docx, pdf  # noqa: E402
from vierspan.home.demo import answers, plan  # noqa: E402
from vierspan.organisations.models import Organisation  # noqa: E402
from vierspan.plans.documents import plan_document  # noqa: E402
from vierspan.plans.models import Plan  # noqa: E402
from vierspan.surveys.queries.results import vierspan_of  # noqa: E402

SIZES = {60: 10, 600: 4}  # sections: runs
TEXTS = list(plan.TEXTS.values())


def make_plan() -> Plan:
    """A school's plan in force, with goals, their actions and indicators, and a scan to draw."""
    today = timezone.localdate()
    school = Organisation.objects.create(name="School", slug="school", level="primary")
    answers.finished_scan(school, today)
    user = User.objects.create_user("lead@voorbeeld.be", None, name="Lead")
    return plan.in_force(school, dict.fromkeys(("technisch", "pedagogisch", "directie", "groep"), user), today)


def document(made: Plan, sections: int, on: date) -> Document:
    """The plan's own document. No template has so many sections, so its texts and goals are repeated until there are."""
    picture = vierspan_of(made.organisation, "nl", on)
    written = plan_document(made, "nl", on, pictures=[picture] if picture else [])
    more: list[Part] = [Heading(1, "Nog meer onderdelen")]
    rest = sections - titles(written, 2)
    for number, text in enumerate(islice(cycle(TEXTS), rest)):
        more += [Heading(2, f"Onderdeel {number + 1}"), Markdown(text)]
    goals = written.parts[written.parts.index(Heading(1, "Doelen en acties")) :]
    again = [part for part in goals if not (isinstance(part, Heading) and part.level < 3)]
    return Document(
        written.title, written.subtitle, written.organisation, "nl", written.date_text,
        (*written.parts, *more, *(again * (sections // 60 - 1))),
    )  # fmt: skip


def titles(document: Document, level: int) -> int:
    return sum(isinstance(part, Heading) and part.level == level for part in document.parts)


def check_word(made: bytes, wanted: Document) -> None:
    """Opened again, the file has each heading once, at its level."""
    file = WordFile(io.BytesIO(made))
    for level in (1, 2, 3):
        found = [each.text for each in file.paragraphs if each.style.name == f"Heading {level}"]
        assert len(found) == titles(wanted, level), f"Word, level {level}: {len(found)}, not {titles(wanted, level)}"


def check_pdf(made: bytes, wanted: Document) -> None:
    """Opened again, the bookmarks are the headings."""

    def count(outline: list[object]) -> int:
        return sum(count(each) if isinstance(each, list) else 1 for each in outline)

    found = count(PdfReader(io.BytesIO(made)).outline)
    headings = sum(isinstance(part, Heading) for part in wanted.parts)
    assert found >= headings, f"PDF: {found} bookmarks, {headings} headings"


def ours(made: Plan, sections: int, runs: int) -> tuple[Timed, Timed]:
    """From the database to the bytes of the file, in Word and in PDF."""
    today = timezone.localdate()
    wanted = document(made, sections, today)
    assert titles(wanted, 2) == sections
    word = timed(lambda: docx.write(document(made, sections, today)), runs)
    check_word(word.made, wanted)
    paper = timed(lambda: pdf.write(document(made, sections, today)), runs)
    check_pdf(paper.made, wanted)
    return word, paper


def theirs() -> list[tuple[str, str]]:
    """RDMO's export of projects in which as many questions were answered with the same texts, for each size."""
    try:
        python = peers.python_of("rdmo")
    except peers.NotInstalled as fault:
        return [(f"not installed: {fault}", "not installed")] * len(SIZES)
    wanted = [{"sections": list(islice(cycle(TEXTS), size)), "runs": runs // 2} for size, runs in SIZES.items()]
    done = subprocess.run(
        [python, "-m", "bench.peers.rdmo"],
        cwd=peers.ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.peers.rdmo_project"},
        input=json.dumps(wanted),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert [each["headings"] for each in found] == list(SIZES), f"RDMO's headings: {found}"
    return [(shown(each["docx"]), shown(each["pdf"]) or "not possible without LaTeX") for each in found]


def shown(times: list[float]) -> str:
    return " / ".join(f"{each:.0f}" for each in percentiles(times)) if times else ""


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    average, made, rows = load_average(), make_plan(), []
    for (sections, runs), peer in zip(SIZES.items(), theirs(), strict=True):
        rows.append([f"Vierspan, {sections} sections", *ours(made, sections, runs)])
        rows.append([f"RDMO 2.5.2, {sections} answers", *peer])
    print("## A plan as a file: p50 / p95 in ms\n")
    print(table(["", "Word", "PDF"], rows))
    print(NOTES.format(average=average))


NOTES = """Each file was opened again and its headings counted. Vierspan's has tables of actions and indicators, drawn pictures
and a table of contents as well; RDMO's has as many of the same texts as answers, by its own export, which goes through pandoc.
Load average before the run: {average}.
"""

if __name__ == "__main__":
    main()
