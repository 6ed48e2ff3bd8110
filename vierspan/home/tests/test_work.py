import signal
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from vierspan.home.management.commands import work


def test_work_once_does_each_task_on_this_day(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[date] = []

    def note(*, on: date) -> None:
        done.append(on)

    monkeypatch.setattr(work, "TASKS", (note, note))
    call_command("work", once=True)
    assert len(done) == 2
    assert done[0] == done[1]


def test_a_task_that_fails_keeps_no_other_from_its_turn(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[date] = []

    def breaks(*, on: date) -> None:
        raise ValueError(on)

    def note(*, on: date) -> None:
        done.append(on)

    monkeypatch.setattr(work, "TASKS", (breaks, note))
    with pytest.raises(CommandError, match="breaks"):
        call_command("work", once=True)
    assert len(done) == 1


@pytest.mark.slow  # a process of its own
def test_work_ends_when_it_is_asked_to() -> None:
    """Asked before or during a pause, it finishes what it does and ends well."""
    script = (
        "import os, django; django.setup();"
        "from vierspan.home.management.commands import work; work.TASKS = (lambda on: print('at work', flush=True),);"
        "from django.core.management import call_command; call_command('work')"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin"}
    running = subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "at work\n"
    running.send_signal(signal.SIGTERM)
    assert running.wait() == 0
    running.stdout.close()
