"""An empty site becomes one with the same public pages: all of it, or nothing.

Keys stay as they were, because texts name photos, documents and pages by them, and so
do addresses of documents and of share cards.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    Locale,
    Page,
    PageLogEntry,
    Revision,
    Site,
)

from news import indexing, inserting
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterMember,
    ClusterTerm,
    ExpiredPost,
    FormerAddress,
    Meeting,
    OldAddress,
    Organisation,
    Topic,
)
from news.models.index import SUBJECTS
from portal.backups import tables
from portal.backups.archive import Damaged, Hashed, is_safe
from portal.backups.placing import State, Waiting, state
from portal.backups.restoring import refuse_to_lose_what_waits
from portal.models import BoardIdentity

from . import doors, folder, scanning
from .emptiness import is_here, refuse_what_is_not_empty
from .folder import FILES, SUMS, Counts, Made, batches, checked, sums_of_files
from .records import Names, Record, page_read, read
from .refused_files import FileRefused, FilesRefused, Refusal, left_out, note_all
from .rows import LOGGED, finish_versions, log_of, pages_at, revision_of, tied

ROOT = "/"
# What reading a line raises where somebody wrote nonsense into it.
SENSELESS = (
    *(Damaged, LookupError, ValueError, TypeError, AttributeError),
    *(RecursionError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Came:
    counts: Counts
    # A line for each file that is not here, and where it is missed.
    left_out: tuple[str, ...] = ()


def come(source: Path, *, without_refused: bool = False) -> Came:
    """Raises `Damaged` and `Refused` before anything is touched; `FilesRefused`, one of
    the former, unless it may come without such files."""
    told = checked(source)
    refuse_to_lose_what_waits()
    has_files = "files" in told["counts"]
    if has_files and state() is State.UNCERTAIN and is_here(source):
        # Killed when all of it was stored, before its files were called for.
        Waiting.of_before().place()
        return Came(told["counts"])
    refuse_what_is_not_empty()
    waiting = Waiting()
    try:
        waiting.begin()
        with transaction.atomic():
            coming = Coming(source, waiting, without_refused)
            coming.fill()
            missed = tuple(left_out(coming.refusals))
            note_all(coming.refusals)
            connection.check_constraints()
            tables.count_on(connection)
    except BaseException:
        waiting.drop()
        raise
    finally:
        # All processes share it, and what was rolled back stands in it, too.
        Site.clear_site_root_paths_cache()
    waiting.place()
    return Came(told["counts"], missed)


@dataclass
class Place:
    """Of a page that has others below it."""

    path: str
    depth: int
    children: int = 0


@dataclass
class Coming:
    source: Path
    waiting: Waiting
    without_refused: bool = False
    refusals: list[Refusal] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    places: dict[str, Place] = field(default_factory=dict)
    came: Counter = field(default_factory=Counter)
    scan: scanning.Scan = field(init=False)

    def __post_init__(self) -> None:
        self.scan = scanning.Patient() if self.without_refused else scanning.once

    def fill(self) -> None:
        self.clear()
        self.languages()
        for name, model in {
            "organisations": Organisation,
            "authors": Author,
            "topics": Topic,
            "clusters": Cluster,
        }.items():
            self.table(name, model)
        self.successors()
        self.terms()
        self.files("photos", get_image_model(), "original_images", doors.photo)
        self.files("documents", get_document_model(), "documents", doors.document)
        if self.refusals and not self.without_refused:
            raise FilesRefused(self.refusals)
        self.table("meetings", Meeting)
        self.pages("pages")
        self.pages("posts")
        self.aliases()
        self.versions()
        self.redirects()
        self.sites()
        self.table("settings", BoardIdentity)
        # For whoever works here: groups and workflow on the pages that came.
        call_command("set_up_news", verbosity=0)
        indexing.rebuild()
        # Of all that an import leaves, nothing can be asked for twice: the site is not
        # empty any more.
        call_command("rebuild_references_index", verbosity=0)
        call_command("update_index", verbosity=0)

    def clear(self) -> None:
        """What setting up made: its pages and their sites come from the folder."""
        # Their pages are protected as long as a site begins there.
        Site.objects.all().delete()
        root = Page.get_first_root_node()
        for page in root.get_children():
            page.specific.delete()
        root.refresh_from_db()
        self.places[ROOT] = Place(root.path, root.depth)

    # One line after the other

    def each(self, name: str, make: Callable[[Record], Made]) -> Iterator[Made]:
        """Whatever is wrong with a line, its number is told."""
        for number, record in enumerate(folder.records(self.source, name), 1):
            try:
                yield make(record)
            except KeyError as error:
                raise Damaged(f"{name}.jsonl, line {number}: no {error}.") from error
            except SENSELESS as error:
                raise Damaged(f"{name}.jsonl, line {number}: {error}.") from error

    def insert(self, model: type[Model], rows: Iterable[Record]) -> None:
        for batch in batches(rows):
            inserting.insert(model, list(batch[0]), [tuple(r.values()) for r in batch])
        self.names = Names()

    def table(self, name: str, model: type[Model], **more: Any) -> None:
        def row(record: Record) -> Record:
            later = {"successor_id": None} if model is Organisation else {}
            told = record | ({"successor": None} if later else {})
            return read(model, told, self.names) | more

        self.insert(model, self.each(name, row))

    # Registers

    def languages(self) -> None:
        for record in self.each("languages", dict):
            Locale.objects.get_or_create(language_code=record["language_code"])

    def successors(self) -> None:
        def pair(record: Record) -> tuple[int, int | None]:
            name = record["successor"]
            return record["id"], name and self.names.key(Organisation, name)

        for pk, successor in self.each("organisations", pair):
            if successor:
                Organisation.objects.filter(pk=pk).update(successor=successor)

    def terms(self) -> None:
        members: list[Record] = []

        def row(record: Record) -> Record:
            for at, member in enumerate(record["members"]):
                told = read(ClusterMember, member, self.names)
                members.append(told | {"term_id": record["id"], "sort_order": at})
            return read(ClusterTerm, record, self.names)

        # Before `members` is read: they name their terms.
        self.insert(ClusterTerm, list(self.each("terms", row)))
        self.insert(ClusterMember, members)

    # Files

    def files(
        self, name: str, model: type[Model], place: str, door: doors.Door
    ) -> None:
        collection = Collection.get_first_root_node().pk
        sums = sums_of_files(self.source)
        lines = count(1)

        def row(record: Record) -> Record:
            line, file = next(lines), record["file"]
            if not is_safe(file) or PurePosixPath(file).parts[0] != place:
                raise Damaged(f"{file!r} is no place for one")
            ending = PurePosixPath(file).suffix.lower().removeprefix(".")
            if door is doors.photo and ending not in photo_endings():
                raise Damaged(f"{file!r} is no photo")
            if not record.get("is_lost"):
                try:
                    record |= self.file(record, sums.get(file), door)
                except FileRefused as reason:
                    # It comes as one that was lost, or not at all: `fill` decides.
                    said = str(reason), str(reason.message)
                    refusal = Refusal(name, line, model, record["id"], file, *said)
                    self.refusals.append(refusal)
            return read(model, record, self.names) | {"collection_id": collection}

        self.insert(model, self.each(name, row))

    def file(self, record: Record, digest: str | None, door: doors.Door) -> Record:
        """What it is by now: the record's own words, unless something was taken out."""
        name = record["file"]
        if digest is None:
            message = _("The file is not in %(sums)s.") % {"sums": SUMS}
            raise FileRefused(f"{name!r} is not in {SUMS}", message)
        content = (self.source / FILES / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise Damaged(f"{name!r} is not what was written")
        kept = doors.through(door, content, name, self.scan)
        self.waiting.add(name, Hashed(BytesIO(kept)))
        return {} if kept == content else doors.facts(kept, record)

    # Pages

    def pages(self, name: str) -> None:
        def page(record: Record) -> tuple[Page, Record]:
            model = apps.get_model(record["type"])
            if not issubclass(model, Page):
                raise Damaged(f"{record['type']} is no page")
            made = page_read(model, record, self.names)
            self.put(made, record["address"])
            made.draft_title = made.title
            made.content_type = ContentType.objects.get_for_model(model)
            made.live_revision_id = made.latest_revision_id = record["version"]
            made.expired = record["archived_at"] is not None
            return made, record

        for batch in batches(self.each(name, page)):
            self.store(batch)
        for place in self.places.values():
            Page.objects.filter(path=place.path).update(numchild=place.children)

    def put(self, page: Page, address: str) -> None:
        """Last under its parent, which stands before it in the folder."""
        above = f"{address.rstrip('/').rpartition('/')[0]}/"
        parent = self.places[above]
        parent.children += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, parent.children)
        page.numchild, page.url_path = 0, f"{above}{page.slug}/"
        if page.url_path != address:
            raise Damaged(f"{address} does not end with {page.slug!r}")
        if not isinstance(page, ArticlePage):
            self.places[address] = Place(page.path, page.depth)

    def store(self, batch: list[tuple[Page, Record]]) -> None:
        pages = [page for page, _ in batch]
        rows = tied(pages)
        inserting.insert_all(Page, pages)
        for model in {type(page) for page in pages}:
            inserting.insert_all(model, [p for p in pages if type(p) is model])
        for model, found in rows.items():
            inserting.insert_all(model, found)
        ExpiredPost.objects.bulk_create(
            ExpiredPost(
                article=page,
                slug=page.slug,
                content=page.serializable_data(),
                expired_at=parse_datetime(record["archived_at"]),
            )
            for page, record in batch
            if record["archived_at"]
        )

    def aliases(self) -> None:
        for name in ("pages", "posts"):
            pairs = self.each(name, lambda r: (r["id"], r["alias_of"]))
            for pk, source in pairs:
                if source:
                    found = Page.objects.filter(url_path=source).values("pk")[:1]
                    Page.objects.filter(pk=pk).update(alias_of=Subquery(found))

    def versions(self) -> None:
        """Each with the days on which it came out; the last is gone on with."""
        base = ContentType.objects.get_for_model(Page)

        def pair(record: Record) -> tuple[Record, Page]:
            page = page_of[record["page"]]
            model = page.specific_class
            was = page_read(model, record["content"], self.names)
            for column in ("path", "depth", "numchild", "url_path", "content_type_id"):
                setattr(was, column, getattr(page, column))
            was.pk = was.page_ptr_id = page.pk
            was.draft_title = was.title
            return record, was

        for records in batches(folder.records(self.source, "versions")):
            page_of = pages_at(record.get("page") for record in records)
            pairs = list(self.numbered("versions", records, pair))
            inserting.insert_all(
                Revision, [revision_of(record, was, base) for record, was in pairs]
            )
            inserting.insert(
                PageLogEntry, LOGGED, [row for one in pairs for row in log_of(*one)]
            )
        finish_versions()

    def numbered(
        self, name: str, records: list[Record], make: Callable[[Record], Made]
    ) -> Iterator[Made]:
        for record in records:
            self.came[name] += 1
            try:
                yield make(record)
            except SENSELESS as error:
                line = self.came[name]
                raise Damaged(f"{name}.jsonl, line {line}: {error}.") from error

    # What stands around them

    def redirects(self) -> None:
        for records in batches(folder.records(self.source, "redirects")):
            of_posts = [r for r in records if r.get("kind") == "post"]
            page_of = pages_at(record.get("to") for record in of_posts)

            def redirect(record: Record, page_of: dict[str, Page] = page_of) -> Model:
                if record["kind"] == "post":
                    post = page_of[record["to"]].pk
                    return OldAddress(path=record["from"], article_id=post)
                model = SUBJECTS[record["kind"]]
                target = self.names.key(model, record["to"])
                return FormerAddress(
                    kind=record["kind"], slug=record["from"], target=target
                )

            made = list(self.numbered("redirects", records, redirect))
            for model in (OldAddress, FormerAddress):
                model.objects.bulk_create(m for m in made if isinstance(m, model))

    def sites(self) -> None:
        def site(record: Record) -> Site:
            root = pages_at([record["root_page"]])[record["root_page"]]
            return Site(root_page=root, **read(Site, record, self.names))

        Site.objects.bulk_create(self.each("sites", site))
        Site.clear_site_root_paths_cache()
        self.names = Names()


def photo_endings() -> frozenset[str]:
    return frozenset(settings.WAGTAILIMAGES_EXTENSIONS)
