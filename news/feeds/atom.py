"""How is a feed written as Atom, with the dates of true changes?"""

from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from news.feeds.feed import Entry, Feed

# Atom wants a date, and a feed without a post has none.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return self.feed["feed"].modified or NEVER

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for author in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        for photo in entry.photos:
            link = {"rel": "enclosure", "href": photo.url, "type": photo.kind}
            if photo.size:
                link["length"] = str(photo.size)
            if photo.words:
                link["title"] = photo.words
            handler.addQuickElement("link", "", link)
        if entry.source:
            handler.addQuickElement("link", "", {"rel": "via", "href": entry.source})
        handler.addQuickElement("content", entry.html, {"type": "html"})


def write(feed: Feed) -> str:
    atom = Atom(
        title=feed.title,
        link=feed.page,
        description=None,
        subtitle=feed.description,
        language=feed.language,
        feed_url=feed.url,
        feed_guid=feed.url,
        author_name=feed.publisher,
        author_link=feed.publisher_url,
        feed=feed,
    )
    for entry in feed.entries:
        atom.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.modified,
            categories=entry.labels,
            entry=entry,
        )
    return atom.writeString("utf-8")
