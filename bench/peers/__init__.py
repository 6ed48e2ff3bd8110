"""Peers: other programs for the same work, each installed from a locked file into an environment of its own."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class NotInstalled(Exception):
    """Why a peer is not here, in the words of the installer."""


def python_of(name: str) -> str:
    """The interpreter in which ``requirements/peers-<name>.txt`` is installed, made when needed. Raises NotInstalled."""
    locked = ROOT / f"requirements/peers-{name}.txt"
    place = ROOT / f"var/peers/{name}-{hashlib.sha256(locked.read_bytes()).hexdigest()[:12]}"
    python = place / "bin/python"
    if not (place / "complete").exists():
        _run([sys.executable, "-m", "venv", "--clear", str(place)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(locked)])
        (place / "complete").touch()
    return str(python)


def _run(command: list[str]) -> None:
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled((done.stderr.strip().splitlines() or ["no reason given"])[-1])
