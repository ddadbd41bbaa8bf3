"""Other sites and machines are told what a page is, and nothing breaks on the way."""

import datetime as dt
import io
import json
import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from PIL import Image
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, Author, Byline, ClusterTerm, Organisation
from portal.models import BoardIdentity
from tests import build
from tests.once import once

HOSTILE = '</script><script>alert("x")</script>]]> & \u2028 🌸 ' + "Hội nghị " * 16


class Head(HTMLParser):
    """What a reader of metadata finds: metas, links, and the data in scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas, self.links, self.data, self.scripts = {}, {}, [], []
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        match tag:
            case "meta":
                name = attrs.get("property") or attrs.get("name")
                self.metas.setdefault(name, []).append(attrs.get("content"))
            case "link":
                self.links.setdefault(attrs["rel"], []).append(attrs.get("href"))
            case "script":
                self.scripts.append(attrs.get("type"))
                self._in_data = attrs.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._in_data:
            self.data.append(json.loads(data))
            self._in_data = False

    def node(self, kind):
        (data,) = self.data
        return next(node for node in data["@graph"] if node["@type"] == kind)


def head(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Head(response.content.decode())


def meeting_told_of(index) -> int:
    BoardIdentity.objects.create(site=index.get_site(), governing_body="UBND tỉnh")
    author = Author.objects.create(name="Hoàng Quốc Thịnh", role="Phóng viên")
    cluster = build.cluster()
    leader = Organisation.objects.create(name="Bưu điện tỉnh")
    ClusterTerm.objects.create(cluster=cluster, year=2020, leader=leader)
    post = build.article(
        index,
        title="Cụm I tổ chức Hội nghị sơ kết",
        lead="Sáng nay, 07 đơn vị đã họp.",
        clusters=[cluster],
        topics=["khen thưởng"],
        bylines=[Byline(author=author)],
        event_kind="review",
        event_date=build.moment(2020, 7, 8).date(),
        event_place="Hội trường Bưu điện",
        body=[build.photo_block(build.photo(), caption="Chủ tọa")],
    )
    return post.pk


house = once(meeting_told_of)


@pytest.fixture
def post(house, db) -> ArticlePage:
    return ArticlePage.objects.get(pk=house)


def test_an_article_says_what_news_it_is(client, post):
    told = head(client, post.url).node("NewsArticle")

    assert told["headline"] == told["name"] == post.title
    assert told["url"] == told["mainEntityOfPage"] == post.full_url
    assert told["datePublished"] == told["dateModified"] == "2020-07-13T08:00:00+07:00"
    (author,) = told["author"]
    assert (author["@type"], author["name"]) == ("Person", "Hoàng Quốc Thịnh")
    assert author["url"] == "http://localhost/tin-tuc/tac-gia/hoang-quoc-thinh/"
    assert told["publisher"]["name"] == "Ban Thi đua - Khen thưởng"
    assert told["publisher"]["logo"]["url"].startswith("http://localhost/static/")
    (image,) = told["image"]
    assert (image["caption"], image["creditText"]) == ("Chủ tọa", "Bàn An")
    assert image["url"].startswith("http://localhost/media/images/")
    assert image["contentUrl"] == image["url"]
    assert (image["width"], image["height"]) == (900, 600)
    assert told["articleSection"] == ["Cụm I – Các doanh nghiệp Trung ương"]
    assert told["keywords"] == ["khen thưởng"]
    assert told["inLanguage"] == "vi"


def test_a_correction_changes_the_date_of_change_alone(client, post):
    post.title = "Cụm I sơ kết"
    post.save_revision().publish()

    found = head(client, post.url)

    told = found.node("NewsArticle")
    assert told["datePublished"] == "2020-07-13T08:00:00+07:00"
    assert told["dateModified"] > "2026"
    assert found.metas["article:modified_time"] == [told["dateModified"]]


def test_a_meeting_is_an_event(client, post):
    told = head(client, post.url).node("Event")

    assert told["startDate"] == "2020-07-08"
    assert told["location"]["name"] == "Hội trường Bưu điện"
    assert told["location"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Hội trường Bưu điện",
    }
    assert told["organizer"]["name"] == "Bưu điện tỉnh"
    assert told["name"] == post.title


def test_where_nobody_leads_the_deputy_does_and_else_the_cluster(client, post):
    deputy = Organisation.objects.create(name="Viễn thông tỉnh")
    ClusterTerm.objects.update(leader=None, deputy=deputy)
    seconded = head(client, post.url).node("Event")["organizer"]

    ClusterTerm.objects.all().delete()

    alone = head(client, post.url).node("Event")["organizer"]
    assert seconded["name"] == "Viễn thông tỉnh"
    assert alone["name"] == "Cụm I – Các doanh nghiệp Trung ương"


@pytest.mark.parametrize("called_off", [False, True])
def test_a_planned_meeting_is_an_event(client, index, called_off):
    cluster, day = build.cluster(), build.moment(2099, 3, 9)
    told = {"cluster": cluster, "is_cancelled": called_off, "note": "Mời đủ."}
    build.meeting(day, place="Hội trường", ends_at=day.replace(hour=11), **told)
    build.meeting(day, cluster=cluster)  # Nobody knows where.
    places = ["/lich/2099/03/", "/lich/", f"/tin-tuc/cum/{cluster.slug}/"]

    events = [nodes(client, place, "Event") for place in places]

    state = "EventCancelled" if called_off else "EventScheduled"
    for (event,) in events:
        assert event["name"] == f"{cluster.label}: sơ kết"
        assert event["startDate"] == "2099-03-09T08:00:00+07:00"
        assert event["endDate"] == "2099-03-09T11:00:00+07:00"
        assert event["eventStatus"] == f"https://schema.org/{state}"
        assert event["location"]["name"] == "Hội trường"
        assert event["organizer"]["name"] == cluster.label
        assert event["description"] == "Mời đủ."


def nodes(client, address, kind):
    (data,) = head(client, address).data
    return [node for node in data["@graph"] if node["@type"] == kind]


@pytest.mark.parametrize(
    "known", [{"event_place": "Hội trường"}, {"event_date": dt.date(2020, 7, 8)}]
)
def test_without_a_date_and_a_place_there_is_no_event(client, index, known):
    (data,) = head(client, build.article(index, **known).url).data

    assert {node["@type"] for node in data["@graph"]} == {
        "NewsArticle",
        "BreadcrumbList",
        "GovernmentOrganization",
    }


def test_the_trail_and_the_publisher_are_told(client, post):
    found = head(client, post.url)

    steps = found.node("BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, "http://localhost/"),
        (2, "http://localhost/tin-tuc/"),
        (3, post.full_url),
    ]
    board = found.node("GovernmentOrganization")
    assert board["parentOrganization"]["name"] == "UBND tỉnh"
    assert board["logo"]["url"].startswith("http://localhost/static/portal/")


def test_a_long_title_is_a_headline_that_search_engines_take(client, index):
    title = "Cụm thi đua số I " + "tổ chức hội nghị " * 12
    post = build.article(index, title=title)

    told = head(client, post.url).node("NewsArticle")

    assert told["name"] == post.title
    assert 100 < len(told["headline"]) <= 110
    assert post.title.startswith(told["headline"].removesuffix(" …"))


def test_the_address_of_the_publisher_is_a_postal_one(client, post):
    BoardIdentity.objects.update(address="Số 2, đường Hùng Vương")

    board = head(client, post.url).node("GovernmentOrganization")

    assert board["address"]["@type"] == "PostalAddress"
    assert board["address"]["streetAddress"] == "Số 2, đường Hùng Vương"


def test_a_list_tells_its_posts(client, post):
    found = head(client, "/tin-tuc/?nam=2020")

    page = found.node("CollectionPage")
    assert page["url"] == "http://localhost/tin-tuc/?nam=2020"
    assert [item["url"] for item in page["mainEntity"]["itemListElement"]] == [
        post.full_url
    ]


def test_the_home_page_tells_whose_site_it_is(client, post):
    found = head(client, "/")

    assert found.links["canonical"] == ["http://localhost/"]
    assert found.node("WebSite")["name"] == "Ban Thi đua - Khen thưởng"


def test_no_title_can_break_out_of_the_data(client, post):
    addresses = (post.url, "/tin-tuc/", "/")
    before = [head(client, address).scripts for address in addresses]
    ArticlePage.objects.filter(pk=post.pk).update(title=HOSTILE, lead=HOSTILE)

    assert [head(client, address).scripts for address in addresses] == before
    assert all(scripts.count("application/ld+json") == 1 for scripts in before)
    assert head(client, post.url).node("NewsArticle")["name"] == HOSTILE
    assert head(client, post.url).metas["og:title"] == [HOSTILE]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/tin-tuc/", "/tin-tuc/"),
        ("/tin-tuc/?page=0&utm_source=zalo&nam=abc", "/tin-tuc/"),
        ("/tin-tuc/?thang=7&x=1&nam=2020", "/tin-tuc/?nam=2020&thang=07"),
        ("/tin-tuc/2020/?nam=2019", "/tin-tuc/2020/"),
        ("/tin-tuc/2020/07/", "/tin-tuc/2020/07/"),
        ("/tin-tuc/cum/", "/tin-tuc/cum/"),
        ("/tin-tuc/chu-de/khen-thuong/?y=1", "/tin-tuc/chu-de/khen-thuong/"),
    ],
)
def test_a_list_has_one_address(client, post, asked, canonical):
    found = head(client, asked)

    assert found.links["canonical"] == [f"http://localhost{canonical}"]
    assert found.metas["og:url"] == [f"http://localhost{canonical}"]


def test_a_shared_article_shows_its_photo(client, post):
    metas = head(client, f"{post.url}?utm_source=zalo").metas

    assert metas["og:type"] == ["article"]
    assert metas["og:url"] == [post.full_url]
    assert metas["og:site_name"] == ["Ban Thi đua - Khen thưởng"]
    assert metas["og:description"] == [post.lead]
    assert metas["og:locale"] == ["vi_VN"]
    assert metas["twitter:card"] == ["summary_large_image"]
    (image,) = metas["og:image"]
    shown = Image.open(
        io.BytesIO(b"".join(client.get(image.removeprefix("http://localhost"))))
    )
    assert [str(side) for side in shown.size] == [
        *metas["og:image:width"],
        *metas["og:image:height"],
    ]


def test_libraries_find_dublin_core(client, post):
    metas = head(client, post.url).metas

    assert metas["DC.title"] == [post.title]
    assert metas["DC.creator"] == ["Hoàng Quốc Thịnh"]
    assert metas["DC.publisher"] == ["Ban Thi đua - Khen thưởng"]
    assert (metas["DC.date"], metas["DC.language"]) == (["2020-07-13"], ["vi"])
    assert metas["DC.subject"] == [
        "Cụm I – Các doanh nghiệp Trung ương",
        "khen thưởng",
    ]
    assert metas["article:published_time"] == ["2020-07-13T08:00:00+07:00"]


def test_a_post_without_a_photo_is_shared_with_a_drawn_card(client, index):
    post = build.article(index, title=HOSTILE[:255].replace("\u2028", " "))
    (address,) = head(client, post.url).metas["og:image"]

    response = client.get(address.removeprefix("http://localhost"))

    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 60_000


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/tin-tuc/", "/tin-tuc/2020/", "/lich/", "/lien-he/", "/so-do-trang/"),
        "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/",
        "/tin-tuc/don-vi/ban-thi-dua-khen-thuong/",
    ],
)
def test_any_other_page_is_shared_with_the_card_of_the_site(client, post, address):
    metas = head(client, address).metas
    (card,) = metas["og:image"]

    response = client.get(card.removeprefix("http://localhost"))

    assert metas["og:image:alt"] == ["Ban Thi đua - Khen thưởng"]
    assert metas["twitter:card"] == ["summary_large_image"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    other = re.sub(r"-\w+\.png", "-0000000000000000.png", card)
    assert client.get(other).url == card.removeprefix("http://localhost")


def test_a_card_bears_the_emblem_of_the_settings(client, index):
    post = build.article(index)
    (usual,) = head(client, post.url).metas["og:image"]
    emblem = build.photo(title="Huy hiệu")
    BoardIdentity.objects.update_or_create(
        site=index.get_site(), defaults={"emblem": emblem}
    )
    (own,) = head(client, post.url).metas["og:image"]

    card = Image.open(
        io.BytesIO(client.get(own.removeprefix("http://localhost")).content)
    )

    assert own != usual
    # 88 pixels wide, and as high as its shape says: 59, in the middle of 88.
    assert near(card.convert("RGB").getpixel((80 + 44, 56 + 44)), (0x9B, 0x1C, 0x1F))
    assert near(card.convert("RGB").getpixel((80 + 44, 56 + 6)), (0xFF, 0xFD, 0xF9))


def near(pixel, colour):
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


def test_an_emblem_whose_file_is_gone_gives_way_to_the_mark(client, index):
    emblem = build.photo(title="Huy hiệu")
    BoardIdentity.objects.create(site=index.get_site(), emblem=emblem)
    (address,) = head(client, build.article(index).url).metas["og:image"]
    emblem.file.storage.delete(emblem.file.name)

    response = client.get(address.removeprefix("http://localhost"))

    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_a_card_is_drawn_once(client, index, monkeypatch):
    post = build.article(index)
    (address,) = head(client, post.url).metas["og:image"]
    first = client.get(address.removeprefix("http://localhost")).content
    monkeypatch.setattr("news.share_cards.drawn", lambda *said: b"drawn again")

    assert client.get(address.removeprefix("http://localhost")).content == first
    cache.clear()
    again = client.get(address.removeprefix("http://localhost")).content
    assert again == b"drawn again"


def test_the_vietnamese_letters_of_a_card_are_drawn():
    from news.share_cards.lettering import lines, runs

    for letter in "ĂÂĐÊÔƠƯăâđêôơưẠặẾộỡựỹ₫A1–":
        assert runs(letter, 40), letter
    assert runs("🌸", 40) == []
    assert lines("Hội 🌸 nghị", 40, 1000) == ["Hội nghị"]
    assert "".join(lines("A" * 255, 64, 1040)) == "A" * 255


def test_each_letter_is_drawn_from_the_first_file_that_has_it(settings):
    from news.share_cards.lettering import runs

    fonts = "portal/fonts/be-vietnam-pro-{}.woff2".format
    settings.NEWS_SHARE_CARD_FONTS = (fonts("figures-400"), fonts("700"))

    # The file of figures has a space, too.
    assert [words for _, words in runs("Hội 2020", 40)] == ["Hội", " 2020"]


def test_nobody_has_other_words_drawn(client, index):
    post = build.article(index)
    (address,) = head(client, post.url).metas["og:image"]
    address = address.removeprefix("http://localhost")
    other = re.sub(r"-\w+\.png", "-0000000000000000.png", address)

    assert client.get(other).url == address
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("state", ["draft", "private", "expired", "nowhere"])
def test_only_public_posts_have_a_card(client, index, state):
    post = build.article(index, live=state != "draft")
    match state:
        case "private":
            PageViewRestriction.objects.create(page=post, restriction_type="login")
        case "expired":
            ArticlePage.objects.filter(pk=post.pk).update(live=False, expired=True)
    pk = 999_999_999_999_999_999_999 if state == "nowhere" else post.pk

    assert client.get(f"/the-chia-se/{pk}-0000000000000000.png").status_code == 404


def test_without_a_typeface_there_is_no_card(client, index, settings):
    settings.NEWS_SHARE_CARD_FONTS = ()
    post = build.article(index)

    metas = head(client, post.url).metas

    assert "og:image" not in metas
    assert metas["twitter:card"] == ["summary"]
    assert client.get(f"/the-chia-se/{post.pk}-0.png").status_code == 404


def test_a_photo_that_cannot_be_read_gives_way_to_the_card(client, index):
    image = build.photo()
    post = build.article(index, body=[build.photo_block(image)])
    image.renditions.all().delete()
    image.file.storage.delete(image.file.name)
    cache.clear()

    (address,) = head(client, post.url).metas["og:image"]

    assert address.endswith(".png")


def test_every_page_says_in_a_line_of_its_own_what_it_is_about(client, post):
    cluster = "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/"
    pages = ["/", "/tin-tuc/", "/tin-tuc/2020/", cluster, post.url, "/lich/"]
    pages += ["/lich/2020/07/", "/lien-he/", "/so-do-trang/"]

    said = [head(client, page).metas["description"] for page in pages]

    assert [len(lines) for lines in said] == [1] * len(pages)
    assert len({line for (line,) in said if line}) == len(pages)
