"""What does the API say of a post, besides what Wagtail says of every page?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.fields import Field
from wagtail.api import APIField

from news.blocks import raw_photos
from news.feeds.full_text import full_text
from news.feeds.surroundings import Surroundings
from news.models import ArticlePage
from news.publisher import publisher

Values = dict[str, Any]
# What a list of posts has to ask for beforehand, once for all of them.
ROWS = (
    "article_clusters__tag",
    "article_topics__tag",
    "bylines",
    "participants__organisation",
    "documents",
)


class Said(Field):
    """A field whose value a function tells, from the post and what surrounds it."""

    def __init__(self, tell: Callable[..., Any], **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)
        self.tell = tell

    def to_representation(self, article: ArticlePage) -> Any:
        return self.tell(article, self.context["around"], self.context["request"])


def published_at(article: ArticlePage, *_: Any) -> str:
    return _told(article.published_at)


def modified_at(article: ArticlePage, *_: Any) -> str:
    return _told(article.modified_at)


def clusters(article: ArticlePage, *_: Any) -> list[Values]:
    return [
        {
            "kind": row.tag.kind,
            "number": row.tag.number,
            "name": row.tag.name,
            "label": row.tag.label,
            "slug": row.tag.slug,
        }
        for row in article.article_clusters.all()
    ]


def topics(article: ArticlePage, *_: Any) -> list[Values]:
    return [_named(row.tag) for row in article.article_topics.all()]


def authors(article: ArticlePage, *_: Any) -> list[Values]:
    return [
        {
            "name": byline.name,
            "role": byline.role,
            "organisation": byline.organisation_name,
            "contribution": byline.contribution,
        }
        for byline in article.bylines.all()
    ]


def organisation(article: ArticlePage, *_: Any) -> Values | None:
    return _named(article.organisation) if article.organisation else None


def participants(article: ArticlePage, *_: Any) -> list[Values]:
    return [_named(row.organisation) for row in article.participants.all()]


def event(article: ArticlePage, *_: Any) -> Values | None:
    facts = {
        "kind": article.event_kind,
        "kind_label": article.get_event_kind_display(),
        "date": article.event_date,
        "part_of_day": article.event_part_of_day,
        "place": article.event_place,
        "chair": article.event_chair,
    }
    return facts if any(facts.values()) else None


def documents(article: ArticlePage, *_: Any) -> list[Values]:
    return [
        {
            "number": cited.number,
            "issuer": cited.issuer,
            "issued_on": cited.issued_on,
            "summary": cited.summary,
        }
        for cited in article.documents.all()
    ]


def photos(
    article: ArticlePage, around: Surroundings, request: HttpRequest
) -> list[Values]:
    shown = map(around.shown, raw_photos(article.body))
    return [
        {
            "url": publisher(request).absolute(photo.url),
            "width": photo.width,
            "height": photo.height,
            "alt": photo.alt,
            "caption": photo.caption,
            "credit": photo.credit,
        }
        for photo in shown
        if photo.url
    ]


def source(article: ArticlePage, *_: Any) -> Values | None:
    if not article.source_name:
        return None
    return {"name": article.source_name, "url": article.source_url}


def body_html(article: ArticlePage, around: Surroundings, request: HttpRequest) -> str:
    base, language = publisher(request).address, article.locale.language_code
    return full_text("", article.body, around, base, language)


TOLD = (
    *(published_at, modified_at, clusters, topics, authors, organisation),
    *(participants, event, documents, photos, source, body_html),
)
FIELDS = [
    APIField("lead"),
    APIField("summary"),
    *(APIField(tell.__name__, serializer=Said(tell)) for tell in TOLD),
]


def _named(thing: Model) -> Values:
    return {"name": thing.name, "slug": thing.slug}


def _told(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
