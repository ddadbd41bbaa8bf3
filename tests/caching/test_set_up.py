"""The door is where the settings put it, and the portal works without it."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from news.caching.door import Door, in_front
from news.caching.forgetting import forget, generations, generations_in
from portal.proxies import scheme
from tests import build

from .portal import Application, ask


def plain(environ):
    return environ["wsgi.url_scheme"]


def test_without_a_folder_there_is_no_door(settings):
    settings.NEWS_PAGE_CACHE = ""
    site = Application()

    assert in_front(site, plain) is site


def test_a_folder_that_cannot_be_written_keeps_nothing(settings, tmp_path, caplog):
    (tmp_path / "taken").write_text("a file")
    settings.NEWS_PAGE_CACHE = str(tmp_path / "taken")
    site = Application()

    assert in_front(site, plain) is site
    assert "cannot be written" in caplog.text


@pytest.mark.django_db
def test_a_change_is_stored_though_nobody_can_be_told(
    settings, tmp_path, caplog, django_capture_on_commit_callbacks
):
    (tmp_path / "taken").write_text("a file")
    settings.NEWS_PAGE_CACHE = str(tmp_path / "taken")

    with django_capture_on_commit_callbacks(execute=True):
        forget("posts")

    assert "could not be told" in caplog.text


@pytest.mark.django_db
def test_what_is_rolled_back_has_not_changed(
    folder, django_capture_on_commit_callbacks
):
    journal = generations()
    made = journal.now()

    with django_capture_on_commit_callbacks(execute=False):
        forget("posts")

    assert journal.now() == made


def test_the_command_makes_every_page_anew(folder, capsys):
    journal = generations_in(folder)
    made = journal.now()

    call_command("forget_pages")
    journal.now()

    assert not journal.is_current(made, ["site"])
    assert capsys.readouterr().out == "Every page is made anew.\n"


def test_the_command_says_what_it_cannot_do(settings, tmp_path, capsys):
    settings.NEWS_PAGE_CACHE = ""
    call_command("forget_pages")
    assert capsys.readouterr().out == "No pages are kept.\n"

    (tmp_path / "taken").write_text("a file")
    settings.NEWS_PAGE_CACHE = str(tmp_path / "taken")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("forget_pages")


@pytest.mark.parametrize(
    ("proxies", "peer", "told", "expected"),
    [
        ([], "127.0.0.1", "https", "http"),
        (["127.0.0.1"], "127.0.0.1", "https", "https"),
        (["127.0.0.1"], "127.0.0.1", "http, HTTPS", "https"),
        (["127.0.0.1"], "127.0.0.1", "https, http", "http"),
        (["127.0.0.1"], "203.0.113.7", "https", "http"),
        (["127.0.0.1"], "", "https", "http"),
        (["127.0.0.1"], "127.0.0.1", "", "http"),
    ],
)
def test_only_a_proxy_of_ours_says_https(settings, proxies, peer, told, expected):
    settings.TRUSTED_PROXIES = proxies
    environ = {"wsgi.url_scheme": "http", "REMOTE_ADDR": peer}
    environ["HTTP_X_FORWARDED_PROTO"] = told

    assert scheme()(environ) == expected


@pytest.mark.django_db
def test_the_portal_answers_its_health_and_its_desk_itself(index, folder):
    front = in_front(Application(), plain)
    assert isinstance(front, Door)

    for address in ["/healthz", "/admin/login/", "/api/v2/pages/"]:
        assert [ask(front, address).how for _time in range(2)] == ["", ""]


@pytest.mark.django_db
def test_a_page_kept_to_some_readers_is_never_kept(index, folder):
    post = build.article(index)
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    front = in_front(Application(), plain)

    answers = [ask(front, post.url) for _time in range(2)]

    assert [(one.status, one.how) for one in answers] == [(302, ""), (302, "")]
