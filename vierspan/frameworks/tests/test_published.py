"""A published code stays: answers, plans and results of schools refer to it by name and version."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from vierspan.frameworks import library

PUBLISHED = tomllib.loads((library.FOLDER / "published.toml").read_text(encoding="utf-8"))
FILES = [(name, version) for name in library.names() for version in library.versions(name)]


def codes(found: Any) -> Iterator[str]:
    """Each code and key of a file, in its order."""
    if isinstance(found, list):
        for each in found:
            yield from codes(each)
    elif isinstance(found, dict):
        for key, each in found.items():
            if key in ("code", "key"):
                yield each
            else:
                yield from codes(each)


def in_file(name: str, version: str) -> list[str]:
    text = (library.FOLDER / name / f"{version}.toml").read_text(encoding="utf-8")
    return list(codes(tomllib.loads(text)))


def test_each_published_version_is_still_here() -> None:
    assert sorted((name, version) for name, by_version in PUBLISHED.items() for version in by_version) == sorted(FILES)


@pytest.mark.parametrize(("name", "version"), FILES)
def test_a_published_version_keeps_its_codes(name: str, version: str) -> None:
    """A new file writes its codes in `content/published.toml`; a published one gets a new version instead."""
    assert in_file(name, version) == PUBLISHED[name][version]
