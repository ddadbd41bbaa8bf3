"""How many posts by month, cluster, author and state?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from news.models import ArticlePage, Cluster
from news.overview.filters import PostFilterSet
from news.overview.states import State, first_state
from news.vietnamese.collation import name_key, person_key

from .base import NewsReport, YearFilter

TAG = "article_clusters__tag"
CLUSTER = [TAG, f"{TAG}__kind", f"{TAG}__number", f"{TAG}__name"]
AUTHOR = ["bylines__author", "bylines__author__name"]


@dataclass(frozen=True, slots=True)
class Counted:
    month: str
    cluster: str
    author: str
    state: str
    count: int


class CountFilterSet(PostFilterSet):
    year = YearFilter()
    month = None
    finding = None


class PostCounts(NewsReport):
    """A post in two clusters or by two authors is counted with each of them."""

    page_title = _("Posts by month, cluster, author and state")
    header_icon = "history"
    index_url_name = "news_report_counts"
    index_results_url_name = "news_report_counts_results"
    export_filename = "tin-bai-theo-thang"
    filterset_class = CountFilterSet
    shown = {
        "month": _("Month"),
        "cluster": _("Cluster"),
        "author": _("Author"),
        "state": _("State"),
        "count": _("Posts"),
    }

    def rows(self) -> list[Counted]:
        posts = self.filter_queryset(ArticlePage.objects.published_in(self.year))
        groups = (
            posts.order_by()
            .annotate(month=TruncMonth("published_at"), state=first_state())
            .values_list("month", *CLUSTER, *AUTHOR, "state")
            .annotate(count=Count("pk", distinct=True))
        )
        return sorted(self._wanted_rows(groups), key=_place)

    def _wanted_rows(self, groups: Iterable[tuple]) -> Iterator[Counted]:
        """The filter leaves posts whole: their other clusters and authors go here."""
        cluster, author = (self.wanted.get(name) for name in ("cluster", "author"))
        for month, tag, *names, writer, name, state, count in groups:
            if cluster in ("", None, str(tag)) and author in ("", None, str(writer)):
                label = _label(*names) if tag else ""
                state_label = str(State(state).label)
                yield Counted(f"{month:%m/%Y}", label, name or "", state_label, count)


def _label(kind: str, number: str, name: str) -> str:
    return Cluster(kind=kind, number=number, name=name).label


def _place(row: Counted) -> tuple:
    return row.month, name_key(row.cluster), person_key(row.author), row.state
