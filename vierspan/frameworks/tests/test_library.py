"""The shelf: what is there is found, what is not there is unknown, and nothing leaves the folder."""

from pathlib import Path

import pytest

from vierspan.frameworks import library
from vierspan.frameworks.library import UnknownContent
from vierspan.frameworks.reading import ContentFault

SCALE = b'[scale]\nlow = 1\nhigh = 2\nlabels = ["no", "yes"]\n'
ROWS = b'[[dimensions]]\ncode = "D"\ntitle = "D"\n[[items]]\ncode = "D1"\ndimension = "D"\ntext = "It works."\n'


def test_versions_are_counted_not_spelt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    (tmp_path / "scan").mkdir()
    (tmp_path / "empty").mkdir()
    for name in ("1.9.toml", "1.10.toml", "0.2.toml", "notes.toml", "2.0.txt"):
        (tmp_path / "scan" / name).touch()
    assert library.versions("scan") == ("0.2", "1.9", "1.10")
    assert library.latest("scan") == "1.10"
    assert library.names() == ("scan",)


@pytest.mark.parametrize(
    "name", ["", "..", "../content/facts", "/etc", "facts/", "Facts", "facts\n", "fact", "facts\x00"]
)
def test_an_odd_name_is_unknown(name: str) -> None:
    assert library.versions(name) == ()
    with pytest.raises(UnknownContent):
        library.latest(name)
    with pytest.raises(UnknownContent):
        library.load(name, "1.0")


@pytest.mark.parametrize("version", ["", "1", "1.0.toml", "../facts/1.0", "9.9", "1.0\n", "1.٠"])
def test_an_odd_version_is_unknown(version: str) -> None:
    with pytest.raises(UnknownContent):
        library.load("facts", version)


def test_each_kind_has_its_own_way_in() -> None:
    assert library.instrument("perception", "1.0").name == "perception"
    assert library.rubric("1.0").name == "rubric"
    assert library.facts("1.0").name == "facts"
    assert library.references("2026.1").name == "references"
    assert library.crosswalk("1.0").name == "crosswalk"
    assert library.plan_template("plan_compact", "1.0").header.name == "plan_compact"
    assert library.compliance("2026.1").header.name == "compliance"
    assert library.proposals("1.0").header.name == "proposals"
    with pytest.raises(UnknownContent):
        library.instrument("facts", "1.0")


def test_a_file_is_read_once() -> None:
    assert library.load("facts", "1.0") is library.load("facts", "1.0")


def test_a_questionnaire_from_elsewhere_is_read() -> None:
    instrument = library.parse_instrument_file(b"\xef\xbb\xbf" + SCALE + ROWS)
    assert [item.text.nl for item in instrument.items] == ["It works."]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"#" * 1_000_001, "The file is larger than 1 MB."),
        (b"\xff\xfe", "The file is not text in UTF-8."),
        (SCALE + b"oops", "The file's end is not valid TOML."),
        (SCALE + b"oops\n" + ROWS, "Line 5 is not valid TOML."),
        (b"low = 2026-13-45\n", "Line 1 is not valid TOML."),
        (b"low = " + b"9" * 9_000, "The file's end is not valid TOML."),
        (b"low = " + b"[" * 900_000, "The file is nested too deeply."),
        (b"low = 1\n" + b"a." * 400_000 + b"a = 1", "Line 2 has too many dots."),
        (b"", "there must be 1 to 20 tables [[dimensions]], not 0."),
    ],
)
def test_what_is_no_questionnaire_is_refused_with_a_sentence(file: bytes, sentence: str) -> None:
    with pytest.raises(ContentFault) as caught:
        library.parse_instrument_file(file)
    assert caught.value.sentence.en == sentence
    assert caught.value.sentence.nl != sentence
