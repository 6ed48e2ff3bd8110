"""The few words that the writers add themselves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Words and language tag of one language; `{}` is where figures go."""

    tag: str
    contents: str
    page: str


DUTCH = Words(tag="nl-BE", contents="Inhoud", page="Pagina {} van {}")
ENGLISH = Words(tag="en-GB", contents="Contents", page="Page {} of {}")


def words_for(language: str) -> Words:
    """Dutch for `nl` and its regions; English for all else."""
    return DUTCH if language.lower().startswith("nl") else ENGLISH
