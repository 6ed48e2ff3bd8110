"""Everything that changes schools and groups."""

from vierspan.organisations.operations.importing import ImportClash, ImportReport, import_schools
from vierspan.organisations.operations.own_data import (
    AffiliationFault,
    NumberTaken,
    SiteTaken,
    add_pupil_counts,
    add_site,
    change_organisation,
    change_site,
    end_affiliation,
    remove_pupil_count,
    remove_site,
)

__all__ = [
    "AffiliationFault",
    "ImportClash",
    "ImportReport",
    "NumberTaken",
    "SiteTaken",
    "add_pupil_counts",
    "add_site",
    "change_organisation",
    "change_site",
    "end_affiliation",
    "import_schools",
    "remove_pupil_count",
    "remove_site",
]
