"""Times and counts, and how they are written down."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Timed:
    """Milliseconds over the runs, after one that is not counted, and the queries of one run."""

    p50: float
    p95: float
    queries: int
    size: int


def timed(deed: Callable[[], bytes], runs: int = 20) -> Timed:
    """Run ``deed`` once to warm up and ``runs`` times to measure."""
    size = len(deed())
    with CaptureQueriesContext(connection) as caught:
        deed()
    reset_queries()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        deed()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return Timed(statistics.median(times), times[max(0, round(len(times) * 0.95) - 1)], len(caught), size)


def page(client: Client, url: str) -> bytes:
    """The page's bytes; anything but a 200 stops the benchmark."""
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return response.content


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] + ["--:"] * (len(headings) - 1), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines) + "\n"
