"""Which parameters make sense? The others are answered with 400, not with an error."""

from datetime import date

from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2.filters import OrderingFilter
from wagtail.api.v2.utils import BadRequestError

from news.filters import ArticleFilter
from news.querysets import ArticleQuerySet

# The words of the public lists, and the attributes of `ArticleFilter` they stand for.
SUBJECTS = {
    "cum": "cluster",
    "chu-de": "topic",
    "tac-gia": "author",
    "don-vi": "organisation",
}
DAYS = ("tu", "den")
OF_POSTS = frozenset([*SUBJECTS, *DAYS])
NUMBERS = ("id", "limit", "offset", "child_of", "ancestor_of", "descendant_of")
# Whoever wants to go further asks for a stretch of days: an offset is read and dropped.
FURTHEST = 10_000
LONGEST, DEEPEST = 500, 2


def check(query: QueryDict) -> None:
    """What no database should have to answer."""
    for name, value in query.items():
        if len(value) > LONGEST or not value.isprintable():
            raise BadRequestError(f"{name} is too long, or holds control characters")
    for name in NUMBERS:
        value = query.get(name, "")
        if value.lstrip("-").isdecimal() and len(value) > 12:
            raise BadRequestError(f"{name} is larger than any number of a page")
    offset = query.get("offset", "")
    if offset.isdecimal() and int(offset) > FURTHEST:
        raise BadRequestError(
            f"offset cannot be higher than {FURTHEST}: ask for a stretch of days, "
            "with tu and den"
        )
    if query.get("fields", "").count("(") > DEEPEST:
        raise BadRequestError("fields are nested too deep")


class Ordering(OrderingFilter):
    def filter_queryset(
        self, request: Request, queryset: ArticleQuerySet, view: APIView
    ) -> ArticleQuerySet:
        if "random" in request.GET.get("order", ""):
            raise BadRequestError("random ordering reads every page: it is not offered")
        return super().filter_queryset(request, queryset, view)


class Narrowed(BaseFilterBackend):
    """By what narrows the public lists, and by the first and the last day."""

    def filter_queryset(
        self, request: Request, queryset: ArticleQuerySet, view: APIView
    ) -> ArticleQuerySet:
        if not OF_POSTS & request.GET.keys():
            return queryset
        wanted = ArticleFilter.from_query(request.GET)
        of_subjects = ArticleFilter(
            **{kind: getattr(wanted, kind) for kind in SUBJECTS.values()}
        )
        for name, kind in SUBJECTS.items():
            if name in request.GET and not getattr(wanted, kind):
                raise BadRequestError(f"{name} is not the end of an address")
        first, last = (_day(request.GET, name) for name in DAYS)
        return queryset.matching(of_subjects).published_between(first, last)


def _day(query: QueryDict, name: str) -> date | None:
    if name not in query:
        return None
    try:
        day = date.fromisoformat(query[name])
    except ValueError as error:
        raise BadRequestError(f"{name} is not a day, as in 2020-07-13") from error
    # Beyond, one database counts and another fails.
    if not 1900 <= day.year <= 2999:
        raise BadRequestError(f"{name} is a day without news")
    return day
