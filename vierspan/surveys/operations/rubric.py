"""What leaders and ICT team do with the Kijkwijzer: start a sitting, choose levels together, follow up next steps."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Assessment, Choice, StepState
from vierspan.surveys.queries.rubric import mark_of


class AlreadyFinished(Exception):
    """The sitting is over; its choices stand."""


class ChangedMeanwhile(Exception):
    """Somebody else chose for this aspect since the page was opened; ``choice`` is theirs."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        super().__init__(
            _("%(name)s changed this aspect while you were writing. Both texts are shown; save again to keep yours.")
            % {"name": choice.chosen_by}
        )


@transaction.atomic
def start(*, organisation: Organisation, title: str, held_on: date, present: str, actor: User) -> Assessment:
    """Open a sitting with the newest rubric, pinned to its version."""
    assessment = Assessment.objects.create(
        organisation=organisation,
        title=title,
        held_on=held_on,
        present=present,
        version=library.latest("rubric"),
        started_by=actor,
    )
    audit.record(
        actor=str(actor), organisation_id=organisation.pk, verb="assessment.started", target=assessment, changes={}
    )
    return assessment


@transaction.atomic
def choose(
    *, assessment: Assessment, aspect: str, level: int, evidence: str, link: str, seen: str, actor: User
) -> Choice:
    """Set the level of one aspect. ``seen`` is the mark of the choice that the page showed (``mark_of``).

    Raises AlreadyFinished, and ChangedMeanwhile when another choice has come since.
    """
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.finished_at is not None:
        raise AlreadyFinished(_("This sitting is finished. Start a new one to choose again."))
    choice = Choice.objects.filter(assessment=locked, aspect=aspect).first()
    if choice is not None and mark_of(choice) != seen:
        raise ChangedMeanwhile(choice)
    before = choice.level if choice else None
    choice = choice or Choice(organisation_id=locked.organisation_id, assessment=locked, aspect=aspect)
    if before != level:
        choice.step_state = StepState.OPEN
    choice.level, choice.evidence, choice.link, choice.chosen_by = level, evidence, link, str(actor)
    choice.save()
    audit.record(
        actor=str(actor),
        organisation_id=locked.organisation_id,
        verb="choice.made",
        target=choice,
        changes={"level": [before, level]},
    )
    return choice


@transaction.atomic
def finish(*, assessment: Assessment, actor: User, at: datetime) -> None:
    """Close the sitting; what was not chosen stays open. Raises AlreadyFinished."""
    if not Assessment.objects.filter(pk=assessment.pk, finished_at=None).update(finished_at=at):
        raise AlreadyFinished(_("This sitting was finished before."))
    audit.record(
        actor=str(actor), organisation_id=assessment.organisation_id, verb="assessment.finished", target=assessment
    )


@transaction.atomic
def set_step(*, choice: Choice, state: StepState, actor: User) -> None:
    """Say how far the next step of one aspect is."""
    before, choice.step_state = choice.step_state, state
    # update() leaves chosen_at alone: the level was not chosen anew.
    Choice.objects.filter(pk=choice.pk).update(step_state=state)
    audit.record(
        actor=str(actor),
        organisation_id=choice.organisation_id,
        verb="choice.step_set",
        target=choice,
        changes={"step": [before, str(state)]},
    )


@transaction.atomic
def remove(*, assessment: Assessment, actor: User) -> None:
    """Take the sitting away with all its choices."""
    audit.record(
        actor=str(actor), organisation_id=assessment.organisation_id, verb="assessment.removed", target=assessment
    )
    assessment.delete()
