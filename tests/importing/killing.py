"""Kills an import at one moment after another, lets it begin anew, and tells the end.

A program of its own, started by `test_killed`: it is set up once and forks a process
for each call of the command, which the kernel kills (SIGKILL) before its nth statement
or file. Every moment has a copy of the database and a media folder to itself.

    python -m tests.importing.killing DATABASE FOLDER

reads scenarios as JSON lines ({"name", "before": [args…], "call": args, "moments"}) and
answers each with a line ({"name", "steps", "whole", "ends": {moment: state}}).
"""

import io
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from wagtail.hooks import search_for_hooks


class Steps:
    """Counts statements and files, and ends the process before the nth of them."""

    def __init__(self, last: int | None) -> None:
        self.last, self.count = last, 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute: Callable, *args: Any) -> Any:
        self.step()
        return execute(*args)

    @contextmanager
    def counted(self) -> Iterator[None]:
        save = FileSystemStorage._save

        def saved(storage: FileSystemStorage, name: str, content: Any) -> str:
            self.step()
            name = save(storage, name, content)
            self.step()
            return name

        with (
            connection.execute_wrapper(self.statement),
            patch.object(FileSystemStorage, "_save", saved),
        ):
            yield


def called(args: list[str], last: int | None = None) -> int | None:
    """Call the command in a process of its own: the steps it took; None if killed."""
    return forked(lambda: _call(args), Steps(last))


def forked(act: Callable[[], object], steps: Steps) -> int | None:
    """Do this in a process of its own: the steps it took; None if it was killed."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        try:
            with steps.counted():
                act()
            os.write(writes, str(steps.count).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        count = told.read()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and not count:
        raise RuntimeError("The command failed, see above.")
    return int(count) if count else None


def _call(args: list[str]) -> None:
    from news.models import ImportRun

    # Sequences go on where the tests before have left them.
    args = [str(ImportRun.objects.latest("pk")) if a == "LAST" else a for a in args]
    try:
        call_command(*args, stdout=io.StringIO(), stderr=io.StringIO())
    except CommandError as error:
        if error.returncode != 1:
            raise


@contextmanager
def site(original: str, media: Path | None, folder: Path) -> Iterator[tuple[str, Path]]:
    """A copy of a database and its media folder, in use until the block ends."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        was = connection.settings_dict["NAME"]
        place = Path(own) / "media"
        if media and media.exists():
            shutil.copytree(media, place)
        name = copied(original, own)
        connection.settings_dict["NAME"] = name
        # One site's rows are not another's.
        cache.clear()
        try:
            with override_settings(MEDIA_ROOT=str(place)):
                yield name, place
        finally:
            connection.close()
            connection.settings_dict["NAME"] = was
            if connection.vendor == "postgresql":
                administered(f'DROP DATABASE "{name}" WITH (FORCE)')


