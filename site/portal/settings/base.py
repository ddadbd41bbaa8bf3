"""What every way of running the portal shares."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from portal import files
from portal.watching.lines import FORMATTERS

from . import desk, objects
from .origins import passkeys

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"
env = environ.Env()

INSTALLED_APPS = [
    "portal",
    "news",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "portal.apps.UsersConfig",  # wagtail.users, with our view of accounts
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "rest_framework",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "portal.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    # Before the policies: those of a page are no smaller than some files.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.styles.Policy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.compression.Compression",
    "news.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "news.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.styles.Dress",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.desk.DeskNetworks",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.audit.whence.Whence",
    "django_otp.middleware.OTPMiddleware",
    "portal.factors.middleware.SecondStep",
    "portal.sessions.traces.Seen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "news.middleware.RefusalMiddleware",
    "news.writing.panels.SidePanelsMiddleware",
    "news.middleware.IncompleteFormMiddleware",
    "portal.middleware.WordsForMethods",
    "portal.objects.away.WordsForAway",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# The desk: its address, and the networks from which it is reached (all, if empty).
DESK_ADDRESS = desk.path(env.str("DESK_ADDRESS", default="admin"))
DESK_NETWORKS = env.list("DESK_NETWORKS", default=[])

# Signing in: how often may a password be wrong?

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_HANDLER = "portal.doors.Doors"
AXES_LOCKOUT_CALLABLE = "portal.doors.shut"
AXES_FAILURE_LIMIT = "portal.doors.limit"
AXES_CLIENT_IP_CALLABLE = "portal.doors.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# Whoever keeps on guessing shuts nobody out for longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# What failed is kept as long as it counts; who signed in when is not kept here.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

# The second step: "required" of whoever publishes or administers, "optional" (whoever
# has set up a factor is asked for it), or "off".
SECOND_FACTOR = env.str("SECOND_FACTOR", default="optional")
# One step to either side, whatever the clock of a telephone did before.
OTP_TOTP_SYNC = False
# django-axes counts wrong codes; this would shut out the owner for days.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# Each session with its account: people see where they are signed in, and end it there.
SESSION_ENGINE = "portal.sessions.engine"
# The keys of before SECRET_KEY was changed: what they signed is still believed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Days after which the audit log no longer says from which address an act came.
AUDIT_ADDRESS_DAYS = env.int("AUDIT_ADDRESS_DAYS", default=365)

# Database: a file beside the code unless DATABASE_URL names another.

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Server, scheduler and task worker write to the same file: readers must not wait
    # for writers (WAL), writers must queue from their first statement (IMMEDIATE),
    # or "database is locked" comes in the first busy minute.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command=(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
        ),
    )

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["default"]["BACKEND"] = "portal.cache.RedisCache"

# Language, time, numbers

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Vietnamese at the root, English under /en/ as soon as there is an English home page.
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [ROOT / "site" / "portal" / "locale", ROOT / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
# Where the uploads lie, if that is another host.
MEDIA_HOST = urlsplit(MEDIA_URL).netloc
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(ROOT / "media"))
# A bucket for them instead, which several web servers share; and one for backups.
S3 = objects.bucket(env.str)
BACKUP_S3 = objects.elsewhere(S3, env.str)
# Whether this process answers for /media/ itself: where no web server does, and where
# the files are in a bucket that nobody else may open.
SERVE_MEDIA = S3 is not None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    **objects.storages(S3),
}

WHITENOISE_ADD_HEADERS_FUNCTION = files.close

# Text of a form: a post of 2 MB is long, but honest; a body has a field a block.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The extension

# AVIF costs half a second of a processor for each size of a photo.
NEWS_PHOTO_FORMATS = env.list("PHOTO_FORMATS", default=["avif", "webp"])
NEWS_PUBLISHER = "portal.identity.publisher"
# Pages as readers last got them; "" keeps none.
NEWS_PAGE_CACHE_SKIPS = (
    *(f"/{DESK_ADDRESS}", "/api/", "/documents/", "/media/", "/xem-truoc/"),
    *("/healthz", "/readyz", "/metrics"),
)
NEWS_PAGE_CACHE = env.str("PAGE_CACHE", default=str(VAR / "pages"))
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    NEWS_PAGE_CACHE_REDIS = CACHES["default"]["LOCATION"]
# A cache in front that is told with PURGE what it has to throw away (Varnish, nginx).
if front := env.str("FRONT_CACHE", default=""):
    purged = "news.fronts.purging.Purging"
    WAGTAILFRONTENDCACHE = {"front": {"BACKEND": purged, "LOCATION": front}}
# Archives that editors upload, until they are imported: never below MEDIA_ROOT.
NEWS_IMPORT_FOLDER = env.str("IMPORT_FOLDER", default=str(VAR / "imports"))
NEWS_IMPORT_STORAGE = "default" if S3 else ""
# ClamAV's daemon looks at what comes in: HOST:PORT, or the path of its socket.
NEWS_CLAMAV = env.str("CLAMAV_ADDRESS", default="")
NEWS_CLAMAV_REQUIRED = env.bool("CLAMAV_REQUIRED", default=True)
NEWS_SHARE_CARD_FONTS = ("portal/fonts/be-vietnam-pro-700.woff2",)
NEWS_SHARE_CARD_MARK = "portal/icon-180.png"

# Wagtail

WAGTAIL_SITE_NAME = "Bản Tin"
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_USER_LOGIN_FORM = "portal.forms.LoginForm"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILIMAGES_IMAGE_MODEL = "news.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "news.Attachment"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
# At these the two weigh about the same, a third of the JPEG.
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 75
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "news.uploads.forms.PhotoForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "news.uploads.forms.AttachmentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "news.search.admin"},
}
TAGGIT_CASE_INSENSITIVE = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
DEMO_ACCOUNTS_ALLOWED = False

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Bản Tin <bantin@localhost>")

# Passkeys are made for one host, and for no address made of numbers; without https
# browsers know them on this machine alone.
OTP_WEBAUTHN_RP_NAME = WAGTAIL_SITE_NAME
OTP_WEBAUTHN_RP_ID, OTP_WEBAUTHN_ALLOWED_ORIGINS = passkeys(WAGTAILADMIN_BASE_URL)
# Beside accounts of other sites in an app, the host tells ours apart.
OTP_TOTP_ISSUER = f"{WAGTAIL_SITE_NAME} {OTP_WEBAUTHN_RP_ID}"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False

# Whose word about the client's address and about https is believed; see proxies.py,
# which leaves the header below only where one of these wrote it.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Nothing but our own files, nothing inline: a script that got into a text cannot run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *filter(None, [MEDIA_HOST])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        # Wagtail shows a page in a frame while it is written.
        "frame-ancestors": ["'self'"],
    },
}
# Wagtail's own screens have scripts and styles within; nothing comes from elsewhere,
# and nothing goes there.
DESK_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *filter(None, [MEDIA_HOST])],
    "font-src": ["'self'", "data:"],
    "frame-src": ["'self'"],
}
# What a page of news has no use for, and no text that got into one either.
UNUSED = (
    "accelerometer browsing-topics camera display-capture geolocation gyroscope hid "
    "magnetometer microphone midi payment serial usb xr-spatial-tracking"
)
PERMISSIONS_POLICY: dict[str, list[str]] = {name: [] for name in UNUSED.split()}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows our pages in a frame.

# Backups: locked for these public keys of age, and the file with what opens them, if
# this machine is to open any.
BACKUP_FOR = env.list("BACKUP_FOR", default=[])
BACKUP_KEY_FILE = (
    Path(name) if (name := env.str("BACKUP_KEY_FILE", default="")) else None
)

# Watching: figures for Prometheus are kept and shown where a word is agreed on.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_FOLDER = Path(env.str("METRICS_FOLDER", default="") or VAR / "metrics")

# On the disks of database, uploads and `var`; 0 for no warning.
DISK_FREE_WARNS_MB = env.int("DISK_FREE_WARNS_MB", default=1024)

LOG_FORMAT = env.str("LOG_FORMAT", default="line")
if LOG_FORMAT not in FORMATTERS:
    raise ImproperlyConfigured(f"LOG_FORMAT is one of {', '.join(FORMATTERS)}")
# What the task worker does each second is no news; what goes wrong is.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": FORMATTERS,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "news": {"level": "INFO"},
        "portal": {"level": "INFO"},
    },
}
