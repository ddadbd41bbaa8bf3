"""What the code says on English pages is English; names and content stay."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup

from news.models import ClusterTerm, Organisation
from portal.models import BoardIdentity
from tests import build
from tests.test_query_budgets import rich_article

from .english import translated

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ("news/locale", "site/portal/locale", "locale")
SAID = ("alt", "aria-label", "placeholder", "title", "content", "value")
DATA = re.compile(r"data-(start|stop|done|failed|close)")


def catalogue() -> Iterator[re.Pattern[str]]:
    """Every Vietnamese text of ours, with anything where a value is filled in."""
    for folder in CATALOGUES:
        for entry in polib.pofile(str(ROOT / folder / "vi/LC_MESSAGES/django.po")):
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                # "A", "RSS" and "%s" are the same in both.
                if text and text != entry.msgid and not text.isascii():
                    parts = re.split(r"%\(\w+\)[a-z]|%[sd]", text.strip())
                    yield re.compile(".+".join(map(re.escape, parts)), re.IGNORECASE)


def texts(page: BeautifulSoup) -> Iterator[str]:
    for element in page.select("[lang=vi], script"):
        element.decompose()
    yield from page.stripped_strings
    for element in page.find_all(True):
        for name, value in element.attrs.items():
            if name in SAID or DATA.fullmatch(name):
                yield " ".join(value) if isinstance(value, list) else value


@pytest.fixture
def addresses(index, english) -> dict[str, int]:
    post = rich_article(index, 1)
    post.event_date = build.moment(2020, 2, 1).date()
    post.event_kind, post.event_part_of_day = "review", "morning"
    post.event_place, post.event_chair = "Lạng Sơn", "Bà A"
    post.source_name, post.is_reprint = "Báo Lạng Sơn", True
    post.save_revision().publish()
    meeting = build.meeting(build.moment(2020, 2, 9))
    text = [build.paragraph("The conference was held.")]
    other = translated(post, lead="A lead.", body=text + post.body.get_prep_value()[1:])
    cluster, topic = post.clusters.first(), post.topics.first()
    build.meeting(build.moment(2099, 2, 9), cluster=cluster, is_cancelled=True)
    assert meeting.label == "Sơ kết"
    return {
        "/en/": 200,
        "/en/news/": 200,
        f"/en/news/?cum={cluster.slug}": 200,
        "/en/news/cum/": 200,
        f"/en/news/cum/{cluster.slug}/": 200,
        f"/en/news/chu-de/{topic.slug}/": 200,
        "/en/news/2020/": 200,
        "/en/news/2020/02/": 200,
        other.url: 200,
        "/en/lich/": 200,
        "/en/so-do-trang/": 200,
        "/en/lien-he/": 200,
        "/en/lich/2020/02/": 200,
        "/en/tim-kiem/": 200,
        "/en/tim-kiem/?q=conference&nam=2020": 200,
        "/en/tim-kiem/?q=nothing": 200,
        "/en/nothing/": 404,
        "/en/news/cum/nothing/": 404,
    }


@pytest.mark.once
def test_no_vietnamese_of_the_catalogue_is_left(client, addresses):
    known = list(catalogue())
    assert any(pattern.fullmatch("Trang chủ") for pattern in known)
    left = {}

    for address, status in addresses.items():
        response = client.get(address)
        assert response.status_code == status, address
        page = BeautifulSoup(response.content, "html.parser")
        found = {text for text in texts(page) if any(p.fullmatch(text) for p in known)}
        if found:
            left[address] = found

    assert left == {}


def test_the_board_is_named_in_english_where_that_is_known(client, index, english):
    build.article(index)
    BoardIdentity.objects.create(
        site=index.get_site(),
        governing_body="Ủy ban nhân dân tỉnh",
        english_board_name="Emulation and Commendation Board",
    )

    page = BeautifulSoup(client.get("/en/").content, "html.parser")
    vietnamese = client.get("/").content.decode()

    assert page.select_one(".masthead__board").text == (
        "Emulation and Commendation Board"
    )
    # What nobody has put into English stays as it is.
    assert page.select_one(".masthead__body").text == "Ủy ban nhân dân tỉnh"
    site_name = page.select_one("[property='og:site_name']")["content"]
    assert site_name == "Emulation and Commendation Board"
    assert "Emulation" not in vietnamese


def test_the_official_end_mark_ends_vietnamese_texts_alone(client, index, english):
    post = build.article(index)
    other = translated(post)

    assert 'class="news-end-mark"' in client.get(post.url).content.decode()
    assert 'class="news-end-mark"' not in client.get(other.url).content.decode()


def test_what_a_register_holds_says_that_it_is_vietnamese(client, index, english):
    cluster, body = build.cluster(), Organisation.objects.create(name="Bưu điện tỉnh")
    ClusterTerm.objects.create(cluster=cluster, year=2099, leader=body)
    post = build.article(index, clusters=[cluster], topics=["lúa nước"])
    told = {"place": "Hội trường lớn", "note": "Mời đủ các đơn vị."}
    build.meeting(build.moment(2099, 2, 9), cluster=cluster, **told)
    build.meeting(build.moment(2099, 3, 9), title="Họp Hội đồng")
    translation = translated(post)
    names = ["Cụm I", "Bưu điện tỉnh", "Lúa nước", "Họp Hội đồng", *told.values()]

    met = set()
    for address in ("/en/", "/en/news/", "/en/news/cum/", "/en/lich/", translation.url):
        met |= told_in_vietnamese(client, address, names)
    for subject in (cluster, post.topics.first()):
        met |= told_in_vietnamese(client, english.address_of(subject), names)

    assert met == set(names)
    assert not BeautifulSoup(client.get("/lich/").content, "html.parser").select(
        "main [lang]"
    )


def told_in_vietnamese(client, address, names):
    """Which of these are marked there; none is left unmarked among the content."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    content = page.select_one("main")
    for sentence in content.select("option, .news-aside__heading"):
        sentence.decompose()  # A name among English words.
    marked = " ".join(element.text for element in content.select("[lang=vi]"))
    rest = " ".join(texts(content))
    assert [name for name in names if name in rest] == [], address
    return {name for name in names if name in marked}
