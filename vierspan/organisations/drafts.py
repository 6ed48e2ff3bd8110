"""A list of schools between sending it and bringing it in: the rows in a file of the storage, the rest in the session.

The session is the sender's own and cannot be forged, so nobody else reaches the file. It goes when the import is done,
when its sender begins anew, and otherwise after a day, at the next import of anybody.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.crypto import get_random_string

from vierspan.organisations.lists import Refusal, SchoolList, SchoolRow
from vierspan.organisations.models import Organisation

KEY = "school_import"
FOLDER = "school-lists"
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    found: SchoolList
    list_name: str
    from_date: date
    chosen: frozenset[int]  # lines

    @property
    def chosen_rows(self) -> tuple[SchoolRow, ...]:
        schools = self.found.schools.values()
        return tuple(row for rows in schools if rows[0].line in self.chosen for row in rows)


def begin(
    session: SessionBase,
    group: Organisation,
    *,
    found: SchoolList,
    list_name: str,
    from_date: date,
    chosen: Iterable[int],
    at: datetime,
) -> None:
    """Keep a list for this session, instead of an earlier one."""
    drop(session)
    _sweep(at - KEPT_FOR)
    text = json.dumps(asdict(found), cls=DjangoJSONEncoder)
    name = default_storage.save(f"{FOLDER}/{get_random_string(32)}.json", ContentFile(text.encode()))
    session[KEY] = {
        "group": group.pk,
        "file": name,
        "list_name": str(list_name),
        "from_date": from_date.isoformat(),
        "chosen": sorted(chosen),
    }


def current(session: SessionBase, group: Organisation) -> Draft | None:
    """The list that this session is bringing into this group; None when there is none, or not any more."""
    kept = session.get(KEY)
    if not kept or kept["group"] != group.pk or not default_storage.exists(kept["file"]):
        return None
    with default_storage.open(kept["file"]) as file:
        found = _list_of(json.load(file))
    return Draft(found, kept["list_name"], date.fromisoformat(kept["from_date"]), frozenset(kept["chosen"]))


def choose(session: SessionBase, lines: Iterable[int]) -> None:
    """Remember which schools were chosen, by their first line."""
    session[KEY] = {**session[KEY], "chosen": sorted(set(lines))}


def drop(session: SessionBase) -> None:
    kept = session.pop(KEY, None)
    if kept:
        default_storage.delete(kept["file"])


def _list_of(data: dict[str, Any]) -> SchoolList:
    rows = (
        SchoolRow(**{**row, "end_date": row["end_date"] and date.fromisoformat(row["end_date"])})
        for row in data["rows"]
    )
    return SchoolList(tuple(rows), tuple(Refusal(**refusal) for refusal in data["refused"]))


def _sweep(before: datetime) -> None:
    """Delete lists that nobody came back for."""
    with suppress(FileNotFoundError):  # no list was ever kept here
        for name in default_storage.listdir(FOLDER)[1]:
            if default_storage.get_modified_time(f"{FOLDER}/{name}") < before:
                default_storage.delete(f"{FOLDER}/{name}")
