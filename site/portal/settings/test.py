"""The portal under test: quick hashes, mail and media kept from the world."""

import os
import tempfile
from pathlib import Path

from .base import *
from .base import CACHES, DATABASES, VAR

VAR.mkdir(exist_ok=True)

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 - it guards nothing
ALLOWED_HOSTS = ["*"]
DEMO_ACCOUNTS_ALLOWED = True
SERVE_MEDIA = True
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="bantin-media-"))
NEWS_IMPORT_FOLDER = tempfile.mkdtemp(prefix="bantin-imports-")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A client would otherwise look at every static file there is before its first request.
WHITENOISE_AUTOREFRESH = True
# AVIF is dear: tests of the formats themselves ask for it.
NEWS_PHOTO_FORMATS = ()
METRICS_TOKEN = ""
# The disk of whoever runs the tests.
DISK_FREE_WARNS_MB = 0
# Tests of the page cache have one of their own each.
NEWS_PAGE_CACHE = NEWS_PAGE_CACHE_REDIS = ""
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because the browser tests' server reads it from another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    # A test that waits for its own transaction fails, where it would wait for ever.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=60s"
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if CACHES["default"]["BACKEND"].endswith("RedisCache") and worker:
    # Each worker clears its cache before a test: it must not clear its neighbour's.
    address, _, number = CACHES["default"]["LOCATION"].rpartition("/")
    place = int(number) + int(worker.removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{address}/{place}"
