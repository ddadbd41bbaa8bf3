"""Who is named in stored versions of posts, and how are they named anew?

A draft keeps the numbers of organisations and authors in its own copy of the post. One
that names an entry which is gone could not be opened any more.
"""

from typing import Any

from django.db import models
from django.db.models.functions import Cast
from wagtail.models import Revision

from news.models import ArticlePage, Author, Cluster, Organisation

# Rows of a post that name an entry: child rows, the field in them.
ROWS = {
    Organisation: (("participants", "organisation"),),
    Author: (("bylines", "author"),),
    Cluster: (("article_clusters", "tag"),),
}
FIELDS = {Organisation: ("organisation",), Author: (), Cluster: ()}
BATCH = 200


def repoint(gone: models.Model, kept: models.Model) -> int:
    """Answers how many versions were changed."""
    changed = 0
    for revision in naming(gone).iterator(chunk_size=BATCH):
        if _rename(revision.content, type(gone), gone.pk, kept.pk):
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
            changed += 1
    return changed


def naming(entry: models.Model) -> models.QuerySet:
    """Versions whose text has the number behind the right name; some name others.

    The databases cannot look into lists in one way, but both write `"author": 5`.
    """
    name = ROWS[type(entry)][0][1]
    versions = Revision.page_revisions.filter(
        content_type__app_label="news",
        content_type__model=ArticlePage._meta.model_name,
    )
    as_text = Cast("content", models.TextField())
    return versions.alias(written=as_text).filter(
        written__contains=f'"{name}": {entry.pk}'
    )


def names(content: dict[str, Any], entry: models.Model) -> bool:
    kind, number = type(entry), entry.pk
    if any(content.get(field) == number for field in FIELDS[kind]):
        return True
    return any(
        row.get(field) == number
        for relation, field in ROWS[kind]
        for row in content.get(relation, [])
    )


def _rename(content: dict[str, Any], kind: type, gone: int, kept: int) -> bool:
    changed = False
    for field in FIELDS[kind]:
        if content.get(field) == gone:
            content[field], changed = kept, True
    for relation, field in ROWS[kind]:
        rows = content.get(relation, [])
        if any(row.get(field) == gone for row in rows):
            content[relation] = _rows_renamed(rows, field, gone, kept)
            changed = True
    return changed


def _rows_renamed(rows: list[dict], field: str, gone: int, kept: int) -> list[dict]:
    seen, renamed = set(), []
    for row in rows:
        if row.get(field) == gone:
            row = row | {field: kept}
            if row.get("recorded_for") == gone:
                row["recorded_for"] = kept
        # The stored post lost its second line, too: the version must not bring it.
        key = (row.get(field), row.get("contribution"))
        if row[field] != kept or key not in seen:
            renamed.append(row)
        seen.add(key)
    return renamed
