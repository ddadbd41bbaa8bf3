"""How does a list of posts read in a feed reader? One feed, three ways to write it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from news.feeds import atom, json_feed, rss
from news.feeds.entries import entry, printable
from news.feeds.feed import Feed
from news.feeds.surroundings import Surroundings
from news.freshness import conditional
from news.listings import FEEDS, Listing
from news.publisher import publisher

WRITERS: dict[str, Callable[[Feed], str]] = {
    "rss.xml": rss.write,
    "atom.xml": atom.write,
    "feed.json": json_feed.write,
}


def respond(
    request: HttpRequest, listing: Listing, around: Surroundings, name: str
) -> HttpResponse:
    """The feed `name` of a list whose posts have their bodies and surroundings."""
    told = feed(request, listing, around, name)
    kind = f"{FEEDS[name]}; charset=utf-8"
    response = HttpResponse(WRITERS[name](told), content_type=kind)
    return conditional(request, response, told.url)


def feed(
    request: HttpRequest, listing: Listing, around: Surroundings, name: str
) -> Feed:
    by = publisher(request)
    narrowed = ", ".join(link.title for link in listing.active)
    heading = f"{listing.heading} ({narrowed})" if narrowed else listing.heading
    return printable(
        Feed(
            title=" – ".join(filter(None, [heading, by.name])),
            description=listing.introduction or heading,
            url=by.absolute(listing.feed(name)),
            page=by.absolute(listing.canonical or listing.address),
            publisher=by.name or heading,
            publisher_url=f"{by.address}/",
            language=get_language() or "vi",
            icon=by.logo,
            entries=tuple(
                entry(request, article, around, by) for article in listing.articles
            ),
        )
    )
