"""People, and what they are in an organisation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from vierspan.access.permissions import Role
from vierspan.organisations.models import Owned


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **given: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **given)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(max_length=2, choices=[("nl", _("Dutch")), ("en", _("English"))], default="nl")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="access_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(from_date__lte=day).filter(Q(until_date=None) | Q(until_date__gte=day))

    def not_ended(self, day: date) -> MembershipQuerySet:
        """Held now or later."""
        return self.filter(Q(until_date=None) | Q(until_date__gte=day))


class Membership(Owned):
    """What a person is in an organisation, from a day, until a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "role"], condition=Q(until_date=None), name="access_membership_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="access_role_known"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="access_membership_dates"
            ),
        ]
        indexes = [models.Index(fields=["user", "organisation"], name="access_by_user")]

    def __str__(self) -> str:
        return str(self.user)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; it may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(Owned):
    """An expiring link, sent by mail, that makes its reader a member."""

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=30, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="access_invitation_once",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="access_invitation_role_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.role

    def state(self, at: datetime) -> str:
        """open, expired, accepted or withdrawn."""
        if self.accepted_at is not None:
            return "accepted"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "open" if at < self.expires_at else "expired"
