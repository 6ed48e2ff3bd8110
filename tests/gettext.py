"""Sees to GNU gettext for the check of the catalogues, as tests.chromium does for the browser."""

import os
import shutil
import subprocess
import sys


def main() -> int:
    if not shutil.which("xgettext") and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "gettext"], check=False)
    if shutil.which("xgettext"):
        return 0
    print("The check of translations needs GNU gettext. Install it (Debian: apt-get install gettext).")
    return 1


if __name__ == "__main__":
    sys.exit(main())
