import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY, make_group, make_organisation
from vierspan.base.sheets import Row, Table, csv_bytes, read_table, xlsx_bytes
from vierspan.base.sheets import Sheet as OutSheet
from vierspan.organisations import lists, queries
from vierspan.organisations.school_list import HEADINGS, school_list_rows
from vierspan.organisations.tests.make import make_site


def table(headings: str, *rows: str) -> Table:
    """From text with a semicolon between cells; rows begin on line 2."""
    cells = [Row(line, tuple(row.split(";"))) for line, row in enumerate(rows, 2)]
    return Table(tuple(headings.split(";")), tuple(cells))


def only(found: lists.SchoolList) -> lists.SchoolRow:
    assert found.refused == ()
    (row,) = found.rows
    return row


def reasons(found: lists.SchoolList) -> list[tuple[int, str]]:
    with translation.override("en"):
        return [(refusal.line, refusal.reason) for refusal in found.refused]


def test_the_ministrys_open_list_of_2015_is_read_completely() -> None:
    found = lists.read_shipped(lists.SHIPPED_BY_KEY["flemish-secondary-2015"])
    assert (len(found.rows), len(found.schools), found.refused) == (1093, 951, ())
    assert {row.level for row in found.rows} == {"secondary"}
    assert {len(row.number) for row in found.rows} == {6}
    assert {row.municipality.isupper() or row.province == "" for row in found.rows if row.postcode > "1299"} == {False}
    assert found.rows[2] == lists.SchoolRow(
        line=4,
        name="Instituut Sint-Maria",
        postcode="2060",
        number="028589",
        municipality="Antwerpen",
        province="Antwerpen",
        level="secondary",
    )
    assert len(found.schools["028589"]) == 2


def test_the_list_of_antwerp_is_read_completely() -> None:
    found = lists.read_shipped(lists.SHIPPED_BY_KEY["antwerp-primary-2019"])
    assert (len(found.rows), len(found.schools), found.refused) == (192, 192, ())
    assert {row.province for row in found.rows} == {"Antwerpen"}
    assert {row.number for row in found.rows} == {""}
    assert found.rows[0] == lists.SchoolRow(
        line=2,
        name="Afrit Zuid",
        postcode="2000",
        street="Kronenburgstraat",
        house_number="30",
        municipality="Antwerpen",
        province="Antwerpen",
        latitude=51.2121565,
        longitude=4.3956495,
        network="Vrij katholiek onderwijs",
        level="primary",
    )


MINISTRY = (
    "Schoolnummer;Intern_vplnummer;Hoofdzetel;Naam;Adres;Straat;Huisnummer;Busnummer;Postcode;Gemeente;NIScode;Provincie;"
    "lx;ly;kbo-nummer;website;onderwijsniveau;begindatum;einddatum;net;ingerichte hoofdstructuren"
)


def test_the_ministrys_file_of_sites_is_read() -> None:
    line = (
        "28845;11;False;Sint-Norbertusinstituut;Hertsdeinstraat 25;Hertsdeinstraat;25;A;2018;Antwerpen;11002;Antwerpen;"
        "152367;212456;0410000000;www.norbertus.be;Secundair onderwijs;1990-09-01;2026-08-31;Vrij gesubsidieerd;311 312"
    )
    assert only(lists.read(table(MINISTRY, line), level="primary")) == lists.SchoolRow(
        line=2,
        name="Sint-Norbertusinstituut",
        postcode="2018",
        number="028845",
        site_number="11",
        street="Hertsdeinstraat",
        house_number="25 bus A",
        municipality="Antwerpen",
        province="Antwerpen",
        network="Vrij gesubsidieerd",
        level="secondary",
        website="http://www.norbertus.be",
        end_date=date(2026, 8, 31),
    )


INTERFACE = (
    "instelling_nummer;instelling_naam;instelling_hoofdzetel_vestigingsnr;instelling_net.omschrijving;instelling_niveau;"
    "instellingslocatie_vestigingsnummer;instellingslocatie_straatnaam;instellingslocatie_huisnummer;"
    "instellingslocatie_postcode;instellingslocatie_gemeente;instellingslocatie_provincie;gps_breedtegraad;gps_lengtegraad"
)


