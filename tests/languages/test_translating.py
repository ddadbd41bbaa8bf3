"""An editor translates a post with Wagtail's own button; another lets it out."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import GroupPagePermission, Locale, Page

from news.models import ArticlePage, NewsYearPage
from news.refusals import Refusal
from news.roles import EDITORS, set_up
from tests import build

from .english import english_index, opened, translated

FORM = "simple_translation:submit_page_translation"


@pytest.fixture
def desk(client, bien):
    client.force_login(bien)
    return client


def translate(client, page):
    locale = Locale.objects.get(language_code="en")
    return client.post(reverse(FORM, args=[page.pk]), {"locales": [locale.pk]})


def test_before_there_is_a_second_language_nothing_is_offered(desk, index):
    post = build.article(index)

    edit = desk.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))

    assert "/admin/translation/" not in edit.content.decode()


def test_an_editor_translates_a_post_into_a_draft_of_their_own(
    desk, index, english, bien, minh
):
    post = build.article(index, owner=minh)
    edit = desk.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))

    response = translate(desk, post)

    other = ArticlePage.objects.get(
        translation_key=post.translation_key, locale__language_code="en"
    )
    assert reverse(FORM, args=[post.pk]) in edit.content.decode()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[other.pk])
    assert other.url == f"/en/news/2020/{post.slug}/"
    assert not other.live
    assert other.owner == bien
    assert other.published_at == post.published_at
    assert desk.get(response.url).status_code == 200


def test_who_translated_it_does_not_let_it_out(desk, index, english, bien, minh):
    post = build.article(index, owner=minh)
    translate(desk, post)
    other = ArticlePage.objects.get(locale__language_code="en")
    other.title = "Conference"
    other.save_revision(user=bien)

    assert other.get_workflow() == index.get_workflow() is not None
    assert other.permissions_for_user(bien).can_edit()
    assert not other.permissions_for_user(bien).can_publish()
    assert other.permissions_for_user(minh).can_publish()


def test_a_moderator_who_translated_does_not_publish(client, index, english, minh):
    client.force_login(minh)
    translate(client, build.article(index))

    other = ArticlePage.objects.get(locale__language_code="en")

    assert not other.permissions_for_user(minh).can_publish()


def test_whoever_works_on_a_page_works_on_its_translation(index, english, quantri):
    for page, other in ((index, english), (index.get_parent(), english.get_parent())):
        granted = page.group_permissions.values_list("group", "permission")
        assert set(granted) == set(
            other.group_permissions.values_list("group", "permission")
        )
    assert english.permissions_for_user(quantri).can_edit()


def test_setting_up_again_gives_back_what_was_taken(index, english):
    GroupPagePermission.objects.filter(page=english).delete()

    set_up(index)
    set_up(index)

    granted = GroupPagePermission.objects.filter(page=english, group__name=EDITORS)
    assert granted.count() == 2


def test_the_years_of_an_index_are_there_in_every_language(index):
    build.article(index)
    opened(index.get_parent().specific)
    english = english_index(index)
    build.article(index, published_at=build.moment(2021))
    build.article(english, published_at=build.moment(2022))

    def years(index):
        rows = NewsYearPage.objects.child_of(index).order_by("year")
        return list(rows.values_list("title", "translation_key"))

    vietnamese, other = years(index), years(english)
    assert [title for title, _ in vietnamese] == ["Năm 2020", "Năm 2021", "Năm 2022"]
    assert [title for title, _ in other] == ["Year 2020", "Year 2021", "Year 2022"]
    assert [key for _, key in vietnamese] == [key for _, key in other]


def test_a_year_is_not_translated_by_hand(client, index, english, quantri):
    post = build.article(index)
    client.force_login(quantri)

    response = client.get(reverse(FORM, args=[post.get_parent().pk]))

    assert response.status_code == 404


def test_nothing_below_a_page_is_translated_with_it(client, index, quantri):
    build.article(index)
    opened(index.get_parent().specific)
    client.force_login(quantri)
    locale = Locale.objects.get(language_code="en")
    address = reverse(FORM, args=[index.pk])

    client.post(address, {"locales": [locale.pk], "include_subtree": "on"})

    assert not ArticlePage.objects.filter(locale=locale).exists()


def test_a_page_above_that_is_missing_is_told(client, index, quantri):
    post = build.article(index)
    Locale.objects.create(language_code="en")
    client.force_login(quantri)

    response = translate(client, post)

    (message,) = get_messages(response.wsgi_request)
    assert "Năm 2020" in str(message)


@pytest.mark.parametrize("model", ["post", "index"])
def test_no_alias_stands_in_another_language(index, english, model):
    page = build.article(index) if model == "post" else index
    locale = Locale.objects.get(language_code="en")

    with pytest.raises(Refusal):
        CreatePageAliasAction(
            page,
            parent=english
            if model == "index"
            else english.year_for(build.moment(2020)),
            update_slug="alias",
            update_locale=locale,
        ).execute()


def test_translating_the_index_with_all_below_it_is_refused(client, index, quantri):
    build.article(index)
    opened(index.get_parent().specific)
    client.force_login(quantri)
    address = reverse(
        "wagtailadmin_api:pages:action", args=[index.pk, "copy_for_translation"]
    )

    response = client.post(
        address,
        {"locale": "en", "recursive": True},
        "application/json",
        HTTP_ACCEPT="application/json",
    )

    assert response.status_code == 400
    assert not ArticlePage.objects.filter(locale__language_code="en").exists()


def test_a_translation_is_not_taken_for_a_second_telling(index, english):
    from news.gate import check

    text = " ".join(f"word{number}" for number in range(60))
    post = build.article(index, body=[build.paragraph(text)])
    other = translated(
        post, live=False, title=post.title, body=post.body.get_prep_value()
    )

    assert not {f.code for f in check(other)} & {"like-earlier"}


def test_a_link_by_hand_finds_the_page_of_its_language(index, english):
    from news.gate.addresses import path_in_tree

    other = translated(build.article(index))

    assert path_in_tree(other.url) == other.url_path
    assert path_in_tree(index.url) == index.url_path


def test_commands_mean_the_main_index(index, english):
    from news.management.commands.import_news import index_called

    Page.objects.filter(pk=english.pk).update(slug=index.slug)

    assert index_called(None) == index_called(index.slug) == index
