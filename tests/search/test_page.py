"""What does the page of results show, and what does it cost?"""

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.models import ArticlePage, Author, Byline
from tests import build

pytestmark = pytest.mark.django_db
# And one for what many hits can be narrowed by, or for what may have been meant by a
# word that nobody wrote.
SEARCH = 7
NOTHING_ASKED = 5
FEED = 8


def page(client, **query):
    response = client.get("/tim-kiem/", query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [link.get_text() for link in soup.select(".news-hit h2 a")]


def test_hits_are_marked_and_everything_else_is_escaped(client, index):
    text = "Trước hết. Lễ &lt;b&gt;tuyên dương&lt;/b&gt; Cụm <b>thi đua</b> & bạn."
    build.article(index, title="Thi đua <i>1</i>", body=[build.paragraph(text)])

    soup = page(client, q="tuyên dương thi đua")

    assert titles(soup) == ["Thi đua <i>1</i>"]
    marks = [mark.get_text() for mark in soup.select(".news-hit__excerpt mark")]
    assert marks == ["tuyên dương", "thi đua"]
    assert "<b>tuyên dương</b>" in soup.select_one(".news-hit__excerpt").get_text()
    assert soup.select_one(".news-hit h2 mark").get_text() == "Thi đua"


def test_the_excerpt_is_cut_around_the_hit(client, index):
    body = "Lời đầu " * 100 + "có chữ hiếm ở đây " + "lời cuối " * 100
    build.article(index, body=[build.paragraph(body)])

    excerpt = page(client, q="hiem").select_one(".news-hit__excerpt").get_text()

    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert "chữ hiếm ở" in excerpt
    assert len(excerpt) < 320


@pytest.mark.parametrize("typed", ["hoi nghi", "hội nghị", "hội nghị "])
def test_the_excerpt_is_the_line_where_the_words_stand_together(client, index, typed):
    scattered = "Hội đồng đã đề nghị, nghị quyết nêu kiến nghị của Hội."
    long = "Hội viên nghe nói. " * 30
    lines = [
        scattered,
        "Đề nghị HỘI đồng.",
        long + "Hôm nay Hội nghị khai mạc.",
        "Nghị.",
    ]
    build.article(index, title="Tin", body=[build.paragraph(line) for line in lines])

    excerpt = page(client, q=typed).select_one(".news-hit__excerpt")

    assert "Hội nghị" in [mark.get_text() for mark in excerpt.select("mark")]
    assert "khai mạc" in excerpt.get_text()


@pytest.mark.parametrize("typed", ["ngh", "hoi ngh"])
def test_a_word_that_is_growing_chooses_its_line_too(client, index, typed):
    lines = ["Tin chung.", "Hội nghị khai mạc."]
    lines[1:1] = ["Hội đồng nghe."] if typed == "hoi ngh" else []
    build.article(index, title="Tin", body=[build.paragraph(line) for line in lines])

    excerpt = page(client, q=typed).select_one(".news-hit__excerpt")

    assert excerpt.get_text() == "Hội nghị khai mạc."


@pytest.mark.parametrize(
    ("posts", "marks"), [(12, ["Doanh"]), (2, ["Doanh", "doanhx"])]
)
def test_what_a_word_may_become_is_marked_where_it_is_looked_for(
    client, index, posts, marks
):
    for _ in range(posts):
        build.article(index, title="Tin", body=[build.paragraph("Doanh số, doanhx.")])

    excerpt = page(client, q="doanh").select_one(".news-hit__excerpt")

    assert [mark.get_text() for mark in excerpt.select("mark")] == marks


def test_only_the_accents_as_typed_are_marked_where_the_text_has_them(client, index):
    build.article(index, title="Sơ kết", body=[build.paragraph("Sở số, sở so.")])

    marks = page(client, q="sở").select(".news-hit__excerpt mark")

    assert [mark.get_text() for mark in marks] == ["Sở", "sở"]


@pytest.mark.parametrize("typed", ["so thi dua", "sở thi dua", '"sở" "thi dua"'])
def test_words_typed_without_accents_are_marked_whatever_they_bear(
    client, index, typed
):
    build.article(index, title="Bài", body=[build.paragraph("Sở: thi đua, dự thi.")])

    marks = page(client, q=typed).select(".news-hit__excerpt mark")

    loose = ["thi đua", "thi"] if '"' not in typed else ["thi đua"]
    assert [mark.get_text() for mark in marks] == ["Sở", *loose]


def test_the_form_keeps_what_was_asked_and_each_filter_can_go(client, index):
    cluster = build.cluster()
    build.article(index, title="Hội nghị", clusters=[cluster], topics=["sơ kết"])

    asked = {"q": "hoi nghi", "cum": cluster.slug, "nam": "2020", "chu-de": "so-ket"}
    soup = page(client, **asked)
    of_month = page(client, **asked, thang="07")

    assert titles(soup) == ["Hội nghị"]
    form = soup.select_one("form.news-search")
    assert form.select_one("[name=q]")["value"] == "hoi nghi"
    assert chosen(form) == {"cum": cluster.slug, "chu-de": "so-ket", "nam": "2020"}
    assert chosen(of_month.select_one("form.news-search"))["thang"] == "07"
    ways = [link["href"] for link in soup.select(".news-filters a")]
    assert ways[0] == "/tim-kiem/?q=hoi+nghi&chu-de=so-ket&nam=2020"
    # And all at once.
    assert ways[3:] == ["/tim-kiem/?q=hoi+nghi"]


def chosen(form):
    """What is sent, but for the words, when nothing is changed."""
    options = form.select("option[selected]")
    return {option.find_parent("select")["name"]: option["value"] for option in options}


def test_pages_of_a_search(client, index, settings):
    settings.NEWS_PAGE_SIZE = 2
    for number in range(5):
        build.article(index, title=f"Lúa {number}")

    first, last = page(client, q="lúa"), page(client, q="lúa", trang="3")

    assert "5 " in first.select_one(".news-search__count").get_text()
    assert first.select_one("[rel=next]")["href"].endswith("&trang=2")
    assert len(titles(last)) == 1
    assert last.select_one(".news-pages [rel=next]") is None
    assert client.get("/tim-kiem/", {"q": "lúa", "trang": "4"}).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "abc", "51", "9999999", "²"])
