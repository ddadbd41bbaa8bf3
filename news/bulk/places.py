"""Where in the tree do many new posts stand? Last under their years."""

from collections import Counter

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, NewsIndexPage, NewsYearPage
from news.models.articles import free_of_months, like_a_month

# Where a slug stands: the path of the parent, and the slug.
Place = tuple[str, str]


class Places:
    """Within one transaction: the years stay locked until its end."""

    def __init__(self, index: NewsIndexPage) -> None:
        self.index = index
        self.years: dict[int, NewsYearPage] = {}
        self.steps: Counter[int] = Counter()
        self.came: Counter[int] = Counter()
        # What stands in the database is asked for; the last two batches may not yet.
        self.given: list[set[Place]] = [set(), set()]

    def put(self, articles: list[ArticlePage]) -> None:
        """They have their keys: what is in the way of a slug is told by them."""
        for article in articles:
            self._open(article)
        taken = self._taken(articles)
        self.given = [self.given[1], set()]
        for article in articles:
            year = self.years[year_of(article)]
            slug = slug_of(article)
            if any((year.path, slug) in known for known in (taken, *self.given)):
                slug = f"{slug}-{article.pk}"
            self.given[1].add((year.path, slug))
            self._put(article, year, slug)

    def count(self) -> None:
        """Let the years know how many came."""
        for number, came in self.came.items():
            year = Page.objects.filter(pk=self.years[number].pk)
            year.update(numchild=F("numchild") + came)

    def _put(self, article: ArticlePage, year: NewsYearPage, slug: str) -> None:
        self.steps[year.year] += 1
        self.came[year.year] += 1
        article.depth = year.depth + 1
        article.path = Page._get_path(year.path, article.depth, self.steps[year.year])
        article.slug, article.url_path = slug, f"{year.url_path}{slug}/"
        article.index, article.locale = self.index, self.index.locale

    def _open(self, article: ArticlePage) -> None:
        if (number := year_of(article)) not in self.years:
            year = self.index.year_for(article.published_at)
            list(Page.objects.filter(pk=year.pk).select_for_update().values_list("pk"))
            self.years[number] = year
            self.steps[number] = last_step(year)

    def _taken(self, articles: list[ArticlePage]) -> set[Place]:
        wanted = Page.objects.filter(slug__in={slug_of(one) for one in articles})
        rows = wanted.values_list("path", "slug")
        return {(path[: -Page.steplen], slug) for path, slug in rows}


def year_of(article: ArticlePage) -> int:
    return timezone.localtime(article.published_at).year


def slug_of(article: ArticlePage) -> str:
    if article.slug and not like_a_month(article.slug):
        return article.slug
    return free_of_months(article.title)


def last_step(parent: Page) -> int:
    # Not treebeard's own: it trusts the number of children as it was read before.
    below = Page.objects.filter(
        depth=parent.depth + 1,
        path__range=Page._get_children_path_interval(parent.path),
    )
    path = below.order_by("-path").values_list("path", flat=True).first()
    return Page._str2int(path[-Page.steplen :]) if path else 0
