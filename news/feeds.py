"""How does a list of posts read in a feed reader?"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed

from news.listings import Listing


def rss(request: HttpRequest, listing: Listing) -> HttpResponse:
    feed = Rss201rev2Feed(
        title=listing.heading,
        link=request.build_absolute_uri(listing.address),
        description=listing.introduction or listing.heading,
        language="vi",
        feed_url=request.build_absolute_uri(listing.feed_url),
    )
    for item in _items(request, listing.articles):
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _items(request: HttpRequest, articles: Iterable) -> Iterable[dict]:
    for article in articles:
        address = request.build_absolute_uri(article.get_url(request))
        yield {
            "title": article.title,
            "link": address,
            "unique_id": address,
            "description": article.summary,
            "pubdate": article.published_at,
            "updateddate": article.last_published_at,
            "categories": [cluster.label for cluster in article.clusters.all()],
        }