def test_a_page_that_makes_no_sense_is_the_first(client, index, number):
    build.article(index, title="Lúa")

    soup = page(client, q="lúa", trang=number)

    assert titles(soup) == ["Lúa"]
    canonical = soup.select_one("link[rel=canonical]")["href"]
    assert canonical == "http://localhost/tim-kiem/?q=l%C3%BAa"


def test_help_where_nothing_was_asked(client, index):
    soup = page(client)

    assert soup.select_one(".news-search-help")
    assert not soup.select(".news-hit, .news-empty")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoij nghi", "hội nghị"),
        ("hoi nghi khne thuong", "hội nghị khen thưởng"),
        # Accents of one word alone would be half a spelling.
        ("thuong nghij", "thuong nghi"),
        ("hội nghij", "hội nghị"),
        ("khen thuogn", "khen thưởng"),
        ("thưởnng", "thưởng"),
        ("khen xqzwvb", "khen"),
    ],
)
def test_spelling_help_that_finds_something(client, index, typed, meant):
    build.article(index, title="Hội nghị khen thưởng")

    suggestion = page(client, q=typed).select_one(".news-search__meant a")

    assert suggestion.get_text() == meant
    assert titles(BeautifulSoup(client.get(suggestion["href"]).content, "html.parser"))


def test_no_help_that_finds_nothing(client, index):
    build.article(index, title="Hội nghị")

    soup = page(client, q="xqzwvbk")

    assert soup.select_one(".news-empty")
    assert soup.select_one(".news-search__meant") is None


def test_suggestions_while_one_types(client, index):
    article = build.article(index, title="Hội nghị sơ kết")

    answer = client.get("/tim-kiem/goi-y/", {"q": "hoi ngh"}).json()

    assert answer["words"] == ["hội nghị"]
    assert answer["posts"] == [{"title": "Hội nghị sơ kết", "url": article.url}]
    after = client.get("/tim-kiem/goi-y/", {"q": "hội nghị "}).json()
    assert after["words"] == ["hội nghị sơ"]


def test_results_as_a_feed_the_newest_first(client, index):
    build.article(index, title="Lúa", published_at=build.moment(2011))
    newer = build.article(
        index, title="Tin", lead="Lúa.", published_at=build.moment(2012)
    )
    link = page(client, q="lua").select_one("link[type='application/rss+xml']")

    response = client.get(link["href"])

    channel = ET.fromstring(response.content).find("channel")  # noqa: S314 - our own
    assert [item.findtext("title") for item in channel.findall("item")] == [
        "Tin",
        "Lúa",
    ]
    assert channel.find("item").findtext("link").endswith(newer.url)


def test_a_reader_is_offered_every_feed_of_a_search(client, index):
    build.article(index, title="Lúa")

    links = page(client, q="lua").select(".news-feed a")

    assert [(link.get_text(), link["href"]) for link in links] == [
        ("RSS", "/tim-kiem/rss.xml?q=lua"),
        ("Atom", "/tim-kiem/atom.xml?q=lua"),
        ("JSON Feed", "/tim-kiem/feed.json?q=lua"),
    ]


