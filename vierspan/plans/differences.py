"""What a plan says at one moment, and a readable difference between two such moments.

A plan is frozen as `PlanContent`: plain data that outlives changes of tables and templates. Parts are matched by
their key or id, never by their place: a part that only moved is the same part.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from vierspan.plans.text_runs import Run, text_runs

P = TypeVar("P")
Value = str | Decimal | dt.date | None


@dataclass(frozen=True)
class SectionText:
    key: str
    title: str
    body: str


@dataclass(frozen=True)
class ActionText:
    """`owner` is a name; costs in euro; `status` and `source` are the codes of the action at that moment."""

    id: str
    title: str
    owner: str = ""
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    status: str = ""
    effort_hours: Decimal | None = None
    cost_once: Decimal | None = None
    cost_yearly: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class IndicatorText:
    id: str
    title: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True)
class GoalText:
    id: str
    title: str
    block: str
    why: str
    actions: tuple[ActionText, ...] = ()
    indicators: tuple[IndicatorText, ...] = ()


@dataclass(frozen=True)
class PlanContent:
    title: str
    starts_on: dt.date
    ends_on: dt.date
    sections: tuple[SectionText, ...] = ()
    goals: tuple[GoalText, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Only what JSON knows: dates as 2027-03-15, amounts as text so that no cent is lost."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PlanContent":
        """What `to_json` gave, now or years ago: an optional field that it lacks gets its default.

        Raises ValueError for what is no frozen plan.
        """
        try:
            return _plan(data)
        except (KeyError, TypeError, AttributeError, ArithmeticError) as fault:
            raise ValueError(f"not a frozen plan: {fault!r}") from fault


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class TextDifference:
    """A title, a body or a why, with what was struck out and written in."""

    field: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ValueDifference:
    """A date, amount, name or code that became another; `None` where there was or is none."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True)
class PartDifference:
    """Of an added or removed part all its texts and values, of a changed part those that changed, of the same none."""

    key: str
    title: str  # as it is now; of a removed part as it was
    change: Change
    texts: tuple[TextDifference, ...]
    values: tuple[ValueDifference, ...]


@dataclass(frozen=True)
class GoalDifference:
    own: PartDifference
    actions: tuple[PartDifference, ...]
    indicators: tuple[PartDifference, ...]

    @property
    def change(self) -> Change:
        """A goal is changed too when one of its actions or indicators is."""
        if self.own.change is Change.SAME and any(part.change is not Change.SAME for part in self.parts):
            return Change.CHANGED
        return self.own.change

    @property
    def parts(self) -> tuple[PartDifference, ...]:
        return self.actions + self.indicators


@dataclass(frozen=True)
class PlanDifference:
    own: PartDifference  # title and period
    sections: tuple[PartDifference, ...]
    goals: tuple[GoalDifference, ...]

    @property
    def is_empty(self) -> bool:
        changes = (self.own.change, *(part.change for part in self.sections), *(goal.change for goal in self.goals))
        return all(change is Change.SAME for change in changes)


def difference(before: PlanContent, after: PlanContent) -> PlanDifference:
    """From `before` to `after`, in the order of `after`; what was removed stands where it stood.

    Raises ValueError when a key or id occurs twice among the parts of one plan or goal.
    """
    return PlanDifference(
        own=_part("", before, after),
        sections=_parts(before.sections, after.sections),
        goals=tuple(_goal_difference(*pair) for pair in _pairs(before.goals, after.goals)),
    )


_TEXTS = ("title", "body", "why")  # read as sentences; all other fields are values
_KEYS = ("key", "id")


def _goal_difference(before: GoalText | None, after: GoalText | None) -> GoalDifference:
    return GoalDifference(
        own=_part(_key(before or after), before, after),
        actions=_parts(before.actions if before else (), after.actions if after else ()),
        indicators=_parts(before.indicators if before else (), after.indicators if after else ()),
    )


def _parts(before: Sequence[Any], after: Sequence[Any]) -> tuple[PartDifference, ...]:
    return tuple(_part(_key(old or new), old, new) for old, new in _pairs(before, after))


def _part(key: str, before: Any, after: Any) -> PartDifference:
    texts, values = [], []
    for name in (field.name for field in fields(after or before)):
        old, new = getattr(before, name, None), getattr(after, name, None)
        if name in _TEXTS and old != new:
            texts.append(TextDifference(name, text_runs(old or "", new or "")))
        elif name not in _KEYS and not {type(old), type(new)} & {tuple} and _known(old) != _known(new):
            values.append(ValueDifference(name, _known(old), _known(new)))
    return PartDifference(
        key=key,
        title=(after or before).title,
        change=_change(before, after, changed=bool(texts or values)),
        texts=tuple(texts),
        values=tuple(values),
    )


def _change(before: object, after: object, *, changed: bool) -> Change:
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.REMOVED
    return Change.CHANGED if changed else Change.SAME


def _known(value: Value) -> Value:
    return None if value == "" else value


def _key(part: Any) -> str:
    return str(part.key if isinstance(part, SectionText) else part.id)


def _pairs(before: Iterable[P], after: Iterable[P]) -> list[tuple[P | None, P | None]]:
    """Old and new of each part: in the new order, a removed part behind the one that it followed."""
    old, new = _by_key(before), _by_key(after)
    order = list(new)
    for place, key in enumerate(old):
        if key not in new:
            order.insert(order.index(list(old)[place - 1]) + 1 if place else 0, key)
    return [(old.get(key), new.get(key)) for key in order]


def _by_key(parts: Iterable[P]) -> dict[str, P]:
    found: dict[str, P] = {}
    for part in parts:
        if _key(part) in found:
            raise ValueError(f"two parts are called {_key(part)!r}")
        found[_key(part)] = part
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | dt.date) else value


def _plan(data: Mapping[str, Any]) -> PlanContent:
    return PlanContent(
        title=data["title"],
        starts_on=dt.date.fromisoformat(data["starts_on"]),
        ends_on=dt.date.fromisoformat(data["ends_on"]),
        sections=tuple(SectionText(each["key"], each["title"], each["body"]) for each in data["sections"]),
        goals=tuple(_goal(each) for each in data["goals"]),
    )


def _goal(data: Mapping[str, Any]) -> GoalText:
    return GoalText(
        id=data["id"],
        title=data["title"],
        block=data["block"],
        why=data["why"],
        actions=tuple(_action(each) for each in data["actions"]),
        indicators=tuple(_indicator(each) for each in data["indicators"]),
    )


def _action(data: Mapping[str, Any]) -> ActionText:
    return ActionText(
        id=data["id"],
        title=data["title"],
        owner=data.get("owner", ""),
        starts_on=_day(data.get("starts_on")),
        due_on=_day(data.get("due_on")),
        status=data.get("status", ""),
        effort_hours=_amount(data.get("effort_hours")),
        cost_once=_amount(data.get("cost_once")),
        cost_yearly=_amount(data.get("cost_yearly")),
        source=data.get("source", ""),
    )


def _indicator(data: Mapping[str, Any]) -> IndicatorText:
    return IndicatorText(
        id=data["id"],
        title=data["title"],
        unit=data.get("unit", ""),
        baseline=_amount(data.get("baseline")),
        target=_amount(data.get("target")),
    )


def _day(written: str | None) -> dt.date | None:
    return None if written is None else dt.date.fromisoformat(written)


def _amount(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
