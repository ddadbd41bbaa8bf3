"""What do lists and the page of a post show of it? Values: the same look the same."""

from collections.abc import Callable, Iterable
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


@dataclass(frozen=True, slots=True)
class Alike:
    """A related post, and in words why it is one."""

    title: str
    address: str
    published_at: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    # Of the list of their posts; "" for who has left the register.
    address: str
    role: str
    # The organisation of that day, where it is not the one that publishes.
    employer: str
    # What they gave, in words, where it is not the text.
    part: str


@dataclass(frozen=True, slots=True)
class Signature:
    authors: tuple[Signer, ...]
    # Who publishes it, with the list of their posts.
    organisation: Link | None
    source: Link | None
    submitted_by: str

    @classmethod
    def of(
        cls,
        article: Model,
        bylines: Iterable[Model],
        address_of: Callable[[Model], str],
    ) -> Self:
        publisher = article.organisation
        return cls(
            tuple(_signer(byline, publisher, address_of) for byline in bylines),
            publisher and Link(publisher.name, address_of(publisher)),
            Link(article.source_name or article.source_url, article.source_url)
            if article.source_name or article.source_url
            else None,
            article.submitted_by,
        )


def _signer(
    byline: Model, publisher: Model | None, address_of: Callable[[Model], str]
) -> Signer:
    employer = byline.organisation_name
    same = publisher is not None and employer == publisher.name
    gave_text = byline.contribution == byline.Contribution.TEXT
    return Signer(
        byline.name,
        address_of(byline.author) if byline.author else "",
        byline.role,
        "" if same else employer,
        "" if gave_text else byline.get_contribution_display(),
    )
