"""The admin's own search and choosers find without accents, and bear any input."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.index import insert_or_update_object
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import Not, Phrase, PlainText

from news.models import (
    ArticlePage,
    Attachment,
    Author,
    Byline,
    CitedDocument,
    Organisation,
    Participant,
    Photo,
)
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.indexes]

INDEXING = {"sqlite": 11, "postgresql": 11}


def search(query, things=None, **options):
    things = ArticlePage.objects.all() if things is None else things
    return list(get_search_backend().search(query, things, **options))


def autocomplete(query, things):
    return list(get_search_backend().autocomplete(query, things))


@pytest.mark.parametrize(
    "typed", ["dang bo", "Đảng bộ", "ĐẢNG", "hoa binh", "hòa", "hoà"]
)
def test_the_explorer_finds_posts(client, index, quantri, typed):
    article = build.article(
        index, title="Đảng bộ xã Hoà Bình", body=[build.paragraph("Thi đua.")]
    )
    client.force_login(quantri)

    assert search(typed) == search("thi dua") == [article]
    response = client.get("/admin/pages/search/", {"q": typed})
    assert [page.pk for page in response.context["pages"]] == [article.pk]


def test_so_is_a_word(index):
    article = build.article(index, title="Sơ kết")

    assert search("so") == search("sơ") == [article]


def test_choosers_find_photos_attachments_and_people(index):
    photo = build.photo(title="Đảng uỷ", caption="Bên bờ Đà")
    paper = Attachment.objects.create(title="Đề án", number="163/QĐ-UBND")
    author = Author.objects.create(name="Đỗ Đức")

    assert autocomplete("dang u", Photo.objects.all()) == [photo]
    assert search("ben bo da", Photo.objects.all()) == [photo]
    assert autocomplete("de a", Attachment.objects.all()) == [paper]
    assert search("163/qđ-ubnd", Attachment.objects.all()) == [paper]
    assert autocomplete("do du", Author.objects.all()) == [author]


@pytest.mark.once
@pytest.mark.parametrize("hits", [1, 12])
def test_ranking_costs_the_same_whatever_is_found(
    index, hits, django_assert_num_queries
):
    for number in range(hits):
        build.article(index, title=f"Lúa {number}")
    search("lúa")

    with django_assert_num_queries(2 if connection.vendor == "sqlite" else 1):
        assert len(search("lua")) == hits


def test_title_first_and_filters_kept(index):
    body = build.article(index, title="Tin", body=[build.paragraph("Lúa.")])
    title = build.article(index, title="Lúa", published_at=build.moment(2021))
    build.article(index, title="Lúa nháp", live=False)

    assert search("lua", ArticlePage.objects.live())[0] == title
    assert set(search("lua", Page.objects.live().specific())) == {body, title}
    assert search("lúa", ArticlePage.objects.live(), fields=["title"]) == [title]
    oldest = ArticlePage.objects.live().order_by("published_at")
    assert search("lua", oldest, order_by_relevance=False) == [body, title]


def test_counting_and_slices(index):
    for number in range(5):
        build.article(index, title=f"Lúa {number}")
    results = get_search_backend().search("lua", ArticlePage)

    assert results.count() == 5
    assert len(results[1:3]) == 2
    assert len(results[4:9]) == 1
    assert results[0].title.startswith("Lúa")


def test_other_kinds_of_queries(index):
    article = build.article(index, title="Đảng bộ xã")

    assert search(Phrase("dang bo")) == [article]
    assert search(PlainText("đảng") & PlainText("xa")) == [article]
    assert search(PlainText("đảng") & Not(PlainText("xa"))) == []
    assert search(Phrase('"')) == []


ODD = [
    "*",
    "AND",
    "(",
    ")",
    "-",
    "NEAR(",
    '"',
    "'",
    "\\",
    "%",
    ":",
    "^",
    "\0",
    "|",
    "&",
]


@pytest.fixture
def one_post(index):
    return build.article(index, title="Hội nghị")


@pytest.mark.exhaustive
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    typed=st.lists(
        st.one_of(st.sampled_from([*ODD, " ", "hội"]), st.text(max_size=8)), max_size=8
    ).map(" ".join)
)
def test_no_input_is_an_error(one_post, typed):
    typed = typed.encode("utf-8", "replace").decode()
    search(typed)
    autocomplete(typed, ArticlePage.objects.all())
    get_search_backend().search(typed, ArticlePage).count()


@pytest.mark.parametrize("typed", ['"', "   ", "", "'", "\0", '" "', "(", "a" * 10_000])
def test_input_that_broke_wagtails_own(client, one_post, quantri, typed):
    client.force_login(quantri)

    for address in ("/admin/pages/search/", "/admin/images/", "/admin/documents/"):
        assert client.get(address, {"q": typed}).status_code == 200


def test_saving_a_post_does_not_measure_every_title(index):
    article = build.article(index, title="Lúa")
    norms = article.index_entries.model.objects
    norms.update(title_norm=7.0)

    build.article(index, title="Một tiêu đề rất dài và rất dài")

    assert set(norms.values_list("title_norm", flat=True)) == {7.0, 1.0}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")
def test_postgresql_has_an_index_for_what_is_searched(index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM wagtailsearch_indexentry "
            "WHERE (title || body) @@ 'a'::tsquery"
        )
        plan = "\n".join(row for (row,) in cursor.fetchall())

    assert "news_admin_search_gin" in plan


@pytest.mark.once
@pytest.mark.parametrize("number", [1, 6])
def test_indexing_a_post_costs_the_same_however_much_it_names(
    index, number, django_assert_num_queries
):
    people = [Author.objects.create(name=f"Người viết {n}") for n in range(number)]
    bodies = [Organisation.objects.create(name=f"Đơn vị {n}") for n in range(number)]
    article = build.article(
        index,
        clusters=[build.cluster(number=str(n)) for n in range(number)],
        topics=[f"chủ đề {n}" for n in range(number)],
        bylines=[Byline(author=person) for person in people],
        participants=[Participant(organisation=body) for body in bodies],
        documents=[CitedDocument(number=f"{n}/QĐ-UBND") for n in range(number)],
    )

    with django_assert_num_queries(INDEXING[connection.vendor]):
        insert_or_update_object(article)

    assert search(f"nguoi viet {number - 1}") == [article]
