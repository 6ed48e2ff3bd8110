"""Where organisations stand in the loop of knowing, deciding, dividing, doing and learning, without asking them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from vierspan.organisations.models import Organisation
from vierspan.plans.models import Action, ActionState, CheckIn, Goal, Plan, Review, State
from vierspan.plans.queries.actions import STANDING
from vierspan.surveys.models import Round

# How long a scan, a sign of life and a review count as recent: our own choice of two school years and one.
SCAN_COUNTS_FOR = timedelta(days=730)
SIGN_OF_LIFE_COUNTS_FOR = timedelta(days=120)
REVIEW_COUNTS_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Standing:
    """One organisation in the loop. ``responses`` and ``head_count`` are those of the round that is open now."""

    organisation: Organisation
    open_round: Round | None
    last_round: Round | None
    plan: Plan | None
    open_actions: int
    ownerless: int
    done_actions: int
    is_alive: bool
    reviewed_on: date | None
    on: date

    @property
    def knows(self) -> bool:
        return self.last_round is not None and self.last_round.closes_on >= self.on - SCAN_COUNTS_FOR

    @property
    def decided(self) -> bool:
        return self.plan is not None and self.plan.approved_at is not None

    @property
    def divided(self) -> bool:
        return self.decided and self.open_actions + self.done_actions > 0 and self.ownerless == 0

    @property
    def does(self) -> bool:
        is_in_force = self.plan is not None and self.plan.in_force_at is not None
        return is_in_force and (self.is_alive or self.done_actions > 0)

    @property
    def learns(self) -> bool:
        return self.reviewed_on is not None and self.reviewed_on >= self.on - REVIEW_COUNTS_FOR

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """The five stages by key, each with whether it is reached."""
        return (
            ("know", self.knows),
            ("decide", self.decided),
            ("divide", self.divided),
            ("do", self.does),
            ("learn", self.learns),
        )


def standings(organisations: Sequence[Organisation], *, on: date) -> list[Standing]:
    """Where each organisation stands, in the order given; the number of queries does not grow with their number."""
    rounds = _rounds(organisations)
    plans = _plans(organisations)
    actions = _action_counts(list(plans.values()))
    alive = set(
        CheckIn.objects.filter(organisation__in=organisations, said_at__date__gte=on - SIGN_OF_LIFE_COUNTS_FOR)
        .values_list("organisation_id", flat=True)
        .distinct()
    )
    reviewed: dict[int, date] = {}
    for held in Review.objects.filter(organisation__in=organisations).order_by("held_on"):
        reviewed[held.organisation_id] = held.held_on

    def standing(organisation: Organisation) -> Standing:
        own = rounds[organisation.pk]
        plan = plans.get(organisation.pk)
        counted = actions.get(plan.pk, {}) if plan else {}
        return Standing(
            organisation=organisation,
            open_round=next((r for r in own if r.state(on) == "open"), None),
            last_round=next((r for r in own if r.state(on) == "closed"), None),
            plan=plan,
            open_actions=counted.get("open", 0),
            ownerless=counted.get("ownerless", 0),
            done_actions=counted.get("done", 0),
            is_alive=organisation.pk in alive,
            reviewed_on=reviewed.get(organisation.pk),
            on=on,
        )

    return [standing(organisation) for organisation in organisations]


def _rounds(organisations: Sequence[Organisation]) -> dict[int, list[Round]]:
    found: dict[int, list[Round]] = defaultdict(list)
    asked = Round.objects.filter(organisation__in=organisations, opened_at__isnull=False)
    counted = asked.annotate(responses=Sum("audiences__responses"), head_count=Sum("audiences__head_count"))
    for one in counted.order_by("-closes_on", "-id"):
        found[one.organisation_id].append(one)
    return found


def _plans(organisations: Sequence[Organisation]) -> dict[int, Plan]:
    found: dict[int, Plan] = {}
    open_plans = Plan.objects.filter(organisation__in=organisations).exclude(state=State.CLOSED).order_by("-starts_on")
    for plan in sorted(open_plans, key=lambda plan: STANDING.index(plan.holds_as)):
        found.setdefault(plan.organisation_id, plan)
    return found


def _action_counts(plans: Sequence[Plan]) -> dict[int, dict[str, int]]:
    is_open = Q(state__in=[ActionState.TODO, ActionState.DOING])
    counted = (
        Action.objects.filter(goal__plan__in=plans)
        .values("goal__plan")
        .annotate(
            open=Count("id", filter=is_open),
            ownerless=Count("id", filter=is_open & Q(owner=None, owner_name="")),
            done=Count("id", filter=Q(state=ActionState.DONE)),
        )
    )
    return {row["goal__plan"]: {key: row[key] for key in ("open", "ownerless", "done")} for row in counted}


@dataclass(frozen=True)
class GoalGlance:
    """A goal in one line: its actions done of all that were not dropped, and the worst light said of an open one."""

    goal: Goal
    done: int
    total: int
    light: str


LIGHTS = ["red", "amber", "green", ""]


def goals_at_a_glance(plan: Plan) -> list[GoalGlance]:
    """Each goal of the plan in its order."""

    def glance(goal: Goal) -> GoalGlance:
        actions = [action for action in goal.actions.all() if action.state != ActionState.DROPPED]
        said = [action.light for action in actions if action.state in (ActionState.TODO, ActionState.DOING)]
        done = sum(action.state == ActionState.DONE for action in actions)
        worst = min(said, key=LIGHTS.index) if said else ("green" if done else "")
        return GoalGlance(goal, done, len(actions), worst)

    return [glance(goal) for goal in plan.goals.prefetch_related("actions")]
