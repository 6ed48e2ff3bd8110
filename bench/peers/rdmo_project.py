"""Settings of a project around RDMO: its own, with a database in memory."""

from rdmo.core.settings import *  # noqa: F403

SECRET_KEY = "only-for-benchmarks"
ROOT_URLCONF = "rdmo.core.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
STATIC_ROOT = STATIC_URL = MEDIA_ROOT = "/tmp/"
DEFAULT_URI_PREFIX = "http://127.0.0.1/terms"