def copied(original: str, folder: str) -> str:
    if connection.vendor == "postgresql":
        name = f"{original}_{Path(folder).name}".lower()
        administered(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        return name
    name = str(Path(folder) / "copy.sqlite3")
    with (
        closing(sqlite3.connect(original)) as source,
        closing(sqlite3.connect(name)) as target,
    ):
        source.backup(target)
    return name


def administered(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


# What there is in the end, without the numbers of its rows


def state() -> dict[str, Any]:
    # Models wait for `django.setup()`.
    from wagtail.models import Page, ReferenceIndex
    from wagtail.search.models import IndexEntry

    from news import bulk, indexing, models
    from news.importers.pages.fields import changed_by_editors, without_ids

    photos = dict(models.Photo.objects.values_list("pk", "file_hash"))

    def named(raw: Any) -> Any:
        if isinstance(raw, dict):
            return {
                key: photos.get(value) if key == "photo" else named(value)
                for key, value in raw.items()
            }
        return [named(item) for item in raw] if isinstance(raw, list) else raw

    def told(post: models.ArticlePage) -> dict[str, Any]:
        draft = post.get_latest_revision_as_object()
        uses = ReferenceIndex.get_references_for_object(post)
        return {
            **{
                name: str(getattr(page, name))
                for page in (post, draft)
                for name in ("title", "lead", "slug", "url_path", "live", "excerpt")
            },
            "dates": [str(post.published_at), str(post.first_published_at)],
            "body": named(without_ids(post.body)),
            "draft": named(without_ids(draft.body)),
            "signed": [str(post.organisation), *map(str, post.bylines.all())],
            "labels": [*map(str, post.clusters.all()), *map(str, post.topics.all())],
            "documents": [*map(str, post.documents.all())],
            "versions": post.revisions.count(),
            "unpublished": post.has_unpublished_changes,
            "photo": post.lead_photo and post.lead_photo.file_hash,
            "addresses": [address.path for address in post.old_addresses.all()],
            "exceptions": sorted(e.code for e in post.rule_exceptions.all()),
            "references": sorted(uses.values_list("model_path", flat=True)),
            "found": IndexEntry.objects.filter(object_id=str(post.pk)).exists(),
            "steps": list(post.imported.steps.values_list("created", flat=True)),
            "edited": sorted(changed_by_editors(draft, post.imported.fields)),
            "remembered": [
                post.imported.source,
                post.imported.checksum,
                sorted(f["sha256"] for f in post.imported.files.values()),
            ],
        }

    def files_of(model: type) -> list[Any]:
        rows = model.objects.order_by("file_hash")
        return [
            [
                str(row),
                row.file.name,
                row.file_size,
                row.file_hash,
                len(row.file.read()),
            ]
            for row in rows
        ]

    imported = models.ImportedPost.objects.order_by("source", "identifier")
    entries = models.SearchEntry.objects.order_by("article__published_at", "text")
    facets = models.Facet.objects.filter(posts__gt=0).order_by("kind", "slug")
    sizes = models.PhotoRendition.objects.values_list("image__file_hash", "filter_spec")
    media = Path(settings.MEDIA_ROOT)
    stored = sorted(str(file.relative_to(media)) for file in media.rglob("*.*"))
    index = models.NewsIndexPage.objects.get()
    try:
        bulk.check(index)
        whole = ""
    except bulk.Incomplete as error:
        whole = str(error)
    return {
        "posts": {one.identifier: told(one.article) for one in imported},
        "pages": models.ArticlePage.objects.count(),
        "photos": files_of(models.Photo),
        "attachments": files_of(models.Attachment),
        # Sizes are made in the background, and again where that was cut off.
        "sizes": sorted(
            map(list, sizes.values_list("image__file_hash", "filter_spec"))
        ),
        "originals": [name for name in stored if not name.startswith("images/")],
        "entries": [list(row) for row in entries.values_list("tokens", "text")],
        "words": sorted(map(list, models.SearchWord.objects.values_list())),
        "facets": [list(f) for f in facets.values_list("kind", "slug", "posts")],
        "registers": {
            model.__name__: sorted(map(str, model.objects.all()))
            for model in (models.Organisation, models.Author, models.Cluster)
        },
        "terms": sorted(
            [str(term.cluster), term.year, *map(str, term.members.all())]
            for term in models.ClusterTerm.objects.all()
        ),
        "whole": whole,
        "tree": [list(problem) for problem in Page.find_problems()],
        "stale": list(indexing.stale()),
    }


def told_state() -> dict[str, Any]:
    found = json.loads(json.dumps(state(), default=str))
    connection.close()
    return found


def played(original: str, folder: Path, scenario: dict[str, Any]) -> dict[str, Any]:
    call, ends = scenario["call"], {}
    with site(original, None, folder) as prepared:
        for args in scenario["before"]:
            called(args)
        # What is cached of the database from now on is so for every call alike.
        told_state()
        with site(*prepared, folder):
            steps = called(call)
            whole = told_state()
        for moment in moments(steps, scenario["moments"]):
            with site(*prepared, folder):
                killed = called(call, moment) is None
                called(call)
                ends[moment] = told_state() | {"killed": killed}
    whole["killed"] = True
    return {"name": scenario["name"], "steps": steps, "whole": whole, "ends": ends}


def moments(steps: int, number: int) -> list[int]:
    """So many of them, evenly spread; the first and the last among them."""
    if number >= steps:
        return list(range(1, steps + 1))
    return sorted({1 + at * (steps - 1) // max(number - 1, 1) for at in range(number)})


def main(original: str, folder: Path) -> None:
    django.setup()
    search_for_hooks()
    for line in sys.stdin:
        print(json.dumps(played(original, folder, json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
