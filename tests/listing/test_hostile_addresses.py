"""Whatever stands in an address, it is answered in the site's dress, at one address."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from news.models import Author, Byline, Organisation
from tests import build
from tests.once import once

pytestmark = pytest.mark.django_db

QUERIES = [
    "page=0",
    "nam=abc",
    "nam=2020&thang=99",
    "nam=-1",
    "nam=" + "9" * 10_000,
    "cum[]=",
    "cum[]=a&nam[0]=2020",
    "cum=a&cum=b&cum=",
    "cum=" + "a" * 10_000,
    "q=" + "y" * 10_000,
    "q=%22%2A%20AND%20(%20-",
    "trang=0&truoc=1-1-1&sau=x",
    "trang=99999999999999999999",
    "truoc=99999999999999999-999999999999999999",
    "sau=0-0",
    "truoc=" + quote("１２３-４"),
    "nam=" + quote("２０２０"),
    "nam=" + quote("²⁰²⁰"),
    "thang=" + quote("٠٧") + "&nam=2020",
    "cum=%00&nam=%00&q=%00",
    "%00=%00",
    "cum=%ff%fe%80&q=%c3%28",
    "cum=%F0%9F%98%80&q=%F0%9F%98%80",
    "cum=%27;DROP%20TABLE--&tac-gia=../../etc/passwd",
    "chu-de=%3Cscript%3E",
    "%",
    "&&&=&==",
    "x=" + "&x=" * 300,
]
PATHS = [
    "/tin-tuc/%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%90/",  # 2020 in wide digits
    "/tin-tuc/%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%90/07/",
    # The first digit plain, the others wide: 2020 to whoever only asks for digits.
    "/tin-tuc/2%EF%BC%90%EF%BC%92%EF%BC%90/",
    "/tin-tuc/2%EF%BC%90%EF%BC%92%EF%BC%90/07/",
    "/lich/2%EF%BC%90%EF%BC%92%EF%BC%90/07/",
    "/tin-tuc/2020/%D9%A0%D9%A7/",
    "/tin-tuc/%D9%A2%D9%A0%D9%A2%D9%A0/hoi-nghi/",
    "/tin-tuc/2020/00/",
    "/tin-tuc/99999/",
    "/tin-tuc/0000/",
    "/tin-tuc/cum/%00/",
    "/tin-tuc/cum/%ff%fe/",
    "/tin-tuc/cum/" + "a" * 5000 + "/",
    "/tin-tuc/chu-de/%F0%9F%98%80/rss.xml",
    "/tin-tuc/2020/%00/",
    "/tin-tuc/2020/" + "a" * 5000 + "/",
    "/lich/%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%90/07/",
    "/lich/2020/99/",
    "/%ff%fe/",
]


@once
def addresses(index):
    """One of every kind of page and feed that readers have."""
    body = Organisation.objects.create(name="Bưu điện tỉnh")
    post = build.article(
        index,
        organisation=body,
        clusters=[build.cluster()],
        topics=["khen thưởng"],
        bylines=[Byline(author=Author.objects.create(name="Bàn An"))],
    )
    subjects = [
        "/tin-tuc/",
        *(
            index.address_of(subject)
            for subject in (
                post.clusters.first(),
                post.topics.first(),
                post.bylines.first().author,
                body,
            )
        ),
    ]
    feeds = [f"{a}{name}" for a in subjects for name in ("rss.xml", "feed.json")]
    others = [
        *("/", "/tin-tuc/cum/", "/tin-tuc/chu-de/", "/tin-tuc/tac-gia/"),
        *("/tin-tuc/don-vi/", "/tin-tuc/2020/", "/tin-tuc/2020/07/", post.url),
        *("/tim-kiem/", "/tim-kiem/rss.xml", "/tim-kiem/goi-y/", "/lich/"),
        *("/lich/2020/07/", "/lich/lich.ics", "/sitemap.xml", "/news-sitemap.xml"),
        *("/robots.txt", "/llms.txt", "/khong-co/", f"{subjects[1]}lich.ics"),
    ]
    return subjects + feeds + others


def told(response):
    return [t.name for t in response.templates]


def canonical(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [link["href"] for link in soup.select("link[rel=canonical]")]


@pytest.mark.exhaustive
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_no_query_breaks_a_page(client, addresses, query):
    for address in addresses:
        response = client.get(f"{address}?{query}")

        assert response.status_code in (200, 404), address
        if response.status_code == 404:
            assert "404.html" in told(response), address


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_no_path_breaks_the_site(client, addresses, path):
    response = client.get(path)

    assert response.status_code == 404
    # A file that is not there gets the same dress, without a search.
    dress = "plain.html" if path.endswith(".xml") else "404.html"
    assert dress in told(response)


def test_a_page_has_one_address_whatever_is_added_to_it(client, addresses):
    lists = [a for a in addresses if a.startswith("/tin-tuc/") and a.endswith("/")]

    for address in lists:
        (plain,) = canonical(client.get(address))
        for query in ("page=0&x=1", "cum[]=", "nam=abc", "utm_source=zalo", "thang=7"):
            assert canonical(client.get(f"{address}?{query}")) == [plain], address


def test_pages_further_on_name_the_first_as_their_address(client, index, settings):
    settings.NEWS_PAGE_SIZE = 1
    for _ in "123":
        build.article(index)
    first = client.get("/tin-tuc/?thang=07&nam=2020")

    further = client.get(first.context["listing"].older_url)

    assert "nam=2020&thang=07" in first.context["listing"].older_url
    assert (
        canonical(first)
        == canonical(further)
        == ["http://localhost/tin-tuc/?nam=2020&thang=07"]
    )


def test_only_what_is_narrowed_is_kept_from_search_engines(client, addresses):
    cluster = addresses[1]

    for address, robots in [
        ("/tin-tuc/", []),
        (cluster, []),
        ("/tin-tuc/2020/", []),
        ("/tin-tuc/?nam=2020", ["noindex, follow"]),
        (f"{cluster}?nam=2020", ["noindex, follow"]),
    ]:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        found = [meta["content"] for meta in soup.select("meta[name=robots]")]
        assert found == robots, address
