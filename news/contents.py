"""What is there on this site? A map for people, a page long however much there is."""

from dataclasses import dataclass

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news import languages
from news.listings import Link
from news.models import Cluster, NewsIndexPage, NewsYearPage
from news.publisher import Publisher, publisher
from news.vietnamese.collation import name_key, person_key

# Of the topics, of the organisations, of the authors: enough to look around.
MOST = 60


@dataclass(frozen=True, slots=True)
class Register:
    """The names of a register that have posts; not all where there are too many."""

    heading: str
    names: list[Model]
    has_more: bool = False

    @classmethod
    def of(cls, heading: str, index: NewsIndexPage, kind: str) -> "Register":
        found = list(index.subjects_of(kind)[: MOST + 1])
        by = person_key if kind == "author" else name_key
        names = sorted(found[:MOST], key=lambda thing: by(str(thing)))
        return cls(heading, names, len(found) > MOST)


@dataclass(frozen=True)
class Contents:
    """Everything the template `news/contents.html` shows."""

    index: NewsIndexPage
    by: Publisher

    @property
    def heading(self) -> str:
        return _("Map of this site")

    @property
    def breadcrumb(self) -> list[Link]:
        return [Link(_("Home"), languages.home_url()), Link(self.heading)]

    @cached_property
    def clusters(self) -> list[Cluster]:
        return list(self.index.clusters())

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
        found = [Register.of(said, self.index, kind) for kind, said in kinds.items()]
        return [register for register in found if register.names]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    index = NewsIndexPage.for_request(request)
    if index is None:
        raise Http404
    index.keep("posts", "clusters", "topics", "authors", "organisations")
    contents = Contents(index, publisher(request))
    return render(request, "news/contents.html", {"contents": contents, "index": index})
