"""Clients that send forms to a server on this machine, as many as it takes, and what came of it. Knows no Django."""

import http.client
import statistics
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Target:
    """Where forms go, and the forms themselves: urlencoded, sent in turn."""

    port: int
    path: str
    bodies: tuple[str, ...]
    headers: dict[str, str]


@dataclass
class Sent:
    """How long each form took (ms), and how often each was sent; the clock ran for ``seconds``."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    bodies: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[max(0, round(len(self.times) * 0.95) - 1)]


def send(target: Target, clients: int, seconds: float, most: int = 5000) -> Sent:
    """Let each client send one form after another over its own kept connection.

    Raises AssertionError when an answer is not a redirect: then something was not counted.
    """
    sent, faults = Sent(), []
    lock, start = threading.Lock(), time.perf_counter()

    def client(number: int) -> None:
        try:
            _send_all(target, number, clients, start + seconds, most // clients, sent, lock)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, f"{len(faults)} of {clients} clients stopped: {faults[0]!r}"
    sent.seconds = time.perf_counter() - start
    return sent


def _send_all(
    target: Target, number: int, clients: int, until: float, most: int, sent: Sent, lock: threading.Lock
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded", **target.headers}
    for turn in range(most):
        if time.perf_counter() >= until:
            break
        body = target.bodies[(number + turn * clients) % len(target.bodies)]
        start = time.perf_counter()
        connection.request("POST", target.path, body, headers)
        response = connection.getresponse()
        said = response.read()
        took = (time.perf_counter() - start) * 1000
        assert response.status == 302, f"{response.status}: {said[:300]!r}"
        with lock:
            sent.times.append(took)
            sent.bodies[body] += 1
    connection.close()


def ticks(bodies: Counter[str], names: Sequence[str]) -> dict[str, dict[str, int]]:
    """What should be stored: of each named field how often each value was sent."""
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for body, times in bodies.items():
        for name, value in parse_qsl(body):
            if name in found:
                found[name][value] += times
    return {name: dict(values) for name, values in found.items()}
