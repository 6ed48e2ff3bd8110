"""The actions of the plan that an organisation works with now, what about them asks for attention, and who to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When

from vierspan.access import queries as access
from vierspan.access.models import User
from vierspan.frameworks import library
from vierspan.frameworks.thresholds import Thresholds
from vierspan.organisations.models import Organisation
from vierspan.plans.check_in_links import mark_of
from vierspan.plans.models import Action, ActionQuerySet, ActionState, Plan, Source, State

# Which plan speaks for the organisation when there are several.
STANDING = (State.IN_FORCE, State.APPROVED, State.SUBMITTED, State.DRAFT)
FINISHED = (ActionState.DONE, ActionState.DROPPED)
FOLLOWED = (State.APPROVED, State.IN_FORCE)
ORDERS = {"title": "title", "due": "due_on", "goal": "goal__position", "owner": "owner__name", "state": "state"}


@dataclass(frozen=True)
class Wanted:
    """What a reader asks to see. ``owner`` is ``me``, ``u<id>`` or ``n<name>``; ``state`` also ``open``."""

    search: str = ""
    owner: str = ""
    block: str = ""
    state: str = ""
    light: str = ""
    attention: str = ""


@dataclass(frozen=True)
class ActionRow:
    """An action with what about it asks for attention that day."""

    action: Action
    is_overdue: bool
    is_ownerless: bool
    is_silent: bool
    is_past_digiplan: bool

    @property
    def asks_attention(self) -> bool:
        return self.is_overdue or self.is_ownerless or self.is_silent or self.is_past_digiplan


def thresholds() -> Thresholds:
    return library.thresholds(library.latest("thresholds"))


def open_plans(organisation: Organisation) -> list[Plan]:
    """The plans that are not closed, the one that speaks for the organisation first."""
    found = organisation.plans.exclude(state=State.CLOSED).order_by("-starts_on", "-pk")
    return sorted(found, key=lambda plan: STANDING.index(plan.holds_as))


def standing_plan(organisation: Organisation) -> Plan | None:
    """The plan in force; without one the plan that is nearest to it."""
    return next(iter(open_plans(organisation)), None)


def actions_of(plan: Plan) -> ActionQuerySet:
    found: ActionQuerySet = Action.objects.filter(goal__plan=plan)
    return found.select_related("goal", "owner", "organisation")


def narrowed(actions: ActionQuerySet, wanted: Wanted, *, user: User, on: date) -> ActionQuerySet:
    """The actions that the reader asks for; a value that nobody knows narrows to nothing."""
    if wanted.search:
        text = wanted.search
        actions = actions.filter(
            Q(title__icontains=text)
            | Q(goal__title__icontains=text)
            | Q(owner__name__icontains=text)
            | Q(owner_name__icontains=text)
        )
    if wanted.owner:
        actions = _owned(actions, wanted.owner, user)
    if wanted.block:
        actions = actions.filter(goal__block=wanted.block)
    if wanted.state:
        actions = actions.open() if wanted.state == "open" else actions.filter(state=wanted.state)
    if wanted.light:
        actions = actions.filter(light="" if wanted.light == "none" else wanted.light)
    return _asking(actions, wanted.attention, on) if wanted.attention else actions


def _owned(actions: ActionQuerySet, owner: str, user: User) -> ActionQuerySet:
    if owner == "me":
        return actions.filter(owner=user)
    kind, name = owner[:1], owner[1:]
    if kind == "u" and name.isdecimal():
        return actions.filter(owner_id=int(name))
    return actions.filter(owner=None, owner_name=name) if kind == "n" else actions.none()


def _asking(actions: ActionQuerySet, attention: str, on: date) -> ActionQuerySet:
    if attention == "overdue":
        return actions.overdue(on)
    if attention == "ownerless":
        return actions.ownerless()
    if attention == "stale":
        return actions.stale(on - thresholds().span("silent_action"))
    return past_digiplan(actions) if attention == "digiplan" else actions.none()


def past_digiplan(actions: ActionQuerySet) -> ActionQuerySet:
    """Open actions that Digiplan would pay after the last day on which its means can be used."""
    last = thresholds().day("digiplan_usable_until").day
    return actions.open().filter(source=Source.DIGIPLAN, due_on__gt=last)


def ordered(actions: ActionQuerySet, order: str) -> ActionQuerySet:
    """By a key of ``ORDERS``, with a minus in front the other way round; otherwise what is open first, by its date."""
    field = ORDERS.get(order.lstrip("-"))
    if field is None:
        finished = Case(When(state__in=FINISHED, then=Value(1)), default=Value(0))
        return actions.order_by(finished, F("due_on").asc(nulls_last=True), "pk")
    by = F(field).desc(nulls_last=True) if order.startswith("-") else F(field).asc(nulls_last=True)
    return actions.order_by(by, "pk")


def rows(actions: Iterable[Action], *, on: date) -> list[ActionRow]:
    """The same judgement as the filters make, for each action at hand."""
    found = thresholds()
    silent_since, digiplan = on - found.span("silent_action"), found.day("digiplan_usable_until").day

    def row(action: Action) -> ActionRow:
        is_open, due = action.state not in FINISHED, action.due_on
        return ActionRow(
            action=action,
            is_overdue=is_open and due is not None and due < on,
            is_ownerless=is_open and action.owner_id is None and not action.owner_name,
            is_silent=is_open and (action.checked_on or action.created_on) < silent_since,
            is_past_digiplan=is_open and action.source == Source.DIGIPLAN and due is not None and due > digiplan,
        )

    return [row(action) for action in actions]


def owners(plan: Plan) -> list[tuple[str, str]]:
    """Who owns an action of the plan: key for ``Wanted.owner`` and name, by name."""
    held = actions_of(plan).order_by().values_list("owner_id", "owner__name", "owner__email", "owner_name").distinct()
    found = {
        (f"u{pk}", name or email) if pk else (f"n{alone}", alone) for pk, name, email, alone in held if pk or alone
    }
    return sorted(found, key=lambda pair: pair[1].casefold())


@dataclass(frozen=True)
class Asked:
    """An owner, and the open actions of theirs in one organisation."""

    owner: User
    actions: tuple[Action, ...]


def to_ask(plan: Plan, *, on: date) -> tuple[Asked, ...]:
    """Owners who can be mailed today about their open actions: with an account, and not asked today already."""
    found = actions_of(plan).open().exclude(owner=None).filter(owner__is_active=True)
    return _by_owner(found.filter(Q(asked_on=None) | Q(asked_on__lt=on)), on=on)


def due_to_ask(*, on: date, most: int) -> tuple[Asked, ...]:
    """Owners in all organisations of whom nothing was asked or heard for a month, at most ``most``.

    Of plans in force only, and of actions that have begun by their dates.
    """
    since = on - thresholds().span("check_in_every")
    waiting: ActionQuerySet = Action.objects.open().filter(
        Q(asked_on=None) | Q(asked_on__lte=since),
        Q(checked_on=None) | Q(checked_on__lte=since),
        Q(starts_on=None) | Q(starts_on__lte=on),
        goal__plan__state=State.IN_FORCE,
        owner__is_active=True,
    )
    return _by_owner(waiting.select_related("goal", "owner", "organisation"), on=on)[:most]


def _by_owner(actions: QuerySet[Action], *, on: date) -> tuple[Asked, ...]:
    """Only who still belongs to the organisation is asked."""
    found: dict[tuple[int, int], list[Action]] = {}
    for action in actions.order_by("organisation_id", "owner_id", F("due_on").asc(nulls_last=True), "pk"):
        found.setdefault((action.organisation_id, action.owner_id or 0), []).append(action)
    asked = [Asked(owner, tuple(held)) for held in found.values() if (owner := held[0].owner)]
    return tuple(one for one in asked if access.grants(one.owner, one.actions[0].organisation, on=on))


def others_of_owner(action: Action) -> list[Action]:
    """The other open actions of the same owner in the same plan, the ones that nobody spoke of longest first."""
    found = actions_of(action.goal.plan).open().filter(owner=action.owner).exclude(pk=action.pk)
    return list(found.order_by(F("checked_on").asc(nulls_first=True), "pk"))


@dataclass(frozen=True)
class Linked:
    """What a check-in link leads to: an action, or why there is none: ``removed``, ``foreign`` or ``closed``."""

    action: Action | None
    owner: User | None
    fault: str = ""


def linked(action_id: int, mark: str, *, on: date) -> Linked:
    """The action behind a link. ``mark`` is ``check_in_links.mark_of`` its owner when the mail left.

    Whoever is no owner any more, or left the organisation, gets in by no old link.
    """
    found = Action.objects.select_related("goal__plan", "owner", "organisation").filter(pk=action_id).first()
    if found is None:
        return Linked(None, None, "removed")
    owner = found.owner
    if owner is None or mark_of(owner) != mark or not owner.is_active:
        return Linked(None, None, "foreign")
    if not access.grants(owner, found.organisation, on=on):
        return Linked(None, None, "foreign")
    is_closed = found.state in FINISHED or found.goal.plan.state == State.CLOSED
    return Linked(found, owner, "closed" if is_closed else "")
