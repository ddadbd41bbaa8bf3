"""What was public stays, and addresses stay: whichever path tries to take them away."""

import io
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from news.erasure import erase
from news.models import ArticlePage, Message, NewsIndexPage, Photo
from news.refusals import Refusal
from tests import build
from tests.desk.posts import handed_in
from tests.once import once

house = once(lambda index: build.article(index, title="Cụm I sơ kết").pk)


@pytest.fixture
def published(house, db) -> ArticlePage:
    return ArticlePage.objects.get(pk=house)


@pytest.fixture
def chief(index, django_user_model):
    return django_user_model.objects.create_superuser("chief", password="chief")


def texts(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("who", ["minh", "quantri", "chief"])
@pytest.mark.parametrize("unpublished", [False, True])
def test_a_post_once_public_is_not_deleted_by_anybody(
    client, request, published, who, unpublished
):
    if unpublished:
        published.unpublish()
    client.force_login(request.getfixturevalue(who))
    address = reverse("wagtailadmin_pages:delete", args=[published.pk])

    responses = [client.get(address, follow=True), client.post(address, follow=True)]

    assert all("Cụm I sơ kết" in texts(response) for response in responses)
    assert ArticlePage.objects.filter(pk=published.pk).exists()


def test_nor_with_others_at_once(client, published, index, chief):
    draft = build.article(index, live=False)
    client.force_login(chief)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    client.post(
        f"{address}?id={draft.pk}&id={published.pk}", {"confirm_site_name": "Bản Tin"}
    )

    assert ArticlePage.objects.count() == 2


@pytest.mark.parametrize("level", ["year", "index", "home"])
def test_nor_with_what_it_stands_in(client, published, index, chief, level):
    above = {"year": published.get_parent(), "index": index}.get(level)
    above = above or index.get_parent()
    client.force_login(chief)

    client.post(
        reverse("wagtailadmin_pages:delete", args=[above.pk]),
        {"confirm_site_name": "Bản Tin"},
    )

    assert ArticlePage.objects.filter(pk=published.pk).exists()


def test_nor_in_code_and_a_refusal_leaves_no_trace(published, index):
    year = published.get_parent().specific
    paths = [
        published.delete,
        Page.objects.get(pk=published.pk).specific.delete,
        ArticlePage.objects.all().delete,
        year.delete,
        index.delete,
    ]

    for delete in paths:
        with pytest.raises(Refusal):
            delete()

    assert Page.objects.get(pk=year.pk).numchild == 1
    assert Page.find_problems() == ([], [], [], [], [])
    assert not PageLogEntry.objects.filter(action="wagtail.delete").exists()


def test_a_draft_nobody_ever_read_is_deleted(client, index, minh):
    draft = build.article(index, live=False)
    client.force_login(minh)

    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert not ArticlePage.objects.exists()


def test_a_copy_of_a_public_post_was_never_public_itself(published):
    copy = published.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)

    assert not copy.was_ever_public


@pytest.mark.indexes
def test_the_law_can_have_a_post_erased_with_its_photos(index):
    alone, shared = build.photo(), build.photo()
    post = build.article(
        index,
        title="Tên một người",
        body=[build.photo_block(alone), build.photo_block(shared)],
    )
    build.article(index, body=[build.photo_block(shared)])
    told = io.StringIO()
    wanted = [str(post.pk), "--reason", "Bản án 12/2026", "--with-files"]

    call_command("erase_post", *wanted, stdout=told)
    assert ArticlePage.objects.filter(pk=post.pk).exists()
    call_command("erase_post", *wanted, "--yes", stdout=told)

    assert not Page.objects.filter(pk=post.pk).exists()
    assert list(Photo.objects.all()) == [shared]
    entries = PageLogEntry.objects.filter(page_id=post.pk)
    assert not any("Tên một người" in f"{e.label}{e.data}" for e in entries)
    assert entries.get(action="news.erase").data == {"reason": "Bản án 12/2026"}
    assert "Nothing was changed" in told.getvalue()


def test_what_was_mailed_about_an_erased_post_goes_too(index, bien, minh):
    erased, _other = (handed_in(index, bien, title=name) for name in ("Một", "Hai"))
    mailed = Message.objects.count()

    erase(erased, "Bản án 12/2026")

    left = Message.objects.all()
    assert 0 < left.count() < mailed
    assert not any("Một" in f"{mail.subject}{mail.body}" for mail in left)
    assert any("Hai" in mail.subject for mail in left)


@pytest.mark.parametrize("wanted", [["999999", "--reason", "x"], ["1", "--reason", ""]])
def test_erasing_says_what_is_wrong(index, wanted):
    with pytest.raises(CommandError):
        call_command("erase_post", *wanted, "--yes")


