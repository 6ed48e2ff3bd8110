"""``vierspan scan score``: scores the answers to any questionnaire, without a database."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import get_language

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.frameworks.library import parse_instrument_file
from vierspan.frameworks.reading import ContentFault
from vierspan.surveys.answer_files import AnswersFault, answers_in, read_csv
from vierspan.surveys.scoring import TOTAL, ScaleScore, ScoredItem, score_rows

COLUMNS = ("scale", "n", "mean", "sd", "alpha")
REFUSED = 2


class Refused(Exception):
    """One of the files cannot be used; ``sentence`` says which, where and why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class Command(BaseCommand):
    help = "Scores answers to any questionnaire: mean, standard deviation and alpha of each dimension."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        score = deeds.add_parser("score", help=self.help)
        score.add_argument("--instrument", type=Path, required=True, metavar="FILE.toml")
        score.add_argument("--answers", type=Path, required=True, metavar="FILE.csv")
        score.add_argument("--out", type=Path, metavar="FILE.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = table(scores(_bytes(options["instrument"]), _bytes(options["answers"])))
            if options["out"] is None:
                self.stdout.write(written, ending="")
            else:
                _write(options["out"], written)
        except Refused as fault:
            self.stderr.write(fault.sentence.in_language(get_language() or "nl"))
            sys.exit(REFUSED)


def scores(instrument_file: bytes, answers_file: bytes) -> list[ScaleScore]:
    """The scales in the order of the questionnaire, the total last where there is more than one. Raises Refused."""
    try:
        instrument = parse_instrument_file(instrument_file)
        codes = [item.code for item in instrument.items]
        rows, faults = answers_in(read_csv(answers_file), codes, instrument.scale.low, instrument.scale.high)
    except ContentFault as fault:
        raise Refused(fault.sentence) from None
    except AnswersFault as fault:
        raise Refused(fault.fault.sentence) from None
    if faults:
        raise Refused(faults[0].sentence)
    answered = [{code: given for code, given in row.items() if isinstance(given, int)} for row in rows]
    return _in_order(
        instrument, score_rows((instrument.scale.low, instrument.scale.high), _items(instrument), answered)
    )


def _items(instrument: Instrument) -> list[ScoredItem]:
    return [ScoredItem(item.code, item.dimension, item.reverse) for item in instrument.items]


def _in_order(instrument: Instrument, found: tuple[ScaleScore, ...]) -> list[ScaleScore]:
    by_name = {score.scale: score for score in found}
    order = [dimension.code for dimension in instrument.dimensions]
    names = [*order, TOTAL] if len(order) > 1 else order
    return [by_name.get(name, ScaleScore(name, 0, None, None, None)) for name in names]


def table(found: list[ScaleScore]) -> str:
    """Comma separated with full precision, an empty cell for what is undefined."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for score in found:
        name = "total" if score.scale == TOTAL else score.scale
        numbers = ("" if value is None else repr(value) for value in (score.mean, score.sd, score.alpha))
        writer.writerow([name, score.n, *numbers])
    return text.getvalue()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise _unreachable(path, fault) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as fault:
        raise _unreachable(path, fault) from None


def _unreachable(path: Path, fault: OSError) -> Refused:
    reason = fault.strerror or ""
    return Refused(Text(f"{path} kan niet geopend worden: {reason}.", f"{path} cannot be opened: {reason}."))
