"""Which posts does a reader find, and in which order?"""

import unicodedata

import pytest

from news import indexing
from news.filters import ArticleFilter
from news.models import (
    ArticlePage,
    Author,
    Byline,
    CitedDocument,
    Organisation,
    Participant,
)
from news.search import find
from tests import build

pytestmark = pytest.mark.django_db


def found(text, wanted=None, **options):
    posts = ArticlePage.objects.published()
    answer = find(text, wanted or ArticleFilter(), posts, **options)
    return [article.title for article in answer.articles]


@pytest.mark.parametrize(
    "typed",
    [
        "hoi nghi so ket",
        "Hội nghị sơ kết",
        "HỘI NGHỊ SƠ KẾT",
        unicodedata.normalize("NFD", "Hội nghị sơ kết"),
        "ket so nghi hoi",
        "  hoi   nghi, so ket. ",
    ],
)
def test_accents_case_and_typing_do_not_matter(index, typed):
    build.article(index, title="Hội nghị sơ kết 6 tháng đầu năm")
    build.article(index, title="Lễ ký giao ước", body=[build.paragraph("Thi đua.")])

    assert found(typed) == ["Hội nghị sơ kết 6 tháng đầu năm"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Đảng bộ tỉnh", "dang bo"),
        ("Đảng bộ tỉnh", "DANG BO"),
        ("Xóm Hoà Bình", "hòa bình"),
        ("Xóm Hòa Bình", "hoà bình"),
        ("Bà Nguyễn Thị Thuý", "thúy"),
    ],
)
def test_the_barred_d_and_both_places_of_the_tone(index, written, typed):
    build.article(index, title=written)

    assert found(typed) == [written]


def test_the_accents_as_typed_come_first(index):
    build.article(index, title="Sở Nội vụ họp", published_at=build.moment(2019))
    build.article(index, title="Sơ kết phong trào", published_at=build.moment(2020))
    build.article(index, title="Số liệu mới", published_at=build.moment(2021))

    assert found("sở") == ["Sở Nội vụ họp", "Số liệu mới", "Sơ kết phong trào"]
    assert found("so") == ["Số liệu mới", "Sơ kết phong trào", "Sở Nội vụ họp"]


def test_title_before_lead_before_caption_before_body(index):
    words = "gặt lúa"
    photo = build.photo(caption=f"Nông dân {words}.")
    build.article(index, title=f"Mùa {words}", published_at=build.moment(2016))
    build.article(
        index, title="Sapo", lead=f"Ngày {words}.", published_at=build.moment(2017)
    )
    build.article(
        index,
        title="Ảnh",
        body=[build.paragraph("Tin."), build.photo_block(photo)],
        published_at=build.moment(2018),
    )
    build.article(
        index,
        title="Thân bài",
        body=[build.paragraph(f"Buổi {words}.")],
        published_at=build.moment(2019),
    )

    assert found(words) == ["Mùa gặt lúa", "Sapo", "Ảnh", "Thân bài"]


def test_words_that_stand_together_come_first(index):
    build.article(index, title="Khen người, thưởng tập thể")
    build.article(index, title="Khen thưởng", published_at=build.moment(2015))

    assert found("khen thuong") == ["Khen thưởng", "Khen người, thưởng tập thể"]


def test_words_of_two_syllables_come_before_scattered_ones(index):
    build.article(
        index, title="Hội nghị sơ kết công tác thi đua", published_at=build.moment(2015)
    )
    build.article(index, title="Khối thi đua số 2 ký kết giao ước")

    assert found("so ket thi dua")[0] == "Hội nghị sơ kết công tác thi đua"


def test_people_organisations_clusters_and_documents_are_found(index):
    department = Organisation.objects.create(name="Sở Tài chính", aliases="STC")
    build.article(
        index,
        title="Bài",
        clusters=[build.cluster("IV", "Các tổ chức tín dụng")],
        topics=["về nguồn"],
        event_chair="Trần Văn Chủ Toạ",
        bylines=[Byline(author=Author.objects.create(name="Hoàng Quốc Thịnh"))],
        participants=[Participant(organisation=department)],
        documents=[CitedDocument(number="163/QĐ-UBND", summary="thành lập cụm")],
    )
    build.article(index, title="Khác")

    for typed in [
        *("hoang quoc thinh", "chu tọa", "so tai chinh", "stc", "cụm iv"),
        *("to chuc tin dung", "ve nguon", "thanh lap cum"),
        *("163/QĐ-UBND", "163/qd-ubnd", "163qdubnd", "163-QĐ-UBND"),
    ]:
        assert found(typed) == ["Bài"], typed


