"""Many people who answer at once, in a process of its own: ``python -m vierspan.surveys.tests.crowd DEED AUDIENCE``.

Threads and kills need a database that processes share; test_crowd.py hands one in through DATABASE_URL. Prints, as JSON,
what the deed gave and what the tables hold afterwards.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from threading import Barrier, Thread
from typing import Any

import django

THREADS, EACH = 8, 25
TODAY = date(2026, 11, 23)


def answer(audience: Any, code: Any, value: int) -> None:
    from vierspan.surveys import ballot

    answers = dict.fromkeys(("V1", "L1", "X1", "X2", "C1", "C2", "I1", "T1"), value)
    ballot.submit(audience=audience, answers=answers, texts={"Q1": f"Antwoord {value}"}, code=code, on=TODAY)


def together(deeds: list[Callable[[], None]]) -> None:
    from django.db import connection

    start = Barrier(len(deeds))

    def run(deed: Callable[[], None]) -> None:
        start.wait()
        deed()
        connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def many(audience: Any, codes: list[Any]) -> dict[str, Any]:
    """Each thread sends 25 forms with codes of its own; value 1 to 5 in turn."""

    def person(first: int) -> None:
        for place in range(first, first + EACH):
            answer(audience, codes[place], place % 5 + 1)

    begin = time.perf_counter()
    together([partial(person, first) for first in range(0, THREADS * EACH, EACH)])
    return {"ms_each": round((time.perf_counter() - begin) * 1000 / (THREADS * EACH), 1)}


def twins(audience: Any, codes: list[Any]) -> dict[str, Any]:
    """Two threads send with one code at the same moment."""
    from vierspan.surveys import ballot

    said: list[str] = []

    def person(value: int) -> None:
        try:
            answer(audience, codes[0], value)
            said.append("counted")
        except ballot.CodeUsed:
            said.append("used")

    together([partial(person, 1), partial(person, 5)])
    return {"said": sorted(said)}


def killed(audience: Any, codes: list[Any]) -> dict[str, Any]:
    """Children that die by SIGKILL: one before each statement of its submission, and one before the commit."""
    from django.db import connection

    statements = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*given)

    with connection.execute_wrapper(count):
        answer(audience, codes[1], 3)
    connection.close()
    ends = []
    for place in range(statements + 1):
        child = os.fork()
        if child == 0:
            die_before(place, audience, codes[0])
        ends.append(os.WTERMSIG(os.waitpid(child, 0)[1]))
    return {"statements": statements, "ends": ends}


def die_before(place: int, audience: Any, code: Any) -> None:
    """Die before the statement of this place, counted from 1; 0 is the commit."""
    from django.db import connection, transaction

    seen = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == place:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    if place:
        with connection.execute_wrapper(count):
            answer(audience, code, 1)
    else:
        with transaction.atomic():
            answer(audience, code, 1)
            os.kill(os.getpid(), signal.SIGKILL)
    os._exit(0)


def held(audience: Any) -> dict[str, Any]:
    from vierspan.surveys.models import Audience, Tally

    now = Audience.objects.get(pk=audience.pk)
    return {
        "responses": now.responses,
        "counts": Tally.objects.get(audience=now).counts,
        "used": list(now.codes.exclude(used_on=None).order_by("number").values_list("number", flat=True)),
        "texts": sorted(now.texts.values_list("text", flat=True)),
    }


def main(deed: str, audience_id: str) -> None:
    django.setup()
    from vierspan.surveys.models import Audience

    audience = Audience.objects.get(pk=audience_id)
    codes = list(audience.codes.order_by("number"))
    gave = {"many": many, "twins": twins, "killed": killed}[deed](audience, codes)
    json.dump({**gave, **held(audience)}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
