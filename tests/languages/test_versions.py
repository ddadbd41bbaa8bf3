"""Each page names the languages it can be read in, both ways, and leads to them."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.filters import ArticleFilter, Mark
from tests import build
from tests.test_query_budgets import ARTICLE, HOME, INDEX, queries, rich_article

from .english import translated

SEARCH = 7

HERE = "http://localhost"
XML = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def read(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def alternates(page):
    return {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}


def switch(page, place="footer"):
    return {
        (link["hreflang"], link["href"], link.text)
        for link in page.select(f".{place} .news-languages a")
    }


def test_a_post_and_its_translation_name_each_other(client, index, english):
    post = build.article(index)
    other = translated(post)
    both = {
        "vi": HERE + post.url,
        "en": HERE + other.url,
        "x-default": HERE + post.url,
    }

    vietnamese, page = read(client, post.url), read(client, other.url)

    assert alternates(vietnamese) == alternates(page) == both
    assert page.select_one("[property='og:locale']")["content"] == "en_GB"
    region = page.select_one("[property='og:locale:alternate']")["content"]
    assert region == "vi_VN"
    assert '"inLanguage": "en"' in page.select_one("[type='application/ld+json']").text


@pytest.mark.parametrize("place", ["masthead", "footer"])
def test_the_switch_leads_to_the_translation_of_this_page(
    client, index, english, place
):
    post = build.article(index)
    other = translated(post)

    vietnamese, page = read(client, post.url), read(client, other.url)

    assert switch(vietnamese, place) == {("en", other.url, "English")}
    assert switch(page, place) == {("vi", post.url, "Tiếng Việt")}
    link = vietnamese.select_one(f".{place} .news-languages a")
    assert link["lang"] == "en"


@pytest.mark.parametrize("fate", ["none", "draft", "unpublished", "private"])
def test_without_a_public_translation_it_leads_to_the_home_page(
    client, index, english, fate
):
    post = build.article(index)
    if fate != "none":
        other = translated(post, live=fate != "draft")
    if fate == "unpublished":
        other.unpublish()
    if fate == "private":
        PageViewRestriction.objects.create(page=other, restriction_type="login")

    page = read(client, post.url)

    assert alternates(page) == {}
    assert switch(page) == {("en", "/en/", "English: home page")}


def test_in_one_language_there_is_no_switch(client, index):
    page = read(client, build.article(index).url)

    assert page.select(".news-languages, [hreflang]") == []


def test_home_index_clusters_and_calendar_are_in_both(client, index, english):
    cluster = build.cluster()
    below = f"cum/{cluster.slug}/"

    for address, other in (
        ("/", "/en/"),
        ("/tin-tuc/", "/en/news/"),
        ("/tin-tuc/cum/", "/en/news/cum/"),
        (f"/tin-tuc/{below}", f"/en/news/{below}"),
        ("/lich/", "/en/lich/"),
        ("/so-do-trang/", "/en/so-do-trang/"),
        ("/lien-he/", "/en/lien-he/"),
    ):
        page = read(client, address)
        assert alternates(page) == alternates(read(client, other)), address
        assert switch(page) == {("en", other, "English")}, address


@pytest.mark.parametrize("address", ["/tim-kiem/", "/tim-kiem/?q=a", "/khong-co/"])
def test_a_search_and_nothing_have_no_translation(client, english, address):
    page = read(client, address)

    assert alternates(page) == {}
    assert switch(page) == {("en", "/en/", "English: home page")}


def test_a_list_is_in_a_language_that_has_posts_for_it(client, index, english):
    post = build.article(index, topics=["khen thưởng"])
    build.article(index, topics=["ký giao ước"], published_at=build.moment(2019))
    translated(post)

    praise = read(client, "/tin-tuc/chu-de/khen-thuong/")
    covenant = read(client, "/tin-tuc/chu-de/ky-giao-uoc/")

    assert alternates(praise)["en"] == f"{HERE}/en/news/chu-de/khen-thuong/"
    assert alternates(covenant) == {}
    assert alternates(read(client, "/tin-tuc/2020/"))["en"] == f"{HERE}/en/news/2020/"
    assert alternates(read(client, "/tin-tuc/2019/")) == {}


def test_a_parameter_of_others_changes_no_version(client, index, english):
    build.article(index)
    mark = ArticleFilter(before=Mark(build.moment(2030), 1)).query_string()

    plain = alternates(read(client, "/tin-tuc/"))

    assert plain["en"] == f"{HERE}/en/news/"
    assert alternates(read(client, "/tin-tuc/?utm_source=zalo")) == plain
    assert alternates(read(client, f"/tin-tuc/?{mark}")) == {}


def test_a_filtered_list_names_none_but_leads_to_the_whole(client, index, english):
    build.article(index)

    page = read(client, "/tin-tuc/?nam=2020")

    assert alternates(page) == {}
    assert switch(page) == {("en", "/en/news/", "English")}


def test_sitemaps_tell_of_translations_and_news_of_their_language(
    client, index, english
):
    post = build.article(index, published_at=timezone.now())
    other, alone = translated(post), build.article(index)
    translated(alone, live=False)

    told = {
        url.findtext("s:loc", namespaces=XML): {
            link.get("hreflang"): link.get("href")
            for link in url.iterfind("xhtml:link", XML)
        }
        for file in ("articles", "pages")
        for url in ElementTree.fromstring(  # noqa: S314 - our own
            client.get(f"/sitemap-{file}.xml").content
        )
    }
    news = ElementTree.fromstring(client.get("/news-sitemap.xml").content)  # noqa: S314

    both = {"vi": HERE + post.url, "en": HERE + other.url}
    both["x-default"] = both["vi"]
    assert told[HERE + post.url] == told[HERE + other.url] == both
    assert told[HERE + alone.url] == {}
    assert told[f"{HERE}/en/news/"]["vi"] == f"{HERE}/tin-tuc/"
    for name in ("lich", "so-do-trang", "lien-he"):
        links = told[f"{HERE}/{name}/"]
        assert told[f"{HERE}/en/{name}/"] == links
        assert (links["vi"], links["en"]) == (f"{HERE}/{name}/", f"{HERE}/en/{name}/")
    assert {
        url.findtext("s:loc", namespaces=XML): url.findtext(
            ".//news:language", namespaces=XML
        )
        for url in news
    } == {HERE + post.url: "vi", HERE + other.url: "en"}


def test_robots_are_kept_from_both_searches(client, english):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /tim-kiem/\nDisallow: /en/tim-kiem/\n" in text


def test_another_language_costs_a_page_one_query_and_a_list_of_no_page_none(
    client, index, english, django_assert_num_queries
):
    post = rich_article(index, 1)
    other = translated(post, body=post.body.get_prep_value())

    queries(client, post.url, django_assert_num_queries, ARTICLE + 1)
    queries(client, "/tin-tuc/", django_assert_num_queries, INDEX + 1)
    queries(client, "/", django_assert_num_queries, HOME)
    queries(client, other.url, django_assert_num_queries, ARTICLE + 1)
    queries(client, "/en/news/", django_assert_num_queries, INDEX + 1)
    queries(client, "/en/", django_assert_num_queries, HOME)
    for address in ("/tim-kiem/?q=hoi", "/en/tim-kiem/?q=hoi"):
        queries(client, address, django_assert_num_queries, SEARCH)


@pytest.mark.parametrize("segment", ["chu-de", "tac-gia", "don-vi"])
def test_a_list_of_subjects_is_read_in_both_languages(client, index, english, segment):
    post = build.article(index)
    address = f"/tin-tuc/{segment}/"
    assert client.get(address).status_code == 200
    assert alternates(read(client, address)) == {}

    translated(post)

    assert alternates(read(client, address))["en"] == f"{HERE}/en/news/{segment}/"
