"""Which meetings are coming, and which were held? The calendar, month by month."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news import caching, calendar_files, languages
from news.addresses import Link, named_month
from news.agenda import Calendar, Day, days, entries
from news.models import Meeting, NewsIndexPage

COMING = 50


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    index, today = index_of(request), timezone.localdate()
    keep(index)
    coming = Meeting.objects.after(today.year, today.month)[:COMING]
    crumb = Link(_("Calendar of meetings"))
    return show(
        request,
        index,
        heading=crumb.title,
        breadcrumb=[Link(_("Home"), languages.home_url()), crumb],
        days_heading=month_link(today.year, today.month).title,
        days=days_of(index, today.year, today.month),
        coming=days(entries(coming, [])),
        **beside(index, today.year, today.month),
    )


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    index, wanted = index_of(request), (int(year), int(month))
    keep(index)
    held, nearest = days_of(index, *wanted), beside(index, *wanted)
    today = timezone.localdate()
    this_month = wanted == (today.year, today.month)
    if not held and None in nearest.values() and not this_month:
        # Nothing here, nor on one side: such months go on without an end.
        raise Http404
    crumb = month_link(*wanted)
    calendar = Link(_("Calendar of meetings"), reverse("news-calendar"))
    home = Link(_("Home"), languages.home_url())
    said = {"year": wanted[0], "month": wanted[1]}
    return show(
        request,
        index,
        heading=_("Meetings in %(month)s/%(year)s") % said,
        days_heading=crumb.title,
        is_one_month=True,
        breadcrumb=[home, calendar, Link(crumb.title)],
        days=held,
        **nearest,
    )


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    index = index_of(request)
    keep(index)
    rows = index.agenda(Meeting.objects.all())
    return calendar_files.answer(request, _("Calendar of meetings"), rows)


def keep(index: NewsIndexPage) -> None:
    index.keep("meetings", "events", "clusters", until=caching.midnight())


def show(request: HttpRequest, index: NewsIndexPage, **shown: object) -> HttpResponse:
    context = {"calendar": Calendar(**shown), "index": index}
    return render(request, "news/calendar.html", context)


def index_of(request: HttpRequest) -> NewsIndexPage:
    index = NewsIndexPage.for_request(request)
    if index is None:
        raise Http404
    return index


def days_of(index: NewsIndexPage, year: int, month: int) -> list[Day]:
    planned = Meeting.objects.held_in(year, month)
    return days(index.entries(planned, index.articles().held_in(year, month)))


def beside(index: NewsIndexPage, year: int, month: int) -> dict[str, Link | None]:
    """The nearest months before and after that have a meeting."""
    planned = Meeting.objects.held_beside(year, month)
    told = index.articles().held_beside(year, month)
    nearest = [day.replace(day=1) for day in (*planned, *told)]
    here = dt.date(year, month, 1)
    earlier = max((day for day in nearest if day < here), default=None)
    later = min((day for day in nearest if day > here), default=None)
    return {
        "earlier": month_link(earlier.year, earlier.month) if earlier else None,
        "later": month_link(later.year, later.month) if later else None,
    }


def month_link(year: int, month: int) -> Link:
    return Link(
        named_month(year, month),
        reverse("news-calendar-month", args=[year, f"{month:02d}"]),
    )
