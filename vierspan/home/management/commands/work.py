"""``vierspan work``: does what waits in the rows, looking every twenty seconds."""

import logging
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Event
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from vierspan.plans import tasks as plans
from vierspan.surveys import tasks as surveys

logger = logging.getLogger(__name__)
PAUSE = 20  # seconds
TASKS: tuple[Callable[..., object], ...] = (surveys.send_due_letters, plans.send_due_check_ins)


class Command(BaseCommand):
    help = "Do the work that waits, such as sending letters, and look again every twenty seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="look once and stop; fails when a task failed")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        stop = Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            failed = [task.__name__ for task in TASKS if not _done(task)]
            if once:
                if failed:
                    raise CommandError(f"failed: {', '.join(failed)}")
                return
            close_old_connections()
            stop.wait(PAUSE)


def _done(task: Callable[..., object]) -> bool:
    """Whether the task ran to its end; one that fails is logged and keeps no other from its turn."""
    try:
        task(on=timezone.localdate())
    except Exception:
        logger.exception("%s failed", task.__name__)
        return False
    return True
