"""``vierspan administrator``: the first person of a new installation, invited by mail."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.text import slugify

from vierspan.access import operations
from vierspan.access.permissions import Role
from vierspan.organisations.models import Kind, Organisation


class Command(BaseCommand):
    help = "Make an organisation where it is not there yet, and invite its first administrator by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="its name")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.SCHOOL)
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"{options['email']} is not an e-mail address.") from None
        organisation, made = Organisation.objects.get_or_create(
            slug=slugify(options["organisation"])[:80],
            defaults={"name": options["organisation"], "kind": options["kind"]},
        )
        try:
            operations.invite(
                organisation=organisation,
                email=options["email"],
                name=options["name"],
                role=Role.SYSTEM_ADMINISTRATOR,
                actor="command line",
                at=timezone.now(),
            )
        except operations.NotPossible as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(
            f"{organisation} {'made' if made else 'was there'}; the invitation went to {options['email']}."
        )
