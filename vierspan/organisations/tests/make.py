"""Rows of this app for tests."""

from datetime import date
from typing import Any

from vierspan.organisations.lists import SchoolRow
from vierspan.organisations.models import Organisation, PupilCategory, PupilCount, Site


def make_site(organisation: Organisation, **given: Any) -> Site:
    values = {"street": "Kerkstraat", "house_number": "1", "postcode": "2000", "municipality": "Antwerpen"}
    return Site.objects.create(organisation=organisation, **{**values, **given})


def make_pupil_count(organisation: Organisation, **given: Any) -> PupilCount:
    values = {"school_year": 2026, "count_date": date(2026, 2, 2), "category": PupilCategory.PRIMARY, "pupils": 200}
    return PupilCount.objects.create(organisation=organisation, **{**values, **given})


def make_row(line: int = 2, **given: Any) -> SchoolRow:
    values = {
        "name": "Sint-Norbertus",
        "number": "028845",
        "site_number": "1",
        "street": "Amerikalei",
        "house_number": "47",
        "postcode": "2000",
        "municipality": "Antwerpen",
        "province": "Antwerpen",
        "level": "secondary",
    }
    return SchoolRow(line=line, **{**values, **given})
