"""Six who write at once, in a process of its own: ``python -m vierspan.plans.tests.writers DEED PLAN``.

Threads need a database that they share; test_two_at_once.py hands one in through DATABASE_URL. Prints, as JSON, what each
was told and what the tables hold afterwards.
"""

import json
import sys
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import django

WRITERS = 6


def together(deed: Callable[[int], str]) -> list[str]:
    """What each of six was told who did it at the same moment."""
    from django.db import connection

    from vierspan.plans.locks import EditedMeanwhile, NotWritable

    start, said = Barrier(WRITERS), [""] * WRITERS

    def run(number: int) -> None:
        start.wait()
        try:
            said[number] = deed(number)
        except EditedMeanwhile as meeting:
            said[number] = f"met {meeting.current.edition}"
        except NotWritable:
            said[number] = "refused"
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def section(plan: Any) -> dict[str, Any]:
    from vierspan.plans.operations import sections

    row = plan.sections.get(key="vision.ict")

    def write(number: int) -> str:
        sections.write_section(section=row, body=f"Tekst {number}", edition=0, actor=f"Schrijver {number}")
        return f"saved {number}"

    said = together(write)
    row.refresh_from_db()
    return {"said": said, "body": row.body, "edition": row.edition}


def start(plan: Any) -> dict[str, Any]:
    from vierspan.plans.operations import states
    from vierspan.plans.tests.make import NOW

    plans = list(plan.organisation.plans.all())

    def begin(number: int) -> str:
        states.start(plan=plans[number], actor="Ann", at=NOW)
        return "started"

    return {"said": together(begin), "in_force": plan.organisation.plans.filter(state="in_force").count()}


if __name__ == "__main__":
    django.setup()
    from vierspan.plans.models import Plan

    found = {"section": section, "start": start}[sys.argv[1]](Plan.objects.get(pk=sys.argv[2]))
    sys.stdout.write(json.dumps(found))
