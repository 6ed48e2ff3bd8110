"""The product's settings with what tests need: memory instead of disk, a quick hasher, no compressed static files."""

import os
import tempfile

os.environ.setdefault("VIERSPAN_DATA_DIR", tempfile.mkdtemp(prefix="vierspan-test-"))
os.environ.setdefault("VIERSPAN_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("VIERSPAN_DATABASE_POOL", "false")

from vierspan.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
LOGGING = {"version": 1, "disable_existing_loggers": True}