def test_erasing_one_post_opens_no_way_for_another(published, index):
    other = build.article(index)

    erase(other, "thử")

    with pytest.raises(Refusal):
        published.delete()


def test_the_slug_of_an_index_with_posts_stays(client, published, index, quantri):
    client.force_login(quantri)
    form = {"title": "Tin tức", "slug": "tin-moi", "introduction": ""}
    form |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")} | {
        "action-publish": "1"
    }

    response = client.post(reverse("wagtailadmin_pages:edit", args=[index.pk]), form)

    assert response.status_code == 200
    assert response.context["form"].errors["slug"]
    index.refresh_from_db()
    assert index.slug == "tin-tuc"


def test_the_title_of_an_index_may_change(client, published, index, quantri):
    client.force_login(quantri)
    form = {"title": "Tin mới", "slug": "tin-tuc", "introduction": ""}
    form |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")} | {
        "action-publish": "1"
    }

    client.post(reverse("wagtailadmin_pages:edit", args=[index.pk]), form)

    assert NewsIndexPage.objects.get().title == "Tin mới"


def test_an_index_with_posts_is_not_moved(client, published, index, chief):
    from portal.models import HomePage

    elsewhere = Page.get_first_root_node().add_child(
        instance=HomePage(title="Khác", slug="khac")
    )
    client.force_login(chief)

    response = client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[index.pk, elsewhere.pk]),
        follow=True,
    )
    with pytest.raises(Refusal):
        index.move(elsewhere, pos="last-child")

    assert texts(response)
    assert NewsIndexPage.objects.get().url_path == index.url_path
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("place", ["index", "year"])
def test_nobody_sorts_posts_by_hand(client, published, index, chief, place):
    above = published.get_parent()
    above = above.get_parent() if place == "index" else above
    client.force_login(chief)
    explorer = reverse("wagtailadmin_explore", args=[above.pk])
    position = reverse(
        "wagtailadmin_pages:set_page_position", args=[above.get_first_child().pk]
    )

    offered = client.get(explorer).content.decode()
    refused = client.get(explorer, {"ordering": "ord"}, follow=True)

    assert "ordering=ord" not in offered
    assert texts(refused)
    assert client.post(f"{position}?position=0").status_code == 302
    assert client.get(explorer, {"ordering": "title"}).status_code == 200


@pytest.mark.parametrize("destination", ["", "x", "999999", "9" * 40, "<script>", "-1"])
def test_a_copy_to_nowhere_is_a_message(client, published, minh, destination):
    client.force_login(minh)

    response = client.post(
        reverse("wagtailadmin_pages:copy", args=[published.pk]),
        {"new_parent_page": destination},
        follow=True,
    )

    assert response.status_code == 200
    assert texts(response)
    assert ArticlePage.objects.count() == 1


def test_empty_forms_are_messages(client, published, index, quantri):
    client.force_login(quantri)
    year = published.get_parent().pk
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[published.pk]),
        reverse("wagtailadmin_pages:copy", args=[published.pk]),
        reverse("wagtailadmin_pages:edit", args=[index.pk]),
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", year]),
        reverse("wagtailadmin_pages:preview_on_edit", args=[published.pk]),
        reverse("wagtailadmin_pages:move", args=[published.pk]),
        reverse("wagtailsnippets_news_cluster:add"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailimages:add"),
        reverse("wagtaildocs:add"),
        reverse("wagtailadmin_account"),
    ]

    answers = {address: client.post(address).status_code for address in addresses}

    assert {a: s for a, s in answers.items() if s >= 500} == {}


def test_a_form_cut_short_keeps_the_stored_post(client, published, minh):
    client.force_login(minh)

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[published.pk]),
        {"title": "Cắt ngang", "body-count": "3", "body-0-type": "paragraph"},
        follow=True,
    )

    assert texts(response)
    assert ArticlePage.objects.get().title == published.title


@pytest.mark.parametrize("number", ["abc", "\x00", "²"])
def test_what_is_no_number_is_no_fault_of_the_server(client, published, chief, number):
    client.force_login(chief)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    edit = reverse("wagtailadmin_pages:edit", args=[published.pk])
    move = reverse("wagtailadmin_pages:move", args=[published.pk])

    asked = client.get(bulk, {"id": number})
    pressed = client.post(f"{bulk}?id={quote(number)}")
    saved = client.post(edit, {"title": "Khác", "body-count": number}, follow=True)
    moved = client.post(move, {"new_parent_page": number}, follow=True)

    assert asked.status_code == 404
    assert pressed.status_code == 302
    assert texts(saved)
    assert moved.status_code == 200
    assert ArticlePage.objects.get().title == published.title
