"""``vierspan tidy``, once a night."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from vierspan.home.tidy import tidy


class Command(BaseCommand):
    help = "Deletes and blanks what was kept long enough (base/retention.toml), and sessions that have expired."

    def handle(self, *args: Any, **options: Any) -> None:
        for done in tidy(timezone.now()):
            if done.rows:
                self.stdout.write(f"{done.model}: {done.then} {done.rows}")
        call_command("clearsessions")
