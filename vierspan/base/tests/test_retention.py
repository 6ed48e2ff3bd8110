"""The rules of retention.toml name every field, and the reader sees them as they are."""

from pathlib import Path

from vierspan.base import retention
from vierspan.base.checks import our_models
from vierspan.base.retention import Entry, Rule
from vierspan.base.text import Text

PRIVACY = Path(__file__).resolve().parents[3] / "docs/privacy.md"


def entry(**given: object) -> Entry:
    usual = {"model": "app.Thing", "about": Text("ding", "thing"), "personal": ("name",), "plain": ("id",)}
    return Entry(**{**usual, **given})  # type: ignore[arg-type]


def faults(*entries: Entry, **models: list[str]) -> list[str]:
    return list(retention.faults({one.model: one for one in entries}, {f"app.{name}": f for name, f in models.items()}))


def test_every_field_of_every_model_of_ours_is_listed() -> None:
    assert list(retention.faults(retention.load(), our_models())) == []


def test_what_is_listed_and_is_there_has_no_fault() -> None:
    assert faults(entry(), Thing=["id", "name"]) == []


def test_a_new_model_and_a_model_that_is_gone_are_faults() -> None:
    (new, gone) = faults(entry(), Other=["id"])
    assert new.startswith("app.Other is not in retention.toml")
    assert gone.startswith("app.Thing is in retention.toml and no longer a model")


def test_a_new_field_and_a_field_that_is_gone_are_faults() -> None:
    (new, gone) = faults(entry(), Thing=["id", "mail"])
    assert new.startswith("app.Thing.mail is not in retention.toml")
    assert gone.startswith("app.Thing.name is in retention.toml and no longer a field")


def test_a_field_is_personal_or_plain_and_not_both() -> None:
    (fault,) = faults(entry(plain=("id", "name")), Thing=["id", "name"])
    assert fault == "app.Thing.name is both personal and plain in retention.toml."


def test_a_rule_that_means_nothing_is_a_fault() -> None:
    def of(*rules: Rule) -> int:
        return len(faults(entry(rules=rules), Thing=["id", "name"]))

    assert of(Rule("delete", 1, "name"), Rule("blank", 1, "name__at", ("name",))) == 0
    assert of(Rule("burn", 1, "name")) == 1
    assert of(Rule("blank", 1, "name")) == 1
    assert of(Rule("delete", 1, "name", ("name",))) == 1
    assert of(Rule("delete", 1, "moment")) == 1
    assert len(faults(entry(subject=("whose",)), Thing=["id", "name"])) == 1


def test_whoever_is_in_a_row_can_be_found() -> None:
    """A model with personal fields says whose they are, but for answers in words, which are nobody's."""
    without = [one.model for one in retention.load().values() if one.personal and not one.subject]
    assert without == ["surveys.FreeText"]


def test_answers_of_a_scan_know_nobody() -> None:
    assert retention.load()["surveys.Tally"].personal == ()


def test_the_register_is_published_as_it_is() -> None:
    published = PRIVACY.read_text()
    for language in ("en", "nl"):
        assert retention.as_markdown(language) in published, "paste retention.as_markdown into docs/privacy.md"
