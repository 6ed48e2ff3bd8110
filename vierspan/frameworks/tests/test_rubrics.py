"""The consensus rubric: five described levels an aspect."""

from typing import Any

import pytest

from vierspan.base.text import Text
from vierspan.frameworks.reading import ContentFault
from vierspan.frameworks.rubrics import parse_rubric

SAY = {"nl": "ja", "en": "yes"}


def data(levels: tuple[int, ...] = (1, 2, 3, 4, 5)) -> dict[str, Any]:
    return {
        "name": "rubric",
        "version": "1.0",
        "title": SAY,
        "dimensions": [{"code": "V", "title": SAY}],
        "aspects": [
            {
                "code": "RV1",
                "dimension": "V",
                "title": SAY,
                "question": SAY,
                "evidence": SAY,
                "levels": [{"level": n, "title": SAY, "description": SAY, "next_step": SAY} for n in levels],
            }
        ],
    }


def test_an_aspect_leads_to_its_levels() -> None:
    rubric = parse_rubric(data())
    assert rubric.dimension("V").title == Text("ja", "yes")
    assert [aspect.code for aspect in rubric.aspects_of("V")] == ["RV1"]
    assert rubric.aspects_of("L") == ()
    assert rubric.aspect("RV1").level(3).level == 3
    with pytest.raises(KeyError):
        rubric.aspect("RV1").level(6)
    with pytest.raises(KeyError):
        rubric.aspect("RV2")


@pytest.mark.parametrize("levels", [(1, 2, 3, 4), (2, 1, 3, 4, 5), (1, 2, 3, 3, 5)])
def test_other_levels_than_one_to_five_are_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(ContentFault, match=r"^aspects 1 \(RV1\): the levels must be 1 to 5, in that order\.$"):
        parse_rubric(data(levels))
