"""Text that a spreadsheet would run as a formula is written with an apostrophe before it, and read back without."""

import re

# The usual beginnings of a formula, their full-width twins, and white space that a spreadsheet skips before one.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d[\d\s.,]*%?")


def guard(text: str) -> str:
    """The text, made harmless."""
    harmful = text.lstrip("'").startswith(STARTS) and not NUMBER.fullmatch(text)
    return f"'{text}" if harmful else text


def unguard(text: str) -> str:
    """The text as it was before it was guarded."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
