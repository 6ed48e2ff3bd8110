"""The schools of a group as a list that can be read back in."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vierspan.base.sheets import Cell
from vierspan.organisations.models import Organisation

# In both languages these are headings that list_columns knows.
HEADINGS = (
    gettext_lazy("institution number"),
    gettext_lazy("site number"),
    gettext_lazy("name"),
    gettext_lazy("street"),
    gettext_lazy("house number"),
    gettext_lazy("postcode"),
    gettext_lazy("municipality"),
    gettext_lazy("province"),
    gettext_lazy("network"),
    gettext_lazy("level"),
    gettext_lazy("head office"),
    gettext_lazy("latitude"),
    gettext_lazy("longitude"),
    gettext_lazy("website"),
)


def school_list_rows(schools: Iterable[Organisation]) -> Iterator[tuple[Cell, ...]]:
    """A row for each site; one without address for a school that has none. Sites are to be fetched beforehand."""
    for school in schools:
        sites = list(school.sites.all())
        level, yes, no = school.get_level_display(), _("yes"), _("no")
        for site in sites:
            yield (
                school.number,
                site.number,
                school.name,
                site.street,
                site.house_number,
                site.postcode,
                site.municipality,
                site.province,
                school.network,
                level,
                yes if site.is_head_office else no,
                site.latitude,
                site.longitude,
                school.website,
            )
        if not sites:
            yield (school.number, "", school.name, *[""] * 6, level, "", None, None, school.website)
