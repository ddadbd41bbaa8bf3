"""Which articles? One method a question; "public" is spelled here and only here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import transaction
from django.db.models import (
    Case,
    Max,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils import timezone
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from news import lookups  # noqa: F401
from news.filters import ArticleFilter, Mark


class ArticleQuerySet(PageQuerySet):
    def published(self, private_paths: Sequence[str] | None = None) -> Self:
        """What anybody may read: live, and not kept to some readers.

        `private_paths` are the tree paths of restricted pages, from whoever has read
        them already; without them they are asked for.
        """
        if private_paths is None:
            private_paths = restricted_paths()
        return self.live().outside(private_paths)

    def archived(self, private_paths: Sequence[str]) -> Self:
        """What anybody may read, and what everybody could read until it expired."""
        kept = Q(live=True) | Q(expired_post__isnull=False)
        return self.filter(kept).select_related("expired_post").outside(private_paths)

    def only_archived(self) -> Self:
        """What anybody could read until it expired, and finds in the archive still."""
        expired = self.filter(live=False, expired_post__isnull=False)
        return expired.outside(restricted_paths())

    def at(self, path: str, depth: int) -> Self:
        """Below the index at this place of the tree."""
        return self.filter(path__begins=path, depth__gt=depth)

    def outside(self, private_paths: Sequence[str]) -> Self:
        return self.exclude(below(private_paths)) if private_paths else self

    def ever_public(self) -> Self:
        """Read by somebody once, whatever became of them since."""
        return self.filter(Q(live=True) | Q(first_published_at__isnull=False))

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        # The tree counts children before it asks whether they may go.
        return super().delete()

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("published_at", "pk")

    def in_cluster(self, slug: str) -> Self:
        return self.filter(article_clusters__tag__slug=slug)

    def about(self, topic: str) -> Self:
        return self.filter(article_topics__tag__slug=topic)

    def by(self, author: str) -> Self:
        return self.filter(bylines__author__slug=author).distinct()

    def of_organisation(self, slug: str) -> Self:
        """Posts an organisation wrote or takes part in."""
        taking_part = Q(participants__organisation__slug=slug)
        return self.filter(Q(organisation__slug=slug) | taking_part).distinct()

    def published_in(self, year: int, month: int | None = None) -> Self:
        start, end = span(year, month)
        return self.filter(published_at__gte=start, published_at__lt=end)

    def published_between(self, first: date | None, last: date | None) -> Self:
        """From the first day to the last one, both with all their hours."""
        found = self
        if first:
            found = found.filter(published_at__gte=beginning(first))
        if last:
            found = found.filter(published_at__lt=beginning(last) + timedelta(days=1))
        return found

    def held_in(self, year: int, month: int) -> Self:
        first, following = days_of(year, month)
        return self.filter(event_date__gte=first, event_date__lt=following)

    def held_on(self, days: Iterable[date]) -> Self:
        return self.filter(event_date__in=set(days))

    def held_beside(self, year: int, month: int) -> list[date]:
        """The nearest days of a meeting before and after that month."""
        first, following = days_of(year, month)
        earlier = self.filter(event_date__lt=first).order_by("-event_date")
        later = self.filter(event_date__gte=following).order_by("event_date")
        return self._at_ends(earlier, later).values_list("event_date", flat=True)

    def _at_ends(self, *lists: Self) -> Self:
        # Subqueries of their own: SQLite orders nothing inside a UNION.
        firsts = [Q(pk=Subquery(rows.values("pk")[:1])) for rows in lists]
        return self.model.objects.filter(reduce(or_, firsts)).order_by()

    def older_than(self, mark: Mark) -> Self:
        tie = Q(published_at=mark.published_at, pk__lt=mark.pk)
        # Said of the date alone first: an index is of no use to an alternative.
        until = self.filter(published_at__lte=mark.published_at)
        return until.filter(Q(published_at__lt=mark.published_at) | tie)

    def newer_than(self, mark: Mark) -> Self:
        tie = Q(published_at=mark.published_at, pk__gt=mark.pk)
        since = self.filter(published_at__gte=mark.published_at)
        return since.filter(Q(published_at__gt=mark.published_at) | tie)

    def matching(self, wanted: ArticleFilter) -> Self:
        """Every condition of the filter but its place in the paging."""
        articles = self
        if wanted.cluster:
            articles = articles.in_cluster(wanted.cluster)
        if wanted.topic:
            articles = articles.about(wanted.topic)
        if wanted.author:
            articles = articles.by(wanted.author)
        if wanted.organisation:
            articles = articles.of_organisation(wanted.organisation)
        if wanted.year:
            articles = articles.published_in(wanted.year, wanted.month)
        return articles

    def for_rows(self) -> Self:
        """With all that a row of the calendar shows, in the order of publication."""
        return self.defer("body").prefetch_related("clusters").oldest_first()

    def for_cards(self) -> Self:
        """Without the bodies; what else a card shows, `models.cards` asks for."""
        return self.defer("body").select_related("lead_photo")

    def for_feeds(self) -> Self:
        """With their bodies; what these name is asked for all posts at once."""
        return self.select_related("organisation")


class IndexQuerySet(PageQuerySet):
    def main_first(self) -> Self:
        """The index in the main language before its translations."""
        main = When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0))
        return self.order_by(Case(main, default=Value(1)), "path")

    def under(self, home: Model | None) -> Self:
        """The one index of a home page, if that has one readers may see."""
        if home is None:
            return self.none()
        return self.live().descendant_of(home).order_by("path")


class YearQuerySet(PageQuerySet):
    def holding(self, posts: ArticleQuerySet) -> Self:
        """Those that have one of these posts; some are made before the first."""
        # A stretch of the tree, which its index answers; "begins with" would read all.
        here = OuterRef("path")
        end = Concat(here, Value("Z" * Page.steplen))
        # In order: PostgreSQL would read all posts rather than seek the first of each.
        posts = posts.filter(path__gt=here, path__lt=end).order_by("path")
        first = Subquery(posts.values("path")[:1])
        return self.alias(first_post=first).filter(first_post__isnull=False)


class MeetingQuerySet(QuerySet):
    """Planned meetings; those that were called off are told as such, not left out."""

    def in_cluster(self, cluster: Model) -> Self:
        return self.filter(cluster=cluster)

    def in_order(self) -> Self:
        return self.select_related("cluster").order_by("starts_at", "pk")

    def newest_first(self) -> Self:
        return self.select_related("cluster").order_by("-starts_at", "-pk")

    def coming(self) -> Self:
        """From today on, with those of earlier days that still go on."""
        now = timezone.localtime()
        today = datetime.combine(now.date(), time.min, tzinfo=now.tzinfo)
        return self.filter(Q(starts_at__gte=today) | Q(ends_at__gte=now)).in_order()

    def next_and_last(self, most: int) -> Self:
        """The next so many, and so many of those that are over, newest first."""
        coming, now = self.coming(), timezone.localtime()
        before = self.filter(starts_at__lt=beginning(now.date())).newest_first()
        near = [Q(pk__in=Subquery(m.values("pk")[:most])) for m in (coming, before)]
        return self.model.objects.filter(reduce(or_, near)).newest_first()

    def recent_and_coming(self, days: int) -> Self:
        since = timezone.now() - timedelta(days=days)
        return self.filter(starts_at__gte=since).in_order()

    def held_in(self, year: int, month: int) -> Self:
        start, end = span(year, month)
        return self.filter(starts_at__gte=start, starts_at__lt=end).in_order()

    def after(self, year: int, month: int) -> Self:
        return self.filter(starts_at__gte=span(year, month)[1]).in_order()

    def held_beside(self, year: int, month: int) -> list[date]:
        """The nearest days of a meeting before and after that month."""
        start, end = span(year, month)
        nearest = self.aggregate(
            earlier=Max("starts_at", filter=Q(starts_at__lt=start)),
            later=Min("starts_at", filter=Q(starts_at__gte=end)),
        )
        return [timezone.localdate(moment) for moment in nearest.values() if moment]


class OrganisationQuerySet(QuerySet):
    def standing(self, day: date | None = None) -> Self:
        """What can be named in something new: not dissolved by that day."""
        day = day or timezone.localdate()
        ends = Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day)
        return self.filter(ends)


def restricted_paths() -> list[str]:
    """The tree paths of all pages that are kept to some readers."""
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def below(paths: Iterable[str]) -> Q:
    """The pages at these paths and below; an alias is where its source is, too."""
    sources = [Q(alias_of__path__begins=path) for path in paths]
    return reduce(or_, [*(Q(path__begins=path) for path in paths), *sources])


def beginning(day: date) -> datetime:
    zone = timezone.get_current_timezone()
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def days_of(year: int, month: int) -> tuple[date, date]:
    """The first day of a month, and the first one after it."""
    start, end = span(year, month)
    return start.date(), end.date()


def span(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """The first moment of a year or month here, and the first one after it."""
    zone = timezone.get_current_timezone()
    if month is None:
        return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*following, 1, tzinfo=zone)
