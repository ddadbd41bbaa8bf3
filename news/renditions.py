"""Which files of a photo do readers get, and how are they offered to a browser?

Each use of a photo has its widths, each width its formats. What is missing is made by
`news.preparing` when a post comes out; a reader's request finds and never makes them,
but for the JPEG files of a photo that nobody has prepared: a page with its photos is
worth more than the time they take.
"""

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage
from django.db import DatabaseError
from django.db.models import Model, prefetch_related_objects
from django.db.models.fields.files import FieldFile
from django.utils.safestring import SafeString, mark_safe
from wagtail.images import get_image_model
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Picture,
    SourceImageIOError,
)
from wagtail.models import Page

from news import caching
from news.blocks import photos
from news.conf import setting
from news.gathering import Part, row_of
from news.parts import parts

# Smallest first. Uses share sizes where they can: a photo is then stored less often.
USES = {
    "card": ("fill-240x160", "fill-480x320"),
    "lead": ("fill-720x480", "fill-1200x800"),
    "article": ("width-480", "width-720", "width-1280"),
    "gallery": ("fill-360x240", "fill-720x480"),
    "whole": ("max-1920x1920",),
}
# The margins count: 412 CSS pixels would take the next larger file, 380 do not.
SIZES = {
    "card": "(min-width: 1024px) 240px, (min-width: 768px) 160px, 120px",
    "lead": "(min-width: 1208px) 654px, (min-width: 960px) 54vw, calc(100vw - 32px)",
    "article": "(min-width: 712px) 664px, calc(100vw - 32px)",
    "gallery": (
        "(min-width: 712px) 324px, (min-width: 576px) calc(50vw - 24px),"
        " calc(100vw - 32px)"
    ),
}
# What every browser shows. A drawing without a ground would turn black in it.
COMMON = "format-jpeg|bgcolor-ffffff"


@functools.cache
def filters(use: str, form: str) -> list[Filter]:
    """The same ones each time: reading what a specification says takes a while.

    >>> filters("whole", "webp")[0].spec
    'max-1920x1920|format-webp'
    """
    end = COMMON if form == "jpeg" else f"format-{form}"
    return [Filter(spec=f"{size}|{end}") for size in USES[use]]


def formats(use: str) -> Sequence[str]:
    """The formats that are offered, JPEG among them; a link leads to that alone."""
    wanted = () if use == "whole" else setting("NEWS_PHOTO_FORMATS")
    return [*(form for form in wanted if form != "jpeg"), "jpeg"]


def offered(use: str) -> list[Filter]:
    """Every size in every format."""
    return [one for form in formats(use) for one in filters(use, form)]


def found(photo: AbstractImage, use: str) -> dict[str, AbstractRendition]:
    """The renditions that there are, by specification; JPEG always.

    A format that is there in some widths only is left out: a browser that prefers it
    would take the wrong size. A photo that is asked again knows what was found.
    """
    known = photo.__dict__.setdefault("_news_found", {})
    if use not in known:
        known[use] = _found(photo, use)
    return known[use]


def _found(photo: AbstractImage, use: str) -> dict[str, AbstractRendition]:
    caching.shows(f"photo:{photo.pk}")
    there = _stored(photo, offered(use))
    shown = {}
    for form in formats(use):
        ones = filters(use, form)
        if all(one in there for one in ones):
            shown |= {one.spec: there[one] for one in ones}
        elif form == "jpeg":
            with stored():
                shown |= photo.get_renditions(*ones)
    return shown


def _stored(
    photo: AbstractImage, wanted: Iterable[Filter]
) -> dict[Filter, AbstractRendition]:
    there = photo.find_existing_renditions(*wanted)
    if not there and hasattr(photo, "prefetched_renditions"):
        # Of a post's photos only what the kind of block asks for was read, and Wagtail
        # takes that for all there is.
        known = photo.__dict__.pop("prefetched_renditions")
        there = photo.find_existing_renditions(*wanted)
        photo.prefetched_renditions = [*known, *there.values()]
    return there


def one(photo: AbstractImage, size: Filter) -> AbstractRendition:
    if hasattr(photo, "prefetched_renditions"):
        # Wagtail puts what it finds here into its cache, each time anew.
        there = photo.find_existing_renditions(size)
        if size in there:
            return there[size]
    with stored():
        return photo.get_rendition(size)


@contextmanager
def stored() -> Iterator[None]:
    """Where nothing can be stored, a page can still be read without its photo."""
    try:
        yield
    except DatabaseError as error:
        raise SourceImageIOError(f"Its sizes cannot be stored: {error}") from error


def specifications(*uses: str) -> list[str]:
    return [one.spec for use in uses for one in offered(use)]


