"""What an organisation says of itself: its profile, sites, pupils, and the schools that leave a group."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from vierspan.audit import models as audit
from vierspan.organisations.models import Affiliation, Organisation, PupilCount, Site
from vierspan.organisations.places import place_of
from vierspan.organisations.school_year import SchoolYear


class NumberTaken(Exception):
    """Another organisation has the institution number."""


class SiteTaken(Exception):
    """The organisation has this site already."""


class AffiliationFault(Exception):
    """The period in the group would not be one."""


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, name: str, number: str, level: str, network: str, website: str, actor: object
) -> Organisation:
    """Change the profile. The address of its pages (slug) stays. Raises NumberTaken."""
    given = {"name": name, "number": number, "level": level, "network": network, "website": website}
    changed = _set(organisation, given)
    try:
        with transaction.atomic():
            organisation.save(update_fields=list(given))
    except IntegrityError as taken:
        raise NumberTaken(_("Another school has this institution number already.")) from taken
    audit.record(
        actor=str(actor),
        organisation_id=organisation.pk,
        verb="organisation.changed",
        target=organisation,
        changes={"fields": changed},
    )
    return organisation


@transaction.atomic
def add_site(*, organisation: Organisation, actor: object, **given: Any) -> Site:
    """Add a site by the fields of SiteForm; municipality and province follow from the postcode. Raises SiteTaken."""
    site = Site(organisation=organisation)
    _save_site(site, given)
    audit.record(actor=str(actor), organisation_id=organisation.pk, verb="site.added", target=site)
    return site


@transaction.atomic
def change_site(*, site: Site, actor: object, **given: Any) -> Site:
    """Change a site by the fields of SiteForm. Raises SiteTaken."""
    changed = _save_site(site, given)
    audit.record(
        actor=str(actor),
        organisation_id=site.organisation_id,
        verb="site.changed",
        target=site,
        changes={"fields": changed},
    )
    return site


@transaction.atomic
def remove_site(*, site: Site, actor: object) -> None:
    """Take a site away."""
    audit.record(actor=str(actor), organisation_id=site.organisation_id, verb="site.removed", target=site)
    site.delete()


@transaction.atomic
def add_pupil_counts(
    *, organisation: Organisation, school_year: SchoolYear, count_date: date, pupils: Mapping[str, int], actor: object
) -> list[PupilCount]:
    """Note the pupils of each category on a count date; a category counted on that date before gets the new number."""
    counts = [
        PupilCount.objects.update_or_create(
            organisation=organisation,
            school_year=school_year.start_year,
            count_date=count_date,
            category=category,
            defaults={"pupils": number},
        )[0]
        for category, number in pupils.items()
    ]
    audit.record(
        actor=str(actor),
        organisation_id=organisation.pk,
        verb="pupils.counted",
        target=f"{school_year}, {count_date}",
        changes=dict(pupils),
    )
    return counts


@transaction.atomic
def remove_pupil_count(*, count: PupilCount, actor: object) -> None:
    """Take away the pupils of one category on one count date."""
    audit.record(actor=str(actor), organisation_id=count.organisation_id, verb="pupils.removed", target=count)
    count.delete()


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, until_date: date, on: date, actor: object) -> Affiliation:
    """Let a school belong to its group until a day, that day included.

    Raises AffiliationFault for a day before its first, and where the school had left by ``on``: a group does not take
    a school back by moving that day.
    """
    if affiliation.until_date and affiliation.until_date < on:
        raise AffiliationFault(_("This school left the group already."))
    if until_date < affiliation.from_date:
        raise AffiliationFault(_("The last day cannot lie before the first day."))
    affiliation.until_date = until_date
    affiliation.save(update_fields=["until_date"])
    audit.record(
        actor=str(actor),
        organisation_id=affiliation.group_id,
        verb="affiliation.ended",
        target=affiliation,
        changes={"until": until_date.isoformat()},
    )
    return affiliation


def _set(row: models.Model, given: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, given[name])
    return changed


def _save_site(site: Site, given: dict[str, Any]) -> list[str]:
    place = place_of(given["postcode"])
    if place:
        given = {**given, "municipality": given["municipality"] or place.municipality, "province": place.province}
    changed = _set(site, given)
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError as taken:
        raise SiteTaken(_("This site stands in the list already.")) from taken
    if site.is_head_office:
        site.organisation.sites.exclude(pk=site.pk).update(is_head_office=False)
    return changed
