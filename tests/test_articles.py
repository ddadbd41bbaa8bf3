"""What a post does by itself when it is written, saved and published."""

import json
import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from news.models import (
    ArticlePage,
    Author,
    Byline,
    Cluster,
    NewsYearPage,
    Organisation,
    Topic,
)
from news.rich_text import with_addresses
from tests import build


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đà Nẵng: Hội nghị sơ kết", "da-nang-hoi-nghi-so-ket"),
        ("Lễ ký giao ước thi đua", "le-ky-giao-uoc-thi-dua"),
        ("???", "tin"),
        ("07", "tin-07"),
    ],
)
def test_an_address_is_made_from_the_title_by_transliteration(index, title, slug):
    assert build.article(index, title=title).slug == slug


def test_equal_titles_in_one_year_get_addresses_of_their_own(index):
    first = build.article(index, title="Tổng kết năm")
    second = build.article(index, title="Tổng kết năm")
    last_year = build.article(
        index, title="Tổng kết năm", published_at=build.moment(2019)
    )

    assert [first.slug, second.slug, last_year.slug] == [
        "tong-ket-nam",
        "tong-ket-nam-2",
        "tong-ket-nam",
    ]


def test_a_year_is_the_local_one(index):
    # 31/12/2020 18:30 UTC is half past one in the night of 01/01/2021 here.
    new_year = build.moment(2021, 1, 1, 1)

    assert "/tin-tuc/2021/" in build.article(index, published_at=new_year).url


def test_a_year_is_made_once(index):
    for _ in range(3):
        index.year_for(build.moment(2020))

    assert NewsYearPage.objects.count() == 1


def test_a_draft_published_in_another_year_moves_there(index):
    december = build.article(index, live=False, published_at=build.moment(2019, 12, 30))
    december.published_at = build.moment(2020, 1, 2)

    december.save_revision().publish()

    december.refresh_from_db()
    assert december.url.startswith("/tin-tuc/2020/")


def test_a_draft_that_waited_is_dated_on_the_day_it_came_out(client, index):
    draft = build.article(index, live=False, published_at=timezone.now())
    begun = timezone.now() - timedelta(days=400)
    ArticlePage.objects.update(published_at=begun)
    draft.revisions.update(created_at=begun)
    draft.refresh_from_db()

    draft.save_revision().publish()

    post = ArticlePage.objects.get()
    assert timezone.localdate(post.published_at) == timezone.localdate()
    assert f"/tin-tuc/{timezone.localdate().year}/" in post.url
    again = post.get_latest_revision_as_object()
    assert again.published_at == post.published_at


def test_a_date_that_somebody_chose_stays(index):
    draft = build.article(index, live=False, published_at=build.moment(2020, 7, 13))
    draft.revisions.update(created_at=timezone.now() - timedelta(days=30))

    draft.save_revision().publish()

    assert ArticlePage.objects.get().published_at == build.moment(2020, 7, 13)


def test_control_characters_do_not_reach_a_title_or_break_the_feed(client, index):
    post = build.article(index, title="Hội nghị\x0bsơ kết", lead="Một\x00hai")

    assert (post.title, post.lead) == ("Hội nghị sơ kết", "Một hai")
    assert client.get("/tin-tuc/rss.xml").status_code == 200


@pytest.mark.parametrize("thing", ["organisation", "author"])
def test_whom_a_post_names_cannot_be_deleted_under_it(index, thing):
    board = Organisation.objects.create(name="Ban Thi đua - Khen thưởng")
    author = Author.objects.create(name="Hoàng Quốc Thịnh")
    build.article(index, organisation=board, bylines=[Byline(author=author)])

    with pytest.raises(ProtectedError):
        {"organisation": board, "author": author}[thing].delete()


def test_a_published_post_stays_under_its_year_whatever_its_date(client, index):
    post = build.article(index, published_at=build.moment(2020))
    address = post.url
    post.published_at = build.moment(2021)

    post.save_revision().publish()

    assert client.get(address).status_code == 200


