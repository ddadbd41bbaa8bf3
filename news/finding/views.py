"""Which addresses does a search have? Results, their feed, suggestions."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from news import search
from news.addresses import Link
from news.conf import setting
from news.filters import PARAMETERS
from news.listings import Listing
from news.models import NewsIndexPage
from news.publisher import publisher

from .asked import Asked
from .page import Results
from .suggesting import MOST_POSTS, completed

# For how long a page of results is kept.
SHORT = timedelta(seconds=60)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    page = results_of(request)
    if page.found.articles:
        keep(page.index)
    shown = {
        "results": page,
        "index": page.index,
        "canonical": publisher(request).absolute(page.canonical),
        "breadcrumb": page.index.trail(Link(page.heading)),
        "suggestions_url": reverse("news-search-suggestions"),
        "most": number_format(search.MOST, force_grouping=True),
    }
    return render(request, "news/search.html", shown)


@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """The newest posts that match, whole, as one of the feeds a list has."""
    page = results_of(request)
    asked, index = page.asked, page.index
    keep(index)
    found = search.find(
        asked.text,
        asked.wanted,
        index.articles(),
        size=setting("NEWS_FEED_SIZE"),
        newest=True,
        bodies=True,
    )
    for article in found.articles:
        article.index = index
    listing = Listing(
        "search",
        page.heading,
        found.articles,
        address=asked.on_page(1).at(page.address),
        feed_url=asked.on_page(1).at(page.feed_address),
        active=page.active,
    )
    return index.follow(request, listing, name)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the words typed so far may become, and posts that have them already."""
    index, asked = index_of(request), Asked.from_query(request.GET)
    found = search.find(asked.text, asked.wanted, index.articles(), size=MOST_POSTS)
    for article in found.articles:
        article.index = index
    posts = [
        {"title": article.title, "url": article.get_url(request)}
        for article in found.articles
    ]
    return JsonResponse({"words": completed(request.GET.get("q", "")), "posts": posts})


def keep(index: NewsIndexPage) -> None:
    """The words people think of have no end: what is kept of them is short-lived."""
    index.keep(
        *("posts", "edits", "clusters", "choices"),
        parameters=("q", "trang", *PARAMETERS),
        until=timezone.now() + SHORT,
    )


def results_of(request: HttpRequest) -> Results:
    asked = Asked.from_query(request.GET)
    addresses = reverse("news-search"), reverse("news-search-feed", args=["rss.xml"])
    return Results(index_of(request), asked, *addresses)


def index_of(request: HttpRequest) -> NewsIndexPage:
    index = NewsIndexPage.for_request(request)
    if index is None:
        raise Http404
    return index
