"""Which posts does a post name beside itself? The earlier, the later, the related.

Related is what shares a cluster or a topic: most in common first, then the nearest in
time, so that a new post leads to the newest. Each label is asked for its few nearest
posts on either side, along an index (`Tie.published_at`): a label of a million posts
costs what a label of ten does. All of it is one query, through `published()`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from news.compiled import compiled
from news.filters import Mark
from news.listings import mark
from news.querysets import ArticleQuerySet

from .articles import ArticlePage
from .tagging import ArticleCluster, ArticleTopic
from .taxonomy import Cluster, Topic

NAMED = ("pk", "title", "url_path", "published_at")
LABELS = (Cluster.listing, Topic.listing)
LABELLED = ("faceted__facet__kind", "faceted__facet__slug")
UNLABELLED = (Value(""), Value(""))
MOST = 5
# Of each label, on either side: those beside the post and withdrawn ones drop out.
NEAREST = MOST + 5
# More labels than anybody gives a post; a query has to end somewhere.
MOST_LABELS = 20


class Near(NamedTuple):
    """As much of a post as it takes to name it: a page has seven of them."""

    pk: int
    title: str
    url_path: str
    published_at: datetime
    under: Model
    listing = "article"

    def get_url(self, request: HttpRequest | None = None) -> str:
        address = self.under.get_url(request) or ""
        return address + self.url_path.removeprefix(self.under.url_path)


@dataclass(frozen=True, slots=True)
class Related:
    article: Near
    clusters: list[Cluster]
    topics: list[Topic]

    @property
    def reasons(self) -> list[str]:
        """Why a reader is led there, in words."""
        return [
            *(_("Same cluster: %(name)s") % {"name": c.label} for c in self.clusters),
            *(_("Same topic: %(name)s") % {"name": t.name} for t in self.topics),
        ]


@dataclass(frozen=True, slots=True)
class Company:
    earlier: Near | None = None
    later: Near | None = None
    related: list[Related] = field(default_factory=list)
    # What the page cache has to watch.
    subjects: list[str] = field(default_factory=list)


def company(
    article: ArticlePage, index: Model, clusters: list[Cluster], topics: list[Topic]
) -> Company:
    if not article.pk:
        # A post that is previewed before its first saving stands nowhere yet.
        return Company()
    here, posts, labels = mark(article), {}, defaultdict(set)
    own = {(label.listing, label.slug) for label in (*clusters, *topics)}
    found = _rows(
        *(*index.place, here.published_at, here.pk),
        *(_numbers(clusters), _numbers(topics)),
    )
    for kind, label, *row in found:
        # Those beside come without a label, the others with all of theirs.
        if kind and (kind, label) not in own:
            continue
        post = Near(*row, index)
        posts[post.pk] = post
        if kind:
            labels[post.pk].add((kind, label))
    earlier = max((p for p in posts.values() if mark(p) < here), key=mark, default=None)
    later = min((p for p in posts.values() if mark(p) > here), key=mark, default=None)
    alike = [pk for pk in labels if posts[pk] not in (earlier, later)]
    alike.sort(key=lambda pk: _nearness(posts[pk], len(labels[pk]), article))
    related = [
        Related(posts[pk], *_shared(clusters, topics, labels[pk]))
        for pk in alike[:MOST]
    ]
    shown = [*filter(None, (earlier, later)), *(one.article for one in related)]
    subjects = [f"title:{post.pk}" for post in shown]
    if article.kept:
        subjects += _watched(earlier, later, [*clusters, *topics])
    else:
        subjects.append(f"company:{article.pk}")
    return Company(earlier, later, related, subjects)


def _watched(
    earlier: Near | None, later: Near | None, labels: list[Model]
) -> Iterator[str]:
    """What has to stay for the company of an expired post to stay: it is nobody's
    neighbour any more, so that none of them knows it.
    """
    yield from (f"posts:{label.listing}:{label.slug}" for label in labels)
    if not (earlier and later):
        yield "posts"
        return
    first, last = (timezone.localdate(one.published_at) for one in (earlier, later))
    yield from (f"posts:year:{year}" for year in range(first.year, last.year + 1))


def beside(
    index: Model, here: Mark, clusters: Iterable[Cluster], topics: Iterable[Topic]
) -> dict[int, datetime]:
    """The posts whose company one at `here`, with these labels, may be, and when each
    was published. Those kept to some readers are among them: they take places, too.
    """
    # It may stand there itself, and those of its second on either side.
    near = _beside(index.articles(), here, 2)
    for tie, labels in ((ArticleCluster, clusters), (ArticleTopic, topics)):
        lists = _near(tie, _numbers(labels), here, index.path, NEAREST + 2)
        near += [Q(pk__in=Subquery(ties.values("content_object"))) for ties in lists]
    first, *others = (
        ArticlePage.objects.filter(one).order_by().values_list("pk", "published_at")
        for one in near
    )
    return dict(first.union(*others, all=True))


def _shared(
    clusters: list[Cluster], topics: list[Topic], labels: set[tuple[str, str]]
) -> tuple[list[Cluster], list[Topic]]:
    return (
        [cluster for cluster in clusters if (cluster.listing, cluster.slug) in labels],
        [topic for topic in topics if (topic.listing, topic.slug) in labels],
    )


def _nearness(post: Near, in_common: int, article: ArticlePage) -> tuple:
    return -in_common, abs(post.published_at - article.published_at), -post.pk


def _numbers(labels: Iterable[Model]) -> list[int]:
    return [label.pk for label in labels][:MOST_LABELS]


@compiled
def _rows(
    path: str,
    depth: int,
    private_paths: list[str],
    published_at: datetime,
    pk: int,
    clusters: list[int],
    topics: list[int],
) -> QuerySet:
    """Kind and slug of a label, and the post; those beside come without one."""
    here = Mark(published_at, pk)
    articles = ArticlePage.objects.at(path, depth).published(private_paths)
    first, *others = (
        ArticlePage.objects.filter(one).order_by().values_list(*UNLABELLED, *NAMED)
        for one in _beside(articles, here, 1)
    )
    near = _near(ArticleCluster, clusters, here, path)
    near += _near(ArticleTopic, topics, here, path)
    if near:
        # With all their labels: asked for ours alone, a database begins with these, and
        # reads every post they have.
        alike = articles.filter(faceted__facet__kind__in=LABELS).exclude(pk=here.pk)
        # Of a post that is in one list or another it would look at all there are; of
        # one in all of them together it reads the lists first.
        alike = alike.filter(pk__in=_tied_posts(near))
        others.append(alike.order_by().values_list(*LABELLED, *NAMED))
    return first.union(*others, all=True)


def _tied_posts(lists: list[QuerySet]) -> QuerySet:
    """The posts of all these ties, as one list."""
    # A subquery of each: SQLite orders nothing inside a UNION.
    first, *others = (
        ties.model.objects.filter(pk__in=Subquery(ties.values("pk")))
        .order_by()
        .values("content_object")
        for ties in lists
    )
    return first.union(*others, all=True)


def _beside(articles: ArticleQuerySet, here: Mark, count: int) -> list[Q]:
    earlier = articles.older_than(here).newest_first().values("pk")
    later = articles.newer_than(here).oldest_first().values("pk")
    return [_first(earlier, count), _first(later, count)]


def _near(
    tie: type[Model],
    labels: Iterable[int],
    here: Mark,
    path: str,
    count: int = NEAREST,
) -> list[QuerySet]:
    """The ties of posts next to the place on either side, a list a label and side."""
    near = []
    # Labels are shared by the languages; posts of others would take all the places.
    below = {
        "content_object__path__gt": path,
        "content_object__path__lt": path + "Z" * 5,
        # Nor does a draft take a place: nobody is told of it.
        "content_object__live": True,
    }
    for label in labels:
        tied = tie.objects.filter(tag=label, **below)
        # By places, not by moments alone: many posts may have come at once, and
        # whoever is asked for by one on this side has to be asked for by the other.
        earlier = tied.filter(published_at__lte=here.published_at).filter(
            Q(published_at__lt=here.published_at) | Q(content_object__lt=here.pk)
        )
        later = tied.filter(published_at__gte=here.published_at).filter(
            Q(published_at__gt=here.published_at) | Q(content_object__gt=here.pk)
        )
        near.append(earlier.order_by("-published_at", "-content_object")[:count])
        near.append(later.order_by("published_at", "content_object")[:count])
    return near


def _first(rows: QuerySet, count: int) -> Q:
    # A subquery of its own: SQLite orders nothing inside a UNION.
    return Q(pk__in=Subquery(rows[:count]))
