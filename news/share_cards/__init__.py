"""Which picture goes with a post that has no photo, or with another page of the site,
where its address is shared?

A drawn card: emblem, publisher, title, date. Its address holds the number of the post
and a digest of what stands on it, so nobody can have words of their own drawn, and a
cache may keep it for ever.
"""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db.models import Model
from django.urls import reverse
from django.utils import formats, timezone
from wagtail.images.models import AbstractImage

from news.conf import setting
from news.publisher import Publisher

from .drawing import HEIGHT, WIDTH, drawn
from .lettering import can_letter

# To be raised when the drawing changes.
VERSION = "2"
# The number of a post that no post has: the card of the site.
SITE = 0
KEPT = 30 * 24 * 3600

__all__ = ["HEIGHT", "SITE", "WIDTH", "Card", "card_of", "card_of_site"]


@dataclass(frozen=True, slots=True)
class Card:
    article: int
    title: str
    name: str
    parent: str
    day: str = ""
    emblem: AbstractImage | None = None

    @property
    def digest(self) -> str:
        said = [
            VERSION,
            str(self.article),
            self.title,
            self.name,
            self.parent,
            self.day,
        ]
        said += setting("NEWS_SHARE_CARD_FONTS")
        if self.emblem:
            said += [self.emblem.file.name, self.emblem.file_hash]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]

    @property
    def path(self) -> str:
        return reverse("news-share-card", args=[self.article, self.digest])

    def png(self) -> bytes:
        key = f"news.share_card:{self.digest}"
        known = cache.get(key)
        if known is None:
            said = (self.title, self.name, self.parent, self.day)
            known = drawn(*said, self.emblem)
            cache.set(key, known, KEPT)
        return known


def card_of(article: Model, by: Publisher) -> Card | None:
    """None where the site has no letters to draw with."""
    if article.pk is None or not can_letter():
        return None
    day = formats.date_format(timezone.localtime(article.published_at), "d/m/Y")
    return Card(article.pk, article.title, by.name, by.parent, day, by.emblem)


def card_of_site(by: Publisher) -> Card | None:
    """For what no card of its own is drawn: lists, the calendar, the home page."""
    if not can_letter():
        return None
    host = urlsplit(by.address).netloc
    return Card(SITE, by.name, host, by.parent, emblem=by.emblem)
