from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.make import TODAY, make_group, make_organisation
from vierspan.organisations.models import Affiliation, Organisation

pytestmark = pytest.mark.django_db
LIST = "instellingsnummer;naam;postcode\r\n28845;Sint-Norbertus;2000\r\n1;De Zon;9000\r\nx;Fout;9000\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scholen.csv"
    path.write_bytes(LIST.encode())
    return path


def run(*arguments: str | Path) -> list[str]:
    out = StringIO()
    call_command("schools", "import", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def numbers() -> list[tuple[str, str]]:
    return sorted(Organisation.objects.filter(kind="school").values_list("number", "level"))


def test_a_list_is_brought_in_with_a_clear_report(file: Path) -> None:
    assert run(file, "--level", "secondary") == [
        "line 4: “x” is no institution number of at most six digits.",
        "schools: 2 made, 0 changed, 0 unchanged, 0 joined; sites: 2 made, 0 changed; lines refused: 1",
    ]
    assert numbers() == [("000001", "secondary"), ("028845", "secondary")]
    assert run(file)[-1] == (
        "schools: 0 made, 0 changed, 2 unchanged, 0 joined; sites: 0 made, 0 changed; lines refused: 1"
    )


def test_a_dry_run_says_so(file: Path) -> None:
    assert run(file, "--dry-run")[-1] == "Dry run: nothing was changed."
    assert numbers() == []


@time_machine.travel(TODAY)
def test_schools_join_the_group_also_those_that_were_here(file: Path) -> None:
    make_organisation("Sint-Norbertus", number="028845")
    group = make_group("Groep", slug="groep")
    assert run(file, "--group", "groep", "--level", "primary")[-1] == (
        "schools: 1 made, 1 changed, 0 unchanged, 2 joined; sites: 2 made, 0 changed; lines refused: 1"
    )
    assert [(period.group, period.from_date) for period in Affiliation.objects.all()] == [(group, TODAY)] * 2


def test_a_list_that_comes_with_the_product_goes_by_its_name() -> None:
    assert run("antwerp-primary-2019", "--dry-run")[0].startswith("schools: 192 made, ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "is a PDF"),
        (b"voornaam;klas\nJan;3A\n", "This file has no column “naam”"),
        (b"", "There is nothing in this file"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as fault:
        run(path)
    assert fault.value.returncode == 1
    assert sentence in str(fault.value)


def test_a_file_or_group_that_is_not_there_is_an_error(tmp_path: Path, file: Path) -> None:
    make_organisation("Een school", slug="een-school")
    for arguments in ([tmp_path / "weg.csv"], [file, "--group", "weg"], [file, "--group", "een-school"]):
        with pytest.raises(CommandError) as fault:
            run(*arguments)
        assert fault.value.returncode == 1
    assert numbers() == [("", "primary")]
