"""What does a list of posts show, and where do its older and newer pages begin?"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.formats import number_format

from news.addresses import Link
from news.alphabet import Leaf
from news.choices import Choice
from news.filters import ArticleFilter, Mark
from news.portraits import Portrait, Term

# The feeds of a list, each at its own address under it, and what they are.
FEEDS = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}
# What else changes a list of a kind than its posts, for the page cache.
WATCHED = {
    "cluster": ["terms:{0.pk}", "organisations", "meetings:{0.pk}", "events"],
    "author": ["organisations"],
    "organisation": ["organisations", "terms"],
    "search": ["posts", "edits"],
}
# As their readers know them.
NAMES = {"rss.xml": "RSS", "atom.xml": "Atom", "feed.json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything the template `news/listing.html` shows of a list."""

    kind: str
    heading: str
    articles: list = field(default_factory=list)
    breadcrumb: list[Link] = field(default_factory=list)
    address: str = ""
    # The same list under its one address: with the filters, in one order.
    canonical: str = ""
    subject: Model | None = None
    introduction: str = ""
    older_url: str = ""
    newer_url: str = ""
    feed_url: str = ""
    terms: list[Term] = field(default_factory=list)
    coming: list = field(default_factory=list)
    past: list = field(default_factory=list)
    calendar_url: str = ""
    portrait: Portrait | None = None
    years: list[Link] = field(default_factory=list)
    months: list[Link] = field(default_factory=list)
    earlier: Link | None = None
    later: Link | None = None
    active: list[Link] = field(default_factory=list)
    # What the list can be narrowed by, and how many posts it has as it is.
    choices: list[Choice] = field(default_factory=list)
    # Of a list of topics, authors or organisations: the page of it.
    leaf: Leaf | None = None
    total: int | None = None

    @property
    def subjects_shown(self) -> list[str]:
        """What the page cache has to watch for this list."""
        watched = [one.format(self.subject) for one in WATCHED.get(self.kind, ())]
        return [*self.posts_shown("card"), *watched]

    def posts_shown(self, how: str) -> list[str]:
        """The same for its feeds, which tell of the posts alone: "page" is all of
        each, "card" what a list shows of it.
        """
        posts = [f"{how}:{article.pk}" for article in self.articles]
        if self.subject:
            own = f"{self.kind}:{self.subject.pk}"
            return [own, f"posts:{self.kind}:{self.subject.slug}", *posts]
        # An archive says itself of which year it is.
        return posts if self.kind in ("year", "month") else ["posts", *posts]

    @property
    def subject_url(self) -> str:
        """Where the list of its subject is; "" for a list of no subject."""
        return self.address if self.subject else ""

    @property
    def number(self) -> str:
        return number_format(self.total, force_grouping=True)

    @property
    def is_narrowed(self) -> bool:
        """By more than its address says: such a list is for readers, not for robots."""
        return bool(self.active)

    def feed(self, name: str) -> str:
        """The address of one of `FEEDS`; "" where the list has none."""
        address, mark, query = self.feed_url.partition("?")
        return address and address.removesuffix("rss.xml") + name + mark + query

    @property
    def feeds(self) -> list[tuple[str, str]]:
        """The feeds of the same posts, each as what it is and where."""
        return [
            (kind, self.feed(name)) for name, kind in FEEDS.items() if self.feed_url
        ]

    @property
    def named_feeds(self) -> list[Link]:
        """The same feeds by their names, for people."""
        return [
            Link(said, self.feed(name)) for name, said in NAMES.items() if self.feed_url
        ]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One page of a list, and the filters of the pages beside it (or None)."""

    articles: list
    older: ArticleFilter | None
    newer: ArticleFilter | None


def stretch(find: Callable[[int], list], wanted: ArticleFilter, size: int) -> Stretch:
    """The page that `wanted` names, at the same cost however deep it lies.

    It is found by the mark it starts from, not by counting (OFFSET reads all that
    it skips). `find` is asked for one row more, to learn whether the list goes on.
    """
    found = find(size + 1)
    shown, further = found[:size], len(found) > size
    if wanted.after:
        shown = shown[::-1]
    has_older = further or wanted.after is not None
    has_newer = further if wanted.after else wanted.before is not None
    if not shown:
        return Stretch([], None, None)
    first, last = mark(shown[0]), mark(shown[-1])
    return Stretch(
        shown,
        older=wanted.within(before=last, after=None) if has_older else None,
        newer=wanted.within(before=None, after=first) if has_newer else None,
    )


def mark(article: Model) -> Mark:
    return Mark(article.published_at, article.pk)
