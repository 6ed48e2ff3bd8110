"""What changed in a text, in words, as a reader would mark it with a pen.

Difference by longest matching blocks (Ratcliff and Obershelp 1988, as in `difflib`), first over sentences and then
over the words of those that changed. A few words that happen to stand in both are no help to a reader: what is kept
between two changes inside one sentence is shown only from three words on, and a passage of which hardly anything is
left is shown as replaced.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_SENTENCES = re.compile(r"(?<=[.!?])(?=\s)|(?<=\n)(?=[^\n])")
_TOKENS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")  # a word or a sign, with the space before it
Opcode = tuple[str, int, int, int, int]  # as difflib gives them
_LEAST_KEPT_WORDS = 3
_LEAST_ALIKE = 0.4  # the part of its words that the shorter of two passages must share to be marked within


class Mark(StrEnum):
    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    mark: Mark
    text: str


def text_runs(before: str, after: str) -> tuple[Run, ...]:
    """Runs in reading order, what was deleted before what came in its place; never two of one mark in a row.

    Kept and deleted together are exactly `before`, kept and inserted exactly `after`.
    """
    old, new = _SENTENCES.split(before), _SENTENCES.split(after)
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            runs.append(Run(Mark.KEPT, "".join(old[a:b])))
        else:
            runs.extend(_passage("".join(old[a:b]), "".join(new[c:d])))
    return _joined(runs)


def _passage(before: str, after: str) -> Iterable[Run]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if not _alike(old, new):
        return (Run(Mark.DELETED, before), Run(Mark.INSERTED, after))
    # From 200 words on, difflib takes words that are everywhere ("de", "van") for no anchor: quicker and calmer.
    return _readable(SequenceMatcher(None, old, new).get_opcodes(), old, new)


def _alike(old: Iterable[str], new: Iterable[str]) -> bool:
    old_words, new_words = (Counter(token.strip() for token in tokens if _is_word(token)) for tokens in (old, new))
    fewest = min(old_words.total(), new_words.total())
    return (old_words & new_words).total() >= _LEAST_ALIKE * fewest


def _readable(opcodes: Sequence[Opcode], old: list[str], new: list[str]) -> Iterator[Run]:
    """The word marks, in which a scrap between two changes goes along with them."""
    for place, (tag, a, b, c, d) in enumerate(opcodes):
        if tag == "equal" and not _is_scrap(old[a:b], opcodes[max(place - 1, 0) : place + 2]):
            yield Run(Mark.KEPT, "".join(old[a:b]))
        else:
            yield Run(Mark.DELETED, "".join(old[a:b]))
            yield Run(Mark.INSERTED, "".join(new[c:d]))


def _is_scrap(tokens: Sequence[str], around: Sequence[Opcode]) -> bool:
    """Between two changes that replace something: too few words to hold on to, and no end of a sentence."""
    changes = {tag for tag, *_ in around}
    if len(around) < 3 or changes in ({"equal", "insert"}, {"equal", "delete"}):
        return False
    ends = any(token.strip() in (".", "!", "?") or "\n" in token for token in tokens)
    return not ends and sum(map(_is_word, tokens)) < _LEAST_KEPT_WORDS


def _is_word(token: str) -> bool:
    return token[-1].isalnum()


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Without empty runs; of each change first all that was deleted, then all that was inserted."""
    joined = []
    for _, group in groupby((run for run in runs if run.text), key=lambda run: run.mark is Mark.KEPT):
        together = list(group)
        for mark in Mark:
            text = "".join(run.text for run in together if run.mark is mark)
            if text:
                joined.append(Run(mark, text))
    return tuple(joined)
