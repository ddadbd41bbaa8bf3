"""Who answers for the post, and was it published elsewhere or before?"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .findings import Severity
from .likeness import share_alike
from .post import Passage, Post
from .rule import Place, Rule, shown

MUCH_ALIKE = 0.6
_LAST_PASSAGES = 3
_PRESS = (
    r"(?:báo(?!\s+cáo)|tạp chí|đài|cổng|trang|ttxvn|thông tấn|vov|vtv|website|bản tin"
    r"|https?://|www\.|[\w-]+\.(?:vn|com|net|org))"
)
_SOURCE = re.compile(
    rf"(?:\(\s*(?:theo|nguồn|trích)\s*:?\s+{_PRESS}[^()]{{0,150}}\)"
    rf"|(?:^|[.…]\s*/?\.?\s*)\(?\s*(?:nguồn(?:\s+tin)?\s*:\s*[^.\s]"
    rf"|theo\s+{_PRESS})[^()]{{0,150}}\)?)\s*[./]*$",
    re.IGNORECASE,
)


def nobody_signs(post: Post) -> Iterator[Place]:
    if not post.is_signed:
        message = _("Name the author, or the organisation that publishes the post.")
        yield Place(message, "bylines")


def reprint_without_source(post: Post) -> Iterator[Place]:
    if post.source_name:
        return
    told = next((p for p in reversed(post.prose[-_LAST_PASSAGES:]) if cites(p)), None)
    if post.is_reprint or post.source_url or told:
        message = _("Name the source: who published this first.")
        yield Place(message, "source_name", about=post.source_url)


def cites(passage: Passage) -> bool:
    """Does a passage end by saying where it was taken from?

    >>> cites(Passage("Hội nghị bế mạc. (Theo Báo Lạng Sơn)"))
    True
    >>> cites(Passage("Việc xét chọn (theo Quyết định số 163/QĐ-UBND)."))
    False
    """
    return bool(_SOURCE.search(passage.text[-220:]))


def like_earlier(post: Post) -> Iterator[Place]:
    text = " ".join(p.text for p in post.passages)
    for earlier in post.earlier:
        if share_alike(text, earlier.text) >= MUCH_ALIKE:
            message = _(
                "Look at the earlier post “%(title)s”: this one says much the same."
            ) % {"title": shown(earlier.title, 100)}
            yield Place(message, "title", about=earlier.title)


RULES = (
    Rule(
        "nobody-signs",
        Severity.BLOCK,
        gettext_lazy("Nobody signs"),
        gettext_lazy("Somebody has to answer for every post of a public portal."),
        nobody_signs,
    ),
    Rule(
        "reprint-without-source",
        Severity.BLOCK,
        gettext_lazy("Reprint without source"),
        gettext_lazy("Who takes over news has to name where they come from."),
        reprint_without_source,
    ),
    Rule(
        "like-earlier",
        Severity.WARN,
        gettext_lazy("Much like an earlier post"),
        gettext_lazy(
            "The same news twice confuses readers and counts the meeting twice."
        ),
        like_earlier,
    ),
)
