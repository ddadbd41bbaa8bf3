"""Somebody without an account sees a draft, by a link that ends and is recorded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from news.models import ArticlePage, PreviewLink, PreviewUse
from tests import build

LIST_QUERIES = 15
DRAFT = "Lễ ký giao ước thi đua"


@pytest.fixture
def draft(index):
    return build.article(index, live=False, title=DRAFT)


def link_to(article, **values) -> PreviewLink:
    values.setdefault("expires_at", timezone.now() + timedelta(days=1))
    return PreviewLink.objects.create(article=article, label="Sở Nội vụ", **values)


def links_page(article) -> str:
    return reverse("news_preview_links", args=[article.pk])


def test_a_link_shows_the_draft_with_its_photos(client, index):
    photo = build.photo(caption="Các đơn vị ký giao ước.")
    article = build.article(
        index, live=False, title=DRAFT, body=[build.photo_block(photo)]
    )

    response = client.get(link_to(article).get_absolute_url())

    html = response.content.decode()
    assert response.status_code == 200
    assert f"{DRAFT}</h1>" in html
    assert "Bản nháp – chưa đăng" in html or "Draft – not published" in html
    rendition = photo.renditions.get(filter_spec__startswith="width-480|format-jpeg")
    assert rendition.url in html
    assert client.get(rendition.url).status_code == 200


def test_what_a_link_shows_is_kept_nowhere_and_told_to_nobody(client, draft):
    opened = client.get(link_to(draft).get_absolute_url())
    unknown = client.get("/xem-truoc/x/")

    for response in (opened, unknown):
        assert response["Cache-Control"] == "no-store, private"
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"


def test_a_link_follows_the_draft(client, draft):
    link = link_to(draft)
    draft.title = "Lễ ký giao ước năm 2020"
    draft.save_revision()

    html = client.get(link.get_absolute_url()).content.decode()

    assert "Lễ ký giao ước năm 2020</h1>" in html


def test_changes_to_a_public_post_are_shown_by_the_link_alone(client, index):
    post = build.article(index, title="Bản đã đăng")
    post.title = "Bản đang sửa"
    post.save_revision()

    by_link = client.get(link_to(post).get_absolute_url()).content.decode()

    assert "Bản đang sửa</h1>" in by_link
    assert "Bản đang sửa" not in client.get(post.url).content.decode()


def test_once_the_post_is_public_the_link_leads_there(client, index):
    post = build.article(index)

    response = client.get(link_to(post).get_absolute_url())

    assert (response.status_code, response["Location"]) == (302, post.url)


@pytest.mark.parametrize(
    "ended",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
    ],
    ids=["expired", "revoked"],
)
def test_a_link_that_ended_says_so_and_nothing_of_the_post(client, draft, ended):
    response = client.get(link_to(draft, **ended).get_absolute_url())

    assert response.status_code == 410
    assert DRAFT not in response.content.decode()
    assert not PreviewUse.objects.exists()


def test_a_link_dies_with_its_post(client, draft):
    address = link_to(draft).get_absolute_url()
    draft.delete()

    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "token",
    ["x", ".", "…", "%00", "a.b.c", "' OR 1=1 --", "<script>", "%FF%FE", "9" * 4000],
)
def test_an_address_nobody_made_is_not_found(client, draft, token):
    link_to(draft)

    response = client.get(f"/xem-truoc/{token}/")

    assert response.status_code == 404
    assert DRAFT not in response.content.decode()


def test_a_key_is_no_address_without_its_signature(client, draft):
    link = link_to(draft)
    other = link_to(draft)
    signature = other.get_absolute_url().rpartition(".")[2]

    for token in (link.pk, link.pk.hex, f"{link.pk.hex}.{signature.strip('/')}"):
        assert client.get(f"/xem-truoc/{token}/").status_code == 404


def test_a_link_is_only_read(client, draft):
    assert client.post(link_to(draft).get_absolute_url()).status_code == 405


def test_uses_are_counted_by_network_without_full_addresses(client, draft):
    address = link_to(draft).get_absolute_url()

    for last in (7, 8):
        client.get(address, REMOTE_ADDR=f"203.0.113.{last}")
    client.get(address, REMOTE_ADDR="2001:db8:1:2::3")

    uses = PreviewUse.objects.order_by("network").values_list("network", "count")
    assert list(uses) == [("2001:db8:1::/48", 1), ("203.0.113.0/24", 2)]


def test_an_editor_makes_a_link_and_finds_it_in_the_list(client, bien, draft):
    client.force_login(bien)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert links_page(draft) in edit.content.decode()

    answer = {"label": "Sở Nội vụ", "days": "3"}
    response = client.post(links_page(draft), answer, follow=True)

    link = PreviewLink.objects.get()
    days = link.expires_at - link.created_at
    assert (link.created_by, round(days / timedelta(days=1))) == (bien, 3)
    html = response.content.decode()
    assert f"http://testserver{link.get_absolute_url()}" in html
    assert PageLogEntry.objects.get(action="news.preview_link.make").user == bien


def test_the_list_tells_how_links_were_used(client, bien, draft):
    link = link_to(draft)
    client.get(link.get_absolute_url(), REMOTE_ADDR="203.0.113.7")
    client.force_login(bien)

    html = client.get(links_page(draft)).content.decode()

    assert "203.0.113.0/24" in html
    assert "203.0.113.7" not in html


def test_a_revoked_link_opens_nothing_and_its_address_is_shown_no_more(
    client, bien, draft
):
    link = link_to(draft)
    client.force_login(bien)

    revoke = reverse("news_preview_revoke", args=[draft.pk, link.pk])
    html = client.post(revoke, follow=True).content.decode()

    assert link.get_absolute_url() not in html
    assert client.get(link.get_absolute_url()).status_code == 410
    entry = PageLogEntry.objects.get(action="news.preview_link.revoke")
    assert entry.data == {"label": "Sở Nội vụ"}


def test_revoking_needs_a_press_of_the_button_and_the_right_post(
    client, bien, index, draft
):
    link = link_to(draft)
    other = build.article(index, live=False)
    client.force_login(bien)

    revoke = reverse("news_preview_revoke", args=[draft.pk, link.pk])
    elsewhere = reverse("news_preview_revoke", args=[other.pk, link.pk])

    assert client.get(revoke).status_code == 405
    assert client.post(elsewhere).status_code == 404
    assert PreviewLink.objects.get().is_open


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"label": "", "days": "7"},
        {"label": "x" * 101, "days": "7"},
        {"label": "Sở", "days": "3650"},
        {"label": "Sở", "days": "-1"},
    ],
)
def test_a_link_without_a_name_or_with_an_odd_span_is_not_made(
    client, bien, draft, answer
):
    client.force_login(bien)

    response = client.post(links_page(draft), answer)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not PreviewLink.objects.exists()


def test_what_is_typed_as_a_name_is_shown_and_not_run(client, bien, draft):
    client.force_login(bien)
    script = "<script>alert(1)</script>"

    answer = {"label": script, "days": "7"}
    response = client.post(links_page(draft), answer, follow=True)

    assert script not in response.content.decode()


def test_who_may_not_edit_the_post_neither_sees_nor_makes_nor_revokes(
    client, index, draft, django_user_model
):
    from django.contrib.auth.models import Permission

    link = link_to(draft)
    stranger = django_user_model.objects.create_user("la", password="la")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)

    client.get(links_page(draft))
    client.post(links_page(draft), {"label": "Sở", "days": "7"})
    client.post(reverse("news_preview_revoke", args=[draft.pk, link.pk]))

    assert "links" not in (client.get(links_page(draft)).context or {})
    assert [found.is_open for found in PreviewLink.objects.all()] == [True]


def test_without_an_account_the_list_asks_to_sign_in(client, draft):
    response = client.get(links_page(draft))

    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.once
@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_whatever_it_holds(
    client, bien, draft, django_assert_num_queries, many
):
    for number in range(many):
        link_to(draft, created_by=bien).record_use(f"10.0.{number}.0/24")
    client.force_login(bien)
    client.get(links_page(draft))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(links_page(draft))


def test_no_other_kind_of_page_has_links(client, bien, index):
    client.force_login(bien)

    assert ArticlePage.objects.count() == 0
    assert client.get(links_page(index)).status_code == 404
