"""Who may do what: the whole of it, on one page."""

from collections.abc import Collection
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Can(StrEnum):
    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_EDIT = "organisation.edit"
    SCHOOLS_VIEW = "schools.view"
    SCHOOLS_IMPORT = "schools.import"
    MEMBERS_VIEW = "members.view"
    MEMBERS_EDIT = "members.edit"
    HISTORY_VIEW = "history.view"
    SCANS_VIEW = "scans.view"
    SCANS_EDIT = "scans.edit"
    RUBRIC_EDIT = "rubric.edit"
    FACTS_EDIT = "facts.edit"
    PLAN_VIEW = "plan.view"
    PLAN_EDIT = "plan.edit"
    PLAN_COMMENT = "plan.comment"
    PLAN_APPROVE = "plan.approve"
    ACTIONS_EDIT = "actions.edit"


SAYS = {
    Can.ORGANISATION_VIEW: _("See the overview and the school's own data"),
    Can.ORGANISATION_EDIT: _("Change the school's own data and pupil counts"),
    Can.SCHOOLS_VIEW: _("See the schools of the group side by side"),
    Can.SCHOOLS_IMPORT: _("Bring schools into the group"),
    Can.MEMBERS_VIEW: _("See who belongs here"),
    Can.MEMBERS_EDIT: _("Invite, change and end members"),
    Can.HISTORY_VIEW: _("See who changed what"),
    Can.SCANS_VIEW: _("See scans and their results"),
    Can.SCANS_EDIT: _("Open, close and import scans"),
    Can.RUBRIC_EDIT: _("Choose levels in the team rubric"),
    Can.FACTS_EDIT: _("Fill in the facts sheet"),
    Can.PLAN_VIEW: _("Read the plan"),
    Can.PLAN_EDIT: _("Write the plan"),
    Can.PLAN_COMMENT: _("Comment on the plan"),
    Can.PLAN_APPROVE: _("Approve the plan"),
    Can.ACTIONS_EDIT: _("Follow up actions"),
}


class Role(models.TextChoices):
    HEAD = "head", _("head teacher")
    TECHNICAL_COORDINATOR = "technical_coordinator", _("technical ICT coordinator")
    PEDAGOGICAL_COORDINATOR = "pedagogical_coordinator", _("pedagogical ICT coordinator")
    TEAM_MEMBER = "team_member", _("ICT team member")
    TEACHER = "teacher", _("teacher")
    EXTERNAL_PARTNER = "external_partner", _("external partner")
    GROUP_LEAD = "group_lead", _("group ICT lead")
    SECTOR_ANALYST = "sector_analyst", _("sector analyst")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")


READER = frozenset({Can.ORGANISATION_VIEW, Can.PLAN_VIEW})
MEMBER = READER | {Can.SCANS_VIEW, Can.PLAN_COMMENT, Can.ACTIONS_EDIT, Can.RUBRIC_EDIT, Can.MEMBERS_VIEW}
COORDINATOR = MEMBER | {
    Can.ORGANISATION_EDIT,
    Can.SCHOOLS_VIEW,
    Can.SCANS_EDIT,
    Can.FACTS_EDIT,
    Can.PLAN_EDIT,
    Can.MEMBERS_EDIT,
    Can.HISTORY_VIEW,
}

GRANTS: dict[Role, frozenset[Can]] = {
    Role.HEAD: COORDINATOR | {Can.PLAN_APPROVE},
    Role.TECHNICAL_COORDINATOR: COORDINATOR,
    Role.PEDAGOGICAL_COORDINATOR: COORDINATOR,
    Role.TEAM_MEMBER: MEMBER,
    Role.TEACHER: READER,
    Role.EXTERNAL_PARTNER: frozenset({Can.ORGANISATION_VIEW}),
    Role.GROUP_LEAD: COORDINATOR | {Can.SCHOOLS_IMPORT},
    Role.SECTOR_ANALYST: frozenset({Can.ORGANISATION_VIEW}),
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {
            Can.ORGANISATION_VIEW,
            Can.ORGANISATION_EDIT,
            Can.SCHOOLS_VIEW,
            Can.SCHOOLS_IMPORT,
            Can.MEMBERS_VIEW,
            Can.MEMBERS_EDIT,
            Can.HISTORY_VIEW,
        }
    ),
}

# What a role held at a group gives in the schools affiliated that day. A school's plan is approved by its own head alone.
GRANTS_BELOW: dict[Role, frozenset[Can]] = {
    Role.GROUP_LEAD: COORDINATOR,
    Role.TECHNICAL_COORDINATOR: COORDINATOR - {Can.MEMBERS_EDIT, Can.HISTORY_VIEW},
    Role.PEDAGOGICAL_COORDINATOR: COORDINATOR - {Can.MEMBERS_EDIT, Can.HISTORY_VIEW},
    Role.SYSTEM_ADMINISTRATOR: GRANTS[Role.SYSTEM_ADMINISTRATOR],
}

# Who can put an organisation's members right again; the last of them cannot be taken away.
ADMINISTRATORS = frozenset(role for role, grants in GRANTS.items() if Can.MEMBERS_EDIT in grants)

# Roles that approve, or can make somebody who approves. Only who holds one of them (in the organisation, or in its group
# with a role that reaches down) gives, changes or ends one of them; an administrator without one of them gives all others.
# So nobody can raise themselves, or a friend, to the signature under the plan.
GUARDED = frozenset({Role.HEAD, Role.GROUP_LEAD, Role.SYSTEM_ADMINISTRATOR})

# Roles that mean something only above the schools.
ABOVE_SCHOOLS = frozenset({Role.GROUP_LEAD, Role.SECTOR_ANALYST})


def givable(held: Collection[Role]) -> frozenset[Role]:
    """The roles that somebody who holds ``held`` may give, change and end."""
    if not ADMINISTRATORS.intersection(held):
        return frozenset()
    return frozenset(Role) if GUARDED.intersection(held) else frozenset(Role) - GUARDED
