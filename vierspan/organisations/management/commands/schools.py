"""``vierspan schools import``: bring a list of schools in from the machine's own command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from vierspan.base.sheets import SheetFault, read_table
from vierspan.organisations import lists, operations
from vierspan.organisations.models import Level, Organisation


class Command(BaseCommand):
    help = "Work with lists of schools."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        part = parts.add_parser("import", help="Make and change schools after a list (CSV or XLSX).")
        shipped = ", ".join(lists.SHIPPED_BY_KEY)
        part.add_argument("file", help=f"A file, or the name of a list that comes with Vierspan: {shipped}.")
        part.add_argument("--group", metavar="SLUG", help="The group that the schools belong to from today.")
        part.add_argument("--level", choices=Level.values, default="", help="For schools whose list says no level.")
        part.add_argument("--dry-run", action="store_true", help="Say what would happen and change nothing.")

    @no_translations
    def handle(self, *, file: str, group: str | None, level: str, dry_run: bool, **given: Any) -> None:
        found = self._read(file, level)
        into = Organisation.objects.exclude(kind="school").filter(slug=group).first() if group else None
        if group and into is None:
            raise CommandError(f"There is no group with the slug {group}.")
        try:
            report = operations.import_schools(
                rows=found.rows,
                group=into,
                actor="vierspan schools import",
                on=timezone.localdate(),
                take_existing=True,
                dry_run=dry_run,
            )
        except operations.ImportClash as clash:
            raise CommandError(str(clash)) from clash
        self._tell(report, [*found.refused, *report.refused], dry_run=dry_run)

    def _read(self, file: str, level: str) -> lists.SchoolList:
        if shipped := lists.SHIPPED_BY_KEY.get(file):
            return lists.read_shipped(shipped)
        try:
            return lists.read(read_table(Path(file).read_bytes(), file), level=level)
        except (OSError, SheetFault, lists.ListFault) as fault:
            raise CommandError(f"{file}: {fault}") from fault

    def _tell(self, report: operations.ImportReport, refused: list[lists.Refusal], *, dry_run: bool) -> None:
        for refusal in sorted(refused, key=lambda refusal: refusal.line):
            self.stdout.write(f"line {refusal.line}: {refusal.reason}")
        self.stdout.write(
            f"schools: {report.made} made, {report.changed} changed, {report.unchanged} unchanged, {report.joined} joined; "
            f"sites: {report.sites_made} made, {report.sites_changed} changed; lines refused: {len(refused)}"
        )
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
