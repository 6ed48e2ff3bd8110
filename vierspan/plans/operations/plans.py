"""Making a plan, naming it, and doing away with a draft."""

from datetime import date

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from vierspan.access.models import User
from vierspan.audit import models as audit
from vierspan.frameworks.plan_content import PlanTemplate
from vierspan.organisations.models import Organisation
from vierspan.plans.locks import NotWritable, is_writable, lock
from vierspan.plans.models import Plan, Section, State


@transaction.atomic
def add_plan(
    *, organisation: Organisation, template: PlanTemplate, title: str, starts_on: date, ends_on: date, actor: str | User
) -> Plan:
    """Begin a draft from a template, pinned to its version, with every section still to write."""
    plan = Plan.objects.create(
        organisation=organisation,
        title=title,
        template=template.header.name,
        template_version=template.header.version,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    Section.objects.bulk_create(
        Section(organisation=organisation, plan=plan, key=section.key) for section in template.sections
    )
    audit.record(
        actor=str(actor),
        organisation_id=organisation.pk,
        verb="plan.added",
        target=plan,
        changes={"template": plan.template, "from": str(starts_on), "until": str(ends_on)},
    )
    return plan


@transaction.atomic
def edit_plan(
    *, plan: Plan, title: str, starts_on: date, ends_on: date, review_on: date | None, actor: str | User
) -> Plan:
    """Change title, period and review day; of an approved plan only the review day. Raises NotWritable."""
    held = lock(plan)
    wanted = {"title": title, "starts_on": starts_on, "ends_on": ends_on, "review_on": review_on}
    changes = {
        name: [str(getattr(held, name)), str(value)] for name, value in wanted.items() if getattr(held, name) != value
    }
    if held.state == State.CLOSED or (changes.keys() - {"review_on"} and not is_writable(held)):
        raise NotWritable(_("This plan is approved. Make a new draft of it to change it."))
    for name, value in wanted.items():
        setattr(held, name, value)
    held.save(update_fields=list(wanted))
    audit.record(
        actor=str(actor), organisation_id=held.organisation_id, verb="plan.changed", target=held, changes=changes
    )
    return held


@transaction.atomic
def remove_plan(*, plan: Plan, actor: str | User) -> None:
    """Do away with a draft that was never submitted, with its file. Raises NotWritable for any other plan."""
    held = lock(plan)
    if held.state != State.DRAFT or held.versions.exists():
        raise NotWritable(_("Only a draft that was never submitted can be removed. Close this plan instead."))
    audit.record(actor=str(actor), organisation_id=held.organisation_id, verb="plan.removed", target=held)
    if name := held.file.name:
        transaction.on_commit(lambda: default_storage.delete(name))
    held.delete()
