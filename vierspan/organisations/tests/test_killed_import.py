"""An import whose process is killed in the middle leaves nothing behind, and the next one finds the way free."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

PREPARE = """
import sys, time
from datetime import date
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from vierspan.organisations import lists
from vierspan.organisations.models import Organisation, Site
from vierspan.organisations.operations import import_schools

rows = lists.read_shipped(lists.SHIPPED_BY_KEY["flemish-secondary-2015"]).rows

def bring_in():
    import_schools(rows=rows, group=None, actor="test", on=date(2026, 11, 23))

def tell():
    print(Organisation.objects.count(), Site.objects.count(), flush=True)

def halt(execute, sql, params, many, context):
    if 'INSERT INTO "organisations_site"' in sql:
        tell()
        time.sleep(60)
    return execute(sql, params, many, context)
"""
PROGRAM = {
    "begin": 'call_command("migrate", verbosity=0)\ntell()',
    "halfway": "with connection.execute_wrapper(halt):\n    bring_in()",
    "look": "tell()",
    "whole": "bring_in()\ntell()",
}


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    """Of a process with a database that two processes can see: the tests' own on PostgreSQL, a file on SQLite."""
    url = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}


def start(part: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    program = [sys.executable, "-c", PREPARE + PROGRAM[part]]
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen(program, env=environment, cwd=root, stdout=subprocess.PIPE, text=True)


def said(part: str, environment: dict[str, str]) -> str:
    process = start(part, environment)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return out


@pytest.mark.slow  # five processes that each start Django
def test_a_killed_import_leaves_nothing_and_hinders_nobody(environment: dict[str, str]) -> None:
    assert said("begin", environment) == "0 0\n"
    process = start("halfway", environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "951 0\n", "the schools are written, their sites not yet"
    process.kill()
    assert process.wait(timeout=60) == -signal.SIGKILL
    process.stdout.close()
    assert said("look", environment) == "0 0\n"
    assert said("whole", environment) == "951 1093\n"
