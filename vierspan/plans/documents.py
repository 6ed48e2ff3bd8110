"""The plan as a document to keep, print and send; and its one page for the staff."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vierspan.base.charts import Picture
from vierspan.base.documents import (
    Bullets,
    Callout,
    Document,
    Heading,
    Markdown,
    Paragraph,
    Part,
    PictureBlock,
    TableBlock,
)
from vierspan.plans.figures import amount, day, euro, short_day
from vierspan.plans.models import Action, Plan, Source, State
from vierspan.plans.pictures import plan_timeline
from vierspan.plans.queries.indicators import bound_values
from vierspan.plans.queries.reading import (
    BlockReading,
    ChapterReading,
    GoalReading,
    IndicatorReading,
    PlanReading,
    reading,
)
from vierspan.plans.queries.summary import Summary, summary


def plan_document(plan: Plan, language: str, on: date, *, pictures: Sequence[Picture] = ()) -> Document:
    """The whole plan in ``language`` (nl or en). ``pictures``, such as that of the last scan, stand before the text."""
    with translation.override(language):
        read = reading(plan, bound_values(plan.organisation, on=on, plan=plan))
        parts = [*_standing(plan), *(PictureBlock(each, each.title) for each in pictures)]
        for chapter in read.chapters:
            parts += _chapter(chapter, language, is_draft=plan.is_editable)
        parts += [*_goals(read), *_time(read, language), *_money(read)]
        return _document(plan, plan.title, language, on, parts)


def plan_summary(plan: Plan, language: str, on: date) -> Document:
    """One page for the staff: where the plan goes, its goals, and what happens this school year."""
    with translation.override(language):
        read = reading(plan, bound_values(plan.organisation, on=on, plan=plan))
        title = _("%(plan)s in one page") % {"plan": plan.title}
        return _document(plan, title, language, on, _summary(summary(read, on=on)))


def standing_sentence(plan: Plan) -> str:
    """In which state the plan is, and who decided that when."""
    if plan.approved_at is None:
        return _("This is a draft. It is not approved yet.")
    given = {"who": plan.approved_by, "when": day(timezone.localdate(plan.approved_at))}
    said = _("Approved by %(who)s on %(when)s.") % given
    if plan.is_editable:
        said = (
            _("This is a new draft. The version that %(who)s approved on %(when)s holds until it is approved.") % given
        )
    if plan.holds_as == State.IN_FORCE and plan.in_force_at:
        said += " " + _("In force since %(when)s.") % {"when": day(timezone.localdate(plan.in_force_at))}
    return said


def _document(plan: Plan, title: str, language: str, on: date, parts: Iterable[Part]) -> Document:
    subtitle = _("From %(first)s until %(last)s") % {"first": day(plan.starts_on), "last": day(plan.ends_on)}
    return Document(title, subtitle, str(plan.organisation), language, day(on), tuple(parts))


def _standing(plan: Plan) -> Iterator[Part]:
    yield Callout(standing_sentence(plan))
    if plan.review_on:
        yield Paragraph(_("We look back at this plan on %(day)s.") % {"day": day(plan.review_on)})
    if plan.is_made_elsewhere:
        given = {"program": plan.made_elsewhere_in, "file": plan.file_name}
        yield Paragraph(_("The text of this plan was made in %(program)s and lies in the file %(file)s.") % given)


def _chapter(chapter: ChapterReading, language: str, *, is_draft: bool) -> Iterator[Part]:
    """What is written; a draft also names what is still to write."""
    sections = [each for each in chapter.sections if is_draft or each.body.strip()]
    if sections:
        yield Heading(1, chapter.chapter.title.in_language(language))
    for each in sections:
        yield Heading(2, each.section.title.in_language(language))
        yield Markdown(each.body) if each.body.strip() else Paragraph(_("Not written yet."))


def _goals(read: PlanReading) -> Iterator[Part]:
    if not read.goals:
        return
    yield Heading(1, _("Goals and actions"))
    for block in read.blocks:
        yield Heading(2, str(block.block.label))
        for goal in block.goals:
            yield from _goal(goal)


def _goal(goal: GoalReading) -> Iterator[Part]:
    yield Heading(3, goal.goal.title)
    if goal.goal.why.strip():
        yield Markdown(goal.goal.why)
    if goal.actions:
        headings = (_("Action"), _("Owner"), _("Ready by"), _("State"), _("Hours"), _("One-off"), _("Yearly"))
        rows = tuple(map(_action, goal.actions))
        yield TableBlock(_("Actions"), headings, rows, (4, 2, 2, 1.4, 1, 1.7, 1.7))
    if goal.indicators:
        seen = (_("Indicator"), _("At the start"), _("Latest"), _("Target"))
        yield TableBlock(_("How we will see it"), seen, tuple(map(_indicator, goal.indicators)), (4, 1.5, 2.5, 1.5))


def _action(action: Action) -> tuple[str, ...]:
    state = str(action.get_state_display())
    costs = (euro(action.cost_once), euro(action.cost_yearly))
    return (
        action.title,
        action.who or _("nobody yet"),
        short_day(action.due_on),
        state,
        amount(action.effort_hours),
        *costs,
    )


def _indicator(each: IndicatorReading) -> tuple[str, ...]:
    latest = amount(each.value)
    if each.value is not None and each.measured_on:
        latest = f"{latest} ({short_day(each.measured_on)})"
    unit = f" ({each.indicator.unit})" if each.indicator.unit else ""
    return (each.indicator.title + unit, amount(each.indicator.baseline), latest, amount(each.indicator.target))


def _time(read: PlanReading, language: str) -> Iterator[Part]:
    picture = plan_timeline(read, today=None, language=language)
    if picture:
        yield Heading(1, _("In time"))
        yield PictureBlock(picture, _("Each action until the day on which it is to be ready."))


def _money(read: PlanReading) -> Iterator[Part]:
    budget = read.budget
    if budget.sources:
        yield Heading(1, _("What it costs"))
        headings = (_("Paid from"), _("One-off"), _("Each year"), _("Over the whole period"))
        lines = [*((source_label(each.source), each) for each in budget.sources), (_("All together"), budget.total)]
        rows = tuple((label, euro(each.once), euro(each.yearly), euro(each.period)) for label, each in lines)
        yield TableBlock(_("Costs by source"), headings, rows, (3, 2, 2, 2))
    if read.hours:
        yield Heading(1, _("Whose hours it takes"))
        owners = tuple((who or _("nobody yet"), amount(hours)) for who, hours in read.hours)
        yield TableBlock(_("Hours by owner"), (_("Owner"), _("Hours")), owners, (3, 1))


def source_label(source: str) -> str:
    return str(Source(source).label) if source else _("not decided yet")


def _summary(found: Summary) -> Iterator[Part]:
    yield Callout(standing_sentence(found.plan))
    if found.vision:
        yield Markdown(found.vision)
    if found.blocks:
        yield Heading(1, _("Our goals"))
        yield Bullets(tuple(_goal_line(block, goal) for block in found.blocks for goal in block.goals))
    if found.actions:
        yield Heading(1, _("What happens in %(year)s") % {"year": found.school_year})
        headings = (_("Action"), _("Owner"), _("Ready by"))
        rows = tuple((each.title, each.who or _("nobody yet"), day(each.due_on)) for each in found.actions)
        yield TableBlock("", headings, rows, (4, 2, 2))
    if found.more_actions:
        said = ngettext(
            "And %(more)s other action in the plan.", "And %(more)s other actions in the plan.", found.more_actions
        )
        yield Paragraph(said % {"more": found.more_actions})


def _goal_line(block: BlockReading, goal: GoalReading) -> str:
    return f"{goal.goal.title} ({block.block.label})"
