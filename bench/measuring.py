"""Times and counts in this process."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Timed:
    """Milliseconds over the runs, the queries of one run, and what the last one gave."""

    p50: float
    p95: float
    queries: int
    made: bytes

    def __str__(self) -> str:
        return f"{self.p50:.0f} / {self.p95:.0f}"


def timed(deed: Callable[[], bytes], runs: int = 20) -> Timed:
    """Run ``deed`` twice to warm up and count its queries, and ``runs`` times to measure."""
    deed()
    with CaptureQueriesContext(connection) as caught:
        made = deed()
    queries = len(caught)  # counted now: a later request empties the log
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        made = deed()
        times.append((time.perf_counter() - start) * 1000)
    return Timed(*percentiles(times), queries, made)


def percentiles(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile (nearest rank)."""
    return statistics.median(times), sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def page(client: Client, url: str) -> bytes:
    """What the address gives; anything but a 200 stops the benchmark."""
    response = client.get(url)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return response.content
