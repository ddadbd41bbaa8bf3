"""Which addresses has the admin? All that the URL configuration names, filled in."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

POST = "SELECT page_ptr_id FROM news_articlepage ORDER BY published_at LIMIT 1"
VERSION = """SELECT id FROM wagtailcore_revision WHERE object_id =
    (SELECT page_ptr_id FROM news_articlepage ORDER BY published_at LIMIT 1)"""
YEAR = "SELECT page_ptr_id FROM news_newsyearpage ORDER BY 1 LIMIT 1"
WAITING = """SELECT {} FROM wagtailcore_taskstate t JOIN wagtailcore_workflowstate w
    ON t.workflow_state_id = w.id WHERE t.status = 'in_progress' LIMIT 1"""
FIRST = "SELECT min(id) FROM {}"
DRAFT = FIRST.format("news_importdraft")
# What fills a place in an address: by the name of the address and of the place.
FILLED = [
    ("*", "parent_page_id", YEAR),
    ("*", "destination_id", YEAR),
    ("*:workflow_*action*", "page_id", WAITING.format("w.object_id")),
    ("*:confirm_workflow*", "page_id", WAITING.format("w.object_id")),
    ("*:workflow_history_detail", "page_id", WAITING.format("w.object_id")),
    ("*", "workflow_state_id", WAITING.format("w.id")),
    ("*", "task_state_id", WAITING.format("t.id")),
    ("*", "task_id", FIRST.format("wagtailcore_task")),
    ("*:remove", "page_pk", "SELECT page_id FROM wagtailcore_workflowpage"),
    ("*:remove", "workflow_pk", "SELECT workflow_id FROM wagtailcore_workflowpage"),
    ("*", "page*_id", POST),
    ("news_claim", "state_id", WAITING.format("t.id")),
    ("news_release", "state_id", WAITING.format("t.id")),
    *((f"news_import_{one}", "pk", DRAFT) for one in ("post", "choose", "file")),
    ("news_import_photo", "pk", DRAFT),
    ("news_import_photo", "place", "SELECT 0"),
    ("news_import*", "pk", FIRST.format("news_importupload")),
    ("portal_forget_factor", "pk", FIRST.format("auth_user")),
    ("portal_sessions_of", "pk", FIRST.format("auth_user")),
    ("news_findings_of_new", "parent_id", YEAR),
    ("*", "revision_id", VERSION),
    ("*", "collection_id", FIRST.format("wagtailcore_collection")),
    ("*", "image_id", FIRST.format("news_photo")),
    ("*", "doc*_id", FIRST.format("news_attachment")),
    ("wagtailimages*", "pk", FIRST.format("news_photo")),
    ("wagtailsettings*", "app_name", "SELECT 'portal'"),
    ("wagtailsettings*", "model_name", "SELECT 'boardidentity'"),
    ("wagtaildocs*", "pk", FIRST.format("news_attachment")),
    ("wagtailsites*", "pk", FIRST.format("wagtailcore_site")),
    ("wagtailsettings*", "pk", FIRST.format("wagtailcore_site")),
    ("wagtaillocales*", "pk", FIRST.format("wagtailcore_locale")),
    ("wagtailusers_users*", "pk", FIRST.format("auth_user")),
    ("wagtailusers_groups*", "pk", FIRST.format("auth_group")),
    ("wagtailadmin_collections*", "pk", "SELECT max(id) FROM wagtailcore_collection"),
    ("wagtailadmin_workflows:*task", "pk", FIRST.format("wagtailcore_task")),
    ("wagtailadmin_workflows*", "pk", FIRST.format("wagtailcore_workflow")),
    ("wagtailsnippet*_news_*", "pk", "SELECT min(id) FROM news_{model}"),
    ("*", "filter_spec", "SELECT 'max-300x300'"),
    ("*", "app_*", "SELECT 'news'"),
    ("*", "content_type_app_name", "SELECT 'news'"),
    ("*:add_task", "model_name", "SELECT 'moderationtask'"),
    ("*", "*model_name", "SELECT 'articlepage'"),
    ("*", "action_name", "SELECT 'approve'"),
    ("*:revisions_compare", "0", POST),
    ("*:revisions_compare", "1", "SELECT 'earliest'"),
    ("*:revisions_compare", "2", "SELECT 'latest'"),
]


# Nothing to read at these: answers to scripts, and acts that only a form asks for.
UNREAD = (
    "wagtailadmin_api:*",
    "wagtailadmin_editing_sessions:*",
    "*_from_uploaded_*",
    "*:delete_upload_multiple",
    "news_preview_revoke",
    "portal_factor_remove",
    "wagtailadmin_logout",
    # No register of ours has a translation: what it names stands in all languages.
    "simple_translation:submit_snippet_translation",
    # Asked for one by one in test_language.py.
    "wagtail_bulk_action",
    "wagtailadmin_password_reset_confirm",
)


def named(
    resolver: URLResolver, spaces: tuple[str, ...] = (), at: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """The addresses under /admin/, by the names that `reverse` knows them by."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from named(pattern, inner, at + str(pattern.pattern))
        elif pattern.name and at.startswith("admin/"):
            yield ":".join([*spaces, pattern.name]), pattern


def places(pattern: URLPattern) -> list[str]:
    regex = pattern.pattern.regex
    return [*regex.groupindex] or [str(n) for n in range(regex.groups)]


def filling(name: str, place: str) -> str | None:
    found = (sql for n, p, sql in FILLED if fnmatch(name, n) and fnmatch(place, p))
    model = re.match(r"\w+_news_(\w+):", name)
    sql = next(found, None)
    return sql.replace("{model}", model[1]) if sql and model else sql


def admin_addresses(database: Path) -> dict[str, str | None]:
    """Each name of an address with one address for it; None where nothing fills it."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: address(connection, name, pattern)
            for name, pattern in named(get_resolver())
            if not any(fnmatch(name, unread) for unread in UNREAD)
        }


def address(
    connection: sqlite3.Connection, name: str, pattern: URLPattern
) -> str | None:
    values = []
    for place in places(pattern):
        sql = filling(name, place)
        row = connection.execute(sql).fetchone() if sql else None
        if row is None or row[0] is None:
            return None
        values.append(row[0])
    return reverse(name, args=values)
