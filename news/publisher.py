"""Who publishes this news? Asked by feeds, sitemaps, structured data, share cards."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from wagtail.images.models import AbstractImage

from news import sites
from news.conf import setting
from news.renditions import filters

# Photos as they leave the site, made when a post comes out: JPEG, because a feed reader
# may know nothing newer.
PHOTO = filters("whole", "jpeg")[0]


@dataclass(frozen=True, slots=True)
class Publisher:
    """`address` is the root of the site, without a slash: "https://tin.example.org".

    `kind` is a class of schema.org: Organization, GovernmentOrganization …
    `emblem` is an image of the library, where the site has one of its own.
    `contact` is the path of a page that says how to reach the publisher.
    """

    name: str
    address: str
    logo: str = ""
    parent: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    kind: str = "Organization"
    contact: str = ""
    emblem: AbstractImage | None = None

    def absolute(self, path: str) -> str:
        """A path of this site as a full address; a full address stays as it is."""
        return path if path.startswith(("http://", "https://")) else self.address + path


def publisher(request: HttpRequest) -> Publisher:
    """Whom `NEWS_PUBLISHER` names, asked once a request in each language."""
    known = request.__dict__.setdefault("_news_publishers", {})
    language = get_language()
    if language not in known:
        known[language] = import_string(setting("NEWS_PUBLISHER"))(request)
    return known[language]


def of_site(request: HttpRequest) -> Publisher:
    """The default: the site as Wagtail knows it."""
    site = sites.asked_for(request)
    if site is None:
        return Publisher(_site_name(), request.build_absolute_uri("/")[:-1])
    return Publisher(site.site_name or _site_name(), site.root_url)


def _site_name() -> str:
    return getattr(settings, "WAGTAIL_SITE_NAME", "")
