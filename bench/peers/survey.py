"""django-survey-and-report as a subject of bench.submissions; runs in the peer's own environment."""

import json
import sys
import warnings
from collections import Counter

import django

warnings.simplefilter("ignore")  # it has parts that draw, which are not wanted here

django.setup()

from django.core.management import call_command  # noqa: E402
from django.middleware.csrf import _get_new_csrf_string  # noqa: E402
from survey.models import Answer, Question, Response, Survey  # noqa: E402


def prepare(items: list[str], answers: list[dict[str, str]]) -> dict[str, object]:
    """A survey on one page with a choice for each item. The form's token is that of one visit, used by all clients."""
    call_command("migrate", verbosity=0)
    survey = Survey.objects.create(name="Scan", description="", need_logged_user=False, display_method=0)
    made = {
        item: Question.objects.create(
            survey=survey, text=item, order=order, required=False, type=Question.RADIO, choices="1,2,3,4,5,dk,na"
        )
        for order, item in enumerate(items)
    }
    token = _get_new_csrf_string()
    return {
        "path": f"/{survey.pk}/",
        "fields": [{f"question_{made[item].pk}": value for item, value in each.items()} for each in answers],
        "extra": {"csrfmiddlewaretoken": token},
        "headers": {"Cookie": f"csrftoken={token}"},
        "names": {f"question_{question.pk}": item for item, question in made.items()},
    }


def stored() -> dict[str, object]:
    """How many responses there are, and of each item how often each value was answered."""
    counts: dict[str, Counter[str]] = {question.text: Counter() for question in Question.objects.all()}
    for text, body in Answer.objects.values_list("question__text", "body").iterator():
        if body:
            counts[text][body] += 1
    return {"responses": Response.objects.count(), "items": counts}


if __name__ == "__main__":
    given = json.load(sys.stdin)
    print(json.dumps(stored() if given is None else prepare(**given)))
