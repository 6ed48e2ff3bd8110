"""The screens of a questionnaire, for who answers and for who looks how it will be."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vierspan.frameworks import library
from vierspan.frameworks.instruments import Instrument
from vierspan.surveys import questionnaire
from vierspan.surveys.forms.answering import AnswerForm
from vierspan.surveys.models import Audience, Code, Round
from vierspan.surveys.suppression import Policy

NAMED = ("leaders", "ict_team")  # groups so small that everybody knows who is in them


@dataclass(frozen=True)
class Asked:
    """What is put before somebody: the questions of an audience, with the code that they hold, or as a preview."""

    round: Round
    audience: Audience
    code: Code | None = None
    is_preview: bool = False

    @property
    def instrument(self) -> Instrument:
        return library.instrument(self.round.instrument, self.round.version)

    @property
    def screens(self) -> tuple[questionnaire.Screen, ...]:
        return questionnaire.screens(self.instrument, self.audience.key)


def form_of(asked: Asked, request: HttpRequest | None = None) -> AnswerForm:
    data = request.POST if request else {"step": 0}
    return AnswerForm(data, instrument=asked.instrument, audience=asked.audience.key)


def walk(request: HttpRequest, asked: Asked, form: AnswerForm) -> HttpResponse:
    """The next screen, the one before, or the same one in another language or with its faults."""
    form.is_valid()
    step = form.cleaned_data.get("step") or 0
    moves = {"next": 0 if form.errors else 1, "back": -1}
    return screen(request, asked, form, step + moves.get(request.POST.get("go", "next"), 0))


def screen(request: HttpRequest, asked: Asked, form: AnswerForm, step: int) -> HttpResponse:
    """One screen: the start (0), a number of items, or the last, with the open questions."""
    last = len(asked.screens) + 1
    step = max(0, min(step, last))
    now = asked.screens[step - 1] if 0 < step < last else questionnaire.Screen("", ())
    questions = form.questions if step == last else ()
    shown = [item.code for item in now.items] + [question.code for question in questions]
    context = {
        "asked": asked,
        "form": form,
        "step": step,
        "last": last,
        "dimension": asked.instrument.dimension(now.dimension) if now.dimension else None,
        "rows": form.rows(now.items),
        "questions": [(question, form.data.get(question.code, "")) for question in questions],
        "carried": form.carried(shown),
        "answered": sum(bool(form.data.get(item.code)) for item in form.items),
        "scale": [(str(value), asked.instrument.scale.label(value)) for value in asked.instrument.scale.values],
        "ends": (asked.instrument.scale.labels[0], asked.instrument.scale.labels[-1]),
        "audience": questionnaire.audience_of(
            asked.instrument, asked.audience.key, with_support=asked.audience.support_heads > 0
        ),
        "is_named": asked.audience.key in NAMED,
        "floor": Policy().floor,
    }
    return render(request, "surveys/answer.html", context, status=422 if form.errors else 200)
