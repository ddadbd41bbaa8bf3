"""A photo that biên uploads: hostile files are told, nothing of them is stored."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags
from PIL import Image as PillowImage
from wagtail.models import UploadedFile

from news.models import Photo
from tests import build
from tests.desk import hostile

ENTRANCES = ("add", "several", "chooser", "edit")
NAME = re.compile(r"original_images/[a-z0-9-]+(_\w+)?\.\w{3,4}")
VIETNAMESE = re.compile("[ảạăâđêôơưếệốộớờợưừựọổẩậ]")


@pytest.fixture
def library(client, bien, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bien)
    return client


def upload(client, entrance: str, name: str, content: bytes, photo=None, **values: str):
    """The answer of a view of Wagtail's to a file of that name."""
    file = SimpleUploadedFile("x", content)
    file._name = name  # As a browser of ill will would send it.
    match entrance:
        case "add":
            data = {"title": "Hội nghị", "tags": "", "file": file} | values
            return client.post(reverse("wagtailimages:add"), data)
        case "several":
            data = {"title": "Hội nghị", "files[]": file} | values
            return client.post(reverse("wagtailimages:add_multiple"), data)
        case "chooser":
            data = {"title": "Hội nghị", "tags": "", "file": file} | values
            prefixed = {f"image-chooser-upload-{key}": data[key] for key in data}
            return client.post(reverse("wagtailimages_chooser:create"), prefixed)
        case "edit":
            data = {"title": "Hội nghị", "tags": "", "file": file} | values
            return client.post(reverse("wagtailimages:edit", args=[photo.pk]), data)


def messages(response) -> str:
    """What the answer tells about the file, as the person reads it."""
    if response.headers["Content-Type"].startswith("application/json"):
        data = response.json()
        if "error_message" in data:
            return data["error_message"]
        found = re.findall(r"error-message.*?</", data["htmlFragment"], re.DOTALL)
    else:
        shown = response.content.decode()
        found = re.findall(r'class="error-message".*?</', shown, re.DOTALL)
    return strip_tags(" ".join(found))


def stored(thing) -> bytes:
    return Path(thing.file.path).read_bytes()


def files(folder: str) -> set[Path]:
    return {path for path in Path(folder).rglob("*") if path.is_file()}


def state(folder: str) -> tuple:
    rows = list(Photo.objects.values_list("pk", "title", "file", "file_hash", "width"))
    originals = {path for path in files(folder) if "/images/" not in str(path)}
    return rows, UploadedFile.objects.count(), originals


@pytest.mark.once
@pytest.mark.parametrize("name", hostile.PHOTOS)
def test_a_hostile_photo_is_told_and_leaves_no_trace(library, bien, settings, name):
    photo = build.photo(uploaded_by_user=bien)
    before = state(settings.MEDIA_ROOT)

    for entrance in ENTRANCES:
        response = upload(library, entrance, *hostile.PHOTOS[name], photo=photo)

        assert response.status_code == 200, entrance
        assert VIETNAMESE.search(messages(response)), (entrance, messages(response))
        assert state(settings.MEDIA_ROOT) == before, entrance


@pytest.mark.once
@pytest.mark.parametrize("name", hostile.ODD)
def test_an_odd_photo_is_taken_in_and_shown(library, bien, name):
    photo = build.photo(uploaded_by_user=bien)

    for number, entrance in enumerate(ENTRANCES):
        response = upload(library, entrance, *hostile.ODD[name], photo=photo)

        taken = Photo.objects.latest("pk") if entrance != "edit" else photo
        taken.refresh_from_db()
        assert response.status_code in (200, 302), entrance
        assert Photo.objects.count() == min(number + 2, 4), messages(response)
        assert NAME.fullmatch(taken.file.name)
        assert b"script" not in stored(taken)
        assert taken.get_rendition("fill-60x40").width == 60


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_camera_are_in_nothing_that_is_published(
    library, bien, settings, form, orientation
):
    photo = build.photo(uploaded_by_user=bien)
    content = hostile.carrying(form, orientation=orientation)
    size = (60, 90) if orientation == 6 else (90, 60)
    assert b"SERIAL99" in content

    for entrance in ENTRANCES:
        upload(library, entrance, f"a.{form}", content, photo=photo)

    photos = list(Photo.objects.all())
    made = [photo.get_rendition("width-60") for photo in photos]
    assert [(photo.width, photo.height) for photo in photos] == [size] * 4
    for thing in photos + made:
        with PillowImage.open(thing.file.path) as image:
            assert dict(image.getexif()) == {}
    for path in files(settings.MEDIA_ROOT):
        assert b"SERIAL99" not in path.read_bytes(), path
        assert b"SECRETCAM" not in path.read_bytes(), path


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_pixels_of_an_upright_photo_stay_bit_for_bit(library, form):
    content = hostile.carrying(form)

    upload(library, "add", f"a.{form}", content)

    kept = PillowImage.open(Photo.objects.get().file)
    sent = PillowImage.open(io.BytesIO(content))
    assert kept.tobytes() == sent.tobytes()


