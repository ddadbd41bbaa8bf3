"""Readers get photos in the formats their browsers prefer, made before they ask."""

import copy

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.utils.html import format_html

from news import renditions
from news.checks import photo_formats_are_known
from news.models import PhotoRendition
from news.preparing import prepare_post
from tests import build

ALL = ("avif", "webp")


@pytest.fixture
def every_format(settings):
    settings.NEWS_PHOTO_FORMATS = ALL


def show(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def post(index, **values):
    body = [build.photo_block(build.photo()), build.paragraph("Hội nghị.")]
    return build.article(index, body=body, **values)


@pytest.fixture
def article(index, every_format, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return post(index)


def test_publishing_makes_every_file_that_readers_will_ask_for(
    client, article, django_assert_num_queries
):
    made = set(PhotoRendition.objects.values_list("pk", flat=True))

    for address in (article.url, "/", "/tin-tuc/"):
        show(client, address)

    assert {name.rsplit(".")[-1] for name in names()} == {"avif", "webp", "jpg"}
    assert set(PhotoRendition.objects.values_list("pk", flat=True)) == made


def names() -> list[str]:
    return list(PhotoRendition.objects.values_list("file", flat=True))


def test_a_browser_chooses_format_and_width(client, article):
    picture = show(client, article.url).select_one("figure picture")

    types = [source["type"] for source in picture.select("source")]
    assert types == ["image/avif", "image/webp"]
    for offered in [*picture.select("source"), picture.img]:
        assert offered["sizes"]
        # The photo is 900 pixels wide: "width-1280" adds nothing.
        widths = [part.split()[1] for part in offered["srcset"].split(", ")]
        assert widths == ["480w", "720w", "900w"]
    assert (picture.img["width"], picture.img["height"]) == ("900", "600")
    assert picture.img["src"].endswith(".jpg")


def test_the_photo_a_reader_sees_at_once_is_asked_for_early(client, article):
    page = show(client, article.url)
    early = page.select_one("link[rel=preload][as=image]")
    assert early["type"] == "image/avif"
    assert early["imagesrcset"] == page.select_one("figure source")["srcset"]
    assert early["imagesizes"] == page.select_one("figure source")["sizes"]
    assert page.select_one("figure img")["fetchpriority"] == "high"
    assert not page.select_one("figure img").has_attr("loading")

    home = show(client, "/")
    assert home.select_one("link[rel=preload][as=image]")
    assert not home.select_one(".news-lead img").has_attr("loading")


def test_a_photo_further_down_waits_until_it_is_near(client, index):
    body = [build.paragraph("Hội nghị."), build.photo_block(build.photo())]
    page = show(client, build.article(index, body=body).url)

    assert page.select_one("link[rel=preload][as=image]") is None
    assert page.select_one("figure img")["loading"] == "lazy"


def test_until_they_are_prepared_readers_get_jpeg_alone(client, index, every_format):
    article = post(index)

    picture = show(client, article.url).select_one("figure picture")

    assert picture.select("source") == []
    assert picture.img["srcset"]
    assert all(name.endswith(".jpg") for name in names())


def test_a_format_with_a_missing_width_is_not_offered(client, article):
    PhotoRendition.objects.filter(filter_spec="width-720|format-avif").delete()

    picture = show(client, article.url).select_one("figure picture")

    types = [source["type"] for source in picture.select("source")]
    assert types == ["image/webp"]


@pytest.mark.indexes
def test_another_focal_point_prepares_the_crops_anew(
    client, article, django_capture_on_commit_callbacks
):
    photo = article.lead_photo
    photo.focal_point_x, photo.focal_point_y = 100, 100
    photo.focal_point_width = photo.focal_point_height = 80
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    made = set(names())

    card = show(client, "/tin-tuc/").select_one(".news-card picture")

    smallest = renditions.filters("card", "jpeg")[0]
    cropped = photo.find_existing_rendition(smallest)
    assert cropped.focal_point_key == smallest.get_cache_key(photo)
    assert card.img["src"] == cropped.url
    assert set(names()) == made


def test_a_photo_whose_file_is_gone_stops_no_preparation(index, every_format, caplog):
    lost, kept = build.photo(), build.photo()
    lost.file.storage.delete(lost.file.name)
    body = [build.photo_block(lost), build.photo_block(kept)]
    article = build.article(index, body=body)

    prepare_post.enqueue(article.pk)

    assert f"Photo {lost.pk} cannot be read" in caplog.text
    assert kept.renditions.filter(filter_spec="width-720|format-avif").exists()


@pytest.mark.indexes
def test_new_sizes_are_made_for_photos_that_were_prepared_before(
    client, article, django_capture_on_commit_callbacks
):
    """As after an update: AVIF is not offered while one of its widths is missing."""
    PhotoRendition.objects.filter(filter_spec="width-720|format-avif").delete()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("prepare_photos")

    picture = show(client, article.url).select_one("figure picture")
    types = [source["type"] for source in picture.select("source")]
    assert types == ["image/avif", "image/webp"]


def test_a_draft_prepares_nothing(index, every_format):
    prepare_post.enqueue(post(index, live=False).pk)

    assert names() == []


def test_a_photo_leads_to_itself_in_large_with_a_name_of_its_own(client, article):
    page = show(client, article.url)

    link = page.select_one("figure a")
    assert link["href"].endswith(".jpg")
    assert link.get_text(strip=True) == "Xem ảnh cỡ lớn"
    assert client.get(link["href"]).status_code == 200


def test_a_format_nobody_makes_photos_in_is_named(settings):
    settings.NEWS_PHOTO_FORMATS = ("webp", "gif")

    (error,) = photo_formats_are_known(None)

    assert "“gif”" in error.msg
    settings.NEWS_PHOTO_FORMATS = ALL
    assert photo_formats_are_known(None) == []


def test_a_photo_alone_and_in_a_gallery_has_the_sizes_of_both(
    client, index, every_format, django_capture_on_commit_callbacks
):
    twice, once = build.photo(), build.photo()
    rows = {"photos": [build.photo_block(one)["value"] for one in (twice, once)]}
    body = [build.photo_block(twice), {"type": "gallery", "value": rows}]
    with django_capture_on_commit_callbacks(execute=True):
        article = build.article(index, body=body)

    pictures = show(client, article.url).select("main picture")

    sizes = [renditions.SIZES[use] for use in ("article", "gallery", "gallery")]
    assert [one.img["sizes"] for one in pictures] == sizes
    # Another format than JPEG is offered where it is known in every size.
    assert [len(one.select("source")) for one in pictures] == [2, 2, 2]


@pytest.fixture
def prepared(article) -> tuple[renditions.Prepared, PhotoRendition]:
    """A rendition as pages read it, and the same as a row."""
    stored = type(article).objects.get(pk=article.pk)
    (photo,) = stored.named.library[type(article.lead_photo)].values()
    size = renditions.filters("article", "jpeg")[0]
    found = renditions.found(photo, "article")
    return found[size.spec], photo.renditions.get(filter_spec=size.spec)


def test_a_rendition_that_is_shown_tells_what_its_row_tells(prepared):
    light, row = prepared

    assert isinstance(light, renditions.Prepared)
    shown = ("url", "width", "height", "filter_spec", "focal_point_key", "image")
    assert [getattr(light, one) for one in shown] == [
        getattr(row, one) for one in shown
    ]
    # What our own pages do not show, a project's may.
    more = ("pk", "alt", "attrs_dict", "full_url", "background_position_style")
    assert [getattr(light, one) for one in more] == [getattr(row, one) for one in more]
    assert light.img_tag() == row.img_tag()
    assert format_html("{}", light) == format_html("{}", row)
    assert light == row == light
    assert {light, row} == {row}
    assert light != row.image
    assert str(light) == str(row)
    # Wagtail keeps it in a cache that others read, too.
    assert type(copy.copy(light)) is PhotoRendition
    with pytest.raises(AttributeError):
        light.unknown  # noqa: B018


def test_a_photo_that_is_put_to_another_use_is_not_made_again(article, monkeypatch):
    """As where a project's component shows it otherwise."""
    stored = type(article).objects.get(pk=article.pk)
    (photo,) = stored.named.library[type(article.lead_photo)].values()
    for spec in renditions.specifications("gallery"):
        photo.get_rendition(spec)
    stored = type(article).objects.get(pk=article.pk)
    (photo,) = stored.named.library[type(article.lead_photo)].values()
    monkeypatch.setattr(type(photo), "generate_rendition_file", None)

    found = renditions.found(photo, "gallery")

    assert [*found] == renditions.specifications("gallery")


def test_a_project_with_addresses_of_its_own_is_asked_for_them(prepared, monkeypatch):
    light, _row = prepared
    renditions._has_usual_address.cache_clear()
    elsewhere = property(lambda self: f"https://anh.vidu.vn/{self.file.name}")
    monkeypatch.setattr(PhotoRendition, "url", elsewhere, raising=False)

    told = light.url
    renditions._has_usual_address.cache_clear()

    assert told == f"https://anh.vidu.vn/{light.told['file']}"


@pytest.fixture
def kept_in(monkeypatch):
    """Lets the files of sizes lie in a storage."""
    field = PhotoRendition._meta.get_field("file")
    return lambda storage: monkeypatch.setattr(field, "storage", storage)


def test_photos_of_a_folder_move_with_its_address(prepared, kept_in, settings):
    kept_in(FileSystemStorage())
    light, row = prepared
    before = light.url

    settings.MEDIA_URL = "/kho-anh/"

    assert before.startswith("/media/")
    assert light.url == row.url == before.replace("/media/", "/kho-anh/")


def test_a_storage_that_signs_addresses_is_asked_each_time(prepared, kept_in):
    class Signing(FileSystemStorage):
        signed = 0

        def url(self, name):
            self.signed += 1
            return f"{super().url(name)}?ky={self.signed}"

    kept_in(Signing())
    light, _row = prepared

    assert [light.url[-5:], light.url[-5:]] == ["?ky=1", "?ky=2"]
