"""What only the portal does: its home, its demo, its media, its checks."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finder
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import formats, translation
from wagtail.models import Site

from news.models import ArticlePage
from portal.checks import no_demo_accounts
from portal.management.commands.serve import name_site
from portal.models import BoardIdentity, DemoAccount
from portal.static_files import collect_if_changed
from tests import build


@pytest.fixture
def accounts(index, monkeypatch):
    from portal.management.commands.load_demo import Command

    monkeypatch.setenv("DEMO_PASSWORD", "mat-khau-thu")
    monkeypatch.setattr(Command, "_load_posts", lambda self, index: None)
    call_command("load_demo", stdout=io.StringIO())
    return get_user_model().objects


def test_a_home_without_news_is_still_a_page(client, db):
    assert client.get("/").status_code == 200


def test_the_icon_that_browsers_ask_for_unasked_is_there(
    client, db, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert answer.url.startswith("/static/portal/icon-180")
    assert "max-age=86400" in answer["Cache-Control"]


def test_the_footer_names_who_is_responsible(client, index):
    site = index.get_site()
    BoardIdentity.objects.create(site=site, responsible_person="Ông Nguyễn Văn A")

    assert "Ông Nguyễn Văn A" in client.get("/").content.decode()


def test_three_accounts_are_made_once_and_keep_their_password(accounts):
    before = {user.username: user.password for user in accounts.all()}
    call_command("load_demo", stdout=io.StringIO())

    assert set(before) == {"bien", "minh", "quantri"}
    assert {user.username: user.password for user in accounts.all()} == before
    assert accounts.get(username="bien").check_password("mat-khau-thu")


@pytest.mark.parametrize("name", ["bien", "minh", "quantri"])
def test_they_sign_in_with_name_and_password_alone(client, accounts, name):
    response = client.post(
        "/admin/login/", {"username": name, "password": "mat-khau-thu"}
    )

    assert response.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_loading_the_demo_again_overwrites_nobodys_work(index, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "mat-khau-thu")
    identity = BoardIdentity.objects.create(site=index.get_site(), phone="0123")
    upload = build.photo(credit="")
    build.article(index)

    call_command("load_demo", stdout=io.StringIO())

    identity.refresh_from_db()
    upload.refresh_from_db()
    assert (identity.phone, upload.credit) == ("0123", "")
    assert ArticlePage.objects.count() == 1


def test_a_local_portal_knows_its_own_address(index):
    name_site("127.0.0.1", 8123)

    assert index.full_url == "http://127.0.0.1:8123/tin-tuc/"


def test_a_portal_with_a_real_name_keeps_it(index):
    Site.objects.update(hostname="tin.example.org")

    name_site("127.0.0.1", 8123)

    assert Site.objects.get().hostname == "tin.example.org"


def test_demo_passwords_are_an_error_where_they_are_not_allowed(accounts, settings):
    assert no_demo_accounts(None) == []
    settings.DEMO_ACCOUNTS_ALLOWED = False
    assert [error.id for error in no_demo_accounts(None)] == ["portal.E001"] * 3

    bien = accounts.get(username="bien")
    bien.set_password("another")
    bien.save()
    accounts.filter(username="minh").delete()

    (error,) = no_demo_accounts(None)
    assert "quantri" in error.msg
    assert DemoAccount.objects.count() == 2


def test_the_demo_does_not_load_where_it_is_not_allowed(db, settings):
    settings.DEMO_ACCOUNTS_ALLOWED = False

    with pytest.raises(CommandError, match="not allowed"):
        call_command("load_demo")


def test_photos_are_served_so_that_nothing_in_them_can_run(client, db):
    photo = build.photo()

    response = client.get(photo.file.url)

    assert response.status_code == 200
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_static_file_says_what_nginx_says_of_it_and_no_more(
    client, settings, tmp_path
):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "400.woff2").write_bytes(b"wOF2")

    response = client.get("/static/400.woff2")

    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    # The policies of a page would be half of the bytes of a small one.
    assert "Permissions-Policy" not in response


@pytest.mark.parametrize(
    "path",
    [
        "documents/secret.txt",
        "images/../documents/secret.txt",
        "images/%2e%2e/documents/secret.txt",
        "images/..%2fdocuments/secret.txt",
        "images//../documents/secret.txt",
        "../manage.py",
        "images/../../manage.py",
    ],
)
def test_nothing_else_is_served_from_media(client, db, path):
    secret = Path(settings.MEDIA_ROOT) / "documents" / "secret.txt"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text("secret")

    assert client.get(f"/media/{path}").status_code in {400, 404}


def test_dates_are_day_first_and_weeks_begin_on_monday():
    with translation.override("vi"):
        assert formats.date_format(build.moment(2020, 7, 13)) == "13/07/2020"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"


def test_sqlite_runs_so_that_several_processes_can_share_it(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL needs none of it")
    with connection.cursor() as cursor:
        values = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]

    assert values == ["wal", 1, 20000]


def test_the_scheduler_publishes_what_is_due(index):
    draft = build.article(index, live=False)
    draft.go_live_at = build.moment(2020)
    draft.save_revision(approved_go_live_at=draft.go_live_at)

    call_command("run_scheduler", once=True)

    assert ArticlePage.objects.get().live


def test_ready_says_when_the_cache_is_away(client, db, monkeypatch):
    from django.core.cache import cache

    monkeypatch.setattr(cache, "set", _away)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "database": True,
        "cache": False,
        "storage": True,
        "late": ["scheduler"],
    }


def test_static_files_are_collected_again_only_when_one_changed(settings, tmp_path):
    source, settings.STATIC_ROOT = tmp_path / "source", tmp_path / "collected"
    source.mkdir()
    (source / "a.css").write_text("a{}")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    get_finder.cache_clear()

    first, second = collect_if_changed(), collect_if_changed()
    (source / "a.css").write_text("a{color:red}")
    third = collect_if_changed()

    get_finder.cache_clear()
    assert (first, second, third) == (True, False, True)
    assert (tmp_path / "collected" / "a.css").read_text() == "a{color:red}"


def _away(*args, **kwargs):
    raise ConnectionError("the cache is away")


def test_of_two_that_start_at_once_one_collects(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"

    def collected(*args, **options):
        time.sleep(0.3)
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr("portal.static_files.call_command", collected)
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: collect_if_changed(), range(2)))

    assert sorted(answers) == [False, True]


def test_all_scripts_of_readers_weigh_ten_kilobytes_at_most():
    scripts = (Path(settings.ROOT) / "news" / "static" / "news").glob("*.js")

    assert sum(script.stat().st_size for script in scripts) <= 10 * 1024
