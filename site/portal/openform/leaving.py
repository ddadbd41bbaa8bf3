"""All that anybody may read leaves: pages, their published versions, what they name.

What is a draft, kept to some readers, or known of accounts stays. A register's entry,
a photo or a document leaves where something that leaves names it; clusters are in every
reader's list, so all of them do.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    Page,
    PageLogEntry,
    Revision,
    Site,
)

from news.bulk.references import References
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterTerm,
    FormerAddress,
    Meeting,
    NewsYearPage,
    OldAddress,
    Organisation,
    Topic,
)
from news.models.index import SUBJECTS
from news.querysets import below, restricted_paths
from portal.backups.tables import snapshot
from portal.models import BoardIdentity

from .folder import Counts, Writer, written
from .numbers import Numbers
from .public import ROWS
from .records import Names, Record, page_written, version
from .records import written as said
from .seen import PUBLISHED, Seen

BATCH = 200
# What is left of a page that is not live, where something below it is read.
OF_A_PLACE = (
    *("id", "pk", "slug", "url_path", "locale_id", "translation_key"),
    *("first_published_at", "last_published_at"),
)
# What a page or a post may name, besides other pages.
NAMED = (Organisation, Author, Topic)


def leave(target: Path) -> Counts:
    with written(target) as writer, one_moment():
        Leaving(writer).write()
    return writer.counts


@contextmanager
def one_moment() -> Iterator[None]:
    """The database as it is now, while others go on writing; nobody waits for it."""
    if connection.in_atomic_block:
        # Whoever calls it there wants what stands there.
        yield
        return
    own = connections[DEFAULT_DB_ALIAS]
    with snapshot() as at_once:
        connections[DEFAULT_DB_ALIAS] = at_once
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = own


class Leaving:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.names = Names(for_all)
        self.references = References()
        self.private, self.seen = restricted_paths(), Seen()
        self.pages, self.bared = Numbers(), Numbers()
        images, files = get_image_model(), get_document_model()
        self.met = {model: Numbers() for model in (*NAMED, images, files)}
        self.kinds = {
            kind.pk: model
            for model, kind in ContentType.objects.get_for_models(*self.met).items()
        }

    def write(self) -> None:
        write = self.writer.table
        write("languages", self.rows(Locale.objects.order_by("language_code")))
        write("pages", self.other_pages())
        write("posts", self.posts())
        write("versions", self.versions())
        write("settings", self.settings())
        write("sites", self.sites())
        write("clusters", self.rows(Cluster.objects.order_by("pk")))
        write("terms", self.terms())
        write("meetings", self.rows(Meeting.objects.order_by("pk")))
        # From here on, what was named by the others.
        write("topics", self.named(Topic))
        write("authors", self.named(Author))
        self.follow_successors()
        write("organisations", self.named(Organisation))
        write("photos", self.files(get_image_model()))
        write("documents", self.files(get_document_model()))
        write("redirects", self.redirects())

    # Pages

    def other_pages(self) -> Iterator[Record]:
        """In the order of the tree, those above first."""
        archived = Q(articlepage__expired_post__isnull=False)
        leaves = self.outside(Page.objects.filter(Q(live=True) | archived))
        holding = Exists(leaves.filter(path__startswith=OuterRef("path")))
        kind = ContentType.objects.get_for_model(ArticlePage)
        pages = self.outside(Page.objects.filter(depth__gt=1))
        pages = pages.exclude(content_type=kind).filter(Q(live=True) | holding)
        for page in pages.order_by("path"):
            yield self.page(page.specific if page.live else self.bare(page.specific))

    def outside(self, pages: QuerySet) -> QuerySet:
        return pages.exclude(below(self.private)) if self.private else pages

    def bare(self, page: Page) -> Page:
        """Those below it show that it is there; what it says, nobody may read."""
        self.bared.add(page.pk)
        is_year = isinstance(page, NewsYearPage)
        # One that was never out has a draft's title.
        was_out = is_year or page.first_published_at
        return type(page)(
            title=page.title if was_out else page.slug,
            live=False,
            **{name: getattr(page, name) for name in OF_A_PLACE},
            **({"year": page.year} if is_year else {}),
        )

    def posts(self) -> Iterator[Record]:
        found = ArticlePage.objects.archived(self.private).order_by("path")
        found = found.prefetch_related(*map(in_order, ROWS.values()))
        for batch in batches(found):
            for post in batch:
                yield self.page(post) if post.live else self.archived(post)

    def archived(self, post: ArticlePage) -> Record:
        """As readers knew it; what is in its row is its draft."""
        kept = post.expired_post
        was = version(ArticlePage, kept.content)
        was.pk, was.translation_key, was.locale_id = (
            *(post.pk, post.translation_key, post.locale_id),
        )
        was.slug, was.url_path, was.live = kept.slug, kept.url_path, False
        was.live_revision_id = was.alias_of_id = None
        was.first_published_at = post.first_published_at
        was.last_published_at = post.last_published_at
        return self.page(was) | {"archived_at": kept.expired_at}

    def page(self, page: Page) -> Record:
        self.pages.add(page.pk)
        self.meet(page)
        source = Page.objects.filter(pk=page.alias_of_id).values_list("url_path")
        return {
            "type": page._meta.label,
            "address": page.url_path,
            **page_written(page, self.names),
            "version": page.live_revision_id,
            "alias_of": source[0][0] if page.alias_of_id and source else None,
            "archived_at": None,
        }

    def versions(self) -> Iterator[Record]:
        """Those that readers had before them once, the oldest first."""
        logged = PageLogEntry.objects.filter(
            action__in=PUBLISHED, revision=OuterRef("pk")
        )
        live = Page.objects.filter(live_revision=OuterRef("pk"))
        pages = ContentType.objects.get_for_model(Page)
        found = Revision.objects.filter(Exists(logged) | Exists(live))
        found = found.filter(base_content_type=pages).order_by("pk")
        for batch in batches(found):
            of = {int(one.object_id) for one in batch}
            read = [pk for pk in of if pk in self.pages and pk not in self.bared]
            public = Page.objects.in_bulk(read)
            moments = self.seen.moments(public.values())
            for one in batch:
                page = public.get(int(one.object_id))
                if page and (one.pk in moments or one.pk == page.live_revision_id):
                    yield self.version(one, page, moments.get(one.pk, []))

    def version(self, one: Revision, page: Page, moments: list[Any]) -> Record:
        was = version(page.specific_class, one.content)
        was.translation_key, was.locale_id = page.translation_key, page.locale_id
        self.meet(was)
        return {
            "id": one.pk,
            "page": page.url_path,
            "created_at": one.created_at,
            "published_at": moments,
            "content": page_written(was, self.names) | {"id": page.pk, "live": False},
        }

    # What stands around them

    def settings(self) -> Iterator[Record]:
        for board in BoardIdentity.objects.select_related("site").order_by("site"):
            if board.site.root_page_id in self.pages:
                self.meet(board)
                yield said(board, self.names)

    def sites(self) -> Iterator[Record]:
        for site in Site.objects.select_related("root_page").order_by("pk"):
            if site.root_page_id in self.pages:
                yield said(site, self.names) | {"root_page": site.root_page.url_path}

    def terms(self) -> Iterator[Record]:
        terms = ClusterTerm.objects.prefetch_related("members").order_by("pk")
        for batch in batches(terms):
            for term in batch:
                members = sorted(
                    term.members.all(), key=lambda row: (row.sort_order or 0, row.pk)
                )
                for pk in (term.leader_id, term.deputy_id):
                    self.met[Organisation].add(pk or 0)
                for member in members:
                    self.met[Organisation].add(member.organisation_id)
                rows = [said(member, self.names) for member in members]
                yield said(term, self.names) | {"members": rows}

    def named(self, model: type[Model]) -> Iterator[Record]:
        for row in self.of(model):
            if isinstance(row, Author):
                self.met[Organisation].add(row.organisation_id or 0)
            yield said(row, self.names)

    def follow_successors(self) -> None:
        """Whoever reads of one is led on to what took its place."""
        after = dict(
            Organisation.objects.exclude(successor=None).values_list("pk", "successor")
        )
        met = self.met[Organisation]
        for pk in list(met):
            while (pk := after.pop(pk, None)) is not None:
                met.add(pk)

    def files(self, model: type[Model]) -> Iterator[Record]:
        """Those in a collection that is kept to some stay; so does what has no file."""
        for row in self.of(model):
            if self.names.file(model, row.pk) is None:
                continue
            record = said(row, self.names)
            try:
                with default_storage.open(row.file.name) as content:
                    self.writer.file(row.file.name, content)
            except FileNotFoundError:
                record["is_lost"] = True
            yield record

    def redirects(self) -> Iterator[Record]:
        """Old addresses of posts, and those of entries that were merged."""
        found = OldAddress.objects.order_by("pk").values_list(
            "path", "article", "article__url_path", "article__expired_post__slug"
        )
        for path, pk, address, expired in found.iterator():
            if pk in self.pages:
                above = address.rstrip("/").rpartition("/")[0]
                leads_to = f"{above}/{expired}/" if expired else address
                yield {"kind": "post", "from": path, "to": leads_to}
        for former in FormerAddress.objects.order_by("kind", "slug"):
            model = SUBJECTS[former.kind]
            is_there = model is Cluster or former.target in self.met[model]
            if is_there and (to := self.names.name(model, former.target)):
                yield {"kind": former.kind, "from": former.slug, "to": to}

    def rows(self, found: QuerySet) -> Iterator[Record]:
        for row in found.iterator(BATCH):
            yield said(row, self.names)

    def of(self, model: type[Model]) -> Iterator[Model]:
        for keys in stretches(self.met[model]):
            yield from model._base_manager.filter(pk__in=keys).order_by("pk")

    def meet(self, thing: Model) -> None:
        for _own, _base, _pk, kind, key, *_where in self.references.of(thing):
            if (model := self.kinds.get(kind)) and key.isdecimal():
                self.met[model].add(int(key))


def in_order(relation: str) -> Prefetch:
    model = getattr(ArticlePage, relation).rel.related_model
    order = ("sort_order", "pk") if hasattr(model, "sort_order") else ("pk",)
    return Prefetch(relation, model.objects.order_by(*order))


def batches(found: QuerySet) -> Iterator[list[Model]]:
    rest = found.iterator(BATCH)
    while batch := list(islice(rest, BATCH)):
        yield batch


def stretches(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while batch := list(islice(rest, BATCH)):
        yield batch


def for_all(model: type[Model]) -> QuerySet:
    """The photos or documents outside of collections that are kept to some."""
    found = model._base_manager.all()
    kept = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    for path in kept:
        found = found.exclude(collection__path__startswith=path)
    return found
