"""A difference between two versions as its reader sees it: labels instead of codes, and what changed in a sentence."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vierspan.plans.differences import Change, GoalDifference, PartDifference, PlanDifference, Value
from vierspan.plans.figures import amount, day, euro
from vierspan.plans.models import ActionState, Block, Source

FIELDS = {
    "title": gettext_lazy("Title"),
    "body": gettext_lazy("Text"),
    "why": gettext_lazy("Why"),
    "block": gettext_lazy("Building block"),
    "owner": gettext_lazy("Owner"),
    "starts_on": gettext_lazy("From"),
    "ends_on": gettext_lazy("Until"),
    "due_on": gettext_lazy("Ready by"),
    "status": gettext_lazy("State"),
    "effort_hours": gettext_lazy("Effort in hours"),
    "cost_once": gettext_lazy("One-off cost"),
    "cost_yearly": gettext_lazy("Yearly cost"),
    "source": gettext_lazy("Paid from"),
    "unit": gettext_lazy("Unit"),
    "baseline": gettext_lazy("Now"),
    "target": gettext_lazy("Target"),
}
CODES = {"block": dict(Block.choices), "status": dict(ActionState.choices), "source": dict(Source.choices)}
EURO = ("cost_once", "cost_yearly")
Sentence = Callable[[int], str]
SECTIONS: dict[Change, Sentence] = {
    Change.CHANGED: lambda n: ngettext("%(count)s section changed", "%(count)s sections changed", n),
    Change.ADDED: lambda n: ngettext("%(count)s section added", "%(count)s sections added", n),
    Change.REMOVED: lambda n: ngettext("%(count)s section removed", "%(count)s sections removed", n),
}
GOALS: dict[Change, Sentence] = {
    Change.CHANGED: lambda n: ngettext("%(count)s goal changed", "%(count)s goals changed", n),
    Change.ADDED: lambda n: ngettext("%(count)s goal added", "%(count)s goals added", n),
    Change.REMOVED: lambda n: ngettext("%(count)s goal removed", "%(count)s goals removed", n),
}
ACTIONS: dict[Change, Sentence] = {
    Change.CHANGED: lambda n: ngettext("%(count)s action changed", "%(count)s actions changed", n),
    Change.ADDED: lambda n: ngettext("%(count)s action added", "%(count)s actions added", n),
    Change.REMOVED: lambda n: ngettext("%(count)s action removed", "%(count)s actions removed", n),
}
INDICATORS: dict[Change, Sentence] = {
    Change.CHANGED: lambda n: ngettext("%(count)s indicator changed", "%(count)s indicators changed", n),
    Change.ADDED: lambda n: ngettext("%(count)s indicator added", "%(count)s indicators added", n),
    Change.REMOVED: lambda n: ngettext("%(count)s indicator removed", "%(count)s indicators removed", n),
}


@dataclass(frozen=True)
class ShownValue:
    label: str
    before: str
    after: str


def shown_values(part: PartDifference) -> list[ShownValue]:
    """Dates, amounts and codes of a part as they are read."""
    return [
        ShownValue(str(FIELDS[each.field]), written(each.field, each.before), written(each.field, each.after))
        for each in part.values
    ]


def written(field: str, value: Value) -> str:
    """One value as a person writes it; empty for none."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return euro(value) if field in EURO else amount(value)
    return str(CODES.get(field, {}).get(value, value)) if value else ""


def what_changed(difference: PlanDifference) -> str:
    """How much became different, in a sentence."""
    if difference.is_empty:
        return _("These two are the same.")
    parts = [*_said(SECTIONS, difference.sections), *_said(GOALS, difference.goals)]
    parts += _said(ACTIONS, _kept(difference.goals, "actions"))
    parts += _said(INDICATORS, _kept(difference.goals, "indicators"))
    if difference.own.change is not Change.SAME:
        parts.insert(0, _("title or period changed"))
    head, last = parts[:-1], parts[-1]
    return capfirst(f"{', '.join(head)} {_('and')} {last}." if head else f"{last}.")


def _kept(goals: Iterable[GoalDifference], name: str) -> list[PartDifference]:
    """The parts of goals that exist in both: what goes and comes with a goal is said with the goal."""
    both = (Change.SAME, Change.CHANGED)
    return [part for goal in goals if goal.own.change in both for part in getattr(goal, name)]


def _said(kind: dict[Change, Sentence], parts: Iterable[PartDifference | GoalDifference]) -> list[str]:
    counted = Counter(part.change for part in parts)
    return [say(counted[change]) % {"count": counted[change]} for change, say in kind.items() if counted[change]]
