"""Are title, lead and letters fit to be read?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.vietnamese.encodings import looks_legacy

from .findings import Severity
from .post import Post
from .rule import Place, Rule, shown

LONGEST_TITLE = 150
LONGEST_LEAD = 400
FEWEST_CAPITALS = 10


def title_in_capitals(post: Post) -> Iterator[Place]:
    letters = [char for char in post.title if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    # "UBND tỉnh" and a title of one abbreviation are as they should be.
    if capitals >= FEWEST_CAPITALS and capitals >= 0.7 * len(letters):
        message = _("Write the title in small letters, names with capitals.")
        yield Place(message, "title", about=post.title)


def long_title(post: Post) -> Iterator[Place]:
    if len(post.title) > LONGEST_TITLE:
        message = _(
            "Shorten the title: it has %(length)s characters, %(most)s are enough."
        ) % {"length": len(post.title), "most": LONGEST_TITLE}
        yield Place(message, "title", about=post.title)


def no_lead(post: Post) -> Iterator[Place]:
    if not post.lead:
        message = _(
            "Write a lead of two or three sentences: what happened, where, who."
        )
        yield Place(message, "lead")


def long_lead(post: Post) -> Iterator[Place]:
    if len(post.lead) > LONGEST_LEAD:
        message = _(
            "Shorten the lead: it has %(length)s characters, %(most)s are enough."
        ) % {"length": len(post.lead), "most": LONGEST_LEAD}
        yield Place(message, "lead", about=post.lead)


def legacy_encoding(post: Post) -> Iterator[Place]:
    met: set[tuple[str, str]] = set()
    for passage in post.everything:
        place = (passage.field, passage.block)
        encoding = None if place in met else looks_legacy(passage.text)
        if encoding:
            met.add(place)
            message = _(
                "“%(text)s” seems to be typed in %(encoding)s: convert it to Unicode "
                "and paste it again."
            ) % {"text": shown(passage.text), "encoding": encoding}
            yield Place(message, *place, passage.text)


RULES = (
    Rule(
        "title-in-capitals",
        Severity.BLOCK,
        gettext_lazy("Title in capitals"),
        gettext_lazy(
            "Capitals are read slower, and screen readers may spell them out."
        ),
        title_in_capitals,
    ),
    Rule(
        "legacy-encoding",
        Severity.BLOCK,
        gettext_lazy("Text in an old encoding"),
        gettext_lazy(
            "Without the old font nobody can read or find it (TCVN 6909:2001)."
        ),
        legacy_encoding,
    ),
    Rule(
        "long-title",
        Severity.WARN,
        gettext_lazy("Long title"),
        gettext_lazy(
            "Lists, search engines and messages cut a long title in the middle."
        ),
        long_title,
    ),
    Rule(
        "no-lead",
        Severity.WARN,
        gettext_lazy("No lead"),
        gettext_lazy("The lead is what stands in lists, in feeds and in shared links."),
        no_lead,
    ),
    Rule(
        "long-lead",
        Severity.WARN,
        gettext_lazy("Long lead"),
        gettext_lazy("A lead that tells everything is not read to its end."),
        long_lead,
    ),
)
