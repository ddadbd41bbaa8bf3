"""The portal in public: every value it needs is asked for loudly."""

from portal.watching.errors import report_to

from .base import *
from .base import DATABASES, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Who waits for a connection waits for a server that is away: half a minute, as it
    # would be, takes every thread from the readers of pages that are kept. And whoever
    # comes next tries anew: else it tries after twice as long, up to minutes.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": 8,
        "timeout": 3,
        "reconnect_timeout": 1,
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A new connection to the file reads the whole schema and each statement anew, which
    # was a fifth of a page. While one is open, nobody may put another file there.
    DATABASES["default"]["CONN_MAX_AGE"] = 60

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = False  # The web server in front does it.
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0

# What Django asks of whoever serves https itself, and its answers here.
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS goes with https, and that is asked for by portal.W001.
    "security.W005",  # Other names of the domain are other people's to decide on,
    "security.W021",  # and so is a list that is built into browsers.
    "security.W008",  # nginx leads to https; a request never arrives in the clear.
    "security.W012",  # As W004: cookies are secure where SITE_URL is https,
    "security.W016",  # those against forged forms, too.
    "security.W019",  # Wagtail's preview shows our own pages in a frame.
]

if place := env.str("SENTRY_DSN", default=""):
    report_to(place)
