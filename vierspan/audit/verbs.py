"""What the verbs of the history are called in words, and in which part of it each lies."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """A part of the history that can be asked apart: the verbs whose noun is among ``nouns``."""

    key: str
    label: str | Promise
    nouns: tuple[str, ...]


GROUPS = (
    Group("members", _("Members"), ("member", "account")),
    Group("organisation", _("School or group"), ("organisation", "site", "pupils", "affiliation", "schools", "facts")),
    Group(
        "scans", _("Scans"), ("round", "audience", "codes", "answers", "assessment", "choice", "invitation", "reminder")
    ),
    Group("plan", _("Policy plan"), ("plan", "section", "goal", "indicator", "action", "comment", "proposal")),
)

SAYS: dict[str, str | Promise] = {
    "member.invited": _("invited somebody"),
    "member.invited_again": _("sent an invitation again"),
    "member.uninvited": _("withdrew an invitation"),
    "member.joined": _("accepted an invitation"),
    "account.made": _("made an account and became a member"),
    "account.changed": _("changed their own account"),
    "account.address_changed": _("changed somebody's e-mail address"),
    "member.changed": _("changed a membership"),
    "member.ended": _("ended a membership"),
    "organisation.changed": _("changed the data of the school or group"),
    "site.added": _("added a site"),
    "site.changed": _("changed a site"),
    "site.removed": _("removed a site"),
    "pupils.counted": _("gave a number of pupils"),
    "pupils.removed": _("removed a number of pupils"),
    "affiliation.ended": _("ended the affiliation of a school"),
    "schools.imported": _("brought schools into the group"),
    "facts.saved": _("filled in the facts sheet"),
    "round.planned": _("planned a scan"),
    "round.changed": _("changed a scan"),
    "round.opened": _("opened a scan"),
    "round.closed": _("closed a scan"),
    "round.reminded": _("had reminders of a scan sent"),
    "round.removed": _("removed a scan"),
    "invitation.sent": _("sent invitations to a scan"),
    "reminder.sent": _("sent reminders of a scan"),
    "audience.counted": _("gave the size of an audience"),
    "codes.made": _("made codes for a scan"),
    "answers.imported": _("brought in answers from a file"),
    "assessment.started": _("began a Kijkwijzer"),
    "assessment.finished": _("finished a Kijkwijzer"),
    "assessment.removed": _("removed a Kijkwijzer"),
    "choice.made": _("chose a level in the Kijkwijzer"),
    "choice.step_set": _("said how far a next step is"),
    "plan.added": _("began a plan"),
    "plan.brought": _("brought in a plan from elsewhere"),
    "plan.copied": _("copied a plan to the next period"),
    "plan.changed": _("changed the heading of a plan"),
    "plan.submitted": _("submitted a plan"),
    "plan.returned": _("sent a plan back"),
    "plan.approved": _("approved a plan"),
    "plan.started": _("put a plan in force"),
    "plan.closed": _("closed a plan"),
    "plan.reopened": _("opened a plan again"),
    "plan.frozen": _("kept a version of a plan"),
    "plan.goals_taken_over": _("took goals over from a list"),
    "plan.reviewed": _("wrote a look back on the school year"),
    "plan.removed": _("removed a plan"),
    "section.written": _("wrote a section of a plan"),
    "goal.added": _("added a goal"),
    "goal.changed": _("changed a goal"),
    "goal.moved": _("moved a goal"),
    "goal.removed": _("removed a goal"),
    "indicator.added": _("added an indicator"),
    "indicator.changed": _("changed an indicator"),
    "indicator.measured": _("measured an indicator"),
    "indicator.removed": _("removed an indicator"),
    "action.added": _("added an action"),
    "action.changed": _("changed an action"),
    "action.moved": _("moved an action"),
    "action.checked_in": _("said how an action goes"),
    "action.asked": _("asked owners how their actions go"),
    "action.removed": _("removed an action"),
    "comment.written": _("wrote a remark"),
    "comment.resolved": _("settled a remark"),
    "proposal.taken": _("took over a proposed goal"),
    "proposal.declined": _("declined a proposed goal"),
    "proposal.reconsidered": _("looked at a proposed goal again"),
}


# Of what was noted beside the verb, that which a reader understands; the rest is kept for who looks in the table.
PARTS: dict[str, str | Promise] = {
    "role": _("role"),
    "from": _("from"),
    "until": _("until"),
    "version": _("version"),
    "level": _("level"),
    "value": _("value"),
    "head_count": _("number of people"),
    "responses": _("answers"),
    "letters": _("letters"),
    "goals": _("goals"),
    "actions": _("actions"),
}


def words(verb: str) -> str | Promise:
    """The verb in words; one that nobody put into words shows as itself."""
    return SAYS.get(verb, verb)


def nouns_of(key: str) -> tuple[str, ...]:
    return next((group.nouns for group in GROUPS if group.key == key), ())