def test_every_feed_has_the_whole_text_and_names_its_filters(client, index):
    cluster = build.cluster()
    build.article(index, title="Lúa", body=[build.paragraph("Cuối.")])
    build.article(index, title="Lúa ở cụm", clusters=[cluster])
    soup = page(client, q="lua")
    addresses = [link["href"] for link in soup.select("link[rel=alternate]")]

    assert addresses == [
        f"/tim-kiem/{name}?q=lua" for name in ("rss.xml", "atom.xml", "feed.json")
    ]
    for address in addresses:
        assert "Cuối" in client.get(address).content.decode()
    told = client.get("/tim-kiem/feed.json", {"q": "lua", "cum": cluster.slug}).json()
    assert [item["title"] for item in told["items"]] == ["Lúa ở cụm"]
    assert cluster.label in told["title"]


@pytest.mark.once
@pytest.mark.parametrize("posts", [1, 12])
def test_a_feed_costs_the_same_whatever_it_lists(
    client, index, posts, django_assert_num_queries
):
    for number in range(posts):
        body = [build.paragraph("Tin."), build.photo_block(build.photo())]
        cluster = build.cluster(str(number))
        build.article(index, title="Lúa", clusters=[cluster], body=body)
    client.get("/tim-kiem/rss.xml", {"q": "lua"})

    with django_assert_num_queries(FEED):
        assert client.get("/tim-kiem/rss.xml", {"q": "lua"}).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize(("posts", "choices"), [(1, 0), (10, 1), (22, 1)])
def test_a_search_costs_the_same_whatever_it_lists(
    client, index, posts, choices, django_assert_num_queries
):
    for number in range(posts):
        build.article(index, title="Hội nghị", clusters=[build.cluster(str(number))])
    client.get("/tim-kiem/")

    for typed, more in (("hoi nghi ", choices), ("hoi ng", choices), ("hoij nghi", 1)):
        with django_assert_num_queries(SEARCH + more):
            page(client, q=typed)
    with django_assert_num_queries(NOTHING_ASKED):
        page(client, q="")


@pytest.mark.once
def test_a_search_costs_the_same_however_it_is_narrowed(
    client, index, django_assert_num_queries
):
    author = Author.objects.create(name="Nguyễn Biên")
    post = build.article(
        index,
        title="Hội nghị",
        clusters=[build.cluster()],
        topics=["sơ kết"],
        bylines=[Byline(author=author)],
    )
    filters = {
        "cum": post.clusters.get().slug,
        "chu-de": post.topics.get().slug,
        "tac-gia": author.slug,
        "don-vi": post.organisation.slug,
        "nam": "2020",
        "thang": "07",
    }
    client.get("/tim-kiem/")

    for number in range(1, 1 + len(filters)):
        some = dict(list(filters.items())[:number])
        with django_assert_num_queries(SEARCH + 1):
            shown = page(client, q="hoi nghi", **some)
        with django_assert_num_queries(SEARCH + 1):
            assert page(client, q="hoij nghi", **some).select(".news-empty")

    named = [item.contents[0].strip() for item in shown.select(".news-filters__item")]
    cluster, organisation = post.clusters.get(), post.organisation
    assert named[:4] == [str(cluster), "Sơ kết", author.name, str(organisation)]


ODD = ["*", "AND", "(", ")", "-", "NEAR(", '"', "'", "\\", "%", "_", ":", "^", "\0"]
PIECES = st.one_of(
    st.sampled_from([*ODD, "hội", "nghi", "163/QĐ-UBND", "😀", "\ud83d", "“", "中文"]),
    st.text(max_size=12),
)


@pytest.fixture
def one_post(index):
    return build.article(index, title="Hội nghị")


@pytest.mark.exhaustive
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(typed=st.lists(PIECES, max_size=12).map(" ".join))
def test_no_input_is_an_error(client, one_post, typed):
    typed = typed.encode("utf-8", "replace").decode()
    for address in (
        "/tim-kiem/",
        "/tim-kiem/rss.xml",
        "/tim-kiem/goi-y/",
        "/tim-kiem/feed.json",
    ):
        assert client.get(address, {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["a" * 10_000, "hội nghị " * 1_500, '"' * 9_999])
def test_ten_thousand_characters(client, one_post, typed):
    soup = page(client, q=typed)

    assert "200" in soup.select_one(".news-search__note").get_text()


@pytest.mark.parametrize(
    "query",
    [b"q=%ff%fe", b"q=%00", b"q=a&q=b", b"q[]=a", b"q=%F0%9F%98%80", b"nam=abc&q=a"],
)
def test_broken_query_strings(client, one_post, query):
    response = client.get("/tim-kiem/", QUERY_STRING=query.decode())

    assert response.status_code == 200


def test_nothing_can_be_sent_to_a_search(client, index):
    assert client.post("/tim-kiem/", {"q": "a"}).status_code == 405
    assert ArticlePage.objects.count() == 0
