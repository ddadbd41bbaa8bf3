"""Does every photo tell those who cannot see it, and name who took it?"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.importers.photos import is_file_name
from news.vietnamese.folding import fold

from .findings import Severity
from .post import PhotoUse, Post
from .rule import Place, Rule, shown

NARROWEST = 800  # pixels
EMPTY_WORDS = frozenset(
    {
        *("anh", "hinh", "hinh anh", "buc anh", "tam anh", "anh minh hoa"),
        *("hinh minh hoa", "hinh anh minh hoa", "minh hoa", "anh chup", "anh dep"),
        *("photo", "image", "picture", "pic", "img", "anh hoi nghi", "khong co"),
        *("hinh hoi nghi", "untitled", "chu thich", "alt", "anh dai dien"),
    }
)
_ACCENTLESS_SENTENCE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){3,}\.?")


def chosen(post: Post) -> Iterator[PhotoUse]:
    """What is missing altogether has a finding of its own."""
    return (use for use in post.photos if use.found)


def missing(post: Post) -> Iterator[Place]:
    for use in post.photos:
        if use.found:
            continue
        name = use.announced or use.caption
        message = (
            _("Choose the photo “%(name)s”, or remove its block.")
            % {"name": shown(name)}
            if name
            else _("Choose a photo here, or remove this block.")
        )
        yield Place(message, "body", use.block, f"{use.photo} {name}", part="photo")


def without_alt(post: Post) -> Iterator[Place]:
    for use in chosen(post):
        if not use.alt and not use.decorative:
            message = _(
                "Write an alternative text that says what the photo shows, or mark "
                "the photo as decorative."
            )
            yield Place(message, "body", use.block, f"{use.photo}", part="alt")


def with_empty_alt(post: Post) -> Iterator[Place]:
    for use in chosen(post):
        if use.decorative or not use.alt:
            continue
        about = f"{use.photo} {use.alt}"
        if same(use.alt, use.caption):
            message = _(
                "Write an alternative text that says what the photo shows: this one "
                "only repeats the caption."
            )
            yield Place(message, "body", use.block, about, part="alt")
        elif tells_nothing(use.alt):
            message = _(
                "Write what the photo shows: the alternative text “%(alt)s” tells "
                "nothing about it."
            ) % {"alt": shown(use.alt)}
            yield Place(message, "body", use.block, about, part="alt")


def tells_nothing(alt: str) -> bool:
    """
    >>> [tells_nothing(alt) for alt in ("IMG_2031", "Ảnh", "Hình ảnh 2", "CumI")]
    [True, True, True, True]
    >>> tells_nothing("Mười đại biểu ngồi quanh bàn họp")
    False
    >>> tells_nothing("Ten delegates around a table")
    False
    """
    plain = " ".join(re.findall(r"[^\W\d_]+", fold(alt)))
    if plain in EMPTY_WORDS or not plain:
        return True
    return is_file_name(alt[:300]) and not _ACCENTLESS_SENTENCE.fullmatch(alt.strip())


def same(one: str, other: str) -> bool:
    words, others = re.findall(r"\w+", fold(one)), re.findall(r"\w+", fold(other))
    return bool(words) and words == others


def without_caption(post: Post) -> Iterator[Place]:
    for use in chosen(post):
        if not use.caption:
            message = _("Write a caption: who is in the photo, where and when.")
            yield Place(message, "body", use.block, f"{use.photo}", part="caption")


def without_credit(post: Post) -> Iterator[Place]:
    for use in chosen(post):
        if not use.credit:
            message = _("Name who took the photo in its credit.")
            yield Place(message, "body", use.block, f"{use.photo}", part="credit")


def small(post: Post) -> Iterator[Place]:
    for use in chosen(post):
        if use.width is not None and use.width < NARROWEST:
            message = _(
                "The photo is %(width)s pixels wide: choose one of at least "
                "%(least)s, else it looks blurred."
            ) % {"width": use.width, "least": NARROWEST}
            yield Place(
                message, "body", use.block, f"{use.photo} {use.width}", part="photo"
            )


RULES = (
    Rule(
        "photo-missing",
        Severity.BLOCK,
        gettext_lazy("Photo not chosen"),
        gettext_lazy("Readers would find a caption without its photo."),
        missing,
    ),
    Rule(
        "photo-without-alt",
        Severity.BLOCK,
        gettext_lazy("Photo without alternative text"),
        gettext_lazy("Who cannot see the photo has only these words (WCAG 1.1.1)."),
        without_alt,
    ),
    Rule(
        "alt-tells-nothing",
        Severity.BLOCK,
        gettext_lazy("Alternative text that tells nothing"),
        gettext_lazy(
            "A file name, a path or the caption again tells a blind reader nothing "
            "new, and a path shows the name of somebody's computer."
        ),
        with_empty_alt,
    ),
    Rule(
        "photo-without-caption",
        Severity.BLOCK,
        gettext_lazy("Photo without caption"),
        gettext_lazy(
            "Without names, place and time a news photo proves nothing in ten years."
        ),
        without_caption,
    ),
    Rule(
        "photo-without-credit",
        Severity.BLOCK,
        gettext_lazy("Photo without credit"),
        gettext_lazy(
            "The law on intellectual property gives the photographer the name."
        ),
        without_credit,
    ),
    Rule(
        "small-photo",
        Severity.WARN,
        gettext_lazy("Small photo"),
        gettext_lazy(
            "A photo narrower than the column is stretched and blurs on good screens."
        ),
        small,
    ),
)
