"""Goals that the school's own figures ask for: take over, adapt first, or say why not."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vierspan.access.pages import OrganisationRequest, organisation_page
from vierspan.access.permissions import Can
from vierspan.base.text import Text
from vierspan.plans.forms.proposals import AdaptForm, ChosenActionsForm, DeclineForm
from vierspan.plans.locks import NotWritable, is_writable
from vierspan.plans.models import Block, Plan
from vierspan.plans.operations import proposals as operations
from vierspan.plans.operations.indicators import Measure
from vierspan.plans.operations.proposals import AlreadyDecided, Taken
from vierspan.plans.proposals import Proposal
from vierspan.plans.queries import proposals as queries
from vierspan.plans.queries.evidence import evidence


@require_safe
@organisation_page(Can.PLAN_VIEW)
def proposal_list(request: OrganisationRequest, plan_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    known = evidence(request.organisation, on=request.today)
    context = {
        "plan": plan,
        "is_writable": is_writable(plan),
        "knows": bool(known.scores or known.dont_know or known.rubric or known.facts),
        "has_scan": bool(known.scores or known.dont_know),
        "found": [
            {
                "proposal": one,
                "block": Block(one.block).label,
                "indicator": queries.indicator_title(one.indicator) if one.indicator else None,
            }
            for one in queries.proposals(plan, known)
        ],
        "decisions": queries.decisions(plan),
    }
    return render(request, "plans/proposal_list.html", context)


@require_POST
@organisation_page(Can.PLAN_EDIT)
def proposal_take(request: OrganisationRequest, plan_id: int, rule: str) -> HttpResponse:
    plan, proposal = _plan(request, plan_id), _proposal(request, plan_id, rule)
    form = ChosenActionsForm(request.POST, titles=_titles(proposal))
    if form.is_valid():
        taken = _taken(proposal, _say(proposal.goal), proposal.block, _say(proposal.why), form.cleaned_data["actions"])
        try:
            goal = operations.take_over(
                plan=plan,
                taken=taken,
                holders=queries.role_holders(request.organisation, on=request.today),
                actor=request.user,
                on=request.today,
            )
        except (AlreadyDecided, NotWritable) as fault:
            messages.warning(request, str(fault))
        else:
            messages.success(request, _("The goal stands in the plan: “%(goal)s”") % {"goal": goal})
    return redirect("plans:proposal_list", slug=request.organisation.slug, plan_id=plan.pk)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def proposal_adapt(request: OrganisationRequest, plan_id: int, rule: str) -> HttpResponse:
    plan, proposal = _plan(request, plan_id), _proposal(request, plan_id, rule)
    titles = _titles(proposal)
    initial = {"title": _say(proposal.goal), "block": proposal.block, "why": _say(proposal.why)}
    form = AdaptForm(request.POST or None, titles=titles, initial={**initial, "actions": list(range(len(titles)))})
    if form.is_valid():
        sent = form.cleaned_data
        try:
            operations.take_over(
                plan=plan,
                taken=_taken(proposal, sent["title"], sent["block"], sent["why"], sent["actions"]),
                holders=queries.role_holders(request.organisation, on=request.today),
                actor=request.user,
                on=request.today,
            )
        except (AlreadyDecided, NotWritable) as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The goal stands in the plan: “%(goal)s”") % {"goal": sent["title"]})
            return redirect("plans:proposal_list", slug=request.organisation.slug, plan_id=plan.pk)
    context = {"plan": plan, "proposal": proposal, "form": form}
    return render(request, "plans/proposal_adapt.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(Can.PLAN_EDIT)
def proposal_decline(request: OrganisationRequest, plan_id: int, rule: str) -> HttpResponse:
    plan, proposal = _plan(request, plan_id), _proposal(request, plan_id, rule)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        try:
            operations.decline(plan=plan, rule=rule, reason=form.cleaned_data["reason"], actor=request.user)
        except (AlreadyDecided, NotWritable) as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Noted, with your reason."))
            return redirect("plans:proposal_list", slug=request.organisation.slug, plan_id=plan.pk)
    context = {"plan": plan, "proposal": proposal, "form": form}
    return render(request, "plans/proposal_decline.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(Can.PLAN_EDIT)
def proposal_reconsider(request: OrganisationRequest, plan_id: int, decision_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    decision = get_object_or_404(plan.proposal_decisions.select_related("plan"), pk=decision_id)
    try:
        operations.reconsider(decision=decision, actor=request.user)
    except NotWritable as fault:
        messages.warning(request, str(fault))
    else:
        messages.success(request, _("The decision is undone. If the figures still ask for it, the proposal is back."))
    return redirect("plans:proposal_list", slug=request.organisation.slug, plan_id=plan.pk)


def _plan(request: OrganisationRequest, plan_id: int) -> Plan:
    return get_object_or_404(request.organisation.plans.select_related("organisation"), pk=plan_id)


def _proposal(request: OrganisationRequest, plan_id: int, rule: str) -> Proposal:
    found = queries.proposal(_plan(request, plan_id), rule, on=request.today)
    if found is None:
        raise Http404
    return found


def _say(text: Text) -> str:
    return text.in_language(get_language() or "nl")


def _titles(proposal: Proposal) -> list[str]:
    return [_say(action.title) for action in proposal.actions]


def _taken(proposal: Proposal, title: str, block: str, why: str, chosen: list[int]) -> Taken:
    actions = tuple((_say(proposal.actions[place].title), proposal.actions[place]) for place in sorted(set(chosen)))
    return Taken(proposal.rule, block, title, why, actions, _measure(proposal))


def _measure(proposal: Proposal) -> Measure | None:
    indicator = proposal.indicator
    if indicator is None:
        return None
    return Measure(
        title=_say(queries.indicator_title(indicator))[:200],
        unit=_("out of 100"),
        baseline=_one_decimal(indicator.baseline),
        target=_one_decimal(indicator.target),
        bound_dimension=indicator.dimension,
        bound_audience=indicator.audience,
    )


def _one_decimal(value: float | None) -> Decimal | None:
    return None if value is None else round(Decimal(value), 1)
