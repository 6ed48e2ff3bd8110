"""How the texts of a plan are shown."""

from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from vierspan.base import markdown
from vierspan.plans import comparing, documents, figures
from vierspan.plans.differences import PartDifference, Value
from vierspan.plans.models import Plan, State
from vierspan.plans.text_runs import Mark, Run

register = template.Library()
ELEMENTS = {Mark.DELETED: "del", Mark.INSERTED: "ins"}


@register.filter
def body_html(source: str) -> SafeString:
    """The text of a section, whose headings come under that of the section."""
    return markdown.render(source, first_heading=4)


@register.filter
def marked(runs: tuple[Run, ...]) -> SafeString:
    """What was struck out and written in."""
    return format_html_join("", "{}", ((_marked(run, ELEMENTS.get(run.mark)),) for run in runs))


@register.filter
def one_side(runs: tuple[Run, ...], side: str) -> SafeString:
    """One of two texts (deleted or inserted), with what only it has in a mark."""
    shown = [run for run in runs if run.mark in (Mark.KEPT, side)]
    return format_html_join("", "{}", ((_marked(run, "mark" if run.mark == side else None),) for run in shown))


def _marked(run: Run, element: str | None) -> SafeString:
    if element is None:
        return format_html("{}", run.text)
    words = run.text.lstrip()
    space = run.text[: len(run.text) - len(words)]  # outside the mark: a struck out space says nothing
    return format_html(f"{{}}<{element}>{{}}</{element}>", space, words) if words else format_html("{}", space)


@register.filter
def euro(amount: Decimal | None) -> str:
    return figures.euro(amount)


@register.filter
def amount(value: Decimal | None) -> str:
    return figures.amount(value)


@register.filter
def source_label(source: str) -> str:
    return documents.source_label(source)


@register.filter
def state_label(state: str) -> str:
    return str(State(state).label)


@register.filter
def standing(plan: Plan) -> str:
    """In which state the plan is, in a sentence."""
    return documents.standing_sentence(plan)


@register.filter
def shown_values(part: PartDifference) -> list[comparing.ShownValue]:
    return comparing.shown_values(part)


@register.filter
def field_label(name: str) -> str:
    return str(comparing.FIELDS[name])


@register.filter
def written(value: Value, field: str) -> str:
    """A code, date or amount of a frozen plan as a person writes it."""
    return comparing.written(field, value)