def test_a_document_named_in_the_text_is_found(index):
    text = "Theo Quyết định số 98/2023/NĐ-CP ngày 31/12/2023."
    build.article(index, title="Bài", body=[build.paragraph(text)])

    for typed in ("98/2023/NĐ-CP", "98/2023/nd-cp", "982023ndcp", "31/12/2023"):
        assert found(typed) == ["Bài"], typed
    assert found("98/2023/QĐ-CP") == []


def test_the_photos_own_caption_or_the_one_of_this_use(index):
    photo = build.photo(caption="Cánh đồng", description="Người gánh thóc")
    build.article(
        index,
        title="Bài",
        body=[build.paragraph("Tin."), build.photo_block(photo, caption="Bến sông")],
    )

    assert found("ben song") == found("gánh thóc") == ["Bài"]
    assert found("cánh đồng") == []


def test_phrases_in_quotes(index):
    build.article(index, title="Thi đua yêu nước")
    build.article(index, title="Đua thuyền, thi hát")
    build.article(index, title="Yêu thi đua, đua yêu", lead="Nước: thi đua yêu.")

    assert found('"đua yêu"') == ["Yêu thi đua, đua yêu", "Thi đua yêu nước"]
    assert found("“thi dua yeu nuoc”") == ["Thi đua yêu nước"]
    assert found('"dua thi"') == []
    assert found('"nuoc thi" yeu') == ["Yêu thi đua, đua yêu"]


def test_no_phrase_runs_from_one_text_into_the_next(index):
    build.article(index, title="Gặt", lead="Lúa")

    assert found("gat lua") == ["Gặt"]
    assert found('"gat lua"') == []


def test_the_last_word_completes(index):
    build.article(index, title="Hội nghị tổng kết")

    assert found("hoi ngh") == found("hội ng") == ["Hội nghị tổng kết"]
    assert found("ngh hoi") == []
    assert found('hoi "ngh"') == []


def test_the_whole_word_comes_before_what_it_may_become(index):
    build.article(index, title="Thông báo", published_at=build.moment(2021))
    build.article(index, title="Thôn Bản Tin", published_at=build.moment(2011))

    assert found("thon") == ["Thôn Bản Tin", "Thông báo"]


def test_filters_are_those_of_the_index(index):
    cluster = build.cluster()
    department = Organisation.objects.create(name="Sở Tài chính")
    author = Author.objects.create(name="Hoàng Thịnh")
    build.article(
        index,
        title="Hội nghị A",
        clusters=[cluster],
        topics=["sơ kết"],
        participants=[Participant(organisation=department)],
        bylines=[Byline(author=author)],
        published_at=build.moment(2019, 12, 31, 23),
    )
    build.article(index, title="Hội nghị B", published_at=build.moment(2020, 1, 1, 0))

    for query in [
        {"cum": cluster.slug},
        {"chu-de": "so-ket"},
        {"don-vi": department.slug},
        {"tac-gia": author.slug},
        {"nam": "2019"},
        {"nam": "2019", "thang": "12", "cum": cluster.slug},
    ]:
        wanted = ArticleFilter.from_query(query)
        assert found("hoi nghi", wanted) == ["Hội nghị A"], query
    assert found("hoi", ArticleFilter.from_query({"nam": "2020"})) == ["Hội nghị B"]
    assert found("hoi", ArticleFilter.from_query({"cum": "khong-co"})) == []


def test_pages_follow_each_other(index):
    for number in range(7):
        build.article(index, title=f"Tin {number}")

    pages = [found("tin", start=start, size=3) for start in (0, 3, 6, 9)]

    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({title for page in pages for title in page}) == 7


def test_newest_first_for_feeds(index):
    build.article(index, title="Lúa", published_at=build.moment(2011))
    build.article(index, title="Tin", lead="Lúa.", published_at=build.moment(2012))

    assert found("lúa", newest=True) == ["Tin", "Lúa"]


def test_rebuilding_finds_the_same(index):
    build.article(index, title="Hội nghị")
    indexing.SearchEntry.objects.all().delete()
    assert found("hoi nghi") == []

    assert indexing.rebuild() == 1
    assert found("hoi nghi") == ["Hội nghị"]
