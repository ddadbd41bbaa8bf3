"""How does a `Document` become a page? One transaction a post, and never twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from news.gate import Finding, door
from news.importers.document import Document, Doubt
from news.models import (
    ArticlePage,
    ImportedPost,
    ImportRun,
    NewsIndexPage,
    RuleException,
)

from . import addresses
from .fields import Draft, changed_by_editors, digests, write
from .known import Known
from .library import Library
from .registers import Registers
from .runs import Before, written_down
from .stored import checksum, is_checksum_of

# Data, shown in the report of exceptions as it stands.
AS_PUBLISHED = "Bài đã công khai trên trang cũ trước khi chuyển sang."


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one document; `doubts` are those met while saving it."""

    status: str  # created | unchanged | updated | would-create
    article: ArticlePage | None
    doubts: tuple[Doubt, ...] = ()
    image_count: int = 0


@dataclass(slots=True)
class Importer:
    """Saves documents of one source under one index."""

    source: str
    index: NewsIndexPage
    publish: bool = False
    as_published: bool = False
    dry_run: bool = False
    # What readers see stays: whoever brings posts in may have no right to publish.
    only_drafts: bool = False
    registers: Registers = field(default_factory=Registers)
    # Of the posts saved so far; None as long as nothing was changed.
    run: ImportRun | None = None
    began: datetime = field(default_factory=timezone.now)
    known: Known = field(default_factory=Known)

    def save(self, document: Document) -> Arrival:
        """All of the post or nothing of it: a failure leaves no row and no file."""
        run, self.registers.made = self.run, []
        with Library(not self.dry_run, self.began) as files, transaction.atomic():
            document, doubts = self.known.recognised(self.source, document, run)
            imported = ImportedPost.objects.select_related("article").filter(
                source=self.source, identifier=document.identifier
            )
            known = imported.first()
            before = Before.of(known)
            files.take(document, known.files if known else {})
            arrival = self._arrive(document, known, files)
            if arrival.status in {"created", "updated"} and not self.dry_run:
                made = self.registers.made
                run = written_down(run, before, arrival.article, files.brought, made)
            run, clashes = self._led_here(run, arrival.article, document)
        # Only now: a run that was made in a failed transaction is none.
        self.run = run
        self.known.take(self.source, document.identifier)
        return Arrival(
            arrival.status,
            arrival.article,
            doubts + files.doubts + arrival.doubts + clashes,
            files.image_count,
        )

    def _arrive(
        self, document: Document, known: ImportedPost | None, files: Library
    ) -> Arrival:
        if known is None:
            return self._create(document, files)
        new_files = any(
            entry["sha256"] != known.files.get(name, {}).get("sha256")
            for name, entry in files.files.items()
        )
        if is_checksum_of(document, known.checksum) and not new_files:
            return self._unchanged(known, document)
        return self._update(document, known, files)

    def _create(self, document: Document, files: Library) -> Arrival:
        if self.dry_run:
            return Arrival("would-create", None)
        draft = Draft.of(document, files, self.registers)
        article = ArticlePage(live=False)
        write(article, draft, draft.fields)
        self.index.year_for(article.published_at).add_child(instance=article)
        article.index = self.index
        imported = ImportedPost(
            source=self.source,
            identifier=document.identifier,
            article=article,
            was_public=self.as_published and document.was_public,
        )
        live = self.publish and document.was_public
        held = self._store(article, imported, document, files, live=live)
        return Arrival("created", article, draft.doubts + held + self.left(document))

    def _unchanged(self, known: ImportedPost, document: Document) -> Arrival:
        article = known.article
        waiting = self.publish and not article.live and not article.first_published_at
        if not waiting or self.dry_run:
            return Arrival("unchanged", article)
        if not document.was_public:
            return Arrival("unchanged", article, self.left(document))
        draft = article.get_latest_revision_as_object()
        if changed_by_editors(draft, known.fields):
            message = "edited here since the import: left for the editors to publish"
            return Arrival("unchanged", article, (Doubt("", "kept-draft", message),))
        if held := self._held_back(draft):
            return Arrival("unchanged", article, held)
        draft.first_published_at = draft.published_at
        draft.save_revision().publish()
        article.refresh_from_db()
        unchanged_since(article)
        doubt = Doubt("", "published", "was a draft; it is published now")
        return Arrival("updated", article, (doubt,))

    def _update(
        self, document: Document, known: ImportedPost, files: Library
    ) -> Arrival:
        if self.dry_run:
            doubt = Doubt("", "dry-run", "would be updated; nothing was written")
            return Arrival("updated", known.article, (doubt,))
        article = known.article.get_latest_revision_as_object()
        draft = Draft.of(document, files, self.registers)
        touched = changed_by_editors(article, known.fields)
        write(article, draft, draft.fields - touched)
        kept = tuple(
            Doubt(name, "kept-edited", "edited here since the import; not overwritten")
            for name in sorted(touched)
            if draft.differs(article, name)
        )
        live = article.live and not known.article.has_unpublished_changes
        waiting = not touched and not article.first_published_at
        live = live or (self.publish and waiting and document.was_public)
        if live and self.only_drafts:
            live = False
            message = "is public: what came is a draft over it, for the moderators"
            kept += (Doubt("", "draft-over-public", message),)
        held = self._store(article, known, document, files, live=live, keep=touched)
        return Arrival("updated", article, draft.doubts + kept + held)

    def _led_here(
        self, run: ImportRun | None, article: ArticlePage | None, document: Document
    ) -> tuple[ImportRun | None, tuple[Doubt, ...]]:
        """Let the old addresses lead to the post, those of an unchanged one too."""
        if article is None or self.dry_run:
            return run, ()
        paths = addresses.unknown(article, document.addresses)
        if paths:
            run = run or ImportRun.objects.create()
            addresses.lead_to(article, paths, run)
        return run, addresses.clashes(article, paths)

    def _store(
        self,
        article: ArticlePage,
        imported: ImportedPost,
        document: Document,
        files: Library,
        live: bool,
        keep: frozenset[str] = frozenset(),
    ) -> tuple[Doubt, ...]:
        held = self._held_back(article) if live else ()
        live = live and not held
        comes_out = live and not article.first_published_at
        if comes_out:
            # Its readers saw it on the old site on that day, not today.
            article.first_published_at = article.published_at
        revision = article.save_revision()
        if live:
            revision.publish()
            article.refresh_from_db()
        if comes_out:
            unchanged_since(article)
        kept = {name: imported.fields[name] for name in keep if name in imported.fields}
        imported.fields = digests(article) | kept
        imported.checksum = checksum(document)
        imported.files = imported.files | files.files
        imported.save()
        return held

    def left(self, document: Document) -> tuple[Doubt, ...]:
        """What the old site did not show is not published here either."""
        if not self.publish or document.was_public:
            return ()
        message = f"kept a draft: on the old site it was “{document.state}”"
        return (Doubt("state", "not-public", message),)

    def _held_back(self, article: ArticlePage) -> tuple[Doubt, ...]:
        """What keeps a post a draft; nothing, where the old site had published it."""
        findings = door.in_the_way(article)
        if self.as_published:
            let_pass(article, findings)
            return ()
        return kept_a_draft(findings)


def let_pass(article: ArticlePage, findings: Iterable[Finding]) -> None:
    origin = RuleException.Origin.IMPORT
    door.grant(article, findings, AS_PUBLISHED, origin=origin)


def kept_a_draft(findings: Iterable[Finding]) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(finding.field, f"gate:{finding.code}", f"kept a draft: {finding.message}")
        for finding in findings
    )


def unchanged_since(article: ArticlePage) -> None:
    """Wagtail dates the change now: feeds and search engines would tell of one."""
    article.last_published_at = article.published_at
    article.save(update_fields=["last_published_at"], clean=False)
