"""What a teacher should know of the plan: one page."""

from dataclasses import dataclass
from datetime import date

from vierspan.organisations.school_year import SchoolYear
from vierspan.plans.merging import paragraphs
from vierspan.plans.models import Action, ActionState, Plan
from vierspan.plans.queries.reading import BlockReading, PlanReading

VISION = ("vision.ict", "vision.education", "general.starting_point")  # the first that is written opens the page
LONGEST_VISION = 500  # characters; more than that and the page is no page any more
MOST_ACTIONS = 8


@dataclass(frozen=True)
class Summary:
    plan: Plan
    vision: str
    blocks: tuple[BlockReading, ...]
    school_year: SchoolYear
    actions: tuple[Action, ...]
    more_actions: int


def summary(reading: PlanReading, *, on: date) -> Summary:
    """The vision in a paragraph, all goals, and the actions of this school year, the first to be ready on top."""
    year = SchoolYear.of(max(on, reading.plan.starts_on))
    due = [each for each in reading.actions if _is_of(each, year)]
    due.sort(key=lambda action: (action.due_on or year.last_day, action.pk))
    return Summary(
        reading.plan, _vision(reading), reading.blocks, year, tuple(due[:MOST_ACTIONS]), len(due[MOST_ACTIONS:])
    )


def _is_of(action: Action, year: SchoolYear) -> bool:
    """To be ready in this year or still open from before it."""
    is_open = action.state in (ActionState.TODO, ActionState.DOING)
    return is_open and action.due_on is not None and action.due_on <= year.last_day


def _vision(reading: PlanReading) -> str:
    bodies = {each.section.key: each.body for each in reading.sections}
    written = next((bodies[key] for key in VISION if bodies.get(key, "").strip()), "")
    first = next(iter(paragraphs(written)), "")
    if len(first) <= LONGEST_VISION:
        return first
    cut = first[:LONGEST_VISION]
    return cut[: cut.rfind(". ") + 1] or cut[: cut.rfind(" ")] + " …"
