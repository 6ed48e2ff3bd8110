"""Markdown tables."""

import os
from collections.abc import Sequence


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] + ["--:"] * (len(headings) - 1), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines) + "\n"


def load_average() -> str:
    """How many processes wanted a core in the last minute."""
    return f"{os.getloadavg()[0]:.2f} on {os.cpu_count()} cores"
