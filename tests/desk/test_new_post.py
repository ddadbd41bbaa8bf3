"""The form of a new post knows who writes, and reads as the post reads."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from news.models import ArticlePage, Author, Cluster, ClusterTerm, Organisation
from news.vietnamese.slugs import slugify
from tests import build

from .writing import form, row


def blank(client, index):
    year = index.year_for(build.moment(2020))
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", year.pk])
    return address, client.get(address)


def test_a_new_post_is_signed_by_who_writes_it(client, bien, index):
    board = Organisation.objects.create(name="Ban Thi đua - Khen thưởng")
    author = Author.objects.create(name="Biên", user=bien, organisation=board)
    client.force_login(bien)

    _address, page = blank(client, index)

    shown = page.context["form"]
    assert shown["organisation"].value() == board.pk
    bylines = shown.formsets["bylines"].forms
    assert [one.instance.author for one in bylines] == [author]
    assert shown["event_date"].value() is None


def test_the_prefilled_byline_is_stored_once(client, bien, index):
    author = Author.objects.create(name="Biên", user=bien)
    client.force_login(bien)
    address, _page = blank(client, index)
    rows = [row(author=author.pk, contribution="text")]

    client.post(address, form(title="Mới", bylines=inline_formset(rows, initial=1)))

    article = ArticlePage.objects.get(title="Mới").get_latest_revision_as_object()
    assert [one.author for one in article.bylines.all()] == [author]
    assert [one.name for one in article.bylines.all()] == ["Biên"]


def test_an_account_without_an_author_gets_an_empty_form(client, bien, index):
    client.force_login(bien)

    _address, page = blank(client, index)

    assert page.context["form"]["organisation"].value() is None
    assert page.context["form"].formsets["bylines"].initial_form_count() == 0


def test_the_fields_stand_in_the_order_of_the_post(client, bien, index):
    client.force_login(bien)

    _address, page = blank(client, index)

    html = page.content.decode()
    marks = ['name="title"', 'name="lead"', 'name="event_kind"', 'id="body"']
    marks += ['name="bylines-TOTAL_FORMS"', 'name="organisation"']
    marks += ['data-controller="news-clusters"']
    marks += ['name="participants-TOTAL_FORMS"']
    marks += ['name="documents-TOTAL_FORMS"', 'name="is_reprint"']
    marks += ['name="published_at"']
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_clusters_are_grouped_by_kind_with_their_leader(
    client, bien, index, django_assert_num_queries
):
    post_office = Organisation.objects.create(name="Bưu điện tỉnh")
    second, first = build.cluster("II", "Sau"), build.cluster("I", "Trước")
    Cluster.objects.create(kind="khối", number="1", name="Các sở")
    year = timezone.localdate().year
    ClusterTerm.objects.create(cluster=first, year=year, leader=post_office)
    ClusterTerm.objects.create(cluster=second, year=year - 1, leader=post_office)
    client.force_login(bien)

    _address, page = blank(client, index)

    field = page.context["form"]["clusters"]
    with django_assert_num_queries(2):
        html = str(field)
    order = [html.index(text) for text in ("Cụm I –", "Cụm II –", "Khối 1 –")]
    assert order == sorted(order)
    assert html.count("<legend>") == 2
    assert html.count("Bưu điện tỉnh") == 1
    assert 'data-folded="cum i – truoc' in html


def test_a_name_with_markup_stays_text_in_the_list(client, bien, index):
    build.cluster("I", "<script>alert(1)</script>")
    client.force_login(bien)

    _address, page = blank(client, index)

    assert "<script>alert(1)" not in str(page.context["form"]["clusters"])


def test_the_preview_is_a_phone_first_and_a_desktop_second():
    offered = ArticlePage().preview_sizes
    sizes = [(size["name"], size["device_width"]) for size in offered]

    assert sizes == [("phone", 360), ("desktop", 1280)]
    assert ArticlePage().default_preview_size == "phone"


def test_a_post_not_yet_saved_can_be_previewed(client, bien, index):
    client.force_login(bien)
    year = index.year_for(build.moment(2020))
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["news", "articlepage", year.pk]
    )

    kept = client.post(address, form(title="Chưa lưu")).json()
    page = client.get(address)

    assert kept == {"is_valid": True, "is_available": True}
    assert "Chưa lưu" in page.content.decode()


def test_an_account_without_an_author_goes_on_for_the_same_organisation(
    client, bien, index
):
    for name, ended in [("Sở Nội vụ", None), ("Bưu điện", dt.date(2020, 1, 1))]:
        body = Organisation.objects.create(name=name, dissolved_on=ended)
        post = build.article(index, live=False, organisation=body)
        ArticlePage.objects.filter(pk=post.pk).update(owner=bien)
    client.force_login(bien)

    _address, page = blank(client, index)

    kept = Organisation.objects.get(name="Sở Nội vụ")
    assert page.context["form"]["organisation"].value() == kept.pk


def test_a_pasted_title_gets_its_address_on_the_server(client, bien, index):
    client.force_login(bien)
    address, _page = blank(client, index)

    client.post(address, form(title="Gặp mặt đầu xuân", slug=""))

    made = ArticlePage.objects.get(title="Gặp mặt đầu xuân")
    assert made.slug == "gap-mat-dau-xuan"


def test_the_same_title_twice_gets_two_addresses(client, bien, index):
    client.force_login(bien)
    address, _page = blank(client, index)

    for slug in ("hop-giao-ban", "hop-giao-ban", "hop-rieng", "hop-rieng"):
        client.post(address, form(title="Họp giao ban", slug=slug))

    made = ArticlePage.objects.filter(title="Họp giao ban").order_by("pk")
    # Whoever chose an address is told that it is taken.
    slugs = [post.slug for post in made]
    assert slugs == ["hop-giao-ban", "hop-giao-ban-2", "hop-rieng"]


@pytest.mark.parametrize("given", ["hop-giao-ban", "hop-giao-ban-dau-th"])
def test_a_form_sent_right_after_the_last_key_gets_the_address_of_the_whole_title(
    client, bien, index, given
):
    build.article(index, title="Họp giao ban")
    client.force_login(bien)
    address, _page = blank(client, index)

    client.post(address, form(title="Họp giao ban đầu tháng 11", slug=given))

    made = ArticlePage.objects.get(title="Họp giao ban đầu tháng 11")
    assert made.slug == "hop-giao-ban-dau-thang-11"


def test_the_address_of_a_long_title_is_not_cut_within_a_word(client, bien, index):
    title = f"{'Cụm thi đua số 1 sơ kết công tác thi đua ' * 4}năm 2026".strip()
    client.force_login(bien)
    address, _page = blank(client, index)

    client.post(address, form(title=title, slug=slugify(title, longest=255)[:130]))

    assert ArticlePage.objects.get(title=title).slug == slugify(title)


@pytest.mark.parametrize(("given", "kept"), [("", "tin"), ("le-30-4", "le-30-4")])
def test_a_title_without_letters_takes_the_address_that_is_chosen(
    client, bien, index, given, kept
):
    client.force_login(bien)
    address, _page = blank(client, index)

    client.post(address, form(title="…", slug=given))

    assert ArticlePage.objects.get(title="…").slug == kept


def test_the_address_of_what_was_public_stays(client, minh, index):
    """Somebody may have cited it."""
    post = build.article(index, title="Họp cụm II")
    post.unpublish()
    client.force_login(minh)

    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    client.post(edit, form(title="Họp cụm III", slug="hop-cum-ii"))

    latest = ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object()
    assert (latest.title, latest.slug) == ("Họp cụm III", "hop-cum-ii")


def test_an_address_may_be_shorter_than_its_title(client, bien, index):
    client.force_login(bien)
    address, _page = blank(client, index)

    client.post(address, form(title="Họp giao ban tháng 11", slug="hop-giao-ban"))

    assert ArticlePage.objects.get(title="Họp giao ban tháng 11").slug == "hop-giao-ban"


def test_a_form_goes_on_with_the_number_that_its_page_was_given(client, bien, index):
    build.article(index, title="Họp giao ban")
    client.force_login(bien)
    address, _page = blank(client, index)
    as_typed = form(title="Họp giao ban", slug="hop-giao-ban")
    client.post(address, as_typed, headers={"accept": "application/json"})
    made = ArticlePage.objects.get(title="Họp giao ban", owner=bien)

    edit = reverse("wagtailadmin_pages:edit", args=[made.pk])
    client.post(edit, as_typed | {"lead": "Lời dẫn viết sau"})

    latest = ArticlePage.objects.get(pk=made.pk).get_latest_revision_as_object()
    assert (latest.slug, latest.lead) == ("hop-giao-ban-2", "Lời dẫn viết sau")


def test_clusters_without_a_number_can_be_chosen(client, bien, index):
    names = ["Các huyện", "Các xã", "Doanh nghiệp"]
    for number, name in zip(["", "", "II"], names, strict=True):
        Cluster.objects.create(number=number, name=name)
    client.force_login(bien)

    _address, page = blank(client, index)

    fields = page.context["form"]["clusters"].field.choices
    shown = [str(label) for _kind, group in fields for _value, label in group]
    assert [label[-len(name) :] for label, name in zip(shown, names, strict=True)] == (
        names
    )
