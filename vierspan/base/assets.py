"""Copies what the pages wear from node_modules into static/vendor: only the files that we serve.

Run as ``python -m vierspan.base.assets`` after ``npm ci``; the copies are not kept in git.
"""

import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
NODE = HERE.parent.parent / "node_modules"
VENDOR = HERE / "static" / "vendor"
FACES = ("Regular", "Semibold", "Bold", "It")


def icon_sprite(names: list[str]) -> str:
    """The named Tabler icons as one file of symbols."""
    symbols = []
    for name in names:
        source = (NODE / "@tabler/icons/icons/outline" / f"{name}.svg").read_text()
        inner = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL).split(">", 1)[1].rsplit("</svg>", 1)[0].strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    bootstrap = (NODE / "bootstrap/dist/css/bootstrap.min.css").read_text()
    # The source map is not served, and the manifest storage refuses a reference to a file that is not there.
    (VENDOR / "bootstrap.css").write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", bootstrap))
    for face in FACES:
        shutil.copy(NODE / f"source-sans/TTF/SourceSans3-{face}.ttf", VENDOR / "fonts")
        shutil.copy(NODE / f"source-sans/WOFF2/TTF/SourceSans3-{face}.ttf.woff2", VENDOR / "fonts")
    names = (HERE / "icons.txt").read_text().split()
    (VENDOR / "icons.svg").write_text(icon_sprite(names))


if __name__ == "__main__":
    main()
