"""An event of the history as its reader sees it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

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
        changes = tuple(f"{part}: {_change(value)}" for part, value in event.changes.items())
        yield Line(event.at, event.actor, verbs.words(event.verb), ROW.sub("", event.target), changes)


def _change(value: object) -> str:
    """``[old, new]`` as an arrow; all else as it is."""
    if isinstance(value, list | tuple) and len(value) == 2:
        return " → ".join(str(side) if side not in (None, "") else "–" for side in value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
