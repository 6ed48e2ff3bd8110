"""Scans: rounds that teachers and pupils answer, counted, never stored; and what leaders and ICT team say by name."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vierspan.access.models import User
from vierspan.organisations.models import Owned
from vierspan.surveys import codes


class Access(models.TextChoices):
    LINK = "link", _("one open link, with QR code")
    CODES = "codes", _("a personal code for each")


class Origin(models.TextChoices):
    HERE = "here", _("answered here")
    FILE = "file", _("answers from a file")


class RoundQuerySet(models.QuerySet["Round"]):
    def open_on(self, day: date) -> RoundQuerySet:
        return self.filter(opened_at__isnull=False, closed_at=None, opens_on__lte=day, closes_on__gte=day)

    def closed_by(self, day: date) -> RoundQuerySet:
        """Rounds whose results may be read: closed by hand or by their date."""
        return self.filter(opened_at__isnull=False).filter(Q(closed_at__isnull=False) | Q(closes_on__lt=day))


class Round(Owned):
    """One scan of one instrument, pinned to its version, between two dates."""

    title = models.CharField(_("title"), max_length=120)
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.LINK)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.HERE)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    remind_on = models.DateField(_("reminder on"), null=True, blank=True)
    link_key = models.CharField(max_length=20, unique=True, help_text="In the open link; says nothing of the school.")
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-opens_on"], name="surveys_round_by_date")]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="surveys_round_dates"),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="surveys_access_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="surveys_origin_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def state(self, day: date) -> str:
        """draft, waiting (opened, date not yet come), open or closed."""
        if self.opened_at is None:
            return "draft"
        if self.closed_at is not None or self.closes_on < day:
            return "closed"
        return "waiting" if day < self.opens_on else "open"


class Audience(Owned):
    """One group of people that a round asks, how many there are, and how many answered."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="audiences")
    key = models.CharField(max_length=20)
    head_count = models.PositiveIntegerField(null=True, blank=True)
    support_heads = models.PositiveIntegerField(
        default=0, help_text="How many of the teachers are support staff, too few for figures of their own."
    )
    responses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="surveys_audience_once")]

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """All counters of one audience, in one row that every submission writes as a whole.

    Were each counter a row of its own, the database's bookkeeping would show which of them changed together last, and
    so one person's answers. Shape: ``tallies.Counts``. Made with all counters at zero when the round opens.
    """

    audience = models.OneToOneField(Audience, models.CASCADE, primary_key=True, related_name="tally")
    counts: models.JSONField[dict[str, dict[str, int]], dict[str, dict[str, int]]] = models.JSONField()

    def __str__(self) -> str:
        return str(self.audience_id)


class CodeQuerySet(models.QuerySet["Code"]):
    def to_mail(self) -> CodeQuerySet:
        """Codes with an address that no letter went to yet."""
        return self.filter(mailed_on=None, mail_fault="").exclude(email="")

    def to_remind(self, day: date) -> CodeQuerySet:
        """Codes mailed before the round's reminder date, which has come, and not used or reminded since."""
        come = Q(audience__round__remind_on__lte=day, mailed_on__lt=F("audience__round__remind_on"))
        return self.filter(come, reminded_on=None, used_on=None, mail_fault="").exclude(email="")


class Code(Owned):
    """A personal code, kept as a hash. It knows that it was used and on which day; never what was answered."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="codes")
    number = models.PositiveIntegerField(help_text="Its place on the printed sheet; with the secret it makes the code.")
    code_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    mailed_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    mail_fault = models.CharField(max_length=200, blank=True, help_text="Why the mail server refused this address.")
    used_on = models.DateField(null=True, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "number"], name="surveys_code_number_once")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def text(self) -> str:
        """The code as it is printed and mailed; load it with its audience and round."""
        return codes.make(settings.SECRET_KEY, self.audience.round.link_key, self.audience.key, self.number)


class FreeText(Owned):
    """An answer in words, alone: its random key is its only order, and nothing ties it to other answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="texts")
    question = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.question


class Assessment(Owned):
    """One sitting with the consensus rubric, by leaders and ICT team together and by name."""

    title = models.CharField(_("title"), max_length=120)
    version = models.CharField(max_length=20)
    held_on = models.DateField(_("held on"))
    present = models.TextField(_("who is at the table"), blank=True)
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-held_on"], name="surveys_assessment_by_date")]

    def __str__(self) -> str:
        return self.title


class StepState(models.TextChoices):
    OPEN = "open", _("to do")
    DOING = "doing", _("under way")
    DONE = "done", _("done")


class Choice(Owned):
    """The level chosen for one aspect, with what proves it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="choices")
    aspect = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    evidence = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    step_state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.OPEN)
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "aspect"], name="surveys_choice_once"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="surveys_level_range"),
            models.CheckConstraint(condition=Q(step_state__in=StepState.values), name="surveys_step_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.level}"


class FactValue(Owned):
    """One figure of the facts sheet in one school year, with where it comes from."""

    school_year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    value: models.JSONField[Any, Any] = models.JSONField(
        help_text="A number as text, a date as text, or true or false."
    )
    source = models.CharField(max_length=200, blank=True)
    entered_by = models.CharField(max_length=150)
    entered_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "school_year", "key"], name="surveys_fact_once")]

    def __str__(self) -> str:
        return self.key
