"""Plans of an organisation, and what is said of them in a line."""

from django.db.models import Count, Q

from vierspan.organisations.models import Organisation
from vierspan.plans.models import ActionState, Plan, State, Version

# Which plan speaks for the school when there are several.
STANDING = (State.IN_FORCE, State.APPROVED, State.SUBMITTED, State.DRAFT, State.CLOSED)


def plans_of(organisation: Organisation) -> list[Plan]:
    """All plans, the standing one first, with ``written``, ``sections_total``, ``goals_total`` and ``open_actions``."""
    is_open = Q(goals__actions__state__in=[ActionState.TODO, ActionState.DOING])
    counted = organisation.plans.annotate(
        sections_total=Count("sections", distinct=True),
        written=Count("sections", filter=~Q(sections__body=""), distinct=True),
        goals_total=Count("goals", distinct=True),
        open_actions=Count("goals__actions", filter=is_open, distinct=True),
    )
    return sorted(counted.order_by("-starts_on", "-pk"), key=lambda plan: STANDING.index(plan.holds_as))


def plan_to_export(organisation: Organisation) -> Plan | None:
    """The plan in force, or else the newest."""
    in_force = organisation.plans.filter(state=State.IN_FORCE).first()
    return in_force or organisation.plans.order_by("-starts_on", "-pk").first()


def last_approved(plan: Plan) -> Version | None:
    """The version that was approved last: what holds while a new draft is written."""
    return plan.versions.filter(reason=State.APPROVED).last()
