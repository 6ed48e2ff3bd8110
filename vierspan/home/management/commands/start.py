"""``vierspan start``: one command from an empty folder to a running Vierspan; the second time it only starts."""

import hashlib
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from vierspan.access.models import User
from vierspan.home import demo

PAGES_FIRST = 4  # seconds that the pages get to come up before the background work wants the processor too


def _ended(process: subprocess.Popen[bytes], *, within: float) -> bool:
    try:
        process.wait(timeout=within)
    except subprocess.TimeoutExpired:
        return False
    return True


class Command(BaseCommand):
    requires_system_checks = []  # a first start and an upgrade run them; a second start is quick
    help = "Prepare the database and the static files where needed, then serve pages and do the background work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demo group into an empty database")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes that serve pages")

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare_database()
        self._prepare_static_files()
        if options["demo"] and not User.objects.exists():
            self.stdout.write("Loading the demo group …")
            demo.load(progress=self.stdout.write)
        address = f"http://{options['host']}:{options['port']}"
        self.stdout.write(self.style.SUCCESS(f"\nVierspan: {address}\n"))
        for line in demo.sign_ins():
            self.stdout.write(f"  {line}")
        self.stdout.write("\nStop with Ctrl-C.")
        self.stdout.flush()
        connection.close()
        os.environ.setdefault("VIERSPAN_BASE_URL", address)  # so that links in letters lead here
        self._serve(options["host"], options["port"], options["workers"])

    def _prepare_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("check")
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)

    def _prepare_static_files(self) -> None:
        """Collect and compress the static files, unless they are the same as last time."""
        found = sorted((path, store.path(path)) for finder in get_finders() for path, store in finder.list([]))
        marks = "".join(f"{path}{Path(full).stat().st_size}{Path(full).stat().st_mtime_ns}" for path, full in found)
        state = hashlib.sha256(marks.encode()).hexdigest()
        stamp = settings.DATA_DIR / "static.sha256"
        if not stamp.exists() or stamp.read_text() != state:
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            stamp.write_text(state)

    def _serve(self, host: str, port: int, workers: int) -> None:
        """Pages in granian, work in a process of its own; when one ends, the other does too."""
        here = Path(sys.executable).parent
        pages = [str(here / "granian"), "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
        pages += ["--workers", str(workers), "--blocking-threads", "8", "--log-level", "warning"]
        pages.append("vierspan.config.wsgi:application")
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "vierspan.config.settings"}
        running = [subprocess.Popen(pages, env=environment)]  # noqa: S603 our own program

        def stop(*_: Any) -> None:
            for process in running:
                process.terminate()

        signal.signal(signal.SIGTERM, stop)
        try:
            if not _ended(running[0], within=PAGES_FIRST):
                running.append(subprocess.Popen([sys.executable, "-m", "django", "work"], env=environment))
            running[0].wait()
        except KeyboardInterrupt:
            pass
        finally:
            stop()
            for process in running:
                process.wait()
