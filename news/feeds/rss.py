"""How is a feed written as RSS 2.0, with the whole text and the words of photos?"""

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed, rfc2822_date
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from news.feeds.feed import Enclosed, Entry, Feed


class Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        feed: Feed = self.feed["feed"]
        handler.addQuickElement("title", feed.title)
        handler.addQuickElement("link", feed.page)
        handler.addQuickElement("description", feed.description)
        address = {"rel": "self", "href": feed.url, "type": "application/rss+xml"}
        handler.addQuickElement("atom:link", None, address)
        handler.addQuickElement("language", feed.language)
        if feed.modified:
            # Django's own would say "now" of an empty feed: new bytes each time.
            handler.addQuickElement("lastBuildDate", rfc2822_date(feed.modified))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for category in entry.labels:
            handler.addQuickElement("category", category)
        for author in entry.authors:
            handler.addQuickElement("dc:creator", author)
        handler.addQuickElement("content:encoded", entry.html)
        for photo in entry.photos:
            self.add_photo(handler, photo)

    def add_photo(self, handler: SimplerXMLGenerator, photo: Enclosed) -> None:
        shape = {"width": str(photo.width), "height": str(photo.height)}
        what = {"url": photo.url, "type": photo.kind, "medium": "image"}
        handler.startElement("media:content", what | shape)
        if photo.words:
            plain = {"type": "plain"}
            handler.addQuickElement("media:description", photo.words, plain)
        if photo.credit:
            role = {"role": "photographer", "scheme": "urn:ebu"}
            handler.addQuickElement("media:credit", photo.credit, role)
        handler.endElement("media:content")


def write(feed: Feed) -> str:
    rss = Rss(feed.title, feed.page, feed.description, feed=feed)
    for entry in feed.entries:
        # An item of RSS has one enclosure; the others are told as media:content.
        enclosures = [
            Enclosure(photo.url, str(photo.size), photo.kind)
            for photo in entry.photos[:1]
        ]
        rss.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            enclosures=enclosures,
            entry=entry,
        )
    return rss.writeString("utf-8")
