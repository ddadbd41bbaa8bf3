"""Which posts lack a cluster, an author, or the caption of a photo?"""

from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn

from news.models import ArticleCluster, ArticleFinding, ArticlePage, Byline
from news.overview.paging import CappedPaginator

from .base import NewsReport

# The gate's rule for it: whoever looks into bodies has looked already.
CAPTION = "photo-without-caption"
LACKS = {"cluster": _("cluster"), "author": _("author"), "caption": _("caption")}


@dataclass(frozen=True, slots=True)
class Incomplete:
    pk: int
    title: str
    published_at: object
    lacks: str


class LackFilterSet(WagtailFilterSet):
    lacks = django_filters.ChoiceFilter(
        label=_("What is missing"),
        choices=list(LACKS.items()),
        method="lacking",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ArticlePage
        fields = []

    def lacking(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        return posts.filter(**{f"lacks_{value}": True})


class IncompletePosts(NewsReport):
    page_title = _("Posts without cluster, author or caption")
    header_icon = "warning"
    index_url_name = "news_report_incomplete"
    index_results_url_name = "news_report_incomplete_results"
    export_filename = "tin-bai-con-thieu"
    filterset_class = LackFilterSet
    paginator_class = CappedPaginator
    shown = {
        "title": _("Title"),
        "published_at": _("Date of publication"),
        "lacks": _("What is missing"),
    }

    columns: list[BaseColumn] = [
        TitleColumn(
            "title",
            label=_("Title"),
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.pk]),
        ),
        DateColumn("published_at", label=_("Date of publication")),
        Column("lacks", label=_("What is missing")),
    ]

    def get_filtered_queryset(self) -> QuerySet:
        posts = annotated(ArticlePage.objects.all())
        lacking = (
            posts.filter(lacks_cluster=True)
            | posts.filter(lacks_author=True)
            | posts.filter(lacks_caption=True)
        )
        ordered = self.filter_queryset(lacking).newest_first()
        flags = [f"lacks_{name}" for name in LACKS]
        return ordered.values_list("pk", "title", "published_at", *flags)

    def decorate_paginated_queryset(self, object_list: QuerySet) -> list[Incomplete]:
        return [row_of(*values) for values in object_list]

    def get_table(self, object_list: QuerySet) -> object:
        return super().get_table(self.decorate_paginated_queryset(object_list))


def annotated(posts: QuerySet) -> QuerySet:
    clusters = ArticleCluster.objects.filter(content_object=OuterRef("pk"))
    bylines = Byline.objects.filter(page=OuterRef("pk"))
    captions = ArticleFinding.objects.filter(article=OuterRef("pk"), code=CAPTION)
    return posts.annotate(
        lacks_cluster=~Exists(clusters),
        lacks_author=~Exists(bylines),
        lacks_caption=Exists(captions),
    )


def row_of(pk: int, title: str, published_at: object, *flags: bool) -> Incomplete:
    lacks = (
        str(label) for label, flag in zip(LACKS.values(), flags, strict=True) if flag
    )
    return Incomplete(pk, title, published_at, ", ".join(lacks))
