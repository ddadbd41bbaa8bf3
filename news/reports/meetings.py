"""Which clusters have no post yet about their mid-year or their year-end meeting?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import ArticleCluster, ArticlePage, ClusterTerm
from news.querysets import span
from news.vietnamese.collation import name_key

from .base import NewsReport

REVIEW, SUMMARY = ArticlePage.EventKind.REVIEW, ArticlePage.EventKind.SUMMARY
Reported = set[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Silent:
    cluster: str
    leader: str
    review: str
    summary: str


class SilentClusters(NewsReport):
    page_title = gettext_lazy("Clusters that have not reported a meeting")
    header_icon = "group"
    index_url_name = "news_report_meetings"
    index_results_url_name = "news_report_meetings_results"
    export_filename = "cum-chua-co-tin"
    shown = {
        "cluster": gettext_lazy("Cluster"),
        "leader": gettext_lazy("Leader"),
        "review": capfirst(REVIEW.label),
        "summary": capfirst(SUMMARY.label),
    }

    def rows(self) -> list[Silent]:
        known = reported(self.year)
        rows = [
            Silent(
                cluster=term.cluster.label,
                leader=self.led_by(term),
                review=_answer((term.cluster_id, REVIEW) in known),
                summary=_answer((term.cluster_id, SUMMARY) in known),
            )
            for term in terms_up_to(self.year)
            if not {(term.cluster_id, REVIEW), (term.cluster_id, SUMMARY)} <= known
        ]
        return sorted(rows, key=lambda row: name_key(row.cluster))

    def led_by(self, term: ClusterTerm) -> str:
        if term.year == self.year:
            return str(term.leader or "")
        return _("no term for %(year)s yet") % {"year": self.year}


def terms_up_to(year: int) -> Iterable[ClusterTerm]:
    """The term of each cluster in a year, or of the year before.

    Until somebody has copied the terms, in January, the report would be empty: as if
    every cluster had reported.
    """
    terms = ClusterTerm.objects.filter(year__in=[year - 1, year]).order_by("year")
    newest = {
        term.cluster_id: term for term in terms.select_related("cluster", "leader")
    }
    return newest.values()


def _answer(is_there: bool) -> str:
    return _("reported") if is_there else _("no post yet")


def reported(year: int) -> Reported:
    """Which cluster has, or had until it expired, a post about which meeting."""
    return {
        (row.tag_id, row.content_object.event_kind)
        for row in _rows_about(year)
        if row.content_object.term_year == year
    }


def _rows_about(year: int) -> Iterator[ArticleCluster]:
    # A year-end review may be held, and told, in the first months of the next year.
    start, end = span(year)[0], span(year + 1)[1]
    told = Q(content_object__live=True) | Q(content_object__expired=True)
    rows = ArticleCluster.objects.filter(
        told,
        content_object__event_kind__in=[REVIEW, SUMMARY],
        content_object__published_at__gte=start,
        content_object__published_at__lt=end,
    )
    fields = ("event_kind", "event_date", "published_at")
    only = [f"content_object__{field}" for field in fields]
    return rows.select_related("content_object").only("tag_id", *only).iterator()
