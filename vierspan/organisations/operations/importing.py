"""Schools from a list: all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vierspan.audit import models as audit
from vierspan.organisations.import_plan import Outcome, Plan, Register, State, make_plan
from vierspan.organisations.lists import Refusal, SchoolList, SchoolRow
from vierspan.organisations.models import Affiliation, Organisation, Site

BATCH = 500


class ImportClash(Exception):
    """Somebody else wrote the same schools at the same moment."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do."""

    schools: tuple[Outcome, ...]
    sites_made: int
    sites_changed: int
    refused: tuple[Refusal, ...]

    def _count(self, state: State) -> int:
        return sum(school.state == state for school in self.schools)

    @property
    def made(self) -> int:
        return self._count("made")

    @property
    def changed(self) -> int:
        return self._count("changed")

    @property
    def unchanged(self) -> int:
        return self._count("unchanged")

    @property
    def joined(self) -> int:
        """Schools that begin to belong to the group."""
        return sum(school.joins for school in self.schools)


def import_schools(
    *,
    rows: Sequence[SchoolRow],
    group: Organisation | None,
    actor: object,
    on: date,
    from_date: date | None = None,
    take_existing: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Make and change schools and sites after a list, and let them belong to ``group`` from ``from_date`` (else ``on``).

    A school is recognised by its institution number, else by name and address; a second import of a list changes
    nothing. What the list leaves empty stays. With a group, a school that is here outside it is refused, unless
    ``take_existing`` (the operator). One transaction; raises ImportClash when another import was first.
    """
    try:
        with transaction.atomic():
            members = _Members(group, on)
            plan = make_plan(
                SchoolList(tuple(rows), ()).schools,
                Register(Organisation.objects.order_by("pk"), Site.objects.order_by("pk")),
                on=on,
                members=members.now if group else None,
                take_existing=take_existing,
            )
            report = ImportReport(
                tuple(plan.outcomes), len(plan.new_sites), len(plan.changed_sites), tuple(plan.refused)
            )
            if not dry_run:
                _write(plan)
                members.add(plan.joining, from_date or on)
                audit.record(
                    actor=str(actor),
                    organisation_id=group.pk if group else None,
                    verb="schools.imported",
                    target=group or "schools",
                    changes=_counts(report),
                )
            return report
    except IntegrityError as clash:
        raise ImportClash(
            _("Somebody else changed these schools at the same moment. Nothing was brought in; try again.")
        ) from clash


def _write(plan: Plan) -> None:
    Organisation.objects.bulk_create(plan.new_schools, batch_size=BATCH)
    Site.objects.bulk_create(plan.new_sites, batch_size=BATCH)
    schools = ["name", "number", "network", "level", "website"]
    Organisation.objects.bulk_update(plan.changed_schools, schools, batch_size=BATCH)
    sites = ["number", "name", "street", "house_number", "postcode", "municipality", "province"]
    Site.objects.bulk_update(plan.changed_sites, [*sites, "latitude", "longitude", "is_head_office"], batch_size=BATCH)


class _Members:
    """Which schools belong to the group on a day or later, and until when others did."""

    def __init__(self, group: Organisation | None, on: date) -> None:
        self.group = group
        self.now: set[int] = set()
        self.left: dict[int, date] = {}
        for school, until in Affiliation.objects.filter(group=group).values_list("school_id", "until_date"):
            if until is None or until >= on:
                self.now.add(school)
            else:
                self.left[school] = max(until, self.left.get(school, until))

    def add(self, schools: Iterable[Organisation], from_date: date) -> None:
        """From the day, but never over an earlier period in the group."""
        first = {school: until + timedelta(days=1) for school, until in self.left.items()}
        Affiliation.objects.bulk_create(
            [
                Affiliation(school=school, group=self.group, from_date=max(from_date, first.get(school.pk, from_date)))
                for school in schools
            ],
            batch_size=BATCH,
        )


def _counts(report: ImportReport) -> dict[str, int]:
    names = ("made", "changed", "unchanged", "joined", "sites_made", "sites_changed")
    return {**{name: getattr(report, name) for name in names}, "refused": len(report.refused)}
