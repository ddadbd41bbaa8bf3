"""What do readers' pages show of a post, in short? What is equal looks the same."""

import hashlib
import json
from collections.abc import Iterator

from news.models import ArticlePage

# How much of a post is shown where: as a title that leads to it, in the calendar, as a
# card in lists, whole.
PARTS = ("title", "event", "card", "page")

Looks = dict[str, str]


def looks(article: ArticlePage, texts: list[str]) -> Looks:
    """`texts` are those of its body, captions too; `moment` is the exact one of
    publication.
    """
    title = [article.title, article.url_path, article.published_at.isoformat()]
    labels = [(c.slug, c.label) for c in article.clusters.all()]
    event = [*title, labels] + [
        str(getattr(article, name))
        for name in ("event_date", "event_part_of_day", "event_kind", "event_place")
    ]
    return {
        "moment": article.published_at.isoformat(),
        "title": digest(title),
        "event": digest(event) if article.event_date else "",
        "card": digest([*title, article.summary, article.lead_photo_id, labels]),
        "page": digest([*event, article.lead, texts, list(named(article))]),
    }


def named(article: ArticlePage) -> Iterator[tuple[str, str]]:
    """The entries of registers that it leads to, by the names that it shows."""
    shown = [byline.author for byline in article.bylines.all()]
    for subject in article.subjects():
        yield subject.slug, "" if subject in shown else str(subject)
    for byline in article.bylines.all():
        yield byline.name, byline.organisation_name


def digest(told: list) -> str:
    text = json.dumps(told, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
