"""The public pages on which people answer: no account, no cookie but the language, nothing unfinished on the server."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from vierspan.access.adapter import keep_language
from vierspan.access.pages import public_page
from vierspan.frameworks import library
from vierspan.surveys import ballot, codes, guesses, questionnaire
from vierspan.surveys.forms.answering import AnswerForm, CodeForm
from vierspan.surveys.models import Access, Code, Round
from vierspan.surveys.queries import rounds as queries
from vierspan.surveys.views.screens import Asked, form_of, screen, walk

LANGUAGES = dict(settings.LANGUAGES)


def in_their_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the page's own form switch the language (``go=en``), so that what is filled in comes along."""

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        chosen = request.POST.get("go", "")
        if chosen not in LANGUAGES:
            return view(request, *args, **kwargs)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = view(request, *args, **kwargs)
        keep_language(response, chosen)
        response.headers["Content-Language"] = chosen
        return response

    return page


def for_respondents(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that acts for nobody and so needs no cookie, leaves nothing in a cache, and is small on the way.

    Without a token against forgery, there is no secret in it that compression could give away.
    """
    return csrf_exempt(gzip_page(never_cache(in_their_language(view))))


@require_http_methods(["GET", "POST"])
@public_page
@for_respondents
def answer_start(request: HttpRequest, link_key: str) -> HttpResponse:
    found = _round_on_link(link_key)
    if (state := found.state(timezone.localdate())) != "open":
        return _not_open(request, found, state)
    audiences = list(found.audiences.all())
    if len(audiences) == 1 and request.method == "GET":
        return redirect("surveys:answer", link_key, audiences[0].key)
    instrument = library.instrument(found.instrument, found.version)
    order = [audience.key for audience in instrument.audiences]
    groups = [
        (each.key, questionnaire.audience_of(instrument, each.key, with_support=each.support_heads > 0).title)
        for each in sorted(audiences, key=lambda audience: order.index(audience.key))
    ]
    return render(request, "surveys/answer_start.html", {"round": found, "groups": groups})


@require_http_methods(["GET", "POST"])
@public_page
@for_respondents
def answer(request: HttpRequest, link_key: str, audience: str) -> HttpResponse:
    found = _round_on_link(link_key)
    chosen = found.audiences.filter(key=audience).first()
    if chosen is None:
        raise Http404
    return _answering(request, Asked(found, chosen))


@require_http_methods(["GET", "POST"])
@public_page
@for_respondents
def code_entry(request: HttpRequest) -> HttpResponse:
    is_typed = request.method == "POST" and request.POST.get("go") not in LANGUAGES
    form = CodeForm(request.POST if is_typed else None, initial=request.POST.dict())
    if guesses.are_too_many(request):
        return _slow_down(request)
    if form.is_valid():
        if found := _found(request, form.cleaned_data["code"]):
            return redirect("surveys:code_answer", found.text)
        form.add_error(
            "code", _("We do not know this code. Check it against your letter or card, character by character.")
        )
    return render(request, "surveys/code_entry.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@public_page
@for_respondents
def code_answer(request: HttpRequest, code: str) -> HttpResponse:
    if guesses.are_too_many(request):
        return _slow_down(request)
    found = _found(request, code)
    if found is None:
        text = _("Look again at your letter or card, or type the code yourself.")
        return _said(request, 404, _("We do not know this code"), text, has_code_entry=True)
    if found.used_on:
        text = _("What you sent with it has been counted. A code works once, so that nobody counts twice.")
        return _said(request, 410, _("This code was used before"), text)
    return _answering(request, Asked(found.audience.round, found.audience, found))


@require_safe
@public_page
@for_respondents
def answer_done(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/answer_done.html", {})


def _round_on_link(link_key: str) -> Round:
    found = queries.round_behind(link_key)
    if found is None or found.access != Access.LINK:
        raise Http404
    return found


def _found(request: HttpRequest, typed: str) -> Code | None:
    """The code; a well-formed one that does not exist counts as a guess, a slip of the finger does not."""
    found = queries.code_behind(typed)
    if found is None and codes.read(typed):
        guesses.note(request)
    return found


def _answering(request: HttpRequest, asked: Asked) -> HttpResponse:
    if (state := asked.round.state(timezone.localdate())) != "open":
        return _not_open(request, asked.round, state)
    if request.method == "GET":
        return screen(request, asked, form_of(asked), 0)
    form = form_of(asked, request)
    if request.POST.get("go") == "send" and form.is_valid():
        if form.answers() or form.texts():
            return _send(request, asked, form)
        form.add_error(None, _("You have not answered anything yet. Go back and answer what you can."))
    return walk(request, asked, form)


def _send(request: HttpRequest, asked: Asked, form: AnswerForm) -> HttpResponse:
    try:
        ballot.submit(
            audience=asked.audience,
            answers=form.answers(),
            texts=form.texts(),
            code=asked.code,
            on=timezone.localdate(),
        )
    except ballot.CodeUsed as fault:
        return _said(request, 409, _("This code was used before"), str(fault))
    except ballot.RoundNotOpen as fault:
        return _said(request, 410, _("This scan is closed"), str(fault))
    return redirect("surveys:answer_done")


def _not_open(request: HttpRequest, round: Round, state: str) -> HttpResponse:
    if state == "waiting":
        day = date_format(round.opens_on)
        return _said(request, 200, _("Come back later"), _("This scan opens on %(day)s.") % {"day": day})
    text = _("You can no longer answer. Whoever sent their answers in time has been counted.")
    return _said(request, 410, _("This scan is closed"), text)


def _slow_down(request: HttpRequest) -> HttpResponse:
    text = _("Too many codes that do not exist were typed from your connection. Try again in ten minutes.")
    return _said(request, 429, _("Wait a moment"), text)


def _said(request: HttpRequest, status: int, title: str, text: str, *, has_code_entry: bool = False) -> HttpResponse:
    context = {"said_title": title, "said_text": text, "has_code_entry": has_code_entry}
    return render(request, "surveys/answer_said.html", context, status=status)
