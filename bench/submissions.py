"""Survey submissions a second over HTTP, on both databases, beside a Django survey app; every stored count is checked."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench import load, peers, servers
from bench.tables import load_average, table
from vierspan.frameworks import library

CLIENTS = (1, 4, 16)
SECONDS = 4.0
WARM_UP = 40
ITEMS = [item.code for item in library.instrument("perception", "1.0").items_for("teachers")]
WORDS = "Ik wil graag iemand die een uur meekijkt in mijn les als ik iets nieuws probeer."
GRANIAN = [
    "--interface",
    "wsgi",
    "--host",
    "127.0.0.1",
    "--no-ws",
    "--workers",
    "2",
    "--blocking-threads",
    "8",
    "--log-level",
    "warning",
]


@dataclass(frozen=True)
class Subject:
    """A program that counts forms: who prepares and reads it, how it is served, which variables it needs."""

    name: str
    python: str
    module: str
    environment: Mapping[str, str]
    has_words: bool = False

    def serve(self, port: int) -> list[str]:
        here = Path(self.python).parent
        if self.module == "bench.answering":
            return [str(here / "vierspan"), "start", "--port", str(port)]
        return [
            str(here / "granian"),
            *GRANIAN,
            "--port",
            str(port),
            "--factory",
            "django.core.wsgi:get_wsgi_application",
        ]

    def ask(self, database: Mapping[str, str], said: object) -> dict[str, object]:
        environment = {**os.environ, **self.environment, **database}
        command = [self.python, "-m", self.module]
        done = subprocess.run(
            command,
            cwd=servers.ROOT,
            env=environment,
            input=json.dumps(said),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        answer: dict[str, object] = json.loads(done.stdout)
        return answer


@dataclass(frozen=True)
class Row:
    subject: str
    database: str
    clients: int
    sent: load.Sent


def subjects() -> tuple[list[Subject], str]:
    """Vierspan and the peer, the peer as it comes and as it is at its best; or why the peer is not there."""
    settings = {"DJANGO_SETTINGS_MODULE": "vierspan.config.settings"}
    found = [Subject("Vierspan", sys.executable, "bench.answering", settings)]
    found.append(Subject("Vierspan, each with an answer in words", sys.executable, "bench.answering", settings, True))
    try:
        python = peers.python_of("survey")
    except peers.NotInstalled as fault:
        return found, f"django-survey-and-report could not be installed: {fault}\n"
    peer = {"DJANGO_SETTINGS_MODULE": "bench.peers.survey_project"}
    found.append(Subject("django-survey-and-report 1.5.0", python, "bench.peers.survey", peer))
    found.append(Subject("the same, ATOMIC_REQUESTS on", python, "bench.peers.survey", {**peer, "BENCH_ATOMIC": "1"}))
    return found, ""


def people(number: int = 60) -> list[dict[str, str]]:
    """What so many different people answer: mostly on the scale, some "don't know", some left blank."""
    values = ("4", "3", "5", "2", "4", "dk", "3", "1", "", "4", "na")
    said = [{item: values[(person * 3 + place) % 11] for place, item in enumerate(ITEMS)} for person in range(number)]
    return [{item: value for item, value in each.items() if value} for each in said]


def target(subject: Subject, made: Mapping[str, object], port: int) -> load.Target:
    extra = {**made["extra"], **({"Q1": WORDS} if subject.has_words else {})}  # type: ignore[dict-item]
    bodies = tuple(urlencode({**fields, **extra}) for fields in made["fields"])  # type: ignore[attr-defined]
    return load.Target(port, str(made["path"]), bodies, made["headers"])  # type: ignore[arg-type]


def measure(subject: Subject, kind: str) -> Iterator[Row]:
    """One row for each number of clients, against one server; after each run all counts must be as they were sent."""
    port = servers.free_port()
    with servers.database(kind) as database:
        made = subject.ask(database, {"items": ITEMS, "answers": people()})
        environment = {**subject.environment, **database}
        aim, total = target(subject, made, port), load.Sent()
        with servers.serving(subject.serve(port), environment, port, str(made["path"])):
            total.bodies += load.send(aim, 4, SECONDS, WARM_UP).bodies
            for clients in CLIENTS if not subject.has_words else (4,):
                sent = load.send(aim, clients, SECONDS)
                total.bodies += sent.bodies
                check(subject, made["names"], total, subject.ask(database, None))  # type: ignore[arg-type]
                yield Row(subject.name, kind, clients, sent)


def check(subject: Subject, names: Mapping[str, str], total: load.Sent, stored: Mapping[str, object]) -> None:
    """What is stored equals what was sent: the responses, each value of each item, the answers in words."""
    responses = total.bodies.total()
    assert stored["responses"] == responses, f"{subject.name}: {stored['responses']} stored, {responses} sent"
    wanted = {names[field]: counts for field, counts in load.ticks(total.bodies, list(names)).items()}
    assert stored["items"] == wanted, f"{subject.name}: the answers differ: {stored['items']} is not {wanted}"
    if subject.has_words:
        assert stored["texts"] == responses, f"{subject.name}: {stored['texts']} texts, {responses} sent"


def cell(row: Row | None) -> str:
    return f"{row.sent.rate:.0f} ({row.sent.p50:.0f} / {row.sent.p95:.0f} ms)" if row else "–"


def tabled(rows: Sequence[Row]) -> str:
    by_place = {(row.subject, row.database, row.clients): row for row in rows}
    headings = ["", "database", *(f"{clients} client{'s' if clients > 1 else ''}" for clients in CLIENTS)]
    kinds = dict.fromkeys((row.subject, row.database) for row in rows)
    return table(headings, [[*kind, *(cell(by_place.get((*kind, clients))) for clients in CLIENTS)] for kind in kinds])


def main() -> None:
    average = load_average()
    found, missing = subjects()
    rows = []
    for subject in found:
        for kind in servers.DATABASES:
            for row in measure(subject, kind):
                print(f"  {subject.name}, {kind}, {row.clients}: {cell(row)}", file=sys.stderr)
                rows.append(row)
    print(f"## Survey submissions a second ({len(ITEMS)} items), with p50 / p95\n")
    print(tabled(rows))
    print(missing + NOTES.format(average=average, seconds=SECONDS, forms=sum(len(row.sent.times) for row in rows)))


NOTES = """
{forms} forms were sent by POST, each with all answers, in runs of {seconds:.0f} seconds, to granian with 2 workers as
`vierspan start` runs it. After each run the number of responses and of each answer to each item were read back, and they
equal what was sent. Clients, server and database share the cores; the load average before the run was {average}.
Both programs use the same server, databases and connection pool. The peer stores a row for each answer of each respondent;
Vierspan stores only counts, and submissions of one audience wait for each other. Answers in words cost Vierspan more the
more there are, because all are written anew so that their order tells nothing.
"""

if __name__ == "__main__":
    main()