def test_fields_of_the_ministrys_interface_are_read() -> None:
    line = "29041;Jesode-Hatora;2;;SO;2;Isabellalei;81_83;2018;Antwerpen;Antwerpen;51.20406;4.41793"
    row = only(lists.read(table(INTERFACE, line)))
    assert (row.number, row.site_number, row.is_head_office, row.network) == ("029041", "2", True, "")
    assert (row.house_number, row.latitude, row.longitude, row.level) == ("81-83", 51.20406, 4.41793, "secondary")


def test_a_level_follows_from_the_codes_then_the_words_then_the_choice() -> None:
    headings = "naam;postcode;niveau;hoofdstructuur"
    found = lists.read(table(headings, "A;2000;secundair;211", "B;2000;secundair;", "C;2000;;"), level="arts")
    assert [row.level for row in found.rows] == ["primary", "secondary", "arts"]


@pytest.mark.parametrize("mark", ["True", "true", "WAAR", "ja", "Yes", "1"])
def test_the_head_office_is_marked_in_many_ways(mark: str) -> None:
    found = lists.read(table("naam;postcode;hoofdzetel", f"A;2000;{mark}", "B;2000;False", "C;2000;nee", "D;2000;"))
    assert [row.is_head_office for row in found.rows] == [True, False, False, False]


def test_rows_that_cannot_be_read_are_refused_with_their_line_and_reason() -> None:
    found = lists.read(
        table(
            "instellingsnummer;naam;postcode;straat",
            "1;Goed;2000;",
            "12a;Letter;2000;",
            "1234567;Te lang;2000;",
            "0;Nul;2000;",
            "2;;2000;",
            "3;Postcode ontbreekt;;",
            "4;Nederland;1012 AB;",
            "5;Vijf cijfers;20000;",
            f"6;{'x' * 201};2000;",
            f"7;Lange straat;2000;{'y' * 201}",
        )
    )
    assert [row.name for row in found.rows] == ["Goed"]
    assert [refusal.line for refusal in found.refused] == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    with translation.override("en"):
        again = lists.read(table("nummer;naam;postcode;instellingsnummer", ";A;1012 AB;1", ";;2000;2", ";B;2000;x"))
        assert reasons(again) == [
            (2, "“1012 AB” is no postcode of four digits."),
            (3, "The name is missing."),
            (4, "“x” is no institution number of at most six digits."),
        ]


def test_a_site_that_stands_twice_is_refused_with_the_line_of_the_first() -> None:
    headings = "instellingsnummer;vestigingsnummer;naam;straat;huisnummer;postcode"
    with translation.override("en"):
        found = lists.read(
            table(
                headings,
                "28845;1;Norbertus;Amerikalei;47;2000",
                "28845;2;Norbertus;Amerikalei;47;2000",  # another site at the same address
                "028845;1;Norbertus weer;Elders;1;2018",
                ";;Zonder nummer;Kerkstraat;1;2000",
                ";;ZONDER nummer;kerkstraat;1;2000",
                ";;Andere school;Kerkstraat;1;2000",  # one address, several schools
            )
        )
    assert [row.line for row in found.rows] == [2, 3, 5, 7]
    assert reasons(found) == [
        (4, "The same school and site stand on line 2."),
        (6, "The same school and site stand on line 5."),
    ]


def test_a_file_without_name_or_postcode_is_no_list_of_schools() -> None:
    with translation.override("en"), pytest.raises(lists.ListFault) as fault:
        lists.read(table("voornaam;naam;klas", "Jan;Peeters;3A"))
    assert str(fault.value) == "This file has no column “postcode”. Its columns are: voornaam, naam, klas."


def test_signs_that_nobody_sees_are_taken_out() -> None:
    row = only(lists.read(table("naam;postcode;straat", "De\u200b\tZon \x07;2000; Kerk  straat ")))
    assert (row.name, row.street) == ("De Zon", "Kerk straat")


