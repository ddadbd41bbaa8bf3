"""Which posts name others beside themselves, now that one has come, gone or moved?

Asked of those near the place alone, and answered without making any page: a post is
named where it shares a label and fewer than five have more in common or stand nearer
(`news.models.company`). In doubt a post is among the answers.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from news.filters import Mark
from news.models import Cluster, Facet, FacetedPost, NewsIndexPage, Topic
from news.models.company import MOST, NEAREST, beside

KINDS = {model.listing: model for model in (Cluster, Topic)}


@dataclass(frozen=True, slots=True)
class Post:
    """`labels` are numbers of facets: its clusters and topics."""

    pk: int
    moment: datetime
    labels: frozenset[int]

    @property
    def mark(self) -> tuple[datetime, int]:
        return self.moment, self.pk

    def nearness(self, of: "Post") -> tuple:
        """Of this one to another: what is less is named before."""
        in_common = len(self.labels & of.labels)
        return -in_common, abs(self.moment - of.moment), -self.pk


def near(
    pk: int, moment: datetime, facets: Collection[Facet], among: int = 1
) -> set[int]:
    """The posts that name others than before when one stands here, or no more.

    `among`: so many moved at once. Where the others stood is not known here, so that
    of several all are answered that may name the one.
    """
    labels = frozenset(facet.pk for facet in facets if facet.kind in KINDS)
    here, found = Post(pk, moment, labels), set()
    clusters, topics = (
        model.objects.filter(slug__in=[f.slug for f in facets if f.kind == kind])
        for kind, model in KINDS.items()
    )
    for index in NewsIndexPage.objects.filter(pk__in={f.index_id for f in facets}):
        times = beside(index, Mark(*here.mark), clusters, topics)
        times.pop(pk, None)
        found |= exactly(here, times) if among == 1 else times.keys()
    return found


def exactly(here: Post, times: Mapping[int, datetime]) -> set[int]:
    """Of the posts of these moments, those beside it for sure."""
    labels: dict[int, set[int]] = {}
    placed = FacetedPost.objects.exclude(facet__kind="expired")
    rows = placed.filter(article__in=times).values_list(
        "article", "facet__kind", "facet"
    )
    for article, kind, facet in rows:
        own = labels.setdefault(article, set())
        if kind in KINDS:
            own.add(facet)
    public = [Post(pk, times[pk], frozenset(own)) for pk, own in labels.items()]
    # Posts kept to some readers take places that we do not see.
    reach = NEAREST - (len(times) - len(public))
    return {*naming(here, public, max(reach, 1)), *next_to(here, public)}


def next_to(here: Post, posts: Collection[Post]) -> Iterator[int]:
    """Who has it for the earlier or the later post, whatever they have in common."""
    for side in sides(here, posts):
        yield from (post.pk for post in side[:1])


def naming(here: Post, posts: Collection[Post], reach: int = NEAREST) -> Iterator[int]:
    """Whose related posts change when one stands `here`, or does so no more.

    `posts` are all others near it, on either side of each of its labels.
    """
    for post in posts:
        if post.labels & here.labels and is_naming(post, here, posts, reach):
            yield post.pk


def is_naming(post: Post, here: Post, posts: Collection[Post], reach: int) -> bool:
    known: set[Post] = set()
    pushed_out = {here}
    for label in post.labels & here.labels:
        others = [one for one in posts if label in one.labels and one != post]
        for side in sides(post, others):
            # Without a place taken by the one: who is asked of for certain.
            known.update(side[: reach - 1])
        (towards,) = (side for side in sides(post, [*others, here]) if here in side)
        if towards.index(here) < NEAREST:
            # It takes the last place of another, which it had before.
            pushed_out.update(towards[reach : NEAREST + 1])
    return any(is_named(one, post, known - pushed_out) for one in pushed_out)


def sides(post: Post, others: Collection[Post]) -> tuple[list[Post], list[Post]]:
    """Those before it and those after it, the nearest first."""
    earlier = [one for one in others if one.mark < post.mark]
    later = [one for one in others if one.mark > post.mark]
    earlier.sort(key=lambda one: one.mark, reverse=True)
    later.sort(key=lambda one: one.mark)
    return earlier, later


def is_named(one: Post, post: Post, others: Collection[Post]) -> bool:
    """Whether fewer than five of the others come before it; two of them, the next in
    time on either side, may be named as such and not as related.
    """
    earlier, later = sides(post, others)
    next_ones = {*earlier[:1], *later[:1]}
    nearness = one.nearness(post)
    before = [x for x in others if x not in next_ones and x.nearness(post) < nearness]
    return len(before) < MOST
