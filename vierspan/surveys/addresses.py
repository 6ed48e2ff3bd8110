"""Reads e-mail addresses from what people paste or upload: one a line, with whatever else stands on that line."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
MOST = 254  # characters, RFC 5321


class Reason(StrEnum):
    """Why a line was refused."""

    NO_ADDRESS = "no_address"
    TWICE = "twice"
    KNOWN = "known"


@dataclass(frozen=True)
class RefusedLine:
    line: int
    text: str
    reason: Reason


@dataclass(frozen=True)
class Addresses:
    """In their order, each once; and the lines, counted from 1, that gave none."""

    good: tuple[str, ...]
    refused: tuple[RefusedLine, ...]


def read(lines: Iterable[tuple[int, str]], known: Collection[str] = ()) -> Addresses:
    """The address of each numbered line; one that is `known` (in lower case) or comes twice is refused.

    Case does not count. A blank line is nothing; so is a heading, a first line without an @.
    """
    good: dict[str, str] = {}
    refused = []
    for line, text in lines:
        if not text.strip() or (line == 1 and "@" not in text):
            continue
        address = _address(text)
        if address is None:
            refused.append(RefusedLine(line, text.strip()[:80], Reason.NO_ADDRESS))
        elif address.lower() in good or address.lower() in known:
            reason = Reason.TWICE if address.lower() in good else Reason.KNOWN
            refused.append(RefusedLine(line, address, reason))
        else:
            good[address.lower()] = address
    return Addresses(tuple(good.values()), tuple(refused))


def _address(text: str) -> str | None:
    """The one word of the line that has an @, when it is a whole address; a line with two is not understood."""
    words = [word for word in re.split(r"[\s,;<>\"()\[\]]+", text) if "@" in word]
    if len(words) != 1:
        return None
    address = words[0].removeprefix("mailto:").rstrip(".:")
    return address if ADDRESS.fullmatch(address) and len(address) <= MOST and ".." not in address else None
