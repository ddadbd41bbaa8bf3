"""What is there, by which one sees that nothing was lost, doubled or done by half?"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from news import bulk, indexing
from news.models import (
    ArticlePage,
    Facet,
    ImportedPost,
    Message,
    NewsIndexPage,
    Photo,
    SearchEntry,
    SearchWord,
)
from portal.audit.models import AuditEntry
from portal.audit.verifying import Walk
from portal.backups import archive, making, restoring, tables

from .acts import TITLE, files

# The chain tells of the restoring itself, behind what the backup had of it.
AUDIT = {"portal.AuditEntry", "portal.AuditHead"}


def post() -> ArticlePage | None:
    return ArticlePage.objects.filter(draft_title=TITLE).first()


def half() -> list[str]:
    """What no reader, and nobody at the desk, may ever see of it."""
    found, one = [str(problem) for p in Page.find_problems() for problem in p], post()
    logged = PageLogEntry.objects.filter(action__startswith="wagtail.publish")
    if one is not None:
        times = logged.filter(page=one.pk).count()
        whole = one.live_revision_id and one.first_published_at and times == 1
        if one.live and not whole:
            found.append("it is live, and not all of publishing was done")
        if not one.live and (one.live_revision_id or times):
            found.append("it is not live, and some of publishing was done")
        if ArticlePage.objects.filter(draft_title=TITLE).count() > 1:
            found.append("there are two of it")
    found += [str(fault) for fault in Walk().faults()]
    shown = Client().get("/tin-tuc/").content.decode()
    if (TITLE in shown) != bool(one and one.live):
        found.append("the list does not show what is live")
    file = files() / "sao-luu"
    if file.exists():
        try:
            restoring.check(file)
        except archive.Damaged as damage:
            found.append(f"the file is no whole backup: {damage}")
    return found


def told(name: str) -> dict[str, Any]:
    found = restored() if name == "restore" else site()
    found["half"] = half()
    if name == "backup":
        file = files() / "sao-luu"
        found["backup"] = restoring.check(file)["lacks"] if file.exists() else None
        found["unfinished"] = [path.name for path in files().glob(".*")]
    connection.close()
    return json.loads(json.dumps(found, default=str))


def site() -> dict[str, Any]:
    entries = SearchEntry.objects.order_by("text")
    facets = Facet.objects.filter(posts__gt=0).order_by("kind", "slug")
    originals = Path(settings.MEDIA_ROOT) / "original_images"
    logged = PageLogEntry.objects.exclude(action="wagtail.edit")
    return {
        "posts": sorted(
            [one.title, one.live, one.slug, one.get_parent().slug]
            for one in ArticlePage.objects.all()
        ),
        "versions": sorted(
            Counter(r.object_str for r in Revision.objects.all()).items()
        ),
        "waiting": Revision.objects.exclude(approved_go_live_at=None).count(),
        "log": sorted(map(list, logged.values_list("label", "action"))),
        "flows": sorted(
            status
            for model in (WorkflowState, TaskState)
            for status in model.objects.values_list("status", flat=True)
        ),
        "mails": sorted(
            map(list, Message.objects.values_list("recipient", "subject", "state"))
        ),
        "entries": [list(row) for row in entries.values_list("tokens", "text")],
        "words": sorted(map(list, SearchWord.objects.values_list())),
        "facets": [list(row) for row in facets.values_list("kind", "slug", "posts")],
        "imported": sorted(ImportedPost.objects.values_list("identifier", flat=True)),
        "photos": sorted(Photo.objects.values_list("file_hash", flat=True)),
        "originals": sorted(file.name for file in originals.glob("*")),
        "stale": list(indexing.stale()),
        "miscounted": list(indexing.miscounted()),
        "whole": incomplete(),
    }


def named(revision: Revision) -> str:
    return revision.object_str


def incomplete() -> str:
    try:
        bulk.check(NewsIndexPage.objects.get())
    except bulk.Incomplete as error:
        return str(error)
    return ""


def restored() -> dict[str, Any]:
    """Every table by the hash of its rows, every upload by that of its bytes."""
    found = {
        table.label: restoring.digest(table.lines(connection))
        for table in tables.tables()
        if table.label not in AUDIT
    }
    for name in making.uploads(making.default_storage):
        # Sizes of photos are no part of what was lost or doubled.
        if not name.startswith("images/"):
            with making.default_storage.open(name) as upload:
                found[name] = restoring.digest(iter([upload.read()]))
    found["told"] = AuditEntry.objects.filter(action="portal.restored").exists()
    return found