ROWS = [
    ("28845", "1", "Sint-Norbertus – “Noord”", "Amerikalei", "47", "2000", "Antwerpen", "51,20774", "4,40025"),
    ("28639", "2", "Stedelijk Lyceum Lamorinière", "Léopoldstraat", "5", "2018", "Antwerpen", "", ""),
]
NAMES = ("instellingsnummer", "vestigingsnummer", "naam", "straat", "huisnummer", "postcode", "gemeente", "lat", "lon")


def written(headings: tuple[str, ...], rows: list[tuple[str, ...]], delimiter: str, ends: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows([headings, *rows])
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_whatever_program_wrote_the_file_the_schools_are_the_same(encoding: str, delimiter: str, ends: str) -> None:
    data = written(NAMES, ROWS, delimiter, ends).encode(encoding)
    found = lists.read(read_table(data, "scholen.csv"))
    assert found == lists.read(table(";".join(NAMES), *(";".join(row) for row in ROWS)))
    assert [row.name for row in found.rows] == ["Sint-Norbertus – “Noord”", "Stedelijk Lyceum Lamorinière"]


@given(st.permutations(range(len(NAMES))), st.sampled_from([str.upper, str.title, str.lower]))
def test_the_order_and_case_of_headings_do_not_matter(order: list[int], case: Any) -> None:
    headings = ";".join(case(NAMES[place]) for place in order)
    rows = [";".join(row[place] for place in order) for row in ROWS]
    assert lists.read(table(headings, *rows)) == lists.read(table(";".join(NAMES), *(";".join(row) for row in ROWS)))


def test_an_excel_file_gives_the_same_schools() -> None:
    numbers = [(int(row[0]), *row[1:]) for row in ROWS]
    data = xlsx_bytes([OutSheet("Scholen", NAMES, numbers)])
    assert data[:2] == b"PK"
    assert (
        lists.read(read_table(data, "scholen.xlsx")).rows
        == lists.read(table(";".join(NAMES), *(";".join(row) for row in ROWS))).rows
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_that_we_give_is_read_back(language: str) -> None:
    school = make_organisation("GO! De Zon", number="012345", level="primary", network="GO!", website="https://zon.be/")
    group = make_group("Groep", school)
    make_site(school, number="1", is_head_office=True, province="Antwerpen", latitude=51.2, longitude=4.4)
    make_site(school, number="2", street="-Bijstraat", house_number="3-5", province="Antwerpen")
    with translation.override(language):
        rows = list(school_list_rows(queries.schools_with_sites(group, TODAY)))
        data = csv_bytes([str(heading) for heading in HEADINGS], rows, language=language)
        found = lists.read(read_table(data, "lijst.csv"))
    same = {
        "name": "GO! De Zon",
        "number": "012345",
        "level": "primary",
        "network": "GO!",
        "website": "https://zon.be/",
        "postcode": "2000",
        "municipality": "Antwerpen",
        "province": "Antwerpen",
    }
    assert found.rows == (
        lists.SchoolRow(
            line=2,
            site_number="1",
            street="Kerkstraat",
            house_number="1",
            is_head_office=True,
            latitude=51.2,
            longitude=4.4,
            **same,
        ),
        lists.SchoolRow(line=3, site_number="2", street="-Bijstraat", house_number="3-5", **same),
    )
    assert found.refused == ()


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=12), st.text(max_size=6)), max_size=12))
def test_every_line_is_either_read_or_refused(cells: list[tuple[str, str, str]]) -> None:
    rows = tuple(Row(line, row) for line, row in enumerate(cells, 2))
    found = lists.read(Table(("instellingsnummer", "naam", "postcode"), rows))
    lines = [row.line for row in found.rows] + [refusal.line for refusal in found.refused]
    assert sorted(lines) == [row.line for row in rows]
    assert len({row.site_key for row in found.rows}) == len(found.rows)


def test_each_shipped_list_stands_beside_its_source() -> None:
    sources = (lists.SHIPPED[0].path.parent.parent / "SOURCES.md").read_text()
    assert [f"lists/{shipped.key}.csv" in sources for shipped in lists.SHIPPED] == [True, True]
    assert BytesIO(lists.SHIPPED[0].path.read_bytes()).readline().strip(b"\xef\xbb\xbf\r\n") == (
        b"instellingsnummer;naam;postcode;gemeente"
    )
