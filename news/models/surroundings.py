"""What do the posts of a feed name? Authors, labels, photos, links: in one query."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.core.files.storage import Storage
from django.db.models import QuerySet, Value
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractRendition
from wagtail.models import Page

from news import caching, renditions
from news.blocks import raw_photos
from news.feeds.feed import Enclosed
from news.feeds.surroundings import Surroundings, Target
from news.publisher import PHOTO
from news.uploads.photos import UNREADABLE

from .articles import ArticlePage
from .links import document_url, linked
from .rows import Byline
from .tagging import ArticleCluster, ArticleTopic
from .taxonomy import Cluster

# Every part of the union has as many words, and two figures.
WORDS = 4
WORDS_OF_PHOTOS = ("caption", "credit", "description")


def surroundings(articles: Iterable[ArticlePage]) -> Surroundings:
    bodies = {article.pk: article.body for article in articles}
    photos = {
        use["photo"]
        for body in bodies.values()
        for use in raw_photos(body)
        if isinstance(use.get("photo"), int)
    }
    targets = {target for body in bodies.values() for target in linked(body.raw_data)}
    # Of a page that is linked only its address is told.
    watched = {"document": "file", "page": "title"}
    caching.shows(*(f"photo:{pk}" for pk in photos))
    caching.shows(*(f"{watched[kind]}:{pk}" for kind, pk in targets))
    found = Found()
    # By kind, clusters before topics: their places are numbers of different tables.
    rows = sorted(_rows(bodies, photos, targets), key=lambda row: (row[0], row[2] or 0))
    for row in rows:
        found.take(*row)
    found.make(photos - found.photos.keys())
    return Surroundings(found.authors, found.labels, found.photos, found.targets)


class Found:
    def __init__(self) -> None:
        self.authors: dict[int, list[str]] = defaultdict(list)
        self.labels: dict[int, list[str]] = defaultdict(list)
        self.photos: dict[int, Enclosed] = {}
        self.targets: dict[tuple[str, int], Target] = {}

    def take(self, group: str, pk: int, _place: int, *row: str | int) -> None:
        *words, width, height = row
        match group, words:
            case "author", [name, *_]:
                self.authors[pk].append(name)
            case "cluster", [name, kind, number, *_]:
                cluster = Cluster(name=name, kind=kind, number=number)
                self.labels[pk].append(cluster.label)
            case "topic", [name, *_]:
                self.labels[pk].append(name)
            case "photo", [file, *said]:
                # Without its shape the model would open the file to measure it.
                made = get_image_model().get_rendition_model()(
                    file=file, width=width, height=height
                )
                self.photos[pk] = _enclosed(made, width, height, *said)
            case "page", [path, *_]:
                url = Page(pk=pk, url_path=path).url
                self.targets[group, pk] = Target(url or "")
            case "document", [file, title, *_]:
                self.targets[group, pk] = Target(document_url(pk, file), title)

    def make(self, missing: Collection[int]) -> None:
        """Photos that nobody has prepared; one that cannot be read has no address."""
        if not missing:
            return
        photos = get_image_model().objects.filter(pk__in=missing)
        for photo in photos.prefetch_related("renditions"):
            said = [getattr(photo, name, "") for name in WORDS_OF_PHOTOS]
            try:
                made = renditions.one(photo, PHOTO)
            except UNREADABLE:
                # Its caption still belongs to the text.
                self.photos[photo.pk] = Enclosed("", "", 0, 0, 0, *said)
            else:
                self.photos[photo.pk] = _enclosed(made, made.width, made.height, *said)


def _rows(
    articles: Collection[int],
    photos: Collection[int],
    targets: Collection[tuple[str, int]],
) -> QuerySet:
    pages, documents = (
        {pk for kind, pk in targets if kind == wanted}
        for wanted in ("page", "document")
    )
    # Wagtail's own model has neither caption nor credit.
    known = {field.name for field in get_image_model()._meta.get_fields()}
    renditions = get_image_model().get_rendition_model().objects
    made = renditions.filter(image__in=photos, filter_spec=PHOTO.spec)
    clusters = ArticleCluster.objects.filter(content_object__in=articles)
    topics = ArticleTopic.objects.filter(content_object__in=articles)
    by = Byline.objects.filter(page__in=articles)
    said = [
        f"image__{name}" if name in known else Value("") for name in WORDS_OF_PHOTOS
    ]
    cluster = ["tag__name", "tag__kind", "tag__number"]
    page = Page.objects.filter(pk__in=pages)
    document = get_document_model().objects.filter(pk__in=documents)
    return _part(by, "author", "page_id", "sort_order", ["name"]).union(
        _part(clusters, "cluster", "content_object_id", "pk", cluster),
        _part(topics, "topic", "content_object_id", "pk", ["tag__name"]),
        _part(made, "photo", "image_id", "pk", ["file", *said], ["width", "height"]),
        _part(page, "page", "pk", "pk", ["url_path"]),
        _part(document, "document", "pk", "pk", ["file", "title"]),
        all=True,
    )


def _part(
    rows: QuerySet,
    group: str,
    about: str,
    place: str,
    words: list[str | Value],
    figures: Iterable[str] = (),
) -> QuerySet:
    blank = [Value("")] * (WORDS - len(words))
    return rows.order_by().values_list(
        *(Value(group), about, place, *words, *blank),
        *(figures or [Value(0), Value(0)]),
    )


def _enclosed(
    made: AbstractRendition,
    width: int,
    height: int,
    caption: str,
    credit: str,
    alt: str,
) -> Enclosed:
    size = _size(made.file.storage, made.file.name)
    return Enclosed(made.url, "image/jpeg", size, width, height, caption, credit, alt)


def _size(storage: Storage, name: str) -> int:
    """In bytes; 0 where another machine would have to be asked for each photo."""
    try:
        return os.stat(storage.path(name)).st_size
    except (NotImplementedError, OSError):
        return 0
