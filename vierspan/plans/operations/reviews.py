"""Recording the review of a school year."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.locks import NotWritable, lock
from vierspan.plans.models import Plan, Review, State
from vierspan.plans.review_figures import ReviewFigures


class AlreadyReviewed(Exception):
    """This school year has its review."""


@transaction.atomic
def record(
    *,
    plan: Plan,
    school_year: int,
    held_on: date,
    went_well: str,
    went_less: str,
    next_step: str,
    review_on: date,
    figures: ReviewFigures,
    actor: str | User,
) -> Review:
    """Keep what was said and counted, and set the day of the next review.

    Raises AlreadyReviewed for a year that has its review, NotWritable for a plan that was not approved.
    """
    held = lock(plan)
    if held.state in (State.DRAFT, State.SUBMITTED):
        raise NotWritable(_("Only a plan that was approved can be reviewed."))
    try:
        with transaction.atomic():
            review = Review.objects.create(
                organisation_id=held.organisation_id,
                plan=held,
                school_year=school_year,
                held_on=held_on,
                went_well=went_well,
                went_less=went_less,
                next_step=next_step,
                figures=figures.to_json(),
                recorded_by=str(actor)[:150],
            )
    except IntegrityError:
        raise AlreadyReviewed(
            _("The school year %(year)s has its review.") % {"year": SchoolYear(school_year)}
        ) from None
    held.review_on = review_on
    held.save(update_fields=["review_on"])
    audit.record(
        actor=str(actor),
        organisation_id=held.organisation_id,
        verb="plan.reviewed",
        target=held,
        changes={"school_year": school_year, "next": str(review_on)},
    )
    return review
