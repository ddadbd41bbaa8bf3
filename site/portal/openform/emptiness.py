"""May a folder come into this site, or has it come already?"""

from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from news.models import (
    ArticlePage,
    Author,
    Cluster,
    Meeting,
    NewsIndexPage,
    NewsYearPage,
    Organisation,
    Topic,
)
from portal.backups.restoring import Refused
from portal.backups.uploads import uploads
from portal.models import HomePage

from . import folder

# What an empty site may have: it was set up, and nobody has written anything.
SET_UP = (HomePage, NewsIndexPage, NewsYearPage)
OF_READERS = (ArticlePage, Organisation, Author, Topic, Cluster, Meeting)


def is_here(source: Path) -> bool:
    """Whether the database has what is in the folder: it takes all of it or nothing."""
    named = {
        "posts": (ArticlePage, "url_path", "address"),
        "photos": (get_image_model(), "file", "file"),
        "documents": (get_document_model(), "file", "file"),
    }
    return all(
        has(model, column, {one.get("id"): one.get(key) for one in batch})
        for name, (model, column, key) in named.items()
        for batch in folder.batches(folder.records(source, name))
    )


def has(model: type[Model], column: str, rows: dict[int, str]) -> bool:
    found = model._base_manager.filter(pk__in=rows)
    return dict(found.values_list("pk", column)) == rows


def refuse_what_is_not_empty() -> None:
    for model in (*OF_READERS, get_image_model(), get_document_model()):
        if model._base_manager.exists():
            kind = model._meta.verbose_name_plural
            raise Refused(f"This site is not empty: it has {kind} already.")
    pages = Page.objects.filter(depth__gt=1)
    kinds = ContentType.objects.get_for_models(Page, *SET_UP).values()
    if other := pages.exclude(content_type__in=kinds).first():
        raise Refused(f"This site is not empty: it has “{other}” already.")
    if name := next(uploads(default_storage), None):
        raise Refused(f"There are uploads here already: {name}, for one.")
