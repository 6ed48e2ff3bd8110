"""Two texts that grew apart, laid into one without losing a paragraph."""

import re
from difflib import SequenceMatcher

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, as blank lines divide it; line ends as ``\\n``, without empty ones."""
    return [part.strip("\n") for part in _BLANK_LINES.split(text.replace("\r\n", "\n").strip()) if part.strip()]


def both(theirs: str, mine: str) -> str:
    """Every paragraph of both: what they share once, and where they differ first theirs and then mine."""
    old, new = paragraphs(theirs), paragraphs(mine)
    found: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found += old[a:b] if tag == "equal" else old[a:b] + new[c:d]
    return "\n\n".join(found)
