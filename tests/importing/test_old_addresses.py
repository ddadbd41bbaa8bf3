"""An address of the old site leads to the post, wherever that is today."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.importers import drupal, table, wordpress
from news.importers.pages import Importer
from news.importers.pages.undoing import undo
from news.models import ArticlePage, ImportRun, OldAddress
from tests import build

from .conftest import PAGES
from .test_pages import POST
from .wordpress_export import post, written

MOVED = replace(POST, addresses=("node/1", "/tintucsukien/cum-i-chuc-hoi-nghi"))


@pytest.fixture
def come(index):
    def come(document, **options) -> ArticlePage:
        options = {"publish": True, "as_published": True} | options
        return Importer("drupal", index, **options).save(document)

    return come


@pytest.mark.parametrize(
    "address",
    [
        "/node/1",
        "/node/1/",
        "/vi/node/1/",
        "/index.php/node/1/",
        "/index.php/?q=node/1&utm_source=zalo",
        "/tintucsukien/cum-i-chuc-hoi-nghi/",
        "/vi/TinTucSuKien/cum-i-chuc-hoi-nghi/",
    ],
)
def test_it_leads_to_the_post_for_good(come, client, address):
    article = come(MOVED).article

    answer = client.get(address, follow=True)

    assert answer.redirect_chain[-1] == (article.url, 301)
    assert answer.status_code == 200


def test_it_leads_programs_there_too_that_ask_for_the_head_alone(come, client):
    article = come(MOVED).article

    assert client.head("/node/1/").url == article.url


def test_it_leads_on_when_the_slug_is_changed_and_so_does_the_one_before(
    come, client, django_capture_on_commit_callbacks
):
    article = come(MOVED).article
    before = article.url
    article.slug = "dia-chi-moi"

    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    for address in (before, "/node/1/"):
        assert client.get(address).url == "/tin-tuc/2020/dia-chi-moi/"


def test_a_post_that_goes_back_to_its_address_is_read_there(
    come, client, django_capture_on_commit_callbacks
):
    """By a browser, too, that was led away from there before."""
    article = come(MOVED).article
    first, slug = article.url, article.slug
    led = []

    for name in ("dia-chi-moi", slug):
        article.slug = name
        with django_capture_on_commit_callbacks(execute=True):
            article.save_revision().publish()
        led.append(client.get(article.url if name == slug else first))

    away, back = led
    assert (away.status_code, away["Cache-Control"]) == (
        301,
        "public, max-age=0, s-maxage=1",
    )
    assert back.status_code == 200


def test_it_leads_on_when_the_post_is_moved_to_another_year(come, client, index):
    article = come(MOVED).article
    before = article.url

    article.move(index.year_for(datetime(2019, 5, 1, tzinfo=UTC)), pos="last-child")

    after = ArticlePage.objects.get(pk=article.pk).url
    assert "/2019/" in after
    assert client.get(before).url == after


def test_where_a_draft_lay_before_its_first_day_is_not_kept(
    index, django_capture_on_commit_callbacks
):
    draft = build.article(index, live=False, published_at=timezone.now())
    year = index.year_for(datetime(2019, 5, 1, tzinfo=UTC))
    draft.move(year, pos="last-child")
    draft = ArticlePage.objects.get(pk=draft.pk)

    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()

    assert f"/{timezone.localdate().year}/" in ArticlePage.objects.get().url
    assert not OldAddress.objects.exists()


def test_an_address_that_no_reader_ever_saw_is_not_kept(
    index, django_capture_on_commit_callbacks
):
    draft = build.article(index, live=False)
    draft.slug = "dia-chi-moi"

    with django_capture_on_commit_callbacks(execute=True):
        draft.save()

    assert not OldAddress.objects.exists()


def test_it_tells_nobody_of_a_draft(come, client):
    come(MOVED, publish=False, as_published=False)

    assert client.get("/node/1/").status_code == 404


def test_it_tells_nobody_of_what_is_kept_to_some(come, client):
    article = come(MOVED).article
    PageViewRestriction.objects.create(page=article, restriction_type="login")

    assert client.get("/node/1/").status_code == 404


def test_it_leads_into_the_archive(come, client):
    article = come(MOVED).article
    article.expire_at = timezone.now()
    article.save()
    article.unpublish(set_expired=True)

    assert client.get("/node/1/").url == article.url


def test_a_page_that_stands_there_today_wins(come, client, index):
    article = build.article(index)
    come(replace(MOVED, addresses=(article.url,)))

    assert client.get(article.url).status_code == 200


def test_two_posts_with_one_address_are_told_and_the_first_has_it(come, client):
    first = come(MOVED).article
    other = replace(POST, identifier="node/2", addresses=MOVED.addresses[1:])

    arrival = come(other)

    doubt = arrival.doubts[-1]
    assert (doubt.field, doubt.code) == ("source", "address-taken")
    assert f"#{first.pk}" in doubt.message
    assert client.get("/tintucsukien/cum-i-chuc-hoi-nghi/").url == first.url


def test_a_second_import_adds_none_and_one_that_knows_more_adds_that(come):
    come(POST)
    come(MOVED)
    assert OldAddress.objects.count() == 2

    assert come(MOVED).doubts == ()

    assert OldAddress.objects.count() == ImportRun.objects.count() == 2


def test_a_dry_run_writes_none(come):
    come(POST)
    come(MOVED, dry_run=True)

    assert not OldAddress.objects.exists()


def test_a_run_that_is_taken_back_takes_its_addresses_with_it(come):
    come(POST)
    come(MOVED)
    last = ImportRun.objects.last()

    list(undo(last))

    assert ArticlePage.objects.exists()
    assert not OldAddress.objects.exists()


# What the readers know


def test_a_page_knows_its_number_its_alias_and_what_pathauto_made_of_its_title():
    [of_7], [of_10] = (
        drupal.read(PAGES / "drupal-7.html"),
        drupal.read(PAGES / "drupal-10.html"),
    )

    assert "tintucsukien/khoi-thi-dua-so-2-ket" in of_7.addresses
    assert of_10.addresses[:2] == ("node/912", "tintucsukien/cum-iii")
    assert any(address.startswith("tintucsukien/") for address in of_10.addresses[2:])


def test_a_text_page_knows_what_pathauto_made_of_its_title(told):
    document = told("Hội nghị đã họp.", title="Cụm I tổ chức Hội nghị")

    assert document.addresses == ("tintucsukien/cum-i-chuc-hoi-nghi",)


def test_a_post_of_wordpress_knows_its_link_and_its_number(tmp_path):
    [document] = wordpress.read(written(tmp_path / "x.xml", post(number=7)))

    assert document.addresses == (
        "https://old.example/bai-7/",
        "https://old.example/?p=7",
        "/?p=7",
    )


def test_a_row_knows_its_address(tmp_path):
    (tmp_path / "x.csv").write_text("title,body,address\nTin,Văn bản,/tin/a.html\n")

    [document] = table.read(tmp_path / "x.csv")

    assert document.addresses == ("/tin/a.html",)
