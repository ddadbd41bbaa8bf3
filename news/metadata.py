"""What do other sites show of a page: title, words, picture, dates, its one address?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage

from news import caching, renditions
from news.blocks import photo_uses, photos
from news.listings import Listing
from news.publisher import PHOTO, Publisher, publisher
from news.share_cards import HEIGHT, WIDTH, Card, card_of, card_of_site
from news.uploads.photos import UNREADABLE

# Enough for whoever shows a post elsewhere.
MOST_PHOTOS = 10
REGIONS = {"vi": "vi_VN", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Pictured:
    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    by: Publisher
    title: str
    address: str
    description: str = ""
    language: str = "vi"
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    photos: tuple[Pictured, ...] = ()
    card: Pictured | None = None
    published: datetime | None = None
    modified: datetime | None = None

    @property
    def picture(self) -> Pictured | None:
        return self.photos[0] if self.photos else self.card

    @property
    def kind(self) -> str:
        return "article" if self.published else "website"

    @property
    def region(self) -> str:
        return REGIONS.get(self.language, "")

    @property
    def subjects(self) -> tuple[str, ...]:
        return self.sections + self.topics


def of_article(request: HttpRequest, article: Model, around: Mapping) -> Metadata:
    """`around` is the context of the article's template: nothing is asked twice."""
    by = publisher(request)
    shown = tuple(_photos(article, by))
    employer = [article.organisation.name] if article.organisation else []
    return Metadata(
        by=by,
        title=article.title,
        address=article.get_full_url(request) or "",
        description=article.search_description or article.summary,
        language=get_language() or "vi",
        authors=tuple([byline.name for byline in around["bylines"]] or employer),
        sections=tuple(cluster.label for cluster in around["clusters"]),
        topics=tuple(topic.name for topic in around["topics"]),
        photos=shown,
        card=None if shown else _card(article, by),
        published=timezone.localtime(article.published_at),
        modified=timezone.localtime(article.modified_at),
    )


def of_listing(request: HttpRequest, listing: Listing) -> Metadata:
    by = publisher(request)
    return Metadata(
        by=by,
        title=listing.heading,
        address=by.absolute(listing.canonical or listing.address or request.path),
        description=listing.introduction
        or _("%(heading)s: news and meetings. %(name)s.")
        % {"heading": listing.heading, "name": by.name},
        language=get_language() or "vi",
        card=_pictured(card_of_site(by), by, by.name),
    )


def of_page(request: HttpRequest, page: Model, title: str = "") -> Metadata:
    """A page that is neither: the home of a site."""
    by = publisher(request)
    return Metadata(
        by=by,
        title=title or page.title,
        address=page.get_full_url(request) or "",
        description=page.search_description
        or _("%(name)s: news, meetings and emulation clusters.") % {"name": by.name},
        language=get_language() or "vi",
        card=_pictured(card_of_site(by), by, by.name),
    )


def of_service(request: HttpRequest, title: str, description: str = "") -> Metadata:
    """A page that stands outside the tree, under its path."""
    by = publisher(request)
    return Metadata(
        by=by,
        title=title,
        address=by.absolute(request.path),
        description=description,
        language=get_language() or "vi",
        card=_pictured(card_of_site(by), by, by.name),
    )


def _photos(article: Model, by: Publisher) -> Iterable[Pictured]:
    # One query for the renditions of all photos, which the body needs as well.
    renditions.fetch(photos(article.body))
    for use in list(photo_uses(article.body))[:MOST_PHOTOS]:
        if url_and_shape := _rendition(use["photo"], by):
            words = (use.alt_shown, use.caption_shown, use.credit_shown)
            yield Pictured(*url_and_shape, *words)


def _rendition(photo: AbstractImage | None, by: Publisher) -> tuple[Any, ...] | None:
    if photo is not None:
        caching.shows(f"photo:{photo.pk}")
    if photo is None:
        return None
    try:
        made = renditions.one(photo, PHOTO)
    except UNREADABLE:
        return None
    return by.absolute(made.url), made.width, made.height


def _card(article: Model, by: Publisher) -> Pictured | None:
    return _pictured(card_of(article, by), by, article.title)


def _pictured(card: Card | None, by: Publisher, alt: str) -> Pictured | None:
    return card and Pictured(by.absolute(card.path), WIDTH, HEIGHT, alt)
