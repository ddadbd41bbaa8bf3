"""Which rows does a batch of new posts leave, beside those of the posts themselves?

The same as `Importer.save` leaves of each: what was imported, the step of the run, old
addresses, what the gate found and what was let pass.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model, TextField
from django.utils import timezone
from modelcluster.models import get_all_child_relations

from news import gate, inserting
from news.gate import Finding
from news.gate.among import Among
from news.importers.document import Document, Doubt
from news.models import (
    ArticleFinding,
    ArticlePage,
    ImportedPost,
    ImportRun,
    OldAddress,
    RunStep,
)
from news.vietnamese.composition import composed

from . import addresses, posts
from .fields import Draft, digests, write
from .library import Library
from .remembered import Remembered
from .stored import checksum


@dataclass(slots=True)
class Made:
    """A post in memory that is to be stored with others."""

    document: Document
    article: ArticlePage
    doubts: tuple[Doubt, ...]
    # What the gate found, less what is let pass; and what is.
    findings: list[Finding]
    let_pass: list[Finding]

    def arrival(self, clashes: tuple[Doubt, ...]) -> posts.Arrival:
        return posts.Arrival("created", self.article, self.doubts + clashes)


def made(
    importer: posts.Importer, document: Document, registers: Remembered, among: Among
) -> Made:
    files = Library(began=importer.began)
    files.take(document, {})
    draft = Draft.of(document, files, registers)
    article = ArticlePage(live=False, locale=importer.index.locale)
    write(article, draft, draft.fields)
    article.prepare()
    compose(article)
    validate(article)
    found = gate.check(article, among=among)
    among.add(article)
    held, let_pass = (), []
    if importer.publish and document.was_public:
        blocking = [finding for finding in found if finding.blocks]
        if importer.as_published:
            let_pass = blocking
        else:
            held = posts.kept_a_draft(blocking)
        article.live = not held
    if article.live:
        # As the database tells it: so it is written down of a post that comes alone.
        article.published_at = article.published_at.astimezone(UTC)
    doubts = files.doubts + draft.doubts + held + importer.left(document)
    open_ = [finding for finding in found if finding not in let_pass]
    return Made(document, article, doubts, open_, let_pass)


def compose(article: ArticlePage) -> None:
    """What a signal does of everything that is saved by itself."""
    rows = [
        row
        for relation in get_all_child_relations(ArticlePage)
        for row in getattr(article, relation.get_accessor_name()).get_object_list()
    ]
    for thing in (article, *rows):
        for name in texts_of(thing):
            setattr(thing, name, composed(getattr(thing, name)))


def texts_of(thing: Model) -> list[str]:
    kinds = (CharField, TextField)
    # The body is composed when it is prepared.
    return [f.attname for f in thing._meta.concrete_fields if isinstance(f, kinds)]


def validate(article: ArticlePage) -> None:
    """As saving does, without asking for what is there: it was just found or made."""
    if not article.draft_title:
        article.draft_title = article.title
    fields = ArticlePage._meta.concrete_fields
    # Where it stands, and with it its address, is not known yet.
    later = {"path", "depth", "slug", "url_path"}
    article.clean_fields(later | {f.name for f in fields if f.is_relation})
    if article.source_url and not article.source_name:
        raise ValidationError("source_name")  # The post by itself says it in words.


# --- once the posts are stored -------------------------------------------------------


IMPORTED = (
    *("id", "source", "identifier", "checksum", "files", "fields", "article"),
    *("was_public", "imported_at", "updated_at"),
)
STEP = (
    *("run", "imported", "created", "before", "stood", "remembered", "after"),
    "left_live",
)


def write_down(importer: posts.Importer, run: ImportRun, batch: list[Made]) -> None:
    """As plain rows: to make an object of each costs more than to store it."""
    keys = list(inserting.keys(ImportedPost, len(batch)))
    numbered = list(zip(keys, batch, strict=True))
    inserting.insert(
        ImportedPost, IMPORTED, (imported(importer, key, one) for key, one in numbered)
    )
    inserting.insert(
        RunStep,
        STEP,
        (
            (run.pk, key, True, None, {}, {}, article.latest_revision_id, article.live)
            for key, article in ((key, one.article) for key, one in numbered)
        ),
    )
    inserting.insert(
        ArticleFinding,
        ("article", "code", "severity"),
        (
            (one.article.pk, code, severity)
            for one in batch
            for code, severity in sorted({(f.code, f.severity) for f in one.findings})
        ),
    )
    for one in batch:
        posts.let_pass(one.article, one.let_pass)


def imported(importer: posts.Importer, key: int, one: Made) -> tuple[Any, ...]:
    """A row of `ImportedPost`, by the names in `IMPORTED`."""
    document, now = one.document, timezone.now()
    was_public = importer.as_published and document.was_public
    return (
        *(key, importer.source, document.identifier, checksum(document), {}),
        *(digests(one.article), one.article.pk, was_public, now, now),
    )


def lead_to(run: ImportRun, batch: list[Made]) -> dict[int, tuple[Doubt, ...]]:
    """Let the old addresses lead to the posts; answers which led elsewhere before."""
    wanted = {one.article.pk: addresses.of(one.document.addresses) for one in batch}
    claimed = claims(path for paths in wanted.values() for path in paths)
    clashes = {}
    for article, paths in wanted.items():
        clashes[article] = addresses.taken(
            (at, path, other) for path in paths for at, other in claimed[path]
        )
        for path in paths:
            # After all that are stored.
            claimed[path].append((float("inf"), article))
    inserting.insert(
        OldAddress,
        ("path", "article", "run"),
        (
            (path, article, run.pk)
            for article, paths in wanted.items()
            for path in paths
        ),
    )
    return clashes


def claims(paths: Iterable[str]) -> dict[str, list[tuple[float, int]]]:
    """By path: the rows of stored addresses, the first one first, and their posts."""
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    rows = OldAddress.objects.filter(path__in=set(paths)).order_by("pk")
    for pk, path, article in rows.values_list("pk", "path", "article"):
        found[path].append((pk, article))
    return found
