import csv

import pytest

from vierspan.organisations.places import CONTENT, Place, calm_name, place_of


@pytest.mark.parametrize(
    ("postcode", "place"),
    [
        ("2000", Place("Antwerpen", "Antwerpen")),
        ("2170", Place("Antwerpen", "Antwerpen")),
        ("9000", Place("Gent", "Oost-Vlaanderen")),
        ("8200", Place("Brugge", "West-Vlaanderen")),
        ("3500", Place("Hasselt", "Limburg")),
        ("3000", Place("Leuven", "Vlaams-Brabant")),
        ("1000", Place("Brussel", "")),
        ("1040", Place("Etterbeek", "")),  # lies in Brussels too
        ("1050", Place("Elsene", "")),
        ("1804", Place("Vilvoorde", "Vlaams-Brabant")),  # lies in Zemst too
        ("9999", None),
        ("", None),
    ],
)
def test_a_postcode_has_a_municipality_and_a_province(postcode: str, place: Place | None) -> None:
    assert place_of(postcode) == place


def test_every_postcode_of_the_list_has_its_place() -> None:
    with (CONTENT / "postcodes.csv").open(encoding="utf-8-sig") as file:
        postcodes = {row["postcode"] for row in csv.DictReader(file, delimiter=";")}
    places = [place_of(postcode) for postcode in postcodes]
    assert len(postcodes) == 1149
    assert None not in places
    assert {place.province for place in places if place} == {
        "",
        "Antwerpen",
        "Henegouwen",
        "Limburg",
        "Luik",
        "Luxemburg",
        "Namen",
        "Oost-Vlaanderen",
        "Vlaams-Brabant",
        "Waals-Brabant",
        "West-Vlaanderen",
    }


@pytest.mark.parametrize(
    ("written", "calm"),
    [
        ("MERKSEM", "Merksem"),
        ("HEIST-AAN-ZEE", "Heist-aan-Zee"),
        ("DE PINTE", "De Pinte"),
        ("'S GRAVENVOEREN", "'s Gravenvoeren"),
        ("SINT-DENIJS-WESTREM", "Sint-Denijs-Westrem"),
        ("Beveren-Kruibeke-Zwijndrecht", "Beveren-Kruibeke-Zwijndrecht"),
        ("", ""),
    ],
)
def test_a_shouted_name_is_written_calmly(written: str, calm: str) -> None:
    assert calm_name(written) == calm
