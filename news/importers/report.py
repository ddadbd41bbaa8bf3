"""What does the import report say about one post?

One JSON object a line; the keys and their order are a contract with its readers.
"""

from collections.abc import Iterable
from datetime import datetime

from .document import (
    Block,
    Bullets,
    ClusterFound,
    Document,
    Doubt,
    Heading,
    Paragraph,
    Quote,
    Table,
)
from .lines import one_line, plain


def row(
    document: Document,
    status: str,
    *,
    url: str | None = None,
    image_count: int = 0,
    body_html: str = "",
    warnings: Iterable[Doubt] = (),
    error: str = "",
) -> dict[str, object]:
    """`warnings` are further doubts, those that came up while the post was saved."""
    published = document.published
    event_date = document.event.date
    return {
        "source": document.source,
        "status": status,
        "url": url or "",
        "title": document.title,
        "published": _moment(published) if published else None,
        "submitter": document.submitter,
        "author": ", ".join(author.name for author in document.authors),
        "organisation": document.organisation,
        "lead": document.lead,
        "body_text": body_text(document),
        "body_html": body_html,
        "tables": [
            [list(cells) for cells in block.rows]
            for block in document.blocks
            if isinstance(block, Table)
        ],
        "captions": [photo.caption for photo in document.photos if photo.caption],
        "image_alts": [photo.alt for photo in document.photos],
        "image_count": image_count,
        "clusters": [_cluster(cluster) for cluster in document.clusters],
        "event_date": event_date.isoformat() if event_date else None,
        "event_place": document.event.place,
        "documents": list(document.documents),
        "source_id": document.identifier,
        "state": document.state,
        "categories": list(document.categories),
        "tags": list(document.tags),
        "warnings": [_warning(doubt) for doubt in (*document.doubts, *warnings)],
        "error": error,
    }


def failed(source: str, error: str) -> dict[str, object]:
    """The row of a source that gave no post."""
    return row(Document(source, identifier="", title=""), "failed", error=error)


def body_text(document: Document) -> str:
    """The words of the body, a line for every paragraph, item, heading and quote."""
    lines = (line for block in document.blocks for line in _lines(block))
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text):
            return [one_line(text)]
        case Paragraph(html):
            return [plain(html)]
        case Bullets(items):
            return [plain(item) for item in items]
        case Quote(text):
            return [one_line(line) for line in text.split("\n")]
    return []


def _moment(at: datetime) -> str:
    """Seconds only where the source has them: a page tells minutes."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def _cluster(cluster: ClusterFound) -> dict[str, object]:
    return {
        "kind": cluster.kind,
        "number": cluster.number,
        "name": cluster.name,
        "leader": cluster.leader,
        "deputy": cluster.deputy,
        "members": list(cluster.members),
    }


def _warning(doubt: Doubt) -> dict[str, str]:
    return {"field": doubt.field, "code": doubt.code, "message": doubt.message}
