"""Search engines find every public post, with true dates, however many there are."""

import re
from datetime import timedelta
from time import time
from xml.etree import ElementTree

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news import scheduling
from news.erasure import erase
from news.keeping import given_up
from news.models import ArticlePage, Author, Byline, SitemapFile, Topic
from news.remembered import Remembered
from news.sitemaps import files
from news.sitemaps.pages import pages_but_posts
from tests import build

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def locations(root):
    return [found.text for found in root.iterfind("*/s:loc", NS)]


def test_the_index_leads_to_every_post_once(client, index, monkeypatch):
    monkeypatch.setattr(SitemapFile, "STRETCH", 3)
    posts = [build.article(index) for _ in range(7)]
    posts[3].unpublish()

    files = locations(read(client, "/sitemap.xml"))
    found = [
        place
        for file in files
        if "articles" in file
        for place in locations(read(client, file.removeprefix("http://localhost")))
    ]

    assert len(files) > 3
    expected = [post.full_url for post in posts if post != posts[3]]
    assert sorted(found) == sorted(expected)


def test_no_file_is_named_that_would_be_empty(client, index, monkeypatch):
    monkeypatch.setattr(SitemapFile, "STRETCH", 1)
    build.article(index, live=False)
    build.article(index)

    for file in locations(read(client, "/sitemap.xml")):
        assert locations(read(client, file.removeprefix("http://localhost")))


def test_dates_are_those_of_the_last_change(client, index):
    changed, same = build.article(index), build.article(index)
    days = {changed: build.moment(2024, 5, 6), same: build.moment(2020, 7, 13)}
    for post, day in days.items():
        ArticlePage.objects.filter(pk=post.pk).update(last_published_at=day)

    told = {
        url.findtext("s:loc", namespaces=NS): url.findtext("s:lastmod", namespaces=NS)
        for url in read(client, "/sitemap-articles.xml").iterfind("s:url", NS)
    }
    newest = read(client, "/sitemap.xml").findtext("s:sitemap/s:lastmod", namespaces=NS)

    assert told[changed.full_url] == newest == "2024-05-06T08:00:00+07:00"
    assert told[same.full_url] == "2020-07-13T08:00:00+07:00"


@pytest.fixture
def two_files(index, monkeypatch):
    """A file of each of two posts."""
    monkeypatch.setattr(SitemapFile, "STRETCH", 1)
    monkeypatch.setattr(files, "FOUND", Remembered(9))
    posts = [build.article(index, title=title) for title in ("Một", "Hai")]
    ArticlePage.objects.update(last_published_at=build.moment(2020, 7, 13))
    return posts


def corrected(post):
    post.title = "Đã sửa"
    post.save_revision().publish()


def restricted(post):
    PageViewRestriction.objects.create(
        page=post, restriction_type=PageViewRestriction.LOGIN
    )


def expired(post):
    ArticlePage.objects.filter(pk=post.pk).update(expire_at=timezone.now())
    scheduling.keep_time()


def erased(post):
    erase(post, "Theo bản án 12/2026")


def taken_back(post):
    """As an import is: Wagtail withdraws it before it goes."""
    with given_up(post):
        post.delete()


@pytest.mark.parametrize(
    "change",
    [
        *(corrected, restricted, expired, erased, taken_back),
        ArticlePage.unpublish,
    ],
)
def test_what_was_found_of_a_file_is_asked_again_after_a_change(
    client, two_files, change, monkeypatch
):
    before = client.get("/sitemap.xml").content

    change(ArticlePage.objects.get(pk=two_files[1].pk))
    now = client.get("/sitemap.xml").content
    monkeypatch.setattr(files, "FOUND", Remembered(9))

    assert before != now == client.get("/sitemap.xml").content


def test_a_post_that_comes_into_a_file_is_told_there(client, index, monkeypatch):
    monkeypatch.setattr(files, "FOUND", Remembered(9))
    build.article(index, title="Một")
    ArticlePage.objects.update(last_published_at=build.moment(2020, 7, 13))
    before = client.get("/sitemap.xml").content

    build.article(index, title="Hai")

    assert client.get("/sitemap.xml").content != before


def test_a_new_name_in_a_register_changes_no_file(index):
    cluster = build.cluster()
    build.article(index, clusters=[cluster])
    before = list(SitemapFile.objects.values_list())

    cluster.name = "Tên mới"
    cluster.save()

    assert list(SitemapFile.objects.values_list()) == before


