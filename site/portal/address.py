"""Where does the site say that it is? Feeds, the sitemap and shared links ask its row.

The row is Wagtail's (*Thiết lập* → *Trang tin*); in a new database it says
localhost.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from wagtail.models import Site

NOBODYS = ("localhost", "127.0.0.1")
PORTS = {"http": 80, "https": 443}


def name_site(host: str, port: int) -> None:
    """Full addresses lead here, unless a real name was given."""
    own = [*NOBODYS, host]
    site = Site.objects.filter(is_default_site=True, hostname__in=own).first()
    if site and (site.hostname, site.port) != (host, port):
        site.hostname, site.port = host, port
        site.save()


def told() -> tuple[str, int]:
    """Host and port of SITE_URL."""
    place = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return place.hostname or NOBODYS[0], place.port or PORTS.get(place.scheme, 80)


def name_as_told(using: str = "default", **kwargs: Any) -> None:
    """After `migrate` and `restore`, where SITE_URL was asked for loudly."""
    tables = connections[using].introspection.table_names()
    if hasattr(settings, "SITE_URL") and Site._meta.db_table in tables:
        name_site(*told())
