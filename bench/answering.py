"""Vierspan as a subject of bench.submissions: a round made through its own operations, read back from its tables."""

import json
import sys

import django

django.setup()

from datetime import timedelta  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from vierspan.access.models import User  # noqa: E402
from vierspan.organisations.models import Organisation  # noqa: E402
from vierspan.surveys.models import Access, Audience, FreeText, Tally  # noqa: E402
from vierspan.surveys.operations import rounds  # noqa: E402


def prepare(items: list[str], answers: list[dict[str, str]]) -> dict[str, object]:
    """An open round of the perception scan among teachers, by one open link."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    today = timezone.localdate()
    school = Organisation.objects.create(name="School", slug="school", level="primary")
    made = rounds.add_round(
        organisation=school,
        actor=User.objects.create_user("lead@voorbeeld.be", None, name="Lead"),
        title="Scan",
        instrument="perception",
        access=Access.LINK,
        opens_on=today,
        closes_on=today + timedelta(days=14),
        remind_on=None,
        audiences={"teachers": 13_000},
    )
    rounds.open_round(round=made, actor="Lead", at=timezone.now(), on=today)
    return {
        "path": reverse("surveys:answer", args=[made.link_key, "teachers"]),
        "fields": answers,
        "extra": {"go": "send", "step": "8"},
        "headers": {},
        "names": {item: item for item in items},
    }


def stored() -> dict[str, object]:
    """How many responses there are, and of each item how often each value was answered."""
    audience, tally = Audience.objects.get(), Tally.objects.get()
    cells = {key[5:]: dict(found) for key, found in tally.counts.items() if key.startswith("item:")}
    blank = sum(found.pop("blank") for found in cells.values())
    items = {key: {value: count for value, count in found.items() if count} for key, found in cells.items()}
    assert sum(map(sum, (found.values() for found in items.values()))) + blank == audience.responses * len(items)
    return {"responses": audience.responses, "items": items, "texts": FreeText.objects.count()}


if __name__ == "__main__":
    given = json.load(sys.stdin)
    print(json.dumps(stored() if given is None else prepare(**given)))
