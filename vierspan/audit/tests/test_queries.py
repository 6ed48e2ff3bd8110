from datetime import UTC, datetime, timedelta

from tests.make import make_organisation
from vierspan.audit import queries
from vierspan.audit.models import AuditEvent, record

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_events_of_one_organisation_newest_first_by_noun_and_moment(db: None) -> None:
    here, there = make_organisation("Hier"), make_organisation("Daar")
    for number, (place, verb) in enumerate(
        [
            (here, "plan.added"),
            (here, "planet.seen"),
            (there, "plan.added"),
            (here, "goal.added"),
            (here, "plan.closed"),
        ]
    ):
        event = record(actor="Ann", organisation_id=place.pk, verb=verb, target=str(number))
        AuditEvent.objects.filter(pk=event.pk).update(at=NOW + timedelta(hours=number))

    def found(**given: object) -> list[str]:
        return [event.target for event in queries.events(here.pk, **given)]  # type: ignore[arg-type]

    assert found() == ["4", "3", "1", "0"]
    assert found(nouns=["plan"]) == ["4", "0"]
    assert found(nouns=["plan", "goal"], since=NOW + timedelta(hours=1)) == ["4", "3"]
