"""What left as open form and came into an empty site shows the same public pages."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from news import bulk
from news.models import (
    ArticlePage,
    CitedDocument,
    NewsIndexPage,
    Organisation,
    Photo,
)
from news.roles import EDITORS
from portal.objects import reaching
from portal.openform import coming, public
from portal.openform import folder as folders
from portal.openform.folder import TABLES
from tests import build

from . import board, crawl
from .writing import digest, for_a_moment, records, spoiled, summed

# An import makes Wagtail's indexes anew.
pytestmark = [pytest.mark.django_db, pytest.mark.indexes]


@pytest.fixture(scope="module")
def leaving(django_db_setup, django_db_blocker, tmp_path_factory):
    def leaving(fill: Callable[[NewsIndexPage], object]) -> Path:
        place = tmp_path_factory.mktemp("left")
        with django_db_blocker.unblock(), for_a_moment(place / "media"):
            fill(NewsIndexPage.objects.get())
            call_command("export", str(place / "folder"), verbosity=0)
        return place / "folder"

    return leaving


@pytest.fixture(scope="module")
def left_bound(leaving) -> Path:
    """The folder of a site whose public pages name what does not leave."""
    return leaving(board.bound)


@pytest.fixture(scope="module")
def left_hidden(leaving) -> Path:
    """The folder of a site whose public pages stand below what is not."""
    return leaving(board.hidden)


@pytest.fixture(scope="module")
def left_opened(leaving) -> Path:
    """The folder of a site whose public pages were kept to some readers before."""
    return leaving(board.was_kept)


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def words(folder: Path) -> dict[str, str]:
    found = content(folder).items()
    return {name: text.decode("utf-8", "replace") for name, text in found}


def secrets(folder: Path) -> list[tuple[str, str]]:
    texts = words(folder).items()
    return [(s, name) for name, text in texts for s in board.SECRETS if s in text]


def test_every_public_page_is_the_same_in_an_empty_site(left, index):
    before, folder = left

    call_command("import", str(folder), verbosity=0)

    after = crawl.everything(Client())
    assert len(before) > 80
    assert after.keys() == before.keys()
    assert [at for at in before if after[at] != before[at]] == []


def test_what_came_leaves_again_to_the_byte(left, index, tmp_path):
    call_command("import", str(left[1]), verbosity=0)

    call_command("export", str(tmp_path / "again"), verbosity=0)

    assert content(tmp_path / "again") == content(left[1])


def test_nothing_leaves_that_readers_may_not_read(left):
    texts = words(left[1])

    assert secrets(left[1]) == []
    assert "Lời dẫn “đẹp”" in texts["versions.jsonl"]
    assert "Đã hết hạn" in texts["posts.jsonl"]


def test_what_names_something_that_stays_comes_in_without_it(left_bound, index):
    call_command("import", str(left_bound), verbosity=0)

    posts = ArticlePage.objects.filter(title__in=["Ảnh nội bộ", "Ảnh đã xoá"])
    assert [post.lead_photo_id for post in posts] == [None, None]
    cited = CitedDocument.objects.get(number="12/QĐ-UBND")
    assert cited.attachment_id is None
    assert secrets(left_bound) == []


def test_what_stands_below_a_page_that_is_not_live_comes_with_its_place(
    left_hidden, index, tmp_path
):
    call_command("import", str(left_hidden), verbosity=0)
    call_command("export", str(tmp_path / "again"), verbosity=0)

    pages = Page.objects.filter(live=False, numchild__gt=0)
    titles = {page.slug: page.title for page in pages}
    assert titles == {"muc-hai": "muc-hai", "2018": "Năm 2018", "muc-cu": "Mục cũ"}
    posts = ArticlePage.objects.values_list("title", flat=True)
    assert sorted(posts) == ["Dưới mục cũ", "Dưới mục nháp", "Năm cũ"]
    assert content(tmp_path / "again") == content(left_hidden)


def test_no_words_leave_of_pages_that_are_not_live_or_private(left_hidden):
    assert secrets(left_hidden) == []


def test_versions_of_when_a_page_was_kept_to_some_readers_stay(left_opened):
    versions = records(left_opened, "versions")
    leads = sorted(v["content"]["lead"] for v in versions if "lead" in v["content"])

    assert secrets(left_opened) == []
    assert leads == ["Ai cũng đọc", *["Nay ai cũng đọc"] * 3]


def test_what_was_opened_again_comes_as_it_left(left_opened, index, tmp_path):
    call_command("import", str(left_opened), verbosity=0)
    call_command("export", str(tmp_path / "again"), verbosity=0)

    assert content(tmp_path / "again") == content(left_opened)


def test_a_photo_that_did_not_come_is_none(index, folder):
    spoiled(folder, "posts", _first("lead_photo", 4711))

    call_command("import", str(folder), verbosity=0)

    address = records(folder, "posts")[0]["address"]
    assert ArticlePage.objects.get(url_path=address).lead_photo_id is None


@pytest.mark.parametrize("model", list(public.PUBLIC), ids=lambda model: model.__name__)
def test_each_field_is_said_to_leave_or_to_stay(model):
    fields = {field.name for field in model._meta.local_concrete_fields}
    leaves, stays = public.PUBLIC[model], public.KEPT_BACK.get(model, ())

    assert sorted([*leaves, *stays]) == sorted(fields)


def test_the_site_that_came_is_worked_on(left, index, client):
    get_user_model().objects.create_superuser("quantri", password="quantri")
    call_command("import", str(left[1]), verbosity=0)

    index = NewsIndexPage.objects.main_first().first()
    post = ArticlePage.objects.get(title="Hội nghị sơ kết")
    post.get_latest_revision_as_object().save_revision().publish()
    new = build.article(index, title="Tin mới")

    assert list(map(list, Page.find_problems())) == [[]] * 5
    assert [list(bulk.checking.tree(index)), list(bulk.checking.readers_index())] == [
        [],
        [],
    ]
    assert post.revisions.count() == 3
    assert new.pk > post.pk
    editors = Group.objects.get(name=EDITORS)
    assert GroupPagePermission.objects.filter(page=index, group=editors).exists()


def test_sums_are_those_that_other_programs_read(left):
    lines = (left[1] / "SHA256SUMS").read_text().splitlines()

    for line in lines:
        told, name = line.split("  ")
        assert digest((left[1] / name).read_bytes()) == told
    assert {f"{name}.jsonl" for name in TABLES} < {
        line.split("  ")[1] for line in lines
    }


def test_a_folder_that_holds_something_is_left_alone(db, tmp_path):
    (tmp_path / "a").write_text("a")

    with pytest.raises(CommandError, match="there already") as refused:
        call_command("export", str(tmp_path))

    assert refused.value.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_export_that_fails_leaves_nothing(db, tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.openform.folder.Writer.finish", full)

    with pytest.raises(CommandError, match="No space left") as failed:
        call_command("export", str(tmp_path / "folder"))

    assert failed.value.returncode == 1
    assert list(tmp_path.iterdir()) == []


def a_photo(folder: Path) -> Path:
    return folder / "files" / records(folder, "photos")[0]["file"]


def _linked(path: Path) -> None:
    """The same content, but it stands outside."""
    path.symlink_to(path.rename(path.parent.parent / f"outside-{path.name}"))


def _piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / "posts.jsonl").write_text("{}\n"), "posts.jsonl is not what"),
        (lambda f: (f / "terms.jsonl").unlink(), "terms.jsonl is missing"),
        (lambda f: (f / "SHA256SUMS").write_text(""), "SHA256SUMS is not what"),
        (lambda f: (f / "SHA256SUMS").unlink(), "SHA256SUMS is missing"),
        (lambda f: (f / "export.json").write_text("[]"), "names no form"),
        (lambda f: (f / "export.json").write_text("{"), "cannot be read"),
        (lambda f: (f / "export.json").unlink(), "has no export.json"),
        (lambda f: (f / "export.json").write_text('{"format": 2}'), "the form 2"),
        (lambda f: _linked(f / "export.json"), "export.json is behind a link"),
        (lambda f: _linked(f / "SHA256SUMS"), "SHA256SUMS is behind a link"),
        (lambda f: _linked(f / "posts.jsonl"), "posts.jsonl is behind a link"),
        (lambda f: _linked(a_photo(f)), "jpg is behind a link"),
        (lambda f: _linked(f / "files"), "is behind a link"),
        (lambda f: _piped(a_photo(f)), "jpg is no file"),
    ],
)
def test_a_damaged_folder_touches_nothing(index, folder, spoil, said):
    spoil(folder)

    with pytest.raises(CommandError, match=said) as refused:
        call_command("import", str(folder))

    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    assert NewsIndexPage.objects.get() == index


def test_a_file_that_no_sum_covers_stays_out(index, folder):
    beside = a_photo(folder).with_name("khong-ghi.jpg")
    beside.write_bytes(build.jpeg())
    name = f"original_images/{beside.name}"
    spoiled(folder, "photos", _first("file", name))

    with pytest.raises(CommandError, match="is not in SHA256SUMS"):
        call_command("import", str(folder))

    assert not default_storage.exists(name)


def test_a_file_that_changes_after_the_check_stays_out(index, folder, monkeypatch):
    def change(*args):
        a_photo(folder).write_bytes(b"changed")

    monkeypatch.setattr(coming, "refuse_what_is_not_empty", change)

    with pytest.raises(CommandError, match="is not what was written"):
        call_command("import", str(folder))

    assert not default_storage.exists(".restoring")


def test_no_folder_is_wrong_usage(db, tmp_path):
    with pytest.raises(CommandError, match="no folder") as refused:
        call_command("import", str(tmp_path / "x"))

    assert refused.value.returncode == 2


def _first(key, value):
    return lambda told: told[0].update({key: value})


def _body(kind, value):
    return _first("body", [{"type": kind, "value": value}])


def _notice(address):
    value = {"title": "A", "address": address, "until": "2040-01-01"}
    return _first("arrangement", [{"type": "notice", "value": value}])


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("posts", _first("organisation", "x"), "posts.jsonl, line 1: no organisation"),
        ("posts", _first("address", "/x/y/"), "posts.jsonl, line 1: no '/x/'"),
        ("posts", _first("published_at", "hôm qua"), "line 1: published_at"),
        ("posts", _first("published_at", None), "line 1: published_at is empty"),
        ("posts", _first("body", [1]), "line 1: its text is no list of blocks"),
        ("posts", _body("heading", {"text": "A", "level": "2 x"}), "1: a heading has"),
        (
            "posts",
            _body("embed", "javascript:a()"),
            "is no address to embed",
        ),
        ("pages", _notice("javascript:a()"), "line 1: 'javascript:a.*of a notice"),
        ("posts", _first("source_url", "javascript:a()"), "line 1: source_url"),
        ("topics", _first("slug", "a/../b"), "topics.jsonl, line 1: slug"),
        ("posts", _first("type", "x.Y"), "posts.jsonl, line 1: No installed app"),
        ("posts", _first("type", "auth.User"), "auth.User is no page"),
        ("posts", _first("title", "x" * 300), "title is longer than 255"),
        ("posts", lambda told: told[0].pop("title"), "line 1: no 'title'"),
        ("photos", _first("file", "../../etc/x.jpg"), "is no place"),
        ("photos", _first("file", "original_images/x.svg"), "is no photo"),
        ("photos", _first("file", "original_images/x.jpg"), "is not in SHA256SUMS"),
        ("versions", _first("page", "/x/"), "versions.jsonl, line 1"),
        ("redirects", _first("to", "/x/"), "redirects.jsonl, line 1"),
        ("posts", lambda told: told.append(told[0]), "Nothing was imported"),
    ],
)
def test_a_line_that_makes_no_sense_is_named_and_nothing_stays(
    index, folder, table, change, said
):
    spoiled(folder, table, change)

    with pytest.raises(CommandError, match=said) as refused:
        call_command("import", str(folder))

    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    assert NewsIndexPage.objects.get() == index
    assert not Organisation.objects.exists()
    assert not default_storage.exists(".restoring")


def test_a_line_without_an_end_to_its_depth_is_named(index, folder):
    (folder / "meetings.jsonl").write_text("[" * 100_000 + "\n")
    summed(folder)

    with pytest.raises(CommandError, match=r"meetings\.jsonl, line 1: no record"):
        call_command("import", str(folder))

    assert NewsIndexPage.objects.get() == index


@pytest.mark.parametrize("command", ["export", "import"])
def test_a_command_waits_longer_for_a_bucket_than_a_worker(db, command, tmp_path):
    (tmp_path / "a").write_text("a")

    with pytest.raises(CommandError):
        call_command(command, str(tmp_path))

    assert reaching.limits == reaching.OF_A_COMMAND


def test_the_sites_of_an_import_that_failed_are_forgotten(index, folder, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    site = index.get_site()
    monkeypatch.setattr(coming.tables, "count_on", full)

    with pytest.raises(CommandError, match="No space left"):
        call_command("import", str(folder))

    # A new page, which remembers nothing.
    assert NewsIndexPage.objects.get().get_site() == site


def test_a_site_that_is_not_empty_stays_as_it_is(index, folder):
    article = build.article(index)

    with pytest.raises(CommandError, match="not empty: it has"):
        call_command("import", str(folder))

    assert ArticlePage.objects.get() == article


def test_uploads_that_are_here_stay(index, folder):
    default_storage.save("original_images/a.jpg", build.photo().file)
    Photo.objects.all().delete()

    with pytest.raises(CommandError, match="uploads here already"):
        call_command("import", str(folder))


def test_markup_of_a_folder_passes_what_an_editors_passes(index, folder):
    blocks = [build.paragraph("<script>alert(1)</script>Chữ")]
    spoiled(folder, "posts", lambda told: told[0].update({"body": blocks}))

    call_command("import", str(folder), verbosity=0)

    address = records(folder, "posts")[0]["address"]
    stored = ArticlePage.objects.get(url_path=address).body.raw_data
    assert "script" not in json.dumps(list(stored))


def test_memory_holds_some_lines_and_not_all(left, index, monkeypatch):
    """With batches of two, the same comes in: nothing relies on having read all."""
    monkeypatch.setattr(folders, "BATCH", 2)

    call_command("import", str(left[1]), verbosity=0)

    assert ArticlePage.objects.count() == len(records(left[1], "posts"))
