"""An event of the history as its reader sees it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats
from django.utils.functional import Promise

from vierspan.access.permissions import Role
from vierspan.audit import verbs
from vierspan.audit.models import AuditEvent

# "plans.Goal:12 Every class has a plan" names the row for the archive; a reader wants the name alone.
ROW = re.compile(r"^\w+\.\w+:\S+ ")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


@dataclass(frozen=True)
class Line:
    at: datetime
    actor: str
    done: str | Promise
    target: str
    changes: tuple[str, ...]


def lines(events: Iterable[AuditEvent]) -> Iterator[Line]:
    for event in events:
        known = {part: value for part, value in event.changes.items() if part in verbs.PARTS}
        changes = tuple(f"{verbs.PARTS[part]}: {_change(part, value)}" for part, value in known.items())
        yield Line(event.at, event.actor, verbs.words(event.verb), ROW.sub("", event.target), changes)


def _change(part: str, value: object) -> str:
    """``[old, new]`` with an arrow, several things as how many; a role by its name, a day as people write it."""
    if isinstance(value, list):
        return " → ".join(_change(part, side) for side in value) if len(value) == 2 else str(len(value))
    if part == "role" and value in Role.values:
        return str(Role(str(value)).label)
    if isinstance(value, str) and DAY.match(value):
        return formats.date_format(date.fromisoformat(value), "j F Y")
    return "–" if value in (None, "") else str(value)
