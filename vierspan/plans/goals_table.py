"""Goals and actions from a table that somebody made elsewhere: headings in Dutch or English, in any order.

A row without a goal belongs to the goal above it, as people leave a cell empty that would say the same again. What cannot
be read is refused with its line and the reason; nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from vierspan.base.sheets import Table, normalise_heading
from vierspan.plans.models import Block

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "goal": ("doel", "doelstelling", "goal", "objective"),
    "block": ("bouwsteen", "domein", "building block", "block"),
    "action": ("actie", "action", "activiteit", "activity"),
    "owner": ("eigenaar", "wie", "verantwoordelijke", "owner", "who", "responsible"),
    "due": (
        "klaar tegen",
        "tegen",
        "deadline",
        "einddatum",
        "tegen wanneer",
        "due",
        "ready by",
        "due date",
        "end date",
    ),
    "hours": ("uren", "inspanning", "inspanning in uren", "hours", "effort", "effort in hours"),
    "once": (
        "eenmalige kost",
        "eenmalig",
        "kost eenmalig",
        "kosten",
        "kost",
        "prijs",
        "budget",
        "cost",
        "costs",
        "one off cost",
        "one off",
        "cost once",
    ),
    "yearly": ("jaarlijkse kost", "jaarlijks", "kost jaarlijks", "yearly cost", "yearly", "cost yearly"),
}
DATE_SHAPES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
LONGEST_TITLE, LONGEST_NAME = 250, 150
MOST_EURO, MOST_HOURS = Decimal(99999999), Decimal(999999)


class NoGoalTable(Exception):
    """The table lacks the columns that it needs."""


class UnreadableRow(Exception):
    """Why one row is refused."""


@dataclass(frozen=True)
class ActionRow:
    title: str
    owner: str = ""
    due_on: date | None = None
    effort_hours: Decimal | None = None
    cost_once: Decimal | None = None
    cost_yearly: Decimal | None = None


@dataclass(frozen=True)
class GoalRow:
    title: str
    block: str
    actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True)
class RefusedRow:
    """``line`` as the reader counts it in the file; ``text`` is what stood there."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class GoalReading:
    goals: tuple[GoalRow, ...]
    refused: tuple[RefusedRow, ...]
    unknown: tuple[str, ...] = ()  # headings that mean nothing to us; what stands below them is not taken over

    @property
    def action_count(self) -> int:
        return sum(len(goal.actions) for goal in self.goals)


@dataclass
class _Gathering:
    """Goals by title, in the order in which they were met, and the goal to which a row without one belongs."""

    goals: dict[str, GoalRow] = field(default_factory=dict)
    current: GoalRow | None = None

    def add(self, cells: Mapping[str, str], block: str) -> None:
        if title := cells.get("goal", ""):
            self.current = None  # what follows a goal that is refused must not end up with the goal before it
            _check_length(title, LONGEST_TITLE)
            self.current = GoalRow(title, _block(cells.get("block", ""), block))
        if self.current is None:
            raise UnreadableRow(_("It names no goal, and there is no goal above it that could be taken over."))
        action = _action(cells)
        goal = self.goals.setdefault(self.current.title.casefold(), self.current)
        if action:
            self.goals[self.current.title.casefold()] = replace(goal, actions=(*goal.actions, action))


def read_goals(table: Table, *, block: str) -> GoalReading:
    """The goals with their actions. ``block`` is for goals without a building block of their own.

    Raises NoGoalTable when no heading means goal.
    """
    columns = dict(_columns(table.headings))
    if "goal" not in columns.values():
        raise NoGoalTable(_("There is no column with the heading Goal. The first line must hold the headings."))
    found, refused = _Gathering(), []
    for row in table.rows:
        cells = {columns[i]: " ".join(cell.split()) for i, cell in enumerate(row.cells) if i in columns}
        try:
            found.add(cells, block)
        except UnreadableRow as fault:
            refused.append(RefusedRow(row.line, " · ".join(filter(None, row.cells))[:200], str(fault)))
    unknown = tuple(heading for i, heading in enumerate(table.headings) if i not in columns and heading.strip())
    return GoalReading(tuple(found.goals.values()), tuple(refused), unknown)


def _columns(headings: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for place, heading in enumerate(headings):
        for name, said in HEADINGS.items():
            if normalise_heading(heading) in said and name not in seen:
                seen.add(name)
                yield place, name


def _action(cells: Mapping[str, str]) -> ActionRow | None:
    title = cells.get("action", "")
    rest = [cells.get(name, "") for name in ("owner", "due", "hours", "once", "yearly")]
    if not title:
        if any(rest):
            raise UnreadableRow(_("It has an owner, a day, hours or costs, but names no action."))
        return None
    _check_length(title, LONGEST_TITLE)
    _check_length(rest[0], LONGEST_NAME)
    return ActionRow(
        title=title,
        owner=rest[0],
        due_on=_day(rest[1]),
        effort_hours=_amount(rest[2], MOST_HOURS, places=1),
        cost_once=_amount(rest[3], MOST_EURO, places=2),
        cost_yearly=_amount(rest[4], MOST_EURO, places=2),
    )


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise UnreadableRow(_("A text is longer than %(most)s characters.") % {"most": most})


def _block(written: str, default: str) -> str:
    if not written:
        return default
    wanted = normalise_heading(written)
    for block in Block:
        if wanted in (
            normalise_heading(block.value),
            normalise_heading(str(block.label)),
            normalise_heading(block.name),
        ):
            return block.value
    raise UnreadableRow(_("“%(written)s” is no building block.") % {"written": written[:40]})


def _day(written: str) -> date | None:
    if not written:
        return None
    for shape in DATE_SHAPES:
        try:
            return datetime.strptime(written, shape).date()  # noqa: DTZ007 a day in a table has no time zone
        except ValueError:
            continue
    raise UnreadableRow(_("“%(written)s” is no date. Write it as 15/03/2027.") % {"written": written[:40]})


def _amount(written: str, most: Decimal, *, places: int) -> Decimal | None:
    """A number as people here write it: 1.250,50 and € 1 250 and 1250.5; a point before three digits parts thousands."""
    if not written:
        return None
    plain = re.sub(r"[\s€\u00a0\u202f]|EUR", "", written)
    if "," in plain or re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", plain):
        raise UnreadableRow(_("“%(written)s” is no amount.") % {"written": written[:40]})
    amount = round(Decimal(plain), places)
    if amount > most:
        raise UnreadableRow(_("“%(written)s” is too large.") % {"written": written[:40]})
    return amount


def as_text(table: Table) -> str:
    """The table as text with tabs, as a spreadsheet copies it; a cell with a tab or line end is put on one line."""
    lines = [table.headings, *(row.cells for row in table.rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in cells) for cells in lines)
