"""Many at once, the same code twice, and killed in the middle: on a database that several processes share.

Slower than the others: a process of its own, eight threads, and a dozen children that die.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Access, Audience
from vierspan.surveys.tests.make import make_codes, make_open_round
from vierspan.surveys.tests.processes import shared_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def audience(school: Organisation) -> Audience:
    made = make_open_round(school, access=Access.CODES, audiences={"teachers": 200}).audiences.get()
    make_codes(made, 200)
    return made


def crowd(deed: str, audience: Audience, place: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "vierspan.surveys.tests.crowd", deed, str(audience.pk)],
        env={**os.environ, "DATABASE_URL": shared_database(place), "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_eight_at_a_time_are_all_counted_exactly(audience: Audience, tmp_path: Path) -> None:
    found = crowd("many", audience, tmp_path)
    assert found["responses"] == 200
    assert found["counts"]["item:V1"] == {**dict.fromkeys("12345", 40), "dk": 0, "na": 0, "blank": 0}
    assert found["counts"]["complete:X2"] == dict.fromkeys("12345", 40)
    assert found["counts"]["mean:X"] == {f"2:{2 * value}": 40 for value in range(1, 6)}
    assert found["used"] == list(range(1, 201))
    assert found["texts"] == sorted(f"Antwoord {value}" for value in range(1, 6) for _ in range(40))


def test_one_code_sent_twice_at_once_is_counted_once(audience: Audience, tmp_path: Path) -> None:
    found = crowd("twins", audience, tmp_path)
    assert found["said"] == ["counted", "used"]
    assert (found["responses"], found["used"], len(found["texts"])) == (1, [1], 1)
    assert sum(found["counts"]["item:V1"].values()) == 1


def test_killed_in_the_middle_nothing_is_counted_and_the_code_still_works(audience: Audience, tmp_path: Path) -> None:
    found = crowd("killed", audience, tmp_path)
    assert found["ends"] == [signal.SIGKILL] * (found["statements"] + 1)
    assert found["statements"] >= 8
    assert (found["responses"], found["used"], found["texts"]) == (1, [2], ["Antwoord 3"])
    assert found["counts"]["item:V1"] == {**dict.fromkeys("12345", 0), "3": 1, "dk": 0, "na": 0, "blank": 0}
