"""The portal for who works on it: Django's reloading server, with DEBUG on."""

from .local import *
from .local import STORAGES

DEBUG = True
STORAGES |= {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# No worker runs beside Django's own server.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_USE_FINDERS = True
# A template that was edited is seen at once.
NEWS_PAGE_CACHE = ""
