"""What would go wrong in public? Asked by `check --deploy`, which says what to set."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection
from django.http.request import validate_host
from wagtail.models import Site

from . import address
from .settings.modes import REQUIRED

SHORT = 20
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@register(Tags.security, deploy=True)
def ready_for_the_public(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    return [*about_the_address(), *about_the_doors(), *about_mail(), *about_figures()]


@register(Tags.security, deploy=True)
def has_its_database(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    # Elsewhere than in public its address is nobody's.
    return [*about_the_database()] if hasattr(settings, "SITE_URL") else []


def about_the_address() -> Iterator[CheckMessage]:
    place = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if place.scheme != "https":
        yield Warning(
            "SITE_URL does not begin with https: passwords travel in the clear.",
            hint="Get a certificate, and set SITE_URL=https://…",
            id="portal.W001",
        )
    if not validate_host(place.hostname or "", settings.ALLOWED_HOSTS):
        yield Warning(
            f"ALLOWED_HOSTS does not have the host of SITE_URL ({place.hostname}).",
            hint=f"ALLOWED_HOSTS={place.hostname}",
            id="portal.W002",
        )
    if not settings.TRUSTED_PROXIES:
        yield Warning(
            "TRUSTED_PROXIES is empty: behind a web server all people seem to have its "
            "address, and wrong passwords of one shut out everybody.",
            hint="The web server's address as the portal sees it, 127.0.0.1 mostly.",
            id="portal.W003",
        )


def about_the_doors() -> Iterator[CheckMessage]:
    if settings.SECOND_FACTOR != REQUIRED:
        yield Warning(
            f"SECOND_FACTOR is {settings.SECOND_FACTOR}: a password that was found out "
            "is enough to publish, and to administer.",
            hint="SECOND_FACTOR=required, or leave it out.",
            id="portal.W006",
        )


def about_mail() -> Iterator[CheckMessage]:
    if settings.EMAIL_BACKEND == CONSOLE:
        yield Warning(
            "EMAIL_URL is not set: no mail leaves, not even a new password.",
            hint="EMAIL_URL=smtp+tls://USER:PASSWORD@HOST:587",
            id="portal.W004",
        )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        yield Warning(
            "DEFAULT_FROM_EMAIL is not set: mail from @localhost is refused.",
            hint="An address of this site that somebody reads.",
            id="portal.W005",
        )


def about_figures() -> Iterator[CheckMessage]:
    if 0 < len(settings.METRICS_TOKEN) < SHORT:
        yield Warning(
            "METRICS_TOKEN is short: whoever guesses it reads the figures.",
            hint='python3 -c "import secrets; print(secrets.token_urlsafe())"',
            id="portal.W007",
        )


def about_the_database() -> Iterator[CheckMessage]:
    try:
        connection.ensure_connection()
    except DatabaseError as away:
        yield Error(
            f"The database cannot be reached: {' '.join(str(away).split())}",
            hint="DATABASE_URL names it; without it, it is a file in var/.",
            id="portal.E003",
        )
        return
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:  # Not migrated yet, which names it.
        return
    if site and (site.hostname, site.port) != address.told():
        yield Warning(
            f"The site calls itself {site.root_url}, not SITE_URL: feeds, the sitemap "
            "and shared links lead there.",
            hint="Thiết lập → Trang tin at the desk: name and port (443 for https).",
            id="portal.W008",
        )
