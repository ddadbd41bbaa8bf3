"""What is there on this site? A map for people, a page long however much there is."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news import languages
from news.addresses import SEGMENTS, Link
from news.choices import Counts, most_used
from news.filters import ArticleFilter
from news.models import NewsIndexPage, NewsYearPage
from news.publisher import Publisher, publisher


@dataclass(frozen=True, slots=True)
class Register:
    """The names of a register that have posts; the most used where there are many."""

    heading: str
    names: list[Link]
    # Where all of them are listed, if there are too many.
    all_url: str = ""

    @classmethod
    def of(cls, heading: str, kind: str, counts: Counts, base: str) -> "Register":
        names, is_longer = most_used(kind, counts, base)
        return cls(heading, names, f"{base}{SEGMENTS[kind]}/" if is_longer else "")


@dataclass(frozen=True)
class Contents:
    """Everything the template `news/contents.html` shows."""

    index: NewsIndexPage
    by: Publisher

    @property
    def heading(self) -> str:
        return _("Map of this site")

    @property
    def description(self) -> str:
        return _(
            "%(name)s: all pages, news by year, emulation clusters, topics, "
            "organisations, authors and feeds."
        ) % {"name": self.by.name}

    @property
    def breadcrumb(self) -> list[Link]:
        return [Link(_("Home"), languages.home_url()), Link(self.heading)]

    @cached_property
    def clusters(self) -> list[Link]:
        known, address_of = self.index.clusters(), self.index.address_of
        return [Link(cluster.label, address_of(cluster)) for cluster in known]

    @cached_property
    def years(self) -> list[NewsYearPage]:
        return list(self.index.years())

    @cached_property
    def registers(self) -> list[Register]:
        kinds = {
            "topic": _("Topics"),
            "organisation": _("Organisations"),
            "author": _("Authors"),
        }
        counts, base = self.index.counts(ArticleFilter()), self.index.url
        found = [Register.of(kinds[kind], kind, counts, base) for kind in kinds]
        return [register for register in found if register.names]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    index = NewsIndexPage.for_request(request)
    if index is None:
        raise Http404
    index.keep("posts", "clusters", "topics", "authors", "organisations")
    contents = Contents(index, publisher(request))
    return render(request, "news/contents.html", {"contents": contents, "index": index})
