"""Which fields of a post come from a source, and did an editor change one since?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from news.importers.document import Document, Doubt
from news.models import ArticlePage, Byline, CitedDocument, Organisation, Participant

from .body import stored_body, without_ids
from .library import Library
from .registers import Registers
from .stored import digest, is_digest_of

PLAIN = [
    "title",
    "lead",
    "published_at",
    "submitted_by",
    "source_name",
    "source_url",
    "event_kind",
    "event_date",
    "event_part_of_day",
    "event_place",
    "event_chair",
]


@dataclass(frozen=True, slots=True)
class Draft:
    """The values of a document in the shape the page stores them."""

    values: dict[str, Any]
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, document: Document, library: Library, registers: Registers) -> "Draft":
        organisation = registers.organisation(document.organisation)
        clusters, doubts = _clusters(document, registers)
        event = document.event
        values = {
            "title": document.title,
            "lead": document.lead,
            "published_at": document.published or timezone.now(),
            "submitted_by": document.submitter[:255],
            "source_name": document.source_name[:255],
            "source_url": document.source_url,
            "event_kind": event.kind,
            "event_date": event.date,
            "event_part_of_day": event.part_of_day,
            "event_place": event.place[:255],
            "event_chair": event.chair[:255],
            "body": stored_body(document.blocks, library),
            "organisation": organisation,
            "bylines": [
                (registers.author(byline.name, organisation), byline.contribution)
                for byline in document.authors
            ],
            "clusters": clusters,
            "topics": registers.topics([tag[:100] for tag in document.tags]),
            "participants": _participants(document, registers),
            "documents": [number[:64] for number in document.documents],
        }
        return cls(values, doubts)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.values)

    def differs(self, article: ArticlePage, name: str) -> bool:
        theirs = ArticlePage()
        write(theirs, self, frozenset({name}))
        return _value(theirs, name) != _value(article, name)


def write(article: ArticlePage, draft: Draft, names: Iterable[str]) -> None:
    for name in names:
        WRITERS.get(name, _write_plain(name))(article, draft.values[name])


def digests(article: ArticlePage) -> dict[str, str]:
    return {name: digest(_value(article, name)) for name in [*PLAIN, *READERS]}


def changed_by_editors(
    article: ArticlePage, as_imported: dict[str, str]
) -> frozenset[str]:
    """The fields whose value is no longer the one the import stored."""
    known = {*PLAIN, *READERS}
    return frozenset(
        name
        for name, imported in as_imported.items()
        if name not in known or not is_digest_of(_value(article, name), imported)
    )


def _clusters(
    document: Document, registers: Registers
) -> tuple[list[Any], tuple[Doubt, ...]]:
    clusters, doubts = [], []
    for found in document.clusters:
        cluster = registers.cluster(found)
        if cluster is None:
            label = f"{found.kind} {found.number}"
            message = f"several clusters, or none, are called {label}: none was chosen"
            doubts.append(Doubt("clusters", "ambiguous", message))
            continue
        registers.term(cluster, found)
        clusters.append(cluster)
    return clusters, tuple(doubts)


def _participants(document: Document, registers: Registers) -> list[Organisation]:
    names = [name for cluster in document.clusters for name in cluster.members]
    return list(dict.fromkeys(filter(None, map(registers.organisation, names))))


def _write_plain(name: str) -> Callable[[ArticlePage, Any], None]:
    return lambda article, value: setattr(article, name, value)


def _write_bylines(article: ArticlePage, rows: list[tuple[Any, str]]) -> None:
    article.bylines.set(
        Byline(author=author, contribution=contribution, sort_order=place)
        for place, (author, contribution) in enumerate(rows)
    )


def _write_participants(article: ArticlePage, rows: list[Organisation]) -> None:
    article.participants.set(
        Participant(organisation=organisation, sort_order=place)
        for place, organisation in enumerate(rows)
    )


def _write_documents(article: ArticlePage, numbers: list[str]) -> None:
    article.documents.set(
        CitedDocument(number=number, sort_order=place)
        for place, number in enumerate(numbers)
    )


WRITERS: dict[str, Callable[[ArticlePage, Any], None]] = {
    "clusters": lambda article, clusters: article.clusters.set(clusters),
    "topics": lambda article, names: article.topics.set(names),
    "bylines": _write_bylines,
    "participants": _write_participants,
    "documents": _write_documents,
}
READERS: dict[str, Callable[[ArticlePage], Any]] = {
    "body": lambda article: without_ids(article.body),
    "organisation": lambda article: article.organisation_id,
    "bylines": lambda article: [
        (row.author_id, row.contribution) for row in article.bylines.all()
    ],
    "clusters": lambda article: sorted(c.pk for c in article.clusters.all()),
    "topics": lambda article: sorted(t.name for t in article.topics.all()),
    "participants": lambda article: [
        row.organisation_id for row in article.participants.all()
    ],
    "documents": lambda article: [row.number for row in article.documents.all()],
}


def _value(article: ArticlePage, name: str) -> Any:
    if name in READERS:
        return READERS[name](article)
    return str(getattr(article, name))
