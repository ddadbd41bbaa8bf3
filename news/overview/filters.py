"""By what can posts be narrowed down in the newsroom?

Every filter but the month asks for rows by their number: a search takes no other
condition. What makes no sense in the query string is said beside its field.
"""

import re
from collections.abc import Callable

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from news import gate
from news.models import (
    ArticleCluster,
    ArticleFinding,
    ArticlePage,
    Author,
    Byline,
    Cluster,
)
from news.vietnamese.collation import name_key, person_key

from .states import State, condition

MONTH = r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$"


def clusters() -> list[tuple[str, str]]:
    return _choices(Cluster, name_key)


def authors() -> list[tuple[str, str]]:
    return _choices(Author, person_key)


def found_codes() -> list[tuple[str, str]]:
    """The rules that some post meets now, by the names people know."""
    titles = rule_titles()
    met = ArticleFinding.objects.order_by("code").values_list("code", flat=True)
    rows = [(code, str(titles.get(code, code))) for code in met.distinct()]
    return sorted(rows, key=lambda row: name_key(row[1]))


def rule_titles() -> dict[str, str]:
    return {rule.code: rule.title for rule in gate.RULES}


def _choices(model: type[Model], key: Callable) -> list[tuple[str, str]]:
    rows = [(str(thing.pk), str(thing)) for thing in model.objects.order_by()]
    return sorted(rows, key=lambda row: key(row[1]))


class MonthFilter(django_filters.Filter):
    field_class = forms.RegexField

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label=_("Month"),
            regex=re.compile(MONTH, re.ASCII),
            max_length=7,
            widget=forms.TextInput(attrs={"type": "month", "placeholder": "2020-07"}),
            **kwargs,
        )

    def filter(self, posts: QuerySet, value: str) -> QuerySet:
        if not value:
            return posts
        year, month = map(int, value.split("-"))
        return posts.published_in(year, month)


class PostFilterSet(WagtailFilterSet):
    cluster = django_filters.ChoiceFilter(
        label=_("Cluster"), choices=clusters, method="of_cluster", empty_label=_("All")
    )
    author = django_filters.ChoiceFilter(
        label=_("Author"), choices=authors, method="by_author", empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=State.choices,
        method="in_state",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    month = MonthFilter()
    finding = django_filters.ChoiceFilter(
        label=_("Finding"),
        choices=found_codes,
        method="with_finding",
        empty_label=_("All"),
    )

    class Meta:
        model = ArticlePage
        fields = []

    def of_cluster(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        rows = ArticleCluster.objects.filter(tag=value)
        return posts.filter(pk__in=rows.values("content_object"))

    def by_author(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        return posts.filter(
            pk__in=Byline.objects.filter(author=value).order_by().values("page")
        )

    def in_state(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        return posts.filter(condition(value))

    def with_finding(self, posts: QuerySet, name: str, value: str) -> QuerySet:
        rows = ArticleFinding.objects.filter(code=value)
        return posts.filter(pk__in=rows.values("article"))
