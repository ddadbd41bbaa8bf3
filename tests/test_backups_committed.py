"""A backup of what others write, too: these tests commit, and so go last."""

import threading

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from wagtail.models import Page

from news.models import ArticlePage, NewsIndexPage, Photo, SearchEntry
from portal.audit.forgetting import changeable
from portal.audit.models import AuditEntry, AuditHead
from portal.audit.verifying import Walk
from portal.backups import making, restoring, tables
from portal.openform import leaving
from tests import build
from tests.test_backups import content

# Another connection reads what a backup is made of: it sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def site(transactional_db, index):
    """A small site: posts public and draft, photos, accounts, words of every kind."""
    # The test before was flushed, which makes rights and tells of them; what this one
    # begins with was put over that.
    changeable(AuditEntry.objects.all()).delete()
    AuditHead.objects.all().delete()
    photo = build.photo(title="Ảnh “đẹp”", caption="Dòng 1\nDòng 2 \u2028 \\ \"'")
    post = build.article(
        index,
        title="Hội nghị sơ kết 6 tháng",
        clusters=[build.cluster()],
        topics=["khen thưởng"],
        body=[build.paragraph("Lời <b>đậm</b> 🎉"), build.photo_block(photo)],
    )
    post.title = "Bản nháp chưa đăng"
    post.save_revision()
    get_user_model().objects.create_user("bien", password="mật khẩu")
    default_storage.save("tep/văn bản.pdf", ContentFile(b"%PDF-" + bytes(range(256))))
    yield post
    # Or what the next test is given back would make them, and find them made.
    ContentType.objects.get_for_models(*apps.get_models())


def test_what_was_changed_is_as_it_was_and_goes_on(site, tmp_path, client):
    file = tmp_path / "sao-luu"
    call_command("backup", str(file))
    before = content()
    assert len(before) > 60
    Page.objects.filter(pk=site.pk).update(title="Khác")
    Photo.objects.all().update(caption="Khác")
    get_user_model().objects.all().delete()
    build.article(site.index, title="Đến sau")
    default_storage.delete("tep/văn bản.pdf")

    call_command("restore", str(file), replace=True)

    after = content()
    # The audit log tells of the restore, behind what the backup had of it.
    assert "portal.restored" in AuditEntry.objects.values_list("action", flat=True)
    assert list(Walk().faults()) == []
    told = {AuditEntry._meta.label, AuditHead._meta.label}
    assert {name: after[name] for name in before.keys() - told} == {
        name: before[name] for name in before.keys() - told
    }
    assert client.get(ArticlePage.objects.get().url).status_code == 200
    draft = ArticlePage.objects.get(pk=site.pk).get_latest_revision_as_object()
    assert draft.title == "Bản nháp chưa đăng"
    assert get_user_model().objects.get(username="bien").check_password("mật khẩu")
    new = build.article(NewsIndexPage.objects.get(), title="Tin sau khi khôi phục")
    assert new.pk > site.pk
    assert SearchEntry.objects.filter(article=new).exists()


def test_it_is_of_one_moment_though_the_site_is_written_to(site, tmp_path):
    """Somebody publishes in the middle of it: a post is in all tables, or in none."""
    began, gone_on = threading.Event(), threading.Event()

    original = tables.Table.lines

    def slow(table, connection):
        if table.label == "news.ArticlePage":
            began.set()
            gone_on.wait(30)
        return original(table, connection)

    path = tmp_path / "b"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables.Table, "lines", slow)

        def make():
            try:
                making.make(str(path))
            finally:
                # A thread's connection stays open behind it.
                connections.close_all()

        thread = threading.Thread(target=make)
        thread.start()
        assert began.wait(30)
        build.article(site.index, title="Giữa chừng")
        gone_on.set()
        thread.join(60)

    restoring.restore(path, replace=True)

    assert not Page.objects.filter(title="Giữa chừng").exists()
    assert SearchEntry.objects.count() == ArticlePage.objects.live().count()


def test_so_is_an_export(site, tmp_path):
    original = leaving.Leaving.other_pages

    def meanwhile(going):
        yield from original(going)
        thread = threading.Thread(target=publish)
        thread.start()
        thread.join(60)

    def publish():
        build.article(site.index, title="Giữa chừng")
        connections.close_all()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaving.Leaving, "other_pages", meanwhile)
        leaving.leave(tmp_path / "folder")

    assert Page.objects.filter(title="Giữa chừng").exists()
    posts = (tmp_path / "folder" / "posts.jsonl").read_text()
    assert "Hội nghị sơ kết" in posts
    assert "Giữa chừng" not in posts
