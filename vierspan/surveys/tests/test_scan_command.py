"""`vierspan scan score`, run as people run it: in a process of its own and without a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.make import TODAY
from vierspan.organisations.models import Organisation
from vierspan.surveys.management.commands.scan import Refused, scores, table
from vierspan.surveys.queries import results as queries
from vierspan.surveys.tests.make import make_closed_round, some_answers

INSTRUMENT = """
[scale]
low = 1
high = 5
[[dimensions]]
code = "USE"
title = "Use"
[[dimensions]]
code = "AFF"
title = "Affection"
[[items]]
code = "U1"
dimension = "USE"
text = "One"
[[items]]
code = "U2"
dimension = "USE"
reverse = true
text = "Two"
[[items]]
code = "A1"
dimension = "AFF"
text = "Three"
"""
# USE after turning U2: rows (1, 2), (3, 4), (5, 5) and one who answered U2 alone: scores 1.5, 3.5, 5, 4.
# Mean 3.5, sd sqrt((4 + 0 + 2.25 + 0.25) / 3) = 1.4719601443879744.
# Alpha over pairs: var U1 = 4; var U2 of 2, 4, 5, 4 = 1.5833...; covariance of the first three = 3.
# 2 * (1 - (4 + 19/12) / (4 + 19/12 + 6)) = 2 * 72 / 139 = 1.0359712...
# Total: scores 5/3, 3.5, 5, 4: mean 85/24, variance 1.9513888...
ANSWERS = "id,U1,U2,A1\na,1,4,2\nb,3,2,\nc,5,1,dk\nd,NA,2,na\n"
WANTED = """scale,n,mean,sd,alpha
USE,4,3.5,1.4719601443879744,1.0359712230215827
AFF,1,2.0,,
total,4,3.5416666666666665,1.3969212178533508,
"""


def run(folder: Path, answers: bytes, *extra: str, instrument: str = INSTRUMENT) -> subprocess.CompletedProcess[str]:
    (folder / "i.toml").write_text(instrument)
    (folder / "a.csv").write_bytes(answers)
    # A database that cannot be reached, and a folder that does not exist: neither is asked for.
    given = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "DJANGO_SETTINGS_MODULE": "vierspan.config.settings"}
    return subprocess.run(
        [sys.executable, "-c", "from vierspan.config.cli import main; main()", "scan", "score"]
        + ["--instrument", str(folder / "i.toml"), "--answers", str(folder / "a.csv"), *extra],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, **given},
    )


def test_a_hand_computed_example_on_the_standard_output_and_in_a_file(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    shown, written = run(tmp_path, ANSWERS.encode()), run(tmp_path, ANSWERS.encode(), "--out", str(out))
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, WANTED, "")
    assert (written.returncode, written.stdout, out.read_bytes().decode()) == (0, "", WANTED)


def test_a_fault_is_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = run(tmp_path, b"U1,U2,A1\n1,2,3\n1,9,3\n", "--out", str(out))
    assert (done.returncode, done.stdout, out.exists()) == (2, "", False)
    assert done.stderr == "Regel 3, kolom U2: 9 ligt buiten 1 tot 5.\n"


def test_a_faulty_instrument_or_an_absent_file_is_refused_too(tmp_path: Path) -> None:
    broken = run(tmp_path, b"", instrument="[scale\n")
    assert (broken.returncode, broken.stderr.count("\n")) == (2, 1)
    with pytest.raises(Refused, match="is empty"):
        scores(INSTRUMENT.encode(), b"")


def test_one_dimension_has_no_total() -> None:
    one = INSTRUMENT.replace('code = "AFF"', 'code = "OTHER"').split("[[dimensions]]")
    text = "[[dimensions]]".join([one[0], one[1] + "[[items]]" + one[2].split("[[items]]")[1]])
    assert [score.scale for score in scores(text.encode(), b"U1\n1\n2\n")] == ["USE"]


def test_page_and_command_agree(school: Organisation) -> None:
    given = some_answers("leaders", 24)
    results = queries.results_of(make_closed_round(school, {"leaders": given}), TODAY)
    codes = list(given[0])
    csv = "\n".join([",".join(codes), *(",".join(str(answers[code]) for code in codes) for answers in given)])
    content = Path(queries.library.FOLDER / "perception" / "1.0.toml").read_bytes()
    by_rows = {score.scale: score for score in scores(content, csv.encode())}
    (leaders,) = results.audiences
    assert len(leaders.dimensions) == 7
    for found in leaders.dimensions:
        row = by_rows[found.code]
        assert row.mean is not None
        assert row.sd is not None
        assert (found.summary.n, round(found.summary.mean or 0, 9)) == (row.n, round(25 * (row.mean - 1), 9))
        assert round(found.summary.sd or 0, 9) == round(25 * row.sd, 9)


def test_the_table_of_nothing_known() -> None:
    assert table([]) == "scale,n,mean,sd,alpha\n"
