"""Where our own fonts are, for the writers that do not go through a browser (PNG, PDF)."""

from pathlib import Path

FAMILY = "Source Sans 3"
FOLDER = Path(__file__).parent / "static" / "vendor" / "fonts"


def font_files() -> list[Path]:
    """The TrueType files that the build put there, in a fixed order; empty when nothing was built."""
    return sorted(FOLDER.glob("*.ttf"))