class Prepared:
    """A rendition that stands in the database, as far as pages show it.

    A post has dozens, and an object of Django's takes many times as long to make: it
    is made where something else of it is asked, and stands for this one wherever that
    is compared, shown or stored.
    """

    def __init__(self, model: type[Model], told: dict, database: str) -> None:
        self.model, self.told, self.database = model, told, database
        self.filter_spec = told["filter_spec"]
        self.focal_point_key = told["focal_point_key"]
        self.width, self.height = told["width"], told["height"]
        self.image_id = told["image_id"]

    @property
    def url(self) -> str:
        name = self.told["file"]
        if not (name and _has_usual_address(self.model)):
            return self.row.url
        storage = self.model._meta.get_field("file").storage
        if storage.__class__.url is FileSystemStorage.url:
            return _below(storage, storage.base_url, name)
        # Others may sign an address for a while.
        return storage.url(name)

    @functools.cached_property
    def row(self) -> Any:
        row = row_of(self.model, self.told, self.database)
        if "image" in self.__dict__:
            # So that its texts of this place are respected.
            row.image = self.image
        return row

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("model", "told", "database"):
            raise AttributeError(name)
        return getattr(self.row, name)

    def __html__(self) -> str:
        return self.row.__html__()

    def __str__(self) -> str:
        return str(self.row)

    def __eq__(self, other: object) -> bool:
        return self.row == (other.row if isinstance(other, Prepared) else other)

    def __hash__(self) -> int:
        return hash(self.row)

    def __reduce_ex__(self, protocol: Any) -> Any:
        # Others read what Wagtail keeps of it in a shared cache.
        return self.row.__reduce_ex__(protocol)


@functools.cache
def _has_usual_address(model: type[Model]) -> bool:
    """Is a file where its storage says it is? A project may have its own way."""
    file = model._meta.get_field("file")
    return model.url is AbstractRendition.url and file.attr_class.url is FieldFile.url


@functools.lru_cache(maxsize=20_000)
def _below(storage: Storage, base_url: str, name: str) -> str:
    """Where a file of a folder is: always the same, and a page has a hundred."""
    return storage.url(name)


def part(photos: Collection[int], specs: Collection[str]) -> Part:
    """Of these photos, the renditions of these specifications."""
    made = get_image_model().get_rendition_model().objects
    return Part(made.filter(image__in=photos, filter_spec__in=specs), made=Prepared)


def give(photos: Iterable[AbstractImage], made: Iterable[AbstractRendition]) -> None:
    """Lets photos know their renditions, under the name that Wagtail looks for."""
    of_photo = defaultdict(list)
    for rendition in made:
        of_photo[rendition.image_id].append(rendition)
    for photo in photos:
        photo.prefetched_renditions = of_photo[photo.pk]
        for rendition in photo.prefetched_renditions:
            rendition.image = photo


def fetch(photos: Iterable[AbstractImage]) -> None:
    """One query for the renditions of all photos that do not know theirs."""
    unknown = [one for one in photos if not hasattr(one, "prefetched_renditions")]
    prefetch_related_objects(unknown, "renditions")


def picture(photo: AbstractImage, use: str, **attributes: str | int | bool) -> Picture:
    """A `<picture>` in the widths and formats of a use."""
    shown = distinct(found(photo, use))
    largest = [one for spec, one in shown.items() if spec.endswith(COMMON)][-1]
    shape = {"width": largest.width, "height": largest.height}
    return Picture(shown, {"sizes": SIZES[use], **shape, **attributes})


def markup(
    photo: AbstractImage, use: str, alt: str = "", first: bool = False
) -> SafeString:
    """The same as HTML; `first` is the photo a reader sees at once."""
    files = [
        told
        for spec, one in distinct(found(photo, use)).items()
        for told in (spec, one.url, one.width, one.height)
    ]
    when = {"fetchpriority": "high"} if first else {"loading": "lazy"}

    def made() -> SafeString:
        shown = picture(photo, use, alt=alt, decoding="async", **when)
        return mark_safe(str(shown))

    return parts.of("picture", use, str(alt), first, *files, make=made)


def distinct(offered: dict[str, AbstractRendition]) -> dict[str, AbstractRendition]:
    """A photo smaller than asked gives the same width twice."""
    widths = {
        (spec.partition("format-")[2], one.width): spec for spec, one in offered.items()
    }
    return {spec: offered[spec] for spec in widths.values()}


def best(photo: AbstractImage, use: str) -> tuple[str, str]:
    """Format and `srcset` of what a browser will take first, for a preload."""
    shown = picture(photo, use)
    form = next((name for name in formats(use) if name in shown.formats), "jpeg")
    return form, shown.get_width_srcset(shown.formats.get(form, shown.renditions))


def needed(article: Page) -> Iterator[tuple[AbstractImage, str]]:
    """The photos of a post, each with the uses it is put to."""
    if article.lead_photo:
        yield article.lead_photo, "lead"
        yield article.lead_photo, "card"
    yield from used(article.body)


def used(body: Iterable[Any]) -> Iterator[tuple[AbstractImage, str]]:
    """The photos of a body's blocks, and the uses they are put to there."""
    for block in body:
        use = {"photo": "article", "gallery": "gallery"}.get(block.block_type)
        for photo in photos([block]) if use else ():
            yield photo, use
            yield photo, "whole"


def in_order(
    uses: Iterable[tuple[AbstractImage, str]],
) -> Iterator[tuple[AbstractImage, str, str]]:
    """Photo, format and use: what every browser shows first, the dearest last."""
    asked = list(dict.fromkeys(uses))
    for form in reversed(formats("article")):
        yield from ((photo, form, use) for photo, use in asked if form in formats(use))
