"""A text in the two languages of the product."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in Dutch and in English; which one is shown is the page's choice."""

    nl: str
    en: str

    @classmethod
    def of(cls, given: str | Mapping[str, str]) -> Self:
        """A text from content: a plain string says the same in both languages. Raises ValueError when one is absent."""
        if isinstance(given, str):
            return cls(nl=given, en=given)
        if not all(isinstance(given.get(code), str) for code in ("nl", "en")):
            raise ValueError("a text needs 'nl' and 'en'")
        return cls(nl=given["nl"], en=given["en"])

    def in_language(self, code: str) -> str:
        """English for `en` and its variants (`en-gb`); Dutch, the first language of the product, for all else."""
        return self.en if code[:2].lower() == "en" else self.nl