def test_everything_saved_is_composed(index):
    apart = unicodedata.normalize("NFD", "Hội nghị tổng kết ở Đắk Lắk")
    together = unicodedata.normalize("NFC", apart)

    post = build.article(
        index, title=apart, lead=apart, body=[build.paragraph(apart)], topics=[apart]
    )
    organisation = Organisation.objects.create(name=apart, aliases=apart)
    image = build.photo(title=apart, caption=apart)

    assert post.title == post.lead == post.topics.get().name == together
    assert post.body.raw_data[0]["value"] == f"<p>{together}</p>"
    assert post.latest_revision.content["title"] == together
    stored = json.loads(post.latest_revision.content["body"])
    assert stored[0]["value"] == f"<p>{together}</p>"
    assert organisation.aliases == image.caption == image.title == together


def test_a_list_shows_the_lead_else_the_first_words(index):
    with_lead = build.article(index, lead="Tóm tắt.")
    without = build.article(index, body=[build.paragraph("Chiều <b>ngày</b> 09/7.")])

    assert with_lead.summary == "Tóm tắt."
    assert without.summary == "Chiều ngày 09/7."


def test_the_first_photo_that_is_there_stands_for_the_post(index):
    image = build.photo()
    body = [build.photo_block(None, source="CumI"), build.photo_block(image)]

    assert build.article(index, live=False, body=body).lead_photo == image


def test_a_byline_keeps_the_office_of_that_day(index):
    board = Organisation.objects.create(name="Ban Thi đua - Khen thưởng")
    author = Author.objects.create(
        name="Hoàng Quốc Thịnh", role="Chuyên viên", organisation=board
    )
    post = build.article(index, bylines=[Byline(author=author)])

    Author.objects.update(name="Đổi Tên", role="Trưởng phòng", organisation=None)
    post.save_revision().publish()

    byline = ArticlePage.objects.get().bylines.get()
    assert (byline.name, byline.role, byline.organisation_name) == (
        "Hoàng Quốc Thịnh",
        "Chuyên viên",
        "Ban Thi đua - Khen thưởng",
    )


def test_two_clusters_may_both_be_the_first(db):
    firms = build.cluster("I", "Các doanh nghiệp Trung ương")
    banks = build.cluster("I", "Các tổ chức tín dụng")

    assert firms.short_label == banks.short_label == "Cụm I"
    assert firms.slug != banks.slug
    assert str(banks) == "Cụm I – Các tổ chức tín dụng"


def test_one_cluster_cannot_be_registered_twice(db):
    build.cluster("I", "Các tổ chức tín dụng")

    with pytest.raises(ValidationError, match="đã có trong sổ đăng ký"):
        Cluster(
            kind="cụm", number="I", name="Các tổ chức tín dụng", slug="x"
        ).full_clean()


def test_a_topic_has_a_readable_address(index):
    build.article(index, topics=["Điển hình tiên tiến"])

    assert Topic.objects.get().slug == "dien-hinh-tien-tien"


def test_a_source_address_without_a_name_is_refused(index):
    post = build.article(index)
    post.source_url = "https://baolangson.vn/x"

    with pytest.raises(ValidationError) as refusal:
        post.full_clean()

    assert "source_name" in refusal.value.error_dict


@pytest.mark.parametrize("written", ["Ảnh: Nông Thị Biên", "Nông Thị Biên"])
def test_a_credit_says_once_that_it_is_one(client, index, written):
    photo = build.photo(credit=written)

    post = build.article(index, body=[build.photo_block(photo)])

    html = client.get(post.url).content.decode()
    feed = client.get("/tin-tuc/feed.json").json()["items"][0]["content_html"]
    for said in (html, feed):
        assert "Ảnh: Nông Thị Biên" in said
        assert "Ảnh: Ảnh" not in said


def test_a_link_to_a_number_of_thousands_of_digits_breaks_no_page():
    text = f'Xem <a linktype="page" id="{"9" * 4301}">tin</a>.'

    assert with_addresses(text, {}) == text
