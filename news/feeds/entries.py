"""How does a post become an entry of a feed?"""

import dataclasses
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from news import languages
from news.blocks import raw_photos
from news.feeds.feed import Enclosed, Entry
from news.feeds.full_text import full_text
from news.feeds.surroundings import Surroundings
from news.publisher import Publisher

# No XML can hold them, and one such letter makes the whole feed unreadable.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def entry(
    request: HttpRequest,
    article: Model,
    around: Surroundings,
    publisher: Publisher,
) -> Entry:
    authors = around.authors.get(article.pk, [])
    employer = [article.organisation.name] if article.organisation else []
    said = article.lead, article.body
    text = full_text(*said, around, publisher.address, languages.spoken())
    return Entry(
        # Stays when the post is renamed or the site gets another address.
        id=article.translation_key.urn,
        url=publisher.absolute(article.get_url(request)),
        title=article.title,
        summary=article.summary,
        html=text + _signature(article, [*authors, *employer]),
        published=_to_the_second(article.published_at),
        modified=_to_the_second(article.modified_at),
        authors=tuple(authors or employer),
        labels=tuple(around.labels.get(article.pk, ())),
        photos=tuple(_photos(article, around, publisher)),
        source=article.source_url,
    )


def printable(value: Any) -> Any:
    """A value of a feed without the letters that XML has no place for.

    >>> printable(("Hội\\x0bnghị", 1))
    ('Hội nghị', 1)
    """
    match value:
        case str():
            return UNPRINTABLE.sub(" ", value)
        case tuple():
            return tuple(map(printable, value))
        case _ if dataclasses.is_dataclass(value):
            fields = (field.name for field in dataclasses.fields(value))
            return dataclasses.replace(
                value, **{name: printable(getattr(value, name)) for name in fields}
            )
        case _:
            return value


def _photos(
    article: Model, around: Surroundings, publisher: Publisher
) -> Iterator[Enclosed]:
    for use in raw_photos(article.body):
        shown = around.shown(use)
        if shown.url:
            yield dataclasses.replace(shown, url=publisher.absolute(shown.url))


def _signature(article: Model, names: list[str]) -> str:
    signed = format_html("<p>{}</p>", " – ".join(names)) if names else ""
    source = article.source_name
    return signed + (
        format_html("<p>{} {}</p>", _("Source:"), source) if source else ""
    )


def _to_the_second(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(microsecond=0)
