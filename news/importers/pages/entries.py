"""Which entries of the registers go with the run that made them?

Those that nobody has edited and nothing names any more: no post, no draft, no other
entry. Whoever edits one in the admin leaves a line in its history.
"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from modelcluster.fields import ParentalKey
from wagtail.models import ModelLogEntry

from news.models import (
    ArticleCluster,
    Author,
    BroughtEntry,
    Cluster,
    ClusterTerm,
    ImportDraft,
    ImportRun,
    Organisation,
    Topic,
)
from news.refusals import Refusal

from .undone import Named, Undone

# In this order: each may be named by those before it.
MODELS: tuple[type[Model], ...] = (Topic, Author, ClusterTerm, Cluster, Organisation)
KINDS = {str(model._meta.model_name): model for model in MODELS}


def remove(run: ImportRun, named: set[Named]) -> Iterator[Undone]:
    """`named` are those of drafts, which the tables know nothing of."""
    named = named | _chosen()
    for kind, model in KINDS.items():
        for entry in run.entries.filter(kind=kind).order_by("pk"):
            thing = model._default_manager.filter(pk=entry.row).first()
            if thing is None:
                entry.delete()
            elif _gone(entry, thing, named):
                yield Undone("entry-removed", f"{kind} “{thing}”")


def _chosen() -> set[Named]:
    """The clusters that somebody has chosen for a post that is still to be imported."""
    waiting = ImportDraft.objects.filter(outcome=ImportDraft.Outcome.WAITING)
    said = waiting.exclude(corrections={}).values_list("corrections", flat=True)
    return {("cluster", pk) for one in said for pk in one.get("clusters", ())}


def _may_go(thing: Model, named: set[Named]) -> bool:
    if isinstance(thing, ClusterTerm):
        # It tells of the cluster's year: as long as posts name that, it is read.
        cluster = ("cluster", thing.cluster_id)
        in_posts = ArticleCluster.objects.filter(tag=thing.cluster_id).exists()
        return not (in_posts or cluster in named or is_edited(thing))
    own = (str(thing._meta.model_name), thing.pk)
    return not (own in named or is_used(thing) or is_edited(thing))


def is_used(thing: Model) -> bool:
    """Whether a row of any table names it; its own children do not count."""
    return any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: thing.pk}
        ).exists()
        for relation in thing._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and relation.is_relation
        and not relation.concrete
        and not isinstance(relation.field, ParentalKey)
    )


def is_edited(thing: Model) -> bool:
    kind = ContentType.objects.get_for_model(thing)
    lines = ModelLogEntry.objects.filter(content_type=kind, object_id=str(thing.pk))
    return lines.exists()


def _gone(entry: BroughtEntry, thing: Model, named: set[Named]) -> bool:
    """Whether it may go, and has gone: who would name it now waits, or is seen."""
    try:
        with transaction.atomic():
            type(thing)._default_manager.select_for_update().get(pk=thing.pk)
            if not _may_go(thing, named):
                return False
            thing.delete()
            entry.delete()
    except (ProtectedError, Refusal, ValidationError):
        # Somebody has just named it.
        return False
    return True
