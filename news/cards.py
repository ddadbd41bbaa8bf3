"""What does a list show of a post? A value: what is the same looks the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Model
from django.utils.safestring import SafeString

from news.addresses import Link


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    address: str
    summary: str
    published_at: datetime
    # Its clusters, each with the list of its posts.
    labels: tuple[Link, ...]
    # A `<picture>`, or nothing.
    photo: SafeString

    @classmethod
    def of(
        cls, article: Model, address: str, labels: tuple[Link, ...], photo: SafeString
    ) -> Self:
        told = article.title, address, article.summary, article.published_at
        return cls(*told, labels, photo)
