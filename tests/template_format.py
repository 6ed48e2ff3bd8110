"""Fails where a template is not as djangofmt writes it; changes nothing."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATTER = Path(sys.executable).with_name("djangofmt")


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(ROOT / "pyproject.toml", place)
        for path in (ROOT / "vierspan").rglob("templates/**/*.html"):
            copy = Path(place) / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        subprocess.run([FORMATTER, "vierspan"], cwd=place, check=True, capture_output=True)
        copies = sorted(Path(place).rglob("*.html"))
        off = sorted(p.relative_to(place) for p in copies if p.read_text() != (ROOT / p.relative_to(place)).read_text())
    for path in off:
        print(f"{path}: not formatted; run make format")
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
