"""``vierspan plan export``: the policy plan as a file, without a browser."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from vierspan.organisations.models import Organisation
from vierspan.plans.exporting import FORMATS, export
from vierspan.plans.models import Plan
from vierspan.plans.queries.plans import plan_to_export


class Command(BaseCommand):
    help = "Writes the policy plan of an organisation as a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("export", help="the plan in force, or else the newest")
        verb.add_argument("--organisation", required=True, metavar="SLUG")
        verb.add_argument("--format", required=True, choices=list(FORMATS))
        verb.add_argument("--out", required=True, type=Path, metavar="FILE")
        verb.add_argument("--plan", type=int, metavar="ID", help="another plan of the organisation")
        verb.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = self._plan(options["organisation"], options["plan"])
        written = export(plan, options["format"], language=options["language"], on=timezone.localdate())
        try:
            options["out"].write_bytes(written)
        except OSError as fault:
            raise CommandError(f"{options['out']} cannot be written: {fault.strerror}") from None
        self.stdout.write(f"{plan} → {options['out']} ({len(written)} bytes)")

    def _plan(self, slug: str, plan_id: int | None) -> Plan:
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            raise CommandError(f"There is no organisation with the slug {slug!r}.")
        plan = organisation.plans.filter(pk=plan_id).first() if plan_id else plan_to_export(organisation)
        if plan is None:
            raise CommandError(f"{organisation} has no {'such plan' if plan_id else 'plan yet'}.")
        return plan
