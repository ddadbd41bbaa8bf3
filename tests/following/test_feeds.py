"""A feed tells the whole of a post, to any reader, and nothing that is not public."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, Attachment, Author, Byline, Cluster, Topic
from tests import build
from tests.once import once

NAMES = ["rss.xml", "atom.xml", "feed.json"]
NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
HOSTILE = 'A]]></title></script><script>alert("x")</script> & 🌸 ' + "Hội nghị " * 16


@once
def written(index):
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    return build.article(
        index,
        title="Cụm I tổ chức Hội nghị sơ kết",
        lead="Sáng nay, 07 đơn vị < 10 & đủ.",
        clusters=[build.cluster()],
        topics=["khen thưởng"],
        bylines=[Byline(author=author)],
        body=[
            build.paragraph('Xem <a href="/lich/">lịch</a>.'),
            build.photo_block(build.photo(), caption="Chủ tọa hội nghị"),
            {"type": "heading", "value": {"text": "Kết quả", "level": "2"}},
        ],
    )


@pytest.fixture
def post(written, db):
    return ArticlePage.objects.get(pk=written.pk)


def items(client, address):
    """What a feed reader would list, each as what the three formats share."""
    text = client.get(address).content.decode()
    if address.partition("?")[0].endswith("json"):
        return [
            (i["id"], i["url"], i["title"], i["content_html"])
            for i in json.loads(text)["items"]
        ]
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    if root.tag == "rss":
        return [
            tuple(
                item.findtext(name, namespaces=NS)
                for name in ("guid", "link", "title", "content:encoded")
            )
            for item in root.iter("item")
        ]
    return [
        (
            entry.findtext("atom:id", namespaces=NS),
            entry.find("atom:link[@rel='alternate']", NS).get("href"),
            entry.findtext("atom:title", namespaces=NS),
            entry.findtext("atom:content", namespaces=NS),
        )
        for entry in root.iterfind("atom:entry", NS)
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "place",
    [
        "",
        "cum/cum-i-cac-doanh-nghiep-trung-uong/",
        "chu-de/khen-thuong/",
        "tac-gia/hoang-quoc-thinh/",
        "don-vi/ban-thi-dua-khen-thuong/",
    ],
)
def test_each_list_can_be_followed_in_three_formats(client, post, place, name):
    ((identity, url, title, html),) = items(client, f"/tin-tuc/{place}{name}")

    assert identity == post.translation_key.urn
    assert (url, title) == (post.full_url, post.title)
    assert "<h2>Kết quả</h2>" in html


def test_each_list_tells_where_its_feeds_are(client, post):
    html = client.get("/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/?nam=2020")

    links = re.findall(
        r'<link rel="alternate" type="application/(\w+)\+(\w+)"[^>]* href="([^"]+)"',
        html.content.decode(),
    )
    stem = "/tin-tuc/cum/cum-i-cac-doanh-nghiep-trung-uong/"
    assert links == [
        ("rss", "xml", f"{stem}rss.xml?nam=2020"),
        ("atom", "xml", f"{stem}atom.xml?nam=2020"),
        ("feed", "json", f"{stem}feed.json?nam=2020"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_whole_clean_and_has_full_addresses(client, post, name):
    ((*_, html),) = items(client, f"/tin-tuc/{name}")

    assert "<p>Sáng nay, 07 đơn vị &lt; 10 &amp; đủ.</p>" in html
    assert '<a href="http://localhost/lich/">lịch</a>' in html
    assert "<figcaption>Chủ tọa hội nghị. Ảnh: Bàn An</figcaption>" in html
    assert re.search(r'<img src="http://localhost/media/images/[^"]+\.jpg"', html)
    assert "class=" not in html
    assert "srcset" not in html
    assert "<p>Hoàng Quốc Thịnh – Ban Thi đua - Khen thưởng</p>" in html


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("vào cuối tháng 8/2020", "<p>vào cuối tháng 8/2020./.</p>"),
        ("<b>Kết quả tốt.</b>", "<p><b>Kết quả tốt</b>./.</p>"),
    ],
)
def test_a_vietnamese_text_ends_officially_wherever_it_is_read(
    client, index, last, shown
):
    post = build.article(
        index, body=[build.paragraph("Đã họp."), build.paragraph(last)]
    )

    texts = [html for name in NAMES for *_, html in items(client, f"/tin-tuc/{name}")]

    texts.append(client.get(f"/api/v2/pages/{post.pk}/").json()["body_html"])
    assert all(f"<p>Đã họp.</p>{shown}" in text for text in texts), texts


def test_links_to_pages_and_documents_lead_there(client, index, post):
    document = Attachment.objects.create(
        title="Quyết định", file=ContentFile(b"%PDF-1.4", "quyet-dinh-163.pdf")
    )
    build.article(
        index,
        published_at=build.moment(2021),
        body=[
            build.paragraph(f'<a linktype="page" id="{post.pk}">tin cũ</a>'),
            build.paragraph(f'<a linktype="document" id="{document.pk}">tệp</a>'),
            {"type": "attachment", "value": {"document": document.pk, "title": ""}},
        ],
    )
    # The gate lets no dead link out; a page may be deleted after that.
    build.article(index, published_at=build.moment(2019), title="Liên kết hỏng")
    dead = '<p><a linktype="page" id="999999">mất</a><a linktype="page" id="²">lạ</a>'
    ArticlePage.objects.filter(title="Liên kết hỏng").update(
        body=[{"type": "paragraph", "value": dead}]
    )

    (*_, html), _, (*_, broken) = items(client, "/tin-tuc/feed.json")

    assert f'<a href="{post.full_url}">tin cũ</a>' in html
    assert f'<a href="http://localhost{document.url}">tệp</a>' in html
    assert f'<a href="http://localhost{document.url}">Quyết định</a>' in html
    assert "<p><a>mất</a><a>lạ</a></p>" in broken


def test_a_photo_is_enclosed_with_its_words(client, post):
    rss = ElementTree.fromstring(client.get("/tin-tuc/rss.xml").content)  # noqa: S314
    atom = ElementTree.fromstring(client.get("/tin-tuc/atom.xml").content)  # noqa: S314
    (item,) = client.get("/tin-tuc/feed.json").json()["items"]

    enclosure, media = rss.find(".//enclosure"), rss.find(".//media:content", NS)
    link = atom.find(".//atom:link[@rel='enclosure']", NS)
    (attachment,) = item["attachments"]
    assert {enclosure.get("type"), link.get("type"), attachment["mime_type"]} == {
        "image/jpeg"
    }
    assert (
        enclosure.get("url")
        == media.get("url")
        == link.get("href")
        == attachment["url"]
        == item["image"]
    )
    assert int(enclosure.get("length")) == attachment["size_in_bytes"] > 0
    assert media.findtext("media:description", namespaces=NS) == "Chủ tọa hội nghị"
    assert media.findtext("media:credit", namespaces=NS) == "Bàn An"
    assert link.get("title") == attachment["title"] == "Chủ tọa hội nghị"
    assert (
        client.get(enclosure.get("url").removeprefix("http://localhost")).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("caption", "credit", "shown"),
    [
        ("Quang cảnh", "Bàn An", "Quang cảnh. Ảnh: Bàn An"),
        ("Quang cảnh.", "Bàn An", "Quang cảnh. Ảnh: Bàn An"),
        ("Ai về nhất?", "Ảnh tư liệu", "Ai về nhất? Ảnh tư liệu"),
        ("Tổ may", "Tranh minh họa", "Tổ may. Tranh minh họa"),
    ],
)
def test_caption_and_credit_are_two_sentences(client, index, caption, credit, shown):
    photo = build.photo(caption=caption, credit=credit)
    post = build.article(index, body=[build.photo_block(photo)])

    ((*_, html),) = items(client, "/tin-tuc/feed.json")

    page = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert f"<figcaption>{shown}</figcaption>" in html
    assert " ".join(page.select_one("figcaption").get_text().split()) == shown


def test_a_caption_alone_stays_as_it_was_written(client, index):
    photo = build.photo(caption="Quang cảnh", credit="")
    post = build.article(index, body=[build.photo_block(photo)])

    page = BeautifulSoup(client.get(post.url).content, "html.parser")

    assert page.select_one("figcaption").get_text() == "Quang cảnh"


def test_a_photo_whose_file_is_gone_leaves_its_caption(client, index):
    image = build.photo(caption="Quang cảnh.")
    build.article(index, body=[build.photo_block(image)])
    image.file.storage.delete(image.file.name)

    (item,) = client.get("/tin-tuc/feed.json").json()["items"]

    assert "attachments" not in item
    assert "<p>Ảnh: Quang cảnh.</p>" in item["content_html"]


# https://jsonfeed.org/version/1.1 in short: what each object may hold, as which type.
FEED = {
    **dict.fromkeys(("version", "title", "home_page_url", "feed_url"), str),
    **dict.fromkeys(("description", "language", "icon"), str),
    **dict.fromkeys(("authors", "items"), list),
}
ITEM = {
    **dict.fromkeys(("id", "url", "external_url", "title", "content_html"), str),
    **dict.fromkeys(("summary", "image", "date_published", "date_modified"), str),
    **dict.fromkeys(("authors", "tags", "attachments"), list),
}
ATTACHMENT = {"url": str, "mime_type": str, "title": str, "size_in_bytes": int}
# RFC 3339, to the second or finer, with the offset.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def held(told, known, *needed):
    """No field that JSON Feed does not know, none of another type, none empty."""
    assert set(needed) <= set(told) <= set(known)
    assert all(type(value) is known[name] for name, value in told.items()), told
    assert all(value for name, value in told.items() if name != "items"), told


@pytest.mark.parametrize("posts", [0, 1])
def test_json_feed_keeps_to_its_published_rules(client, index, posts):
    for _ in range(posts):
        body = [build.paragraph("Đã họp."), build.photo_block(build.photo())]
        author = Author.objects.create(name="Hoàng Quốc Thịnh")
        source = {"source_name": "Báo", "source_url": "https://bao.example.org/1"}
        by = [Byline(author=author)]
        build.article(index, topics=["lúa"], body=body, bylines=by, **source)

    answer = client.get("/tin-tuc/feed.json")

    told = json.loads(answer.content)
    held(told, FEED, "version", "title", "items")
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == "http://localhost/tin-tuc/feed.json"
    assert len(told["items"]) == len({item["id"] for item in told["items"]}) == posts
    for item in told["items"]:
        held(item, ITEM, "id", "content_html")
        assert DATE.fullmatch(item["date_published"])
        assert DATE.fullmatch(item["date_modified"])
        assert all(isinstance(tag, str) and tag for tag in item["tags"])
        for attachment in item["attachments"]:
            held(attachment, ATTACHMENT, "url", "mime_type")
        addresses = [item["url"], item["external_url"], item["image"]]
        addresses += [attachment["url"] for attachment in item["attachments"]]
        assert all(re.match(r"https?://", address) for address in addresses)
    for author in [a for one in (told, *told["items"]) for a in one["authors"]]:
        held(author, {"name": str, "url": str, "avatar": str}, "name")


@pytest.mark.parametrize("name", NAMES)
def test_odd_titles_and_control_characters_break_no_reader(client, post, name):
    # Past the models, which would mend them: a fixture or another program wrote them.
    # PostgreSQL stores no NUL at all.
    nul = "" if connection.vendor == "postgresql" else "\x00"
    strange = HOSTILE + nul + "\x0b\x1b￾"
    ArticlePage.objects.filter(pk=post.pk).update(title=strange, lead=strange)

    ((*_, title, html),) = items(client, f"/tin-tuc/{name}")

    assert title.startswith(HOSTILE)
    assert "<script" not in html
    assert "alert(&quot;x&quot;)" in html or 'alert("x")' in html


def test_atom_tells_when_a_post_was_truly_changed(client, index):
    day = build.moment(2020, 7, 13)
    post = build.article(index, published_at=day, title="Bản đầu")
    atom = ElementTree.fromstring(client.get("/tin-tuc/atom.xml").content)  # noqa: S314
    first = atom.findtext("atom:entry/atom:updated", namespaces=NS)

    post.title = "Bản sửa"
    post.save_revision().publish()

    atom = ElementTree.fromstring(client.get("/tin-tuc/atom.xml").content)  # noqa: S314
    assert first == atom.findtext("atom:entry/atom:published", namespaces=NS)
    assert first == "2020-07-13T08:00:00+07:00"
    changed = atom.findtext("atom:entry/atom:updated", namespaces=NS)
    assert changed.startswith(str(timezone.localdate()))
    assert atom.findtext("atom:updated", namespaces=NS) == changed


def test_clusters_come_before_topics_whichever_was_given_first(client, index):
    post = build.article(index, topics=[Topic.objects.create(name="Phong trào")])
    other = build.article(index, topics=[Topic.objects.create(name="Tuyên truyền")])
    for one in (other, post):
        one.clusters.set([build.cluster(str(one.pk), "Các sở")])
        one.save_revision().publish()

    for item in client.get("/tin-tuc/feed.json").json()["items"]:
        assert item["tags"][0].startswith("Cụm")
        assert len(item["tags"]) == 2


def test_rss_has_what_a_validator_asks_for(client, post):
    channel = ElementTree.fromstring(client.get("/tin-tuc/rss.xml").content).find(  # noqa: S314
        "channel"
    )

    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name)
    assert channel.find("atom:link", NS).attrib == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": "http://localhost/tin-tuc/rss.xml",
    }
    assert channel.find("item/guid").get("isPermaLink") == "false"
    assert channel.findtext("item/dc:creator", namespaces=NS) == "Hoàng Quốc Thịnh"
    assert len(channel.findall("item/enclosure")) == 1
    assert [c.text for c in channel.findall("item/category")] == [
        "Cụm I – Các doanh nghiệp Trung ương",
        "khen thưởng",
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
    ],
)
def test_an_empty_feed_is_valid_and_the_same_each_time(client, index, name, kind):
    first = client.get(f"/tin-tuc/{name}")

    assert first["Content-Type"] == kind
    assert items(client, f"/tin-tuc/{name}") == []
    assert client.get(f"/tin-tuc/{name}").content == first.content


def test_a_feed_is_narrowed_as_its_page_is(client, index, post):
    build.article(index, title="Tin khác", published_at=build.moment(2021))
    query = "nam=2020&cum=cum-i-cac-doanh-nghiep-trung-uong&truoc=1-1&x=1"

    feed = client.get(f"/tin-tuc/feed.json?{query}").json()

    assert [item["title"] for item in feed["items"]] == [post.title]
    assert feed["title"].startswith(
        "Tin tức (Cụm I – Các doanh nghiệp Trung ương, Năm 2020)"
    )
    assert feed["feed_url"] == (
        "http://localhost/tin-tuc/feed.json"
        "?cum=cum-i-cac-doanh-nghiep-trung-uong&nam=2020"
    )
    assert client.get("/tin-tuc/feed.json?cum=khong-co").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_public_is_in_no_feed(client, index, name):
    draft = build.article(index, live=False)
    private, expired, gone = (build.article(index) for _ in "123")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ArticlePage.objects.filter(pk=expired.pk).update(live=False, expired=True)
    gone.unpublish()
    changed = build.article(index, title="Như đã đăng")
    changed.title = "Chưa duyệt"
    changed.save_revision()

    shown = items(client, f"/tin-tuc/{name}")

    assert draft.pk
    assert [title for _, _, title, _ in shown] == ["Như đã đăng"]


@pytest.mark.parametrize("name", NAMES)
def test_who_has_a_feed_already_gets_304(client, post, name):
    first = client.get(f"/tin-tuc/{name}")

    by_tag = client.get(f"/tin-tuc/{name}", headers={"if-none-match": first["ETag"]})
    by_date = client.get(
        f"/tin-tuc/{name}", headers={"if-modified-since": first["Last-Modified"]}
    )

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")


def corrected(post):
    post.title = "Tiêu đề khác"
    post.save_revision().publish()


def taken_down(post):
    post.unpublish()


def restricted(post):
    PageViewRestriction.objects.create(page=post, restriction_type="login")


def renamed_cluster(post):
    Cluster.objects.update(name="Tên mới")


def expired(post):
    ArticlePage.objects.filter(pk=post.pk).update(
        expire_at=timezone.now() - timedelta(hours=1)
    )
    from django.core.management import call_command

    call_command("publish_scheduled")


@pytest.mark.parametrize(
    "change", [corrected, taken_down, restricted, renamed_cluster, expired]
)
@pytest.mark.parametrize("name", NAMES)
def test_no_change_hides_behind_304(client, post, name, change):
    build_time = client.get(f"/tin-tuc/{name}")
    asked = [
        {"if-none-match": build_time["ETag"]},
        {"if-modified-since": build_time["Last-Modified"]},
    ]

    change(post)

    for headers in asked:
        answer = client.get(f"/tin-tuc/{name}", headers=headers)
        assert answer.status_code == 200
        assert answer["ETag"] != build_time["ETag"]


def test_an_imported_post_has_not_been_changed_by_its_arrival(index, seed):
    from django.core.management import call_command

    call_command("import_news", str(seed), publish=True, as_published=True, verbosity=0)

    post = ArticlePage.objects.get()
    assert post.live
    assert post.modified_at == post.published_at


def test_a_feed_opens_no_photo_that_was_prepared(client, post, monkeypatch):
    first = client.get("/tin-tuc/rss.xml").content
    monkeypatch.setattr("PIL.Image.open", lambda *said: pytest.fail("opened"))
    monkeypatch.setattr("PIL.ImageFile.Parser", lambda: pytest.fail("parsed"))
    monkeypatch.setattr("willow.Image.open", lambda *said: pytest.fail("opened"))

    assert client.get("/tin-tuc/rss.xml").content == first
