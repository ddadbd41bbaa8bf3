"""How do two entries of a register become one?

Everything that points to the one that goes points to the one that stays, drafts and
old versions too. What old posts say in words (bylines) stays as it was.
"""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from news.models import (
    Author,
    ClusterMember,
    FormerAddress,
    Organisation,
    Participant,
)
from news.refusals import Refusal
from news.vietnamese.folding import fold

from .versions import repoint

Entry = Organisation | Author
LONGEST_ALIASES = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """So many rows of one kind will point elsewhere."""

    what: str
    count: int


def relations(entry: Entry) -> list[models.ForeignObjectRel]:
    """Every table that points to this register, whoever added it."""
    return [
        relation
        for relation in entry._meta.related_objects
        if relation.one_to_many or relation.one_to_one
    ]


def changes(gone: Entry) -> list[Change]:
    """What a merger would change, for whoever has to confirm it."""
    counted = [
        Change(
            str(relation.related_model._meta.verbose_name_plural), _rows(relation, gone)
        )
        for relation in relations(gone)
    ]
    return [change for change in counted if change.count]


def _rows(relation: models.ForeignObjectRel, entry: Entry) -> int:
    return _pointing(relation, entry).count()


def _pointing(relation: models.ForeignObjectRel, entry: Entry) -> models.QuerySet:
    rows = relation.related_model._default_manager
    return rows.filter(**{relation.field.name: entry})


@transaction.atomic
def merge(gone: Entry, kept: Entry) -> None:
    """`gone` ends, `kept` takes over its rows, its address and its names."""
    if gone.pk == kept.pk:
        raise Refusal(_("Choose another entry to keep: these two are the same."))
    # Two mergers that cross would each delete what the other keeps.
    register = type(kept)._default_manager.select_for_update()
    locked = register.in_bulk(sorted([gone.pk, kept.pk]))
    if len(locked) != 2:
        raise Refusal(_("One of the two is not in the register any more."))
    gone, kept = locked[gone.pk], locked[kept.pk]
    _take_over_what_only_one_may_have(gone, kept)
    _drop_what_would_be_there_twice(gone, kept)
    for relation in relations(gone):
        _pointing(relation, gone).update(**{relation.field.name: kept})
    repoint(gone, kept)
    _repoint_references(gone, kept)
    _send_readers_on(gone, kept)
    log(kept, "news.merge", data={"name": gone.name, "pk": gone.pk})
    log(gone, "wagtail.delete", deleted=True)
    gone.delete()
    kept.save()


def _take_over_what_only_one_may_have(gone: Entry, kept: Entry) -> None:
    if isinstance(kept, Author):
        account, gone.user = gone.user, None
        gone.save(update_fields=["user"])
        kept.user = kept.user or account
        kept.organisation = kept.organisation or gone.organisation
        kept.role = kept.role or gone.role
        return
    kept.aliases = "\n".join(_united_names(gone, kept))[:LONGEST_ALIASES]
    kept.established_on = kept.established_on or gone.established_on
    if kept.successor_id == gone.pk:
        # It would succeed itself.
        kept.successor = None
    if gone.successor_id == kept.pk:
        gone.successor = None
        gone.save(update_fields=["successor"])


def _united_names(gone: Organisation, kept: Organisation) -> list[str]:
    """The aliases of both and the name that ends, each spelling once."""
    written = {fold(kept.name): ""}
    for name in [*kept.names[1:], *gone.names]:
        written.setdefault(fold(name), name)
    return [name for name in written.values() if name]


def _drop_what_would_be_there_twice(gone: Entry, kept: Entry) -> None:
    """A post or a term that names both names one of them once."""
    if isinstance(kept, Author):
        _drop_bylines(gone, kept)
        return
    both = Participant.objects.filter(organisation=gone)
    pages = Participant.objects.filter(organisation=kept).values("page")
    both.filter(page__in=pages).delete()
    for twice in ClusterMember.objects.filter(
        organisation=gone, term__members__organisation=kept
    ):
        stays = ClusterMember.objects.get(term=twice.term_id, organisation=kept)
        if stays.rank is None and twice.rank is not None:
            stays.rank = twice.rank
            stays.save(update_fields=["rank"])
        twice.delete()


def _drop_bylines(gone: Author, kept: Author) -> None:
    # Who wrote and who took the photos may be told in two lines; only the same is.
    for byline in gone.bylines.all():
        same = kept.bylines.filter(
            page=byline.page_id, contribution=byline.contribution
        )
        if same.exists():
            byline.delete()
    # The byline keeps the name of its day: it was recorded for this person.
    gone.bylines.filter(recorded_for=gone.pk).update(recorded_for=kept.pk)


def _repoint_references(gone: Entry, kept: Entry) -> None:
    """Wagtail's own register of who uses what, which `update()` does not tell."""
    kind = ReferenceIndex._get_base_content_type(type(kept))
    references = ReferenceIndex.objects.filter(to_content_type=kind)
    references.filter(to_object_id=str(gone.pk)).update(to_object_id=str(kept.pk))


def _send_readers_on(gone: Entry, kept: Entry) -> None:
    """Addresses readers have of the entry that ends lead to the one that stays."""
    moved = FormerAddress.objects.filter(kind=kept.listing)
    moved.filter(target=gone.pk).update(target=kept.pk)
    FormerAddress.objects.update_or_create(
        kind=kept.listing, slug=gone.slug, defaults={"target": kept.pk}
    )