def test_only_the_files_are_asked_for_that_have_changed(client, two_files, monkeypatch):
    asked = []
    monkeypatch.setattr(files, "asked", spied(files.asked, asked))
    for _ in range(2):
        client.get("/sitemap.xml")
    first, second = two_files

    corrected(second)
    client.get("/sitemap.xml")

    # Beside them there are stretches without any post.
    of_posts = [{first.pk, second.pk}.intersection(numbers) for numbers in asked]
    assert of_posts == [{first.pk, second.pk}, set(), {second.pk}]


def spied(act, calls):
    return lambda numbers, *given: calls.append(numbers) or act(numbers, *given)


def test_a_file_of_which_nobody_has_said_is_asked_for_each_time(client, two_files):
    SitemapFile.objects.all().delete()
    before = client.get("/sitemap.xml").content

    ArticlePage.objects.filter(pk=two_files[0].pk).update(live=False)

    assert client.get("/sitemap.xml").content != before


def test_what_no_signal_told_is_seen_after_some_minutes(client, two_files, monkeypatch):
    before = client.get("/sitemap.xml").content
    ArticlePage.objects.filter(pk=two_files[0].pk).update(live=False)
    same = client.get("/sitemap.xml").content

    later = time() + files.RENEWED
    monkeypatch.setattr(files, "time", lambda: later)

    assert before == same != client.get("/sitemap.xml").content


def test_lists_that_have_posts_are_named_without_a_date(client, index):
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    build.article(
        index,
        clusters=[build.cluster()],
        topics=["khen thưởng"],
        bylines=[Byline(author=author)],
    )
    Topic.objects.create(name="không tin")

    root = read(client, "/sitemap-pages.xml")

    assert {place.removeprefix("http://localhost") for place in locations(root)} == {
        "/",
        "/tin-tuc/",
        "/tin-tuc/2020/",
        "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/",
        "/tin-tuc/chu-de/khen-thuong/",
        "/tin-tuc/tac-gia/hoang-quoc-thinh/",
        "/tin-tuc/don-vi/ban-thi-dua-khen-thuong/",
        *("/lich/", "/so-do-trang/", "/lien-he/"),
    }
    assert root.find(".//s:lastmod", NS) is None


@pytest.mark.once
@pytest.mark.parametrize("years", [1, 6])
@pytest.mark.django_db
def test_years_and_labels_cost_no_queries_of_their_own(
    client, index, years, django_assert_num_queries
):
    for number in range(years):
        build.article(
            index,
            published_at=build.moment(2015 + number, 3, 4),
            clusters=[build.cluster(number=str(number))],
            topics=[f"sơ kết {number}"],
        )
    # Someone has begun to write in it, and nobody may read that yet.
    build.article(index, published_at=build.moment(2010, 3, 4), live=False)

    for address, count in (("/sitemap.xml", 13), ("/sitemap-pages.xml", 10)):
        client.get(address)  # The kinds of pages are known.
        with django_assert_num_queries(count):
            found = locations(read(client, address))
    assert sum("/tin-tuc/20" in place for place in found) == years


@pytest.mark.parametrize("kind", ["cluster", "topic", "author", "organisation"])
def test_lists_that_have_posts_are_found_without_reading_posts(index, kind):
    asked = str(index.subjects_of(kind).query)

    assert "news_facet" in asked
    assert ArticlePage._meta.db_table not in asked


def test_pages_are_found_without_reading_posts(index):
    asked = str(pages_but_posts([index.get_parent()], []).query)

    post = ContentType.objects.get_for_model(ArticlePage)
    (kinds,) = re.findall(r'"content_type_id" IN \(([\d, ]+)\)', asked)
    assert str(post.pk) not in kinds.split(", ")


def test_news_are_those_of_two_days(client, index):
    now = timezone.now()
    title = "]]></news:title> & 🌸 Hội nghị"
    fresh = build.article(index, title=title, published_at=now - timedelta(hours=47))
    build.article(index, published_at=now - timedelta(hours=49))
    build.article(index, published_at=now + timedelta(hours=2))
    build.article(index, published_at=now, live=False)

    (url,) = read(client, "/news-sitemap.xml").iterfind("s:url", NS)

    assert url.findtext("s:loc", namespaces=NS) == fresh.full_url
    assert url.findtext(".//news:title", namespaces=NS) == title
    assert url.findtext(".//news:language", namespaces=NS) == "vi"
    assert url.findtext(".//news:name", namespaces=NS) == "Ban Thi đua - Khen thưởng"
    published = url.findtext(".//news:publication_date", namespaces=NS)
    assert published == timezone.localtime(fresh.published_at).isoformat(
        timespec="seconds"
    )


