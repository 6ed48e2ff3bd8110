"""Schools and the groups they belong to: the one tenant of the whole application."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    SCHOOL = "school", _("school")
    SCHOOL_COMMUNITY = "school_community", _("school community")
    SCHOOL_GROUP = "school_group", _("school group")
    PLATFORM = "platform", _("cooperation platform")
    BOARD = "board", _("school board")


class Level(models.TextChoices):
    PRIMARY = "primary", _("primary education")
    SECONDARY = "secondary", _("secondary education")
    ARTS = "arts", _("part-time arts education")
    ADULT = "adult", _("adult education")
    MIXED = "mixed", _("several levels")


class Organisation(models.Model):
    """A school, or a body of schools. Both have the same places in the application, one level apart."""

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.SCHOOL)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    number = models.CharField(max_length=6, blank=True, help_text=_("Institution number, six digits."))
    level = models.CharField(max_length=20, choices=Level.choices, blank=True)
    network = models.CharField(max_length=60, blank=True)
    website = models.URLField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="organisations_number_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisations_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_school(self) -> bool:
        return self.kind == Kind.SCHOOL


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> AffiliationQuerySet:
        return self.filter(from_date__lte=day).filter(Q(until_date=None) | Q(until_date__gte=day))


class Affiliation(models.Model):
    """A school belongs to a group from a day, until a day: communities are formed anew every six years."""

    school = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    group = models.ForeignKey(Organisation, models.CASCADE, related_name="member_affiliations")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "group", "from_date"], name="organisations_affiliation_once"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")), name="organisations_affiliation_dates"
            ),
            models.CheckConstraint(condition=~Q(school=F("group")), name="organisations_affiliation_other"),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.group}"


class Owned(models.Model):
    """A row that belongs to one organisation. Reach it through the organisation: ``organisation.plans``."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class Site(Owned):
    """A place where the school teaches (vestigingsplaats), numbered within the school."""

    number = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    house_number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=4)
    municipality = models.CharField(max_length=100, blank=True)
    province = models.CharField(max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_head_office = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number", "postcode", "street", "house_number"],
                name="organisations_site_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.house_number}, {self.postcode} {self.municipality}".strip(" ,")


class PupilCategory(models.TextChoices):
    """The categories that the weighting for ICT coordination tells apart, those of Digiplan beside them.

    Coordination: BVR 5 December 2003, art. 2. Digiplan: BVR 12 September 2025. The factors are dated data, not here.
    """

    NURSERY = "nursery", _("nursery, ordinary")
    NURSERY_SPECIAL = "nursery_special", _("nursery, special")
    PRIMARY = "primary", _("primary, ordinary")
    PRIMARY_SPECIAL = "primary_special", _("primary, special")
    SECONDARY_A = "secondary_a", _("A stream of the first grade; second and third grade ASO, KSO, TSO")
    SECONDARY_B = "secondary_b", _("OKAN, B stream of the first grade, BSO, DBSO, sea fishing, BuSO")
    ADULT_HOURS = "adult_hours", _("course hours times participants, CVO and CBE")
    ARTS = "arts", _("part-time arts education")


class PupilCount(Owned):
    """Pupils of one category on a count date, for one school year."""

    school_year = models.PositiveSmallIntegerField(help_text=_("The year in which the school year begins."))
    count_date = models.DateField()
    category = models.CharField(max_length=20, choices=PupilCategory.choices)
    pupils = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "school_year", "count_date", "category"], name="organisations_pupil_count_once"
            ),
            models.CheckConstraint(
                condition=Q(category__in=PupilCategory.values), name="organisations_pupil_category_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupils} {self.category} {self.count_date}"
