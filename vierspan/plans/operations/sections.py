"""Writing a section, and remarks beside it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.plans.locks import EditedMeanwhile, NotWritable, lock_writable
from vierspan.plans.models import Comment, Plan, Section, State


@transaction.atomic
def write_section(*, section: Section, body: str, edition: int, actor: str | User) -> Section:
    """Save the text over ``edition``, the one that the writer began from; the edition goes up by one.

    Raises EditedMeanwhile, with the section as it is now, when somebody saved in between, and NotWritable when the plan
    is approved. Saving the same text again changes nothing.
    """
    lock_writable(section.plan)
    current = Section.objects.select_for_update().get(pk=section.pk)
    if current.body == body:
        return current
    if current.edition != edition:
        raise EditedMeanwhile(current)
    current.body, current.edition, current.edited_by = body, edition + 1, str(actor)[:150]
    current.save(update_fields=["body", "edition", "edited_by", "edited_at"])
    audit.record(
        actor=str(actor),
        organisation_id=current.organisation_id,
        verb="section.written",
        target=f"plans.Section:{current.pk} {current.key}",
        changes={"edition": current.edition, "characters": len(body)},
    )
    return current


@transaction.atomic
def add_comment(*, plan: Plan, section_key: str, text: str, actor: str | User) -> Comment:
    """Put a remark beside a section, or beside the whole plan with an empty key. Raises NotWritable on a closed plan."""
    if plan.state == State.CLOSED:
        raise NotWritable(_("This plan is closed. Write your remark beside the plan that follows it."))
    comment = Comment.objects.create(
        organisation_id=plan.organisation_id, plan=plan, section_key=section_key, text=text, author=str(actor)[:150]
    )
    audit.record(
        actor=str(actor),
        organisation_id=plan.organisation_id,
        verb="comment.written",
        target=plan,
        changes={"section": section_key},
    )
    return comment


@transaction.atomic
def resolve_comment(*, comment: Comment, actor: str | User, at: datetime) -> Comment:
    """Say that a remark is dealt with; it stays readable. Resolving it twice keeps who was first."""
    held = Comment.objects.select_for_update().get(pk=comment.pk)
    if held.resolved_at is None:
        held.resolved_by, held.resolved_at = str(actor)[:150], at
        held.save(update_fields=["resolved_by", "resolved_at"])
        audit.record(
            actor=str(actor),
            organisation_id=held.organisation_id,
            verb="comment.resolved",
            target=f"plans.Comment:{held.pk}",
        )
    return held