# https://www.google.com/schemas/sitemap-news/0.9/, whose schema nobody may pass on: the
# elements it asks for, in its order; others it no longer reads.
ELEMENTS = ["publication", "publication_date", "title"]
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"


def names(element):
    return [child.tag.removeprefix(f"{{{NS['news']}}}") for child in element]


def test_each_news_is_told_as_its_schema_asks(client, index):
    for _ in range(2):
        build.article(index, title="Hội & nghị\x0b", published_at=timezone.now())

    root = read(client, "/news-sitemap.xml")

    assert root.tag == f"{{{NS['s']}}}urlset"
    assert len(root) == 2
    for url in root:
        assert [child.tag for child in url] == [
            f"{{{NS['s']}}}loc",
            f"{{{NS['news']}}}news",
        ]
        (news,) = url.iterfind("news:news", NS)
        assert names(news) == ELEMENTS
        assert names(news[0]) == ["name", "language"]
        assert re.fullmatch(r"zh-cn|zh-tw|[a-z]{2,3}", news[0][1].text)
        assert re.fullmatch(MOMENT, news[1].text)
        assert not news.attrib
        assert all(leaf.text.strip() for leaf in (*news[0], *news[1:]))


def test_without_news_the_home_page_alone_is_named_and_not_as_news(client, index):
    build.article(index, published_at=timezone.now() - timedelta(hours=49))

    root = read(client, "/news-sitemap.xml")

    assert locations(root) == ["http://localhost/"]
    assert root.find(".//news:news", NS) is None


@pytest.mark.parametrize("address", ["/sitemap-articles.xml", "/news-sitemap.xml"])
def test_what_is_not_public_is_in_no_sitemap(client, index, address):
    now = timezone.now()
    private, expired, draft, shown = (
        build.article(index, published_at=now, live=n != 2) for n in range(4)
    )
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ArticlePage.objects.filter(pk=expired.pk).update(live=False, expired=True)

    assert draft.pk
    assert locations(read(client, address)) == [shown.full_url]


@pytest.mark.parametrize(
    "number", ["1", "999", "-1", "abc", "²", "9" * 40, "1.5", "%00", ""]
)
@pytest.mark.parametrize("name", ["articles", "pages"])
def test_a_file_that_there_is_not_is_a_404(client, index, name, number):
    build.article(index)

    assert client.get(f"/sitemap-{name}.xml?p={number}").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("posts", [1, 12])
def test_a_sitemap_costs_the_same_whatever_it_names(
    client, index, posts, django_assert_num_queries
):
    for _ in range(posts):
        build.article(index, published_at=timezone.now())

    client.get("/sitemap.xml")  # The board's row is made when it is first asked for.

    # The site, who publishes, what is restricted, and the posts.
    for address in ("/sitemap-articles.xml", "/news-sitemap.xml"):
        with django_assert_num_queries(4):
            client.get(address)


def test_who_has_a_sitemap_already_gets_304(client, index):
    post, _other = build.article(index), build.article(index)
    tag = client.get("/sitemap-articles.xml")["ETag"]

    same = client.get("/sitemap-articles.xml", headers={"if-none-match": tag})
    post.unpublish()
    other = client.get("/sitemap-articles.xml", headers={"if-none-match": tag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_robots_may_read_the_news_but_not_search_or_the_desk(client, index):
    from urllib.robotparser import RobotFileParser

    post = build.article(index)
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())

    assert parser.can_fetch("*", post.full_url)
    assert parser.can_fetch("*", "http://localhost/tin-tuc/?cum=cum-i")
    for path in ("/admin/", "/admin/pages/3/", "/tim-kiem/?q=x", "/xem-truoc/abc/"):
        assert not parser.can_fetch("*", f"http://localhost{path}")
    assert parser.site_maps() == [
        "http://localhost/sitemap.xml",
        "http://localhost/news-sitemap.xml",
    ]


def test_language_models_are_told_what_there_is(client, index):
    cluster = build.cluster()

    response = client.get("/llms.txt")

    text = response.content.decode()
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert text.startswith("# Ban Thi đua - Khen thưởng\n")
    assert f"- [{cluster.label}](http://localhost/tin-tuc/cum/{cluster.slug}/)" in text
    assert "http://localhost/tin-tuc/feed.json" in text
