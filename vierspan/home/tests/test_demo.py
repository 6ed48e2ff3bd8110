"""The demo is the same each time, follows today, and holds what it promises."""

from datetime import date
from typing import Any

import pytest

from vierspan.access.models import User
from vierspan.home import demo
from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action, Plan
from vierspan.surveys.models import Audience, Choice, Round, Tally

TODAY = date(2026, 11, 23)


def picture() -> dict[str, Any]:
    """What was made, without row numbers."""
    return {
        "schools": sorted(Organisation.objects.values_list("name", "slug", "kind", "number")),
        "people": sorted(User.objects.values_list("name", flat=True)),
        "rounds": sorted(Round.objects.values_list("organisation__slug", "title", "opens_on", "closes_on", "link_key")),
        "answers": sorted(Audience.objects.values_list("round__link_key", "key", "responses")),
        "counts": sum(
            number for tally in Tally.objects.all() for cells in tally.counts.values() for number in cells.values()
        ),
        "levels": sorted(Choice.objects.values_list("assessment__title", "aspect", "level")),
        "plans": sorted(Plan.objects.values_list("organisation__slug", "title", "state", "starts_on")),
        "actions": sorted(Action.objects.values_list("goal__title", "title", "due_on", "state", "light")),
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_the_same_each_time() -> None:
    """Slow because it makes twelve schools twice."""
    demo.load(today=TODAY)
    first = picture()
    Organisation.objects.all().delete()
    User.objects.all().delete()
    demo.load(today=TODAY)
    assert picture() == first
    assert sorted({state for _slug, _title, state, _from in first["plans"]}) == ["draft", "in_force"]
    assert len(first["schools"]) == 14
    assert len(demo.sign_ins()) == 6


def test_no_sign_ins_are_printed_without_the_demo(db: None) -> None:
    assert demo.sign_ins() == []
