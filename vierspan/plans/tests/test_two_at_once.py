"""Six who save at the same moment, on a database that they share. Slower than the others: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vierspan.organisations.models import Organisation
from vierspan.plans.models import Plan, State
from vierspan.plans.tests.make import make_plan
from vierspan.plans.tests.writers import WRITERS
from vierspan.surveys.tests.processes import shared_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def writers(deed: str, plan: Plan, place: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "vierspan.plans.tests.writers", deed, str(plan.pk)],
        env={**os.environ, "DATABASE_URL": shared_database(place), "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_of_six_who_save_one_section_one_is_saved_and_five_meet_it(school: Organisation, tmp_path: Path) -> None:
    found = writers("section", make_plan(school), tmp_path)
    *met, saved = found["said"]
    assert met == ["met 1"] * (WRITERS - 1)
    assert (found["body"], found["edition"]) == (f"Tekst {saved.removeprefix('saved ')}", 1)


def test_of_six_plans_that_begin_at_once_one_comes_into_force(school: Organisation, tmp_path: Path) -> None:
    plans = [make_plan(school, title=f"Plan {i}", state=State.APPROVED) for i in range(WRITERS)]
    found = writers("start", plans[0], tmp_path)
    assert found == {"said": ["refused"] * (WRITERS - 1) + ["started"], "in_force": 1}
