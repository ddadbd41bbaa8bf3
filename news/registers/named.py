"""Which post still names an entry of a register? Such an entry is not deleted.

The database keeps what stored posts name, but a draft names by number in its own copy:
without its organisation or its author it could not be opened any more.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from news.models import ArticleCluster, Cluster, ClusterTerm
from news.refusals import Refusal

from .versions import names, naming


def keep_named(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    """Before any deletion, also of several at once and in code."""
    if title := post_naming(instance):
        raise Refusal(named(instance, title))
    if isinstance(instance, Cluster):
        keep_terms(instance)


def post_naming(entry: models.Model) -> str | None:
    """The title of a post or a version of one that names the entry."""
    if isinstance(entry, Cluster):
        rows = ArticleCluster.objects.filter(tag=entry).select_related("content_object")
        if row := rows.first():
            return row.content_object.title
    for version in naming(entry).iterator(chunk_size=20):
        if counts(version, entry) and names(version.content, entry):
            return version.content["title"]
    return None


def counts(version: models.Model, entry: models.Model) -> bool:
    # An old version opens without its cluster, and not without the others.
    if not isinstance(entry, Cluster):
        return True
    return version.is_latest_revision() or version.approved_go_live_at is not None


def keep_terms(cluster: Cluster) -> None:
    years = ClusterTerm.objects.filter(cluster=cluster).values_list("year", flat=True)
    if years:
        told = {"cluster": cluster, "years": ", ".join(map(str, sorted(years)))}
        message = _(
            "“%(cluster)s” has terms (%(years)s): leaders, members and places would be "
            "lost with it. Delete the terms first."
        )
        raise Refusal(message % told)


def named(entry: models.Model, title: str) -> str:
    told = {"entry": entry, "title": title}
    if isinstance(entry, Cluster):
        message = _(
            "“%(entry)s” stays: the post “%(title)s” is about it. Tick another "
            "cluster in the post first."
        )
    else:
        message = _(
            "“%(entry)s” stays: the post “%(title)s” names it, if only in a draft or "
            "an older version. Merge it into another entry instead."
        )
    return message % told
