"""An event of the history as its reader sees it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from vierspan.access.permissions import Role
from vierspan.audit import verbs
from vierspan.audit.models import AuditEvent

# "plans.Goal:12 Every class has a plan" names the row for the archive; a reader wants the name alone.
ROW = re.compile(r"^\w+\.\w+:\S+ ")


@dataclass(frozen=True)
class Line:
    at: datetime
    actor: str
    done: str | Promise
    target: str
    changes: tuple[str, ...]


def lines(events: Iterable[AuditEvent]) -> Iterator[Line]:
    for event in events:
        changes = tuple(f"{part}: {_change(part, value)}" for part, value in event.changes.items())
        yield Line(event.at, event.actor, verbs.words(event.verb), ROW.sub("", event.target), changes)


def _change(part: str, value: object) -> str:
    """``[old, new]`` as an arrow; a role by its name; all else as it was noted."""
    if isinstance(value, list | tuple):
        between = " → " if len(value) == 2 else ", "
        return between.join(_change(part, side) for side in value)
    if part == "role" and value in Role.values:
        return str(Role(str(value)).label)
    return "–" if value in (None, "") else str(value)