def test_colours_keep_their_profile(library):
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = io.BytesIO()
    PillowImage.new("RGB", (90, 60)).save(file, "JPEG", icc_profile=profile)

    upload(library, "add", "a.jpg", file.getvalue())

    with PillowImage.open(Photo.objects.get().file) as kept:
        assert kept.info["icc_profile"] == profile


def test_a_rendition_is_clean_though_its_original_is_not(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo = Photo(title="Cũ")
    photo.file = ImageFile(io.BytesIO(hostile.carrying()), name="cu.jpg")
    photo.save()
    assert b"SERIAL99" in stored(photo)

    made = stored(photo.get_rendition("width-60"))

    assert b"SERIAL99" not in made
    assert b"SECRETCAM" not in made


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_names_are_ascii_and_titles_are_readable(library, bien, entrance):
    photo = build.photo(uploaded_by_user=bien)
    name = "Ảnh hội nghị Đà Nẵng.JPG"
    decomposed = "A\u0309nh hội nghị Đà Nẵng"

    upload(library, entrance, name, build.jpeg((80, 60)), photo, title=decomposed)

    taken = Photo.objects.latest("pk")
    assert taken.filename == "anh-hoi-nghi-da-nang.jpg"
    assert taken.title == "Ảnh hội nghị Đà Nẵng"


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_a_path_of_somebodys_computer_is_no_title(library, bien, entrance):
    photo = build.photo(uploaded_by_user=bien)

    upload(
        library, entrance, "2-1.jpg", build.jpeg(), photo, title="D:\\Desktop\\2-1.jpg"
    )

    assert Photo.objects.latest("pk").title == "2-1"


@pytest.mark.parametrize("entrance", ENTRANCES)
@pytest.mark.parametrize("charset", ["utf-8", "cp1258", "tcvn3"])
def test_caption_and_credit_come_from_the_file(library, bien, entrance, charset):
    photo = build.photo(uploaded_by_user=bien)
    caption = {
        "utf-8": "Quang cảnh hội nghị Cụm I".encode(),
        "cp1258": "Quang ca\u0309nh hô\u0323i nghi\u0323 Cu\u0323m I".encode("cp1258"),
        "tcvn3": b"Quang c\xb6nh h\xe9i ngh\xde C\xf4m I",  # hội: typed as "héi"
    }[charset]
    iptc = {105: b"Cum I", 120: caption, 80: b"Lan Anh", 110: b"TTXVN"}
    content = hostile.with_iptc(hostile.carrying(), iptc, utf8=charset == "utf-8")

    upload(library, entrance, "a.jpg", content, photo)

    taken = Photo.objects.latest("pk")
    assert (taken.caption, taken.credit) == (
        "Quang cảnh hội nghị Cụm I",
        "Lan Anh/TTXVN",
    )
    assert taken.description == ""


def test_what_the_person_wrote_stays(library):
    content = hostile.with_iptc(hostile.carrying(), {120: b"Cua may", 80: b"May"})

    upload(library, "add", "a.jpg", content, caption="Của người", credit="Người")

    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("Của người", "Người")


def test_the_headline_is_the_title_where_that_is_but_the_files_name(library):
    content = hostile.with_iptc(hostile.carrying(), {105: "Hội nghị".encode()})

    upload(library, "several", "DSC_0012.jpg", content, title="DSC_0012")

    assert Photo.objects.get().title == "Hội nghị"


def test_without_iptc_xmp_tells_and_then_exif(library):
    upload(library, "add", "a.webp", hostile.with_xmp("Trao bằng khen", "Lan Anh"))
    told = hostile.carrying(description="Đoàn về nguồn".encode(), artist="Minh")
    upload(library, "add", "b.jpg", told)

    xmp, exif = Photo.objects.order_by("pk")
    assert (xmp.caption, xmp.credit) == ("Trao bằng khen", "Lan Anh")
    assert (exif.caption, exif.credit) == ("Đoàn về nguồn", "Minh")


def test_what_a_camera_writes_by_itself_is_no_caption(library):
    told = hostile.carrying(description="OLYMPUS DIGITAL CAMERA", artist="DSC_0012")

    upload(library, "add", "a.jpg", told)

    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("", "")


@pytest.mark.parametrize("entrance", ENTRANCES[:1] + ENTRANCES[2:])
@pytest.mark.parametrize(
    ("field", "length"), [("caption", 5000), ("credit", 300), ("description", 300)]
)
def test_words_that_are_too_long_are_told_beside_their_field(
    library, bien, settings, entrance, field, length
):
    photo = build.photo(uploaded_by_user=bien)
    before = state(settings.MEDIA_ROOT)
    words = {field: "ả" * length}

    response = upload(library, entrance, "a.jpg", build.jpeg((80, 60)), photo, **words)

    assert response.status_code == 200
    assert VIETNAMESE.search(messages(response))
    assert f"{length}" in messages(response)
    assert state(settings.MEDIA_ROOT) == before


def test_a_form_shown_again_shows_the_old_photo(library, bien):
    photo = build.photo(uploaded_by_user=bien)

    response = upload(
        library, "edit", "a.jpg", build.jpeg((80, 60)), photo, caption="x" * 5000
    )

    assert response.context["image"].width == 900
    assert Photo.objects.get().width == 900
    assert {rendition.width for rendition in photo.renditions.all()} == {800, 900}


def test_a_new_file_makes_new_renditions(
    library, bien, django_capture_on_commit_callbacks
):
    photo = build.photo(uploaded_by_user=bien)
    old = photo.get_rendition("width-300")

    with django_capture_on_commit_callbacks(execute=True):
        upload(library, "edit", "b.png", hostile.carrying("PNG"), photo)
    new = Photo.objects.get().get_rendition("width-300")

    assert (old.width, new.width) == (300, 90)
    assert not Path(old.file.path).exists()


def test_a_file_held_back_for_another_field_is_clean_too(library, settings):
    """A title too long keeps the upload aside until the form is mended."""
    content = hostile.carrying()

    response = upload(library, "several", "a.jpg", content, title="ả" * 300)
    held = UploadedFile.objects.get()
    prefix = f"uploaded-image-{held.pk}"
    made = library.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[held.pk]),
        {f"{prefix}-title": "Hội nghị", f"{prefix}-tags": ""},
    )

    assert response.json()["success"]
    assert made.json()["success"]
    assert b"SERIAL99" not in stored(Photo.objects.get())


@pytest.mark.parametrize(
    "values",
    [{"collection": "999"}, {"collection": "abc"}, {"title": "a\0b"}, {"title": ""}],
    ids=str,
)
def test_odd_fields_beside_the_file_are_no_fault_of_ours(library, values):
    for entrance in ENTRANCES[:3]:
        response = upload(library, entrance, "a.jpg", build.jpeg(), **values)

        assert response.status_code in (200, 302, 400)


def test_a_large_upload_on_disk_is_cleaned_as_a_small_one_in_memory(library, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100

    upload(library, "add", "a.jpg", hostile.carrying())
    upload(library, "add", "b.jpg", *hostile.PHOTOS["truncated"][1:])

    assert b"SERIAL99" not in stored(Photo.objects.get())


def test_a_photo_beyond_the_limit_of_bytes_is_told(library, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000

    response = upload(library, "add", "a.jpg", build.jpeg())

    assert VIETNAMESE.search(messages(response))
    assert not Photo.objects.exists()
