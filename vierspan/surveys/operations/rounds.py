"""What happens to a round: planned, opened, moved, closed, removed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.surveys import codes, questionnaire, tallies
from vierspan.surveys.models import Access, Audience, Round, Tally
from vierspan.surveys.suppression import Policy

HeadCounts = Mapping[str, int | None]  # audience → how many people it has, when known


class RoundFault(Exception):
    """Why a round cannot do this now, in a sentence for who asked."""


class NotADraft(RoundFault):
    def __init__(self) -> None:
        super().__init__(_("This scan was opened before."))


class NotOpened(RoundFault):
    def __init__(self) -> None:
        super().__init__(_("This scan is not open."))


class AlreadyClosed(RoundFault):
    def __init__(self) -> None:
        super().__init__(_("This scan is closed. Its results may have been seen, so it cannot be opened again."))


class DatesPassed(RoundFault):
    def __init__(self) -> None:
        super().__init__(_("The closing date has passed. Choose a later one first."))


class HasCodes(RoundFault):
    def __init__(self) -> None:
        super().__init__(_("Codes were made for this scan. Keep the groups that have codes, and the personal codes."))


@transaction.atomic
def add_round(
    *,
    organisation: Organisation,
    actor: User,
    title: str,
    instrument: str,
    access: str,
    opens_on: date,
    closes_on: date,
    remind_on: date | None,
    audiences: HeadCounts,
) -> Round:
    """Plan a round as a draft, pinned to the newest version of its instrument."""
    made = Round.objects.create(
        organisation=organisation,
        title=title,
        instrument=instrument,
        version=library.latest(instrument),
        access=access,
        opens_on=opens_on,
        closes_on=closes_on,
        remind_on=remind_on,
        link_key=codes.link_key(),
        created_by=actor,
    )
    asked = _asked(audiences)
    _ask(made, asked)
    audit.record(
        actor=str(actor),
        organisation_id=made.organisation_id,
        verb="round.planned",
        target=made,
        changes={"instrument": instrument, "audiences": sorted(asked)},
    )
    return made


@transaction.atomic
def edit_draft(
    *,
    round: Round,
    actor: str | User,
    title: str,
    access: str,
    opens_on: date,
    closes_on: date,
    remind_on: date | None,
    audiences: HeadCounts,
) -> None:
    """Change a draft, all but its instrument. Raises NotADraft, or HasCodes where codes would be lost."""
    held = _held(round)
    if held.opened_at is not None:
        raise NotADraft
    if access != Access.CODES and held.audiences.filter(codes__isnull=False).exists():
        raise HasCodes
    held.title, held.access = title, access
    held.opens_on, held.closes_on, held.remind_on = opens_on, closes_on, remind_on
    held.save(update_fields=["title", "access", "opens_on", "closes_on", "remind_on"])
    asked = _asked(audiences)
    _ask(held, asked)
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="round.changed",
        target=held,
        changes=_dates(held) | {"audiences": sorted(asked)},
    )


@transaction.atomic
def edit_opened(
    *, round: Round, actor: str | User, title: str, closes_on: date, remind_on: date | None, on: date
) -> None:
    """Change what may still change once people answer. Raises NotOpened or AlreadyClosed."""
    held = _held(round)
    _must_run(held, on)
    held.title, held.closes_on, held.remind_on = title, closes_on, remind_on
    held.save(update_fields=["title", "closes_on", "remind_on"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="round.changed",
        target=held,
        changes=_dates(held),
    )


@transaction.atomic
def open_round(*, round: Round, actor: str | User, at: datetime, on: date) -> None:
    """Let people in from the opening date, with all counters made at zero. Raises NotADraft or DatesPassed."""
    held = _held(round)
    if held.opened_at is not None:
        raise NotADraft
    if held.closes_on < on:
        raise DatesPassed
    instrument = library.instrument(held.instrument, held.version)
    for audience in held.audiences.all():
        form = questionnaire.tally_form(instrument, audience.key)
        Tally.objects.create(audience=audience, counts=tallies.empty(form))
    held.opened_at = at
    held.save(update_fields=["opened_at"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="round.opened",
        target=held,
        changes=_dates(held),
    )


@transaction.atomic
def close_round(*, round: Round, actor: str | User, at: datetime, on: date) -> None:
    """Close for good, before the date. Raises NotOpened or AlreadyClosed.

    Every audience is held first: who is sending at this moment is counted whole, and nobody is counted afterwards.
    """
    held = _held(round)
    _must_run(held, on)
    list(held.audiences.select_for_update().order_by("pk"))
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="round.closed",
        target=held,
        changes={"responses": sum(a.responses for a in held.audiences.all())},
    )


@transaction.atomic
def remove_round(*, round: Round, actor: str | User) -> None:
    """Remove a draft with its codes. Raises NotADraft: what people answered is never thrown away."""
    held = _held(round)
    if held.opened_at is not None:
        raise NotADraft
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="round.removed",
        target=held,
    )
    held.delete()


@transaction.atomic
def remind(*, round: Round, actor: str | User, on: date) -> None:
    """Set the reminder on this day; the letters follow by themselves. Raises NotOpened or AlreadyClosed."""
    held = _held(round)
    _must_run(held, on)
    held.remind_on = on
    held.save(update_fields=["remind_on"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="round.reminded",
        target=held,
        changes=_dates(held),
    )


@transaction.atomic
def count_heads(*, audience: Audience, actor: str | User, head_count: int | None) -> None:
    """Note how many people the audience has, against which the response is measured.

    In a draft, support staff who turn out to be few join the teachers. Raises HasCodes where codes would be lost.
    """
    held = _held(audience.round)
    asked = _asked({each.key: each.head_count for each in held.audiences.all()} | {audience.key: head_count})
    if held.opened_at is None and audience.key not in asked:
        _ask(held, asked)
    else:
        audience.head_count = head_count
        audience.save(update_fields=["head_count"])
    audit.record(
        actor=str(actor),
        organisation_id=audience.round.organisation_id,
        verb="audience.counted",
        target=audience.round,
        changes={"audience": audience.key, "head_count": head_count},
    )


def _held(round: Round) -> Round:
    return Round.objects.select_for_update().get(pk=round.pk)


def _must_run(held: Round, on: date) -> None:
    state = held.state(on)
    if state == "draft":
        raise NotOpened
    if state == "closed":
        raise AlreadyClosed


def _asked(audiences: HeadCounts) -> dict[str, dict[str, int | None]]:
    """Each audience with its numbers. Support staff below the floor are asked as teachers: alone they show nothing."""
    asked: dict[str, dict[str, int | None]] = {
        key: {"head_count": heads, "support_heads": 0} for key, heads in audiences.items()
    }
    few = audiences.get("support_staff")
    if "teachers" in asked and few is not None and few < Policy().floor:
        del asked["support_staff"]
        teachers = audiences["teachers"]
        asked["teachers"] = {"head_count": None if teachers is None else teachers + few, "support_heads": few}
    return asked


def _ask(held: Round, asked: Mapping[str, Mapping[str, int | None]]) -> None:
    """Ask these and no others. Raises HasCodes where codes would be lost."""
    dropped = held.audiences.exclude(key__in=asked)
    if dropped.filter(codes__isnull=False).exists():
        raise HasCodes
    dropped.delete()
    for key, numbers in asked.items():
        held.audiences.update_or_create(key=key, defaults={**numbers, "organisation_id": held.organisation_id})


def _dates(held: Round) -> dict[str, object]:
    days = {"opens_on": held.opens_on, "closes_on": held.closes_on, "remind_on": held.remind_on}
    return {name: day.isoformat() if day else None for name, day in days.items()}
