"""For tests in which another process works on the rows of the test."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection


def shared_database(place: Path) -> str:
    """The address at which another process finds the rows of this test: a copy in a file, or the test's PostgreSQL."""
    if connection.vendor == "postgresql":
        server = urlsplit(os.environ["DATABASE_URL"])
        return server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    file = place / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    return f"sqlite:///{file}"
