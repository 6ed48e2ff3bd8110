"""Runs all benchmarks, each in a process of its own with a database of its own, and writes docs/benchmarks.md."""

import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("submissions", "reports", "documents", "pages")
HEAD = """# Measured figures

Written by `make bench` on {day}: {cpu}, {cores} cores, Python {python}. Every figure was verified in the run
that measured it: a benchmark whose result is wrong fails instead of reporting. A peer is measured in the same run on the
same machine, installed in an environment of its own. A load average far above zero before a run means that others were
using the cores, and that the figures of that part are too low. Run it again on yours.
"""


def cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def run(part: str) -> str:
    """The Markdown that one part prints; what it says meanwhile goes to the screen."""
    with tempfile.TemporaryDirectory(prefix=f"vierspan-bench-{part}-") as place:
        environment = {
            **os.environ,
            "VIERSPAN_DATA_DIR": place,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "VIERSPAN_SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
        }
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{part}"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return done.stdout


def main(wanted: list[str]) -> int:
    parts = [part for part in PARTS if not wanted or part in wanted]
    texts = []
    for part in parts:
        print(f"{part} …", file=sys.stderr)
        texts.append(run(part))
    head = HEAD.format(day=datetime.now(UTC).date(), cpu=cpu(), cores=os.cpu_count(), python=platform.python_version())
    if wanted:
        print("\n".join(texts))
    else:
        (ROOT / "docs/benchmarks.md").write_text("\n".join([head, *texts]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
