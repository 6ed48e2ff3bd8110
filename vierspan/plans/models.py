"""The ICT policy plan: what a school wants, why, who does it by when, and how one will see that it helped."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vierspan.access.models import User
from vierspan.organisations.models import Owned


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    APPROVED = "approved", _("approved")
    IN_FORCE = "in_force", _("in force")
    CLOSED = "closed", pgettext_lazy("plan", "closed")


class Block(models.TextChoices):
    VISION = "V", _("Vision")
    LEADERSHIP = "L", _("Leadership and cooperation")
    EXPERTISE = "X", _("Expertise")
    CONTENT = "C", _("Content and applications")
    INFRASTRUCTURE = "I", _("Infrastructure")
    TEAM = "T", _("ICT team")
    BUDGET = "B", _("Budget")


class Plan(Owned):
    """A plan for a period. One made elsewhere carries its file and approval, and only goals and actions here."""

    title = models.CharField(_("title"), max_length=150)
    template = models.CharField(max_length=40, blank=True, help_text="Empty for a plan made elsewhere.")
    template_version = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    review_on = models.DateField(_("next review"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    submitted_by = models.CharField(max_length=150, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followers")
    made_elsewhere_in = models.CharField(_("made in"), max_length=60, blank=True)
    file = models.FileField(upload_to="plans/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="plans_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plans_period"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="plans_state_known"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state=State.IN_FORCE), name="plans_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by="") | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="plans_approved_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_made_elsewhere(self) -> bool:
        return not self.template

    @property
    def is_editable(self) -> bool:
        return self.state in (State.DRAFT, State.SUBMITTED)

    @property
    def holds_as(self) -> State:
        """What counts for the school: while a new draft is written, the version approved last still holds."""
        if self.is_editable and self.approved_at is not None:
            return State.IN_FORCE if self.in_force_at is not None else State.APPROVED
        return State(self.state)


class Section(Owned):
    """The school's text for one section of the template. ``edition`` goes up by one at each save: two who edit
    the same edition meet a conflict instead of losing a text."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60)
    body = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=0)
    edited_by = models.CharField(max_length=150, blank=True)
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="plans_section_once")]

    def __str__(self) -> str:
        return self.key


class Goal(Owned):
    """What will be different at the end of the period, and which gap it comes from."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    block = models.CharField(_("building block"), max_length=1, choices=Block.choices)
    title = models.CharField(_("goal"), max_length=250)
    why = models.TextField(_("why"), blank=True)
    origin = models.CharField(max_length=60, blank=True, help_text="The proposal rule it was taken over from.")
    position = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=Q(block__in=Block.values), name="plans_block_known")]

    def __str__(self) -> str:
        return self.title


class ActionState(models.TextChoices):
    TODO = "todo", _("to do")
    DOING = "doing", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Light(models.TextChoices):
    GREEN = "green", _("on track")
    AMBER = "amber", _("at risk")
    RED = "red", _("stuck")


class Source(models.TextChoices):
    """Where the money comes from; each has its own rules (domain: ring-fenced means, Digiplan until its end date)."""

    WORKING = "working", _("general working means")
    RING_FENCED = "ring_fenced", _("ring-fenced ICT means")
    DIGIPLAN = "digiplan", _("Digiplan")
    GROUP = "group", _("school group or community")
    PROJECT = "project", _("project or own income")
    PARENTS = "parents", _("contribution of parents")
    NONE = "none", _("costs nothing")


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> ActionQuerySet:
        return self.filter(state__in=[ActionState.TODO, ActionState.DOING])

    def overdue(self, day: date) -> ActionQuerySet:
        return self.open().filter(due_on__lt=day)

    def ownerless(self) -> ActionQuerySet:
        return self.open().filter(owner=None, owner_name="")

    def stale(self, day: date) -> ActionQuerySet:
        """Under way by its dates, and nobody said anything of it since ``day``."""
        return self.open().filter(Q(checked_on__lt=day) | Q(checked_on=None, created_on__lt=day))


class Action(Owned):
    """Something that somebody does by a day, with what it takes."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    title = models.CharField(_("action"), max_length=250)
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="owned_actions", verbose_name=_("owner")
    )
    owner_name = models.CharField(_("owner without account"), max_length=150, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("ready by"), null=True, blank=True)
    effort_hours = models.DecimalField(_("effort in hours"), max_digits=7, decimal_places=1, null=True, blank=True)
    cost_once = models.DecimalField(_("one-off cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    cost_yearly = models.DecimalField(_("yearly cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("paid from"), max_length=12, choices=Source.choices, blank=True)
    state = models.CharField(max_length=10, choices=ActionState.choices, default=ActionState.TODO)
    light = models.CharField(max_length=6, choices=Light.choices, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True, help_text="When the owner was last mailed a check-in link.")
    created_on = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveIntegerField(default=0)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="plans_action_by_due")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="plans_action_state_known"),
            models.CheckConstraint(condition=Q(light__in=["", *Light.values]), name="plans_light_known"),
            models.CheckConstraint(condition=Q(source__in=["", *Source.values]), name="plans_source_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        return str(self.owner) if self.owner else self.owner_name


class CheckIn(Owned):
    """What an owner said in five minutes: a light, a number, one line."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="check_ins")
    light = models.CharField(max_length=6, choices=Light.choices)
    number = models.DecimalField(_("how far, in per cent"), max_digits=5, decimal_places=1, null=True, blank=True)
    line = models.CharField(_("in one line"), max_length=280, blank=True)
    said_by = models.CharField(max_length=150)
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-said_at"]
        constraints = [models.CheckConstraint(condition=Q(light__in=Light.values), name="plans_check_in_light_known")]

    def __str__(self) -> str:
        return f"{self.light} {self.line}"


class Indicator(Owned):
    """How one will see it. Bound to a scan score it updates itself; otherwise somebody enters the value."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="indicators")
    title = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("now"), max_digits=10, decimal_places=1, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=10, decimal_places=1, null=True, blank=True)
    value = models.DecimalField(_("latest value"), max_digits=10, decimal_places=1, null=True, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    bound_dimension = models.CharField(max_length=10, blank=True)
    bound_audience = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bound_dimension="", bound_audience="") | (~Q(bound_dimension="") & ~Q(bound_audience="")),
                name="plans_indicator_bound_pair",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_bound(self) -> bool:
        return bool(self.bound_dimension)


class Comment(Owned):
    """A remark beside a section."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    section_key = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("remark"))
    author = models.CharField(max_length=150)
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.CharField(max_length=150, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return self.text[:60]


class Version(Owned):
    """The plan as it was at one moment, whole and frozen. ``content`` is ``differences.PlanContent`` as JSON."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    frozen_by = models.CharField(max_length=150)
    frozen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plans_version_number_once")]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"


class Decision(models.TextChoices):
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("declined")


class ProposalDecision(Owned):
    """What the school did with a proposed goal, and why if it said no."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="proposal_decisions")
    rule = models.CharField(max_length=60)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reason"), blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "rule"], name="plans_decision_once"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="plans_decision_known"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.decision}"


class Review(Owned):
    """The look back at the end of a school year that closes the loop."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    school_year = models.PositiveSmallIntegerField()
    held_on = models.DateField(_("held on"))
    went_well = models.TextField(_("what went well"), blank=True)
    went_less = models.TextField(_("what went less well"), blank=True)
    next_step = models.TextField(_("what we change"), blank=True)
    figures: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    recorded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-school_year"]
        constraints = [models.UniqueConstraint(fields=["plan", "school_year"], name="plans_review_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.school_year}"
