"""The results page and the report of a round that 30, 3,000 and 13,000 teachers answered."""

import io
import sys

import django

django.setup()

from datetime import timedelta  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from bench.measuring import Timed, page, timed  # noqa: E402
from bench.tables import load_average, table  # noqa: E402
from vierspan.access.models import Membership, User  # noqa: E402
from vierspan.access.permissions import Role  # noqa: E402
from vierspan.frameworks import library  # noqa: E402
from vierspan.organisations.models import Organisation  # noqa: E402
from vierspan.surveys import tallies  # noqa: E402
from vierspan.surveys.models import Access, Audience, Round, Tally  # noqa: E402
from vierspan.surveys.questionnaire import tally_form  # noqa: E402

SIZES = (30, 3_000, 13_000)
AIMS = {"page": 300, "PDF": 1000}  # milliseconds


def make_round(school: Organisation, count: int) -> Round:
    """A closed round in which so many teachers each answered a little else, the same each time."""
    today = timezone.localdate()
    instrument = library.instrument("perception", "1.0")
    form, made = tally_form(instrument, "teachers"), today - timedelta(days=20)
    counts = tallies.empty(form)
    for person in range(count):
        answers = {item.code: 1 + (person * 3 + place * place) % 5 for place, item in enumerate(form.items)}
        counts = tallies.add(counts, form, answers)
    round = Round.objects.create(
        organisation=school,
        title=f"Scan {count}",
        instrument="perception",
        version="1.0",
        access=Access.LINK,
        opens_on=made,
        closes_on=made + timedelta(days=14),
        link_key=f"bench{count}",
        opened_at=timezone.now() - timedelta(days=20),
    )
    audience = Audience.objects.create(
        organisation=school, round=round, key="teachers", head_count=count + 1, responses=count
    )
    Tally.objects.create(audience=audience, counts=counts)
    return round


def measure(count: int) -> dict[str, Timed]:
    """Page, PDF and DOCX through the door, as a person asks for them; each says how many answered."""
    school = Organisation.objects.create(name=f"School {count}", slug=f"school-{count}", level="primary")
    user = User.objects.create_user(f"head{count}@voorbeeld.be", None, name="Directie")
    Membership.objects.create(
        organisation=school, user=user, role=Role.HEAD, from_date=timezone.localdate() - timedelta(days=90)
    )
    place = [school.slug, make_round(school, count).pk]
    client = Client()
    client.force_login(user)
    results, download = reverse("surveys:result", args=place), reverse("surveys:report_download", args=place)
    found = {
        "page": timed(lambda: page(client, results)),
        "PDF": timed(lambda: page(client, f"{download}?format=pdf"), runs=10),
        "DOCX": timed(lambda: page(client, f"{download}?format=docx"), runs=10),
    }
    said = f"{count} van de {count + 1} leraren"
    assert said in found["page"].made.decode(), f"the page does not say: {said}"
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(found["PDF"].made)).pages)
    assert said in " ".join(text.split()), f"the report does not say: {said}"
    return found


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    average = load_average()
    rows = []
    for count in SIZES:
        found = measure(count)
        for name, aim in AIMS.items():
            if found[name].p50 > aim:
                print(f"slower than meant: {name} at {count}: {found[name]} ms", file=sys.stderr)
        rows.append([f"{count:,} teachers", *found.values(), found["page"].queries])
    print("## Results of a round: p50 / p95 in ms (SQLite)\n")
    print(table(["answered by", "page", "report PDF", "report DOCX", "queries of the page"], rows))
    print(NOTES.format(average=average))


NOTES = """Asked for as a signed-in person, so with the door, the queries and the drawing of all pictures. The number
of answers was read back from the page and from the PDF. Load average before the run: {average}.
"""


if __name__ == "__main__":
    main()
