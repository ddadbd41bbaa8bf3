"""How is a sitemap written?"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from news.feeds.entries import printable

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Address:
    location: str
    changed: datetime | None = None
    # The same in each language, itself among them; none where it has one language.
    also: Mapping[str, str] = field(default_factory=dict)

    def write_into(self, xml: SimplerXMLGenerator) -> None:
        xml.addQuickElement("loc", self.location)
        if self.changed:
            xml.addQuickElement("lastmod", told(self.changed))
        for language, address in self.also.items():
            _link(xml, language, address)
        if settings.LANGUAGE_CODE in self.also:
            _link(xml, "x-default", self.also[settings.LANGUAGE_CODE])


@dataclass(frozen=True, slots=True)
class NewsAddress:
    location: str
    publication: str
    language: str
    published: datetime
    title: str

    def write_into(self, xml: SimplerXMLGenerator) -> None:
        xml.addQuickElement("loc", self.location)
        xml.startElement("news:news", {})
        xml.startElement("news:publication", {})
        xml.addQuickElement("news:name", printable(self.publication))
        xml.addQuickElement("news:language", self.language)
        xml.endElement("news:publication")
        xml.addQuickElement("news:publication_date", told(self.published))
        xml.addQuickElement("news:title", printable(self.title))
        xml.endElement("news:news")


def written_index(parts: Iterable[Address]) -> str:
    return _written("sitemapindex", "sitemap", parts)


def written_set(addresses: Iterable[Address | NewsAddress]) -> str:
    return _written("urlset", "url", addresses)


def told(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _link(xml: SimplerXMLGenerator, language: str, address: str) -> None:
    said = {"rel": "alternate", "hreflang": language, "href": address}
    xml.addQuickElement("xhtml:link", "", said)


def _written(
    root: str, element: str, addresses: Iterable[Address | NewsAddress]
) -> str:
    out = io.StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(root, {"xmlns": SITEMAP, "xmlns:news": NEWS, "xmlns:xhtml": XHTML})
    for address in addresses:
        xml.startElement(element, {})
        address.write_into(xml)
        xml.endElement(element)
    xml.endElement(root)
    return out.getvalue()
