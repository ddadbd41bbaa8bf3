"""Where in the tree do many new posts stand? Last under their years."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, NewsIndexPage, NewsYearPage
from news.models.articles import free_of_months, like_a_month

# Where a slug stands: the path of the parent, and the slug.
Place = tuple[str, str]
ASIDE = 8  # numbers behind a slug that are asked for at once, twice as many each time


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
        """A slug that is taken is numbered as Wagtail numbers it."""
        self._open({year_of(article): article for article in articles})
        taken = _taken(map(slug_of, articles))
        self.given = [self.given[1], set()]
        for article in articles:
            year = self.years[year_of(article)]
            slug = self._free(year, slug_of(article), taken)
            self.given[1].add((year.path, slug))
            self._put(article, year, slug)

    def _free(self, year: NewsYearPage, slug: str, taken: set[Place]) -> str:
        """`taken` comes to know the numbers that had to be asked for."""
        known = (taken, *self.given)
        if not any((year.path, slug) in places for places in known):
            return slug
        number, asked = 2, 1
        while True:
            if number > asked:
                asked = 2 * asked + ASIDE
                taken |= _taken(f"{slug}-{aside}" for aside in range(number, asked + 1))
            wanted = f"{slug}-{number}"
            if not any((year.path, wanted) in places for places in known):
                return wanted
            number += 1

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

    def _open(self, wanted: dict[int, ArticlePage]) -> None:
        """The years of the posts, locked; a year that is not there is made."""
        new = wanted.keys() - self.years.keys()
        if not new:
            return
        years = NewsYearPage.objects.child_of(self.index).filter(year__in=new)
        there = {year.year for year in years}
        for number in sorted(new - there):
            self.index.year_for(wanted[number].published_at)
        # As they are once nobody else is at them, and always in the same order.
        for year in years.all().order_by("pk").select_for_update():
            self.years[year.year] = year
            self.steps[year.year] = last_step(year)


def _taken(slugs: Iterable[str]) -> set[Place]:
    rows = Page.objects.filter(slug__in=set(slugs)).values_list("path", "slug")
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
