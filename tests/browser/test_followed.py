"""Feeds, sitemaps and calendars, read by programs that nobody here wrote.

JSON Feed has no maintained validator in a package registry, and the schema of what a
news sitemap adds may not be passed on: `tests/following` asks for the shape of both.
"""

import re

import feedparser
import icalendar
import pytest
from lxml import etree

from tests.browser.portal import ROOT
from tests.browser.wire import ask

pytestmark = pytest.mark.browser

SCHEMA = ROOT / "tests/checkers/node_modules/sitemap/schema/sitemap.xsd"
CLUSTER = "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/"
LISTS = ["/tin-tuc/", CLUSTER, "/tin-tuc/tac-gia/hoang-quoc-thinh/", "/tim-kiem/"]


@pytest.mark.parametrize("place", LISTS)
@pytest.mark.parametrize(
    ("name", "version"), [("rss.xml", "rss20"), ("atom.xml", "atom10")]
)
def test_a_feed_reader_understands_the_whole_feed(base_url, place, name, version):
    query = "?q=hoi+nghi" if "tim-kiem" in place else ""
    address = f"{base_url}{place}{name}{query}"
    answer = ask(address)
    told = {"content-location": address, "content-type": answer.headers["Content-Type"]}

    feed = feedparser.parse(answer.body, response_headers=told)

    assert (feed.version, feed.bozo) == (version, False)
    assert feed.feed.title
    assert feed.feed.updated_parsed
    assert feed.entries
    for entry in feed.entries:
        assert all(entry.get(field) for field in ("id", "link", "title", "content"))
        assert entry.get("published_parsed") or entry.get("updated_parsed")
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_the_sitemaps_keep_to_their_schema(base_url):
    assert SCHEMA.exists(), "No schema of sitemaps: run `make checkers`."
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    index = ask(f"{base_url}/sitemap.xml").body.decode()
    files = re.findall(r"<loc>([^<]+)</loc>", index)
    assert len(files) == 2

    for address in (*files, f"{base_url}/news-sitemap.xml"):
        schema.assertValid(alone(ask(address).body))


def alone(text: bytes) -> etree._Element:
    """Without what other vocabularies add: their schemas are not in the package."""
    root = etree.fromstring(text)
    for other in root.xpath("//*[namespace-uri() != namespace-uri(/*)]"):
        other.getparent().remove(other)
    return root


def test_the_schema_would_tell(base_url):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    text = ask(f"{base_url}/sitemap-articles.xml").body
    broken = re.sub(rb"<lastmod>\d{4}", b"<lastmod>20", text)

    assert broken != text
    assert not schema.validate(etree.fromstring(broken))


@pytest.mark.parametrize("address", ["/lich/lich.ics", f"{CLUSTER}lich.ics"])
def test_a_calendar_is_read_whole(base_url, address):
    answer = ask(base_url + address)
    assert answer.headers["Content-Type"].startswith("text/calendar")

    calendar = icalendar.Calendar.from_ical(answer.body)

    events = calendar.walk("VEVENT")
    assert events
    assert not any(part.errors for part in [calendar, *events])
    assert all(line.endswith(b"\r\n") for line in answer.body.splitlines(True))
    assert all(len(line) <= 77 for line in answer.body.splitlines(True))
