"""Schools, groups and pupils, asked from above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, OuterRef, Prefetch, QuerySet, Subquery, Sum

from vierspan.organisations.models import Affiliation, Organisation, PupilCategory, PupilCount, Site
from vierspan.organisations.school_year import SchoolYear


@dataclass(frozen=True)
class CountedDay:
    """The pupils of one school year on one count date."""

    school_year: SchoolYear
    count_date: date
    counts: tuple[PupilCount, ...]

    @property
    def total(self) -> int:
        """Pupils; hours of courses are no pupils."""
        return sum(count.pupils for count in self.counts if count.category != PupilCategory.ADULT_HOURS)


def schools_of(group: Organisation, on: date) -> QuerySet[Organisation]:
    """The schools that belong to the group that day, by name."""
    current = Affiliation.objects.on(on).filter(group=group)
    return Organisation.objects.filter(pk__in=current.values("school")).order_by("name", "pk")


def groups_of(school: Organisation, on: date) -> QuerySet[Organisation]:
    """The groups that the school belongs to that day, by name."""
    current = Affiliation.objects.on(on).filter(school=school)
    return Organisation.objects.filter(pk__in=current.values("group")).order_by("name", "pk")


def schools_with_sites(group: Organisation, on: date) -> QuerySet[Organisation]:
    """The schools of the group that day with their sites, head office first."""
    sites = Site.objects.order_by("-is_head_office", "number", "postcode", "street")
    return schools_of(group, on).prefetch_related(Prefetch("sites", sites))


def pupils(organisation: Organisation, school_year: SchoolYear | int) -> int | None:
    """The pupils of a school in a school year, all categories together, on its latest count date; None when not counted.

    A count is of the school as a whole, so nothing is added up over sites.
    """
    return pupils_by_school([organisation], school_year).get(organisation.pk)


def pupils_by_school(organisations: Iterable[Organisation], school_year: SchoolYear | int) -> dict[int, int]:
    """``pupils`` of many schools in one question, by the school's key; those without a count are left out."""
    year = school_year.start_year if isinstance(school_year, SchoolYear) else school_year
    counts = PupilCount.objects.filter(school_year=year).exclude(category=PupilCategory.ADULT_HOURS)
    last = counts.filter(organisation=OuterRef("organisation")).values("organisation").annotate(day=Max("count_date"))
    found = (
        counts.filter(organisation__in=organisations)
        .filter(count_date=Subquery(last.values("day")))
        .values_list("organisation")
        .annotate(total=Sum("pupils"))
    )
    return dict(found)


def pupil_counts(organisation: Organisation) -> list[CountedDay]:
    """Each count of the organisation, the latest school year and date first, categories in their own order."""
    order = {category: place for place, category in enumerate(PupilCategory.values)}
    days: dict[tuple[int, date], list[PupilCount]] = {}
    for count in organisation.pupilcounts.order_by("-school_year", "-count_date"):
        days.setdefault((count.school_year, count.count_date), []).append(count)
    return [
        CountedDay(SchoolYear(year), day, tuple(sorted(counts, key=lambda count: order[count.category])))
        for (year, day), counts in days.items()
    ]


def affiliations(organisation: Organisation) -> QuerySet[Affiliation]:
    """The periods of a school in groups, or of schools in a group: those that go on first, then the latest ended."""
    periods = organisation.affiliations if organisation.is_school else organisation.member_affiliations
    return periods.select_related("school", "group").order_by(
        F("until_date").desc(nulls_first=True), "school__name", "group__name", "-from_date"
    )
