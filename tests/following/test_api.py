"""Programs read what the pages show, no more than that, and cannot break it."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from news.models import (
    ArticlePage,
    Attachment,
    Author,
    Byline,
    CitedDocument,
    Organisation,
    Participant,
)
from tests import build
from tests.once import once

POSTS = "/api/v2/pages/?type=news.ArticlePage"


@once
def written(index):
    author = Author.objects.create(name="Hoàng Quốc Thịnh", role="Phóng viên")
    secret = Attachment.objects.create(
        title="Quyết định", file=ContentFile(b"%PDF-1.4", "quyet-dinh-163.pdf")
    )
    return build.article(
        index,
        title="Cụm I tổ chức Hội nghị sơ kết",
        lead="Sáng nay đã họp.",
        clusters=[build.cluster()],
        topics=["khen thưởng"],
        bylines=[Byline(author=author)],
        participants=[
            Participant(organisation=Organisation.objects.create(name="Bưu điện"))
        ],
        documents=[CitedDocument(number="163/QĐ-UBND", attachment=secret)],
        event_kind="review",
        event_date=build.moment(2020, 7, 8).date(),
        event_place="Hội trường",
        body=[build.photo_block(build.photo(), caption="Chủ tọa")],
    )


@pytest.fixture
def post(written, db):
    return ArticlePage.objects.get(pk=written.pk)


def titles(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


def test_a_post_is_told_with_all_that_belongs_to_it(client, post):
    told = client.get(f"/api/v2/pages/{post.pk}/").json()

    assert told["meta"]["type"] == "news.ArticlePage"
    assert told["meta"]["html_url"] == post.full_url
    assert (told["title"], told["lead"]) == (post.title, "Sáng nay đã họp.")
    assert told["published_at"] == told["modified_at"] == "2020-07-13T08:00:00+07:00"
    assert told["clusters"] == [
        {
            "kind": "cụm",
            "number": "I",
            "name": "Các doanh nghiệp Trung ương",
            "label": "Cụm I – Các doanh nghiệp Trung ương",
            "slug": "cum-i-cac-doanh-nghiep-trung-uong",
        }
    ]
    assert told["topics"] == [{"name": "khen thưởng", "slug": "khen-thuong"}]
    (author,) = told["authors"]
    assert (author["name"], author["role"]) == ("Hoàng Quốc Thịnh", "Phóng viên")
    (photo,) = told["photos"]
    assert (photo["caption"], photo["credit"]) == ("Chủ tọa", "Bàn An")
    assert photo["url"].startswith("http://localhost/media/images/")
    assert told["event"]["date"] == "2020-07-08"
    assert told["event"]["place"] == "Hội trường"
    assert told["organisation"]["slug"] == "ban-thi-dua-khen-thuong"
    assert told["participants"] == [{"name": "Bưu điện", "slug": "buu-dien"}]
    assert told["documents"][0]["number"] == "163/QĐ-UBND"
    assert "<figcaption>Chủ tọa. Ảnh: Bàn An</figcaption>" in told["body_html"]


def test_posts_come_newest_first(client, index):
    old, new = (
        build.article(index, published_at=build.moment(y)) for y in (2019, 2021)
    )

    assert titles(client, POSTS) == [new.title, old.title]
    assert titles(client, f"{POSTS}&order=published_at") == [old.title, new.title]
    assert titles(client, f"{POSTS}&limit=1&offset=1") == [old.title]


@pytest.mark.parametrize(
    "query",
    [
        "cum=cum-i-cac-doanh-nghiep-trung-uong",
        "chu-de=khen-thuong",
        "tac-gia=hoang-quoc-thinh",
        "don-vi=buu-dien",
        "tu=2020-07-13&den=2020-07-13",
        "cum=cum-i-cac-doanh-nghiep-trung-uong&tu=2020-01-01",
    ],
)
def test_posts_are_narrowed_as_on_the_pages(client, index, post, query):
    build.article(index, published_at=build.moment(2020, 7, 14, hour=0))
    build.article(index, published_at=build.moment(2020, 7, 12, hour=23))

    assert titles(client, f"/api/v2/pages/?{query}") in (
        [post.title],
        titles(client, f"{POSTS}&tu=2020-07-13") if query.endswith("01") else None,
    )
    assert post.title in titles(client, f"/api/v2/pages/?{query}")


def test_an_unknown_cluster_has_no_posts(client, post):
    assert titles(client, "/api/v2/pages/?cum=khong-co") == []


@pytest.mark.parametrize("who", ["nobody", "quantri"])
def test_what_is_not_public_is_not_there_for_anybody(client, index, who, request):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))
    draft = build.article(index, live=False)
    private, expired = build.article(index), build.article(index)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ArticlePage.objects.filter(pk=expired.pk).update(live=False, expired=True)
    shown = build.article(index, title="Như đã đăng")
    shown.title = "Chưa duyệt"
    shown.save_revision()

    assert titles(client, POSTS) == ["Như đã đăng"]
    everything = client.get("/api/v2/pages/").content.decode()
    for hidden in (draft, private, expired):
        assert hidden.title not in everything
        assert client.get(f"/api/v2/pages/{hidden.pk}/").status_code == 404
        found = client.get("/api/v2/pages/find/", {"html_path": hidden.url})
        assert found.status_code == 404
        children = client.get(f"/api/v2/pages/?ancestor_of={hidden.pk}")
        assert children.status_code == 400


def test_a_post_is_found_by_its_address(client, post):
    found = client.get("/api/v2/pages/find/", {"html_path": post.url})

    assert found.url == f"http://localhost/api/v2/pages/{post.pk}/?"  # Wagtail's own


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1",
        "limit=abc",
        "limit=21",
        "limit=99999999999999999999",
        "offset=-1",
        "offset=99999999999999999999",
        "offset=10001",
        "id=99999999999999999999",
        "id=abc",
        "id=%00",
        "id=²",
        "first_published_at=abc",
        "published_at=abc",
        "title=%00",
        "order=random",
        "order=nothing",
        "order=clusters",
        "fields=nothing",
        "fields=)",
        "fields=" + "a(" * 400,
        "fields=body",
        "fields=owner",
        "fields=submitted_by",
        "type=auth.User",
        "type=nothing",
        "type=news.NewsIndexPage&cum=a",
        "cum=%00",
        "cum=%27;--",
        "cum=",
        "tu=abc",
        "tu=2020-13-45",
        "den=9999999-01-01",
        "den=9999-12-31",
        "tu=0001-01-01",
        "child_of=abc",
        "child_of=99999999999999999999",
        "descendant_of=-1",
        "search=x",
        "search=%22",
        "site=x",
        "alias_of=1",
        "nothing=1",
        "title=" + "x" * 5000,
        "tu=2020-01-01%F0%9F%98%80",
    ],
)
def test_what_makes_no_sense_is_a_400_in_json(client, post, query):
    glue = "?" if "type=" in query else "?type=news.ArticlePage&"

    response = client.get(f"/api/v2/pages/{glue}{query}")

    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/json"
    assert response.json()["message"]


@pytest.mark.parametrize(
    "query",
    ["den=2999-12-31", "tu=1900-01-01", "cum=a&cum=cum-i", "title=%F0%9F%98%80"],
)
def test_what_is_odd_but_possible_is_answered(client, post, query):
    assert client.get(f"{POSTS}&{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/v2/pages/0/",
        "/api/v2/pages/99999999999999999999/",
        "/api/v2/pages/find/",
        "/api/v2/pages/find/?html_path=/khong-co/",
        "/api/v2/pages/?locale=xx",
    ],
)
def test_what_is_not_there_is_a_404_in_json(client, post, address):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


@pytest.mark.parametrize(
    "query", ["id=abc", "id=99999999999999999999", "html_path=%00"]
)
def test_finding_by_nonsense_is_a_400(client, post, query):
    assert client.get(f"/api/v2/pages/find/?{query}").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v2/pages/{pk}/"])
def test_nothing_can_be_written(client, post, quantri, method, address):
    client.force_login(quantri)

    response = getattr(client, method)(address.format(pk=post.pk))

    assert (response.status_code, response["Content-Type"]) == (405, "application/json")


def test_photos_and_attachments_have_no_list(client, post):
    for name in ("images", "documents"):
        assert client.get(f"/api/v2/{name}/").status_code == 404


def test_other_sites_pages_may_read_it(client, post):
    assert client.get("/api/v2/pages/")["Access-Control-Allow-Origin"] == "*"
    assert client.options("/api/v2/pages/").status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("posts", [1, 12])
def test_a_list_costs_the_same_whatever_it_tells(
    client, index, posts, django_assert_num_queries
):
    from tests.test_query_budgets import rich_article

    for number in range(posts):
        rich_article(index, number)
    address = f"{POSTS}&fields=*"
    client.get(address)

    with django_assert_num_queries(15):
        assert len(titles(client, address)) == posts
