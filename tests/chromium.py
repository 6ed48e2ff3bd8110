"""Sees to a Chromium for the journeys: the system's own, else Debian's package where we may install it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def path() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    if path():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
    if path():
        return 0
    print("The journeys need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
