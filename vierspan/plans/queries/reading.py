"""A plan laid out for a reader: chapters, goals by building block, money, hours, remarks. Six queries, however long it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from vierspan.frameworks import plan_content as framework
from vierspan.plans.contents import template_of
from vierspan.plans.costs import ZERO, Budget, Cost, budget, hours_by_owner
from vierspan.plans.models import Action, ActionState, Block, Comment, Goal, Indicator, Plan, Section
from vierspan.plans.queries.indicators import Bound, measured_on, value_of
from vierspan.surveys.queries.results import ScoreFact

MOST_GOALS = 7
MOST_OPEN_ACTIONS = 3  # of one person in one plan; both our own choice: more is a wish list


@dataclass(frozen=True)
class SectionReading:
    """A section of the template with the school's text; no ``row`` where the template has more than the plan."""

    section: framework.Section
    row: Section | None
    comments: tuple[Comment, ...]

    @property
    def body(self) -> str:
        return self.row.body if self.row else ""

    @property
    def open_comments(self) -> int:
        return sum(comment.resolved_at is None for comment in self.comments)


@dataclass(frozen=True)
class ChapterReading:
    chapter: framework.Chapter
    sections: tuple[SectionReading, ...]


@dataclass(frozen=True)
class IndicatorReading:
    indicator: Indicator
    value: Decimal | None
    measured_on: date | None

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached, in the direction that the baseline gives; unknown without value or target."""
        target, baseline = self.indicator.target, self.indicator.baseline
        if self.value is None or target is None:
            return None
        return self.value <= target if baseline is not None and baseline > target else self.value >= target


@dataclass(frozen=True)
class GoalReading:
    goal: Goal
    actions: tuple[Action, ...]
    indicators: tuple[IndicatorReading, ...]


@dataclass(frozen=True)
class BlockReading:
    block: Block
    goals: tuple[GoalReading, ...]


@dataclass(frozen=True)
class PlanReading:
    plan: Plan
    chapters: tuple[ChapterReading, ...]
    blocks: tuple[BlockReading, ...]
    remarks: tuple[Comment, ...]
    budget: Budget
    hours: tuple[tuple[str, Decimal], ...]

    @property
    def sections(self) -> tuple[SectionReading, ...]:
        return tuple(section for chapter in self.chapters for section in chapter.sections)

    @property
    def written(self) -> int:
        return sum(bool(section.body.strip()) for section in self.sections)

    @property
    def goals(self) -> tuple[GoalReading, ...]:
        return tuple(goal for block in self.blocks for goal in block.goals)

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for goal in self.goals for action in goal.actions)

    @property
    def has_too_many_goals(self) -> bool:
        return len(self.goals) > MOST_GOALS

    @property
    def overloaded(self) -> tuple[tuple[str, int], ...]:
        """Who has more open actions than one person carries out, with how many; most first."""
        is_open = (ActionState.TODO, ActionState.DOING)
        counted = Counter(action.who for action in self.actions if action.who and action.state in is_open)
        return tuple((who, count) for who, count in counted.most_common() if count > MOST_OPEN_ACTIONS)


def reading(plan: Plan, bound: dict[Bound, ScoreFact]) -> PlanReading:
    """The whole plan. ``bound`` are the scan scores that its indicators follow (``indicators.bound_values``)."""
    goals = _goals(plan, bound)
    actions = [action for goal in goals for action in goal.actions if action.state != ActionState.DROPPED]
    comments: dict[str, list[Comment]] = defaultdict(list)
    for comment in plan.comments.all():
        comments[comment.section_key].append(comment)
    return PlanReading(
        plan=plan,
        chapters=_chapters(plan, comments),
        blocks=_blocks(goals),
        remarks=tuple(comments.get("", ())),
        budget=budget(_costs(plan, actions), starts_on=plan.starts_on, ends_on=plan.ends_on),
        hours=hours_by_owner((action.who, action.effort_hours) for action in actions),
    )


def _chapters(plan: Plan, comments: dict[str, list[Comment]]) -> tuple[ChapterReading, ...]:
    template = template_of(plan)
    rows = {row.key: row for row in plan.sections.all()}

    def read(section: framework.Section) -> SectionReading:
        return SectionReading(section, rows.get(section.key), tuple(comments.get(section.key, ())))

    chapters = template.chapters if template else ()
    return tuple(ChapterReading(chapter, tuple(map(read, chapter.sections))) for chapter in chapters)


def _goals(plan: Plan, bound: dict[Bound, ScoreFact]) -> list[GoalReading]:
    rows = plan.goals.prefetch_related(Prefetch("actions", Action.objects.select_related("owner")), "indicators")
    return [
        GoalReading(
            goal=goal,
            actions=tuple(goal.actions.all()),
            indicators=tuple(
                IndicatorReading(each, value_of(each, bound), measured_on(each, bound))
                for each in goal.indicators.all()
            ),
        )
        for goal in rows
    ]


def _blocks(goals: Iterable[GoalReading]) -> tuple[BlockReading, ...]:
    by_block: dict[str, list[GoalReading]] = defaultdict(list)
    for goal in goals:
        by_block[goal.goal.block].append(goal)
    return tuple(BlockReading(block, tuple(by_block[block])) for block in Block if block in by_block)


def _costs(plan: Plan, actions: Iterable[Action]) -> Iterable[Cost]:
    for action in actions:
        starts_on = action.starts_on or plan.starts_on
        yield Cost(action.source, action.cost_once or ZERO, action.cost_yearly or ZERO, starts_on)
