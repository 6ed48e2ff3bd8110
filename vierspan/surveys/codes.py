"""Personal codes: made again from the secret when they are printed or mailed, so that the table need not hold them.

A code is seven characters and a check character, shown as ``K7QM-3WXR``. The check tells a slip of the finger from a
guess: a class that types its codes must not lock itself out.
"""

import hashlib
import hmac
import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 characters, none that looks like another; a prime, as the check asks
LENGTH = 8


def make(secret: str, link_key: str, audience: str, number: int) -> str:
    """The code of one number in one audience of a round, as it is shown. The same arguments give the same code.

    HMAC-SHA256 (RFC 2104) of the place in the round, written in the 31 characters: 31^7 codes, some 35 bits.
    """
    rest = int.from_bytes(_digest(secret, f"code/{link_key}/{audience}/{number}"), "big")
    body = ""
    for _ in range(LENGTH - 1):
        rest, place = divmod(rest, len(ALPHABET))
        body += ALPHABET[place]
    return shown(body + _check(body))


def shown(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:]}"


def read(typed: str) -> str | None:
    """The code that somebody typed, without dashes and in capitals; None when it can be no code at all."""
    plain = re.sub(r"[\s.–-]", "", typed).upper()
    if len(plain) != LENGTH or set(plain) - set(ALPHABET):
        return None
    return plain if _check(plain[:-1]) == plain[-1] else None


def digest(secret: str, code: str) -> str:
    """What the table holds. Keyed, because all codes could be tried against a bare hash within the hour."""
    return _digest(secret, f"hash/{read(code)}").hex()


def link_key() -> str:
    """A fresh key for an open link: random, and short enough to be typed from a poster."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10)).lower()


def _digest(secret: str, text: str) -> bytes:
    return hmac.digest(secret.encode(), f"vierspan.surveys.codes/{text}".encode(), hashlib.sha256)


def _check(body: str) -> str:
    """A weighted sum modulo 31: as 31 is prime, any one wrong character and any two swapped ones are noticed."""
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
