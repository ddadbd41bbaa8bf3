"""Each old address is told where it leads, as a reader would be led."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.importers.pages import Importer
from news.models import ArticlePage, OldAddress
from tests import build
from tests.once import once

from .test_pages import POST

OLD = replace(POST, addresses=("node/1", "/tintucsukien/hội-nghị"))


house = once(lambda index: Importer("drupal", index, publish=True).save(OLD).article.pk)


@pytest.fixture
def old(house, db) -> ArticlePage:
    """A public post that came with two addresses."""
    return ArticlePage.objects.get(pk=house)


@pytest.fixture
def check(tmp_path):
    """The rows of the report for these lines; `check.said` and `check.code`."""

    def check(*lines: str) -> list[dict]:
        (tmp_path / "list.txt").write_text("\n".join(lines), encoding="utf-8")
        report, out, check.code = tmp_path / "report.jsonl", io.StringIO(), 0
        try:
            call_command(
                "check_addresses", tmp_path / "list.txt", report=report, stdout=out
            )
        except CommandError as error:
            check.code = error.returncode
        check.said = out.getvalue()
        return list(map(json.loads, report.read_text().splitlines()))

    return check


@pytest.mark.parametrize(
    "line",
    [
        "/node/1",
        "node/1/",
        "http://ban.example/node/1",
        "https://ban.example/vi/node/1?page=2",
        "ban.example/node/1",
        "/index.php?q=node/1",
        "/tintucsukien/hội-nghị",
        "/tintucsukien/h%E1%BB%99i-ngh%E1%BB%8B",
    ],
)
def test_an_old_address_leads_by_a_redirect_to_its_post(old, check, line):
    [row] = check(line)

    assert (row["status"], row["code"], row["target"]) == ("redirect", 200, old.url)
    assert (row["address"], row["title"], row["state"]) == (line, old.title, "public")
    assert check.code == 0


def test_an_address_of_today_is_a_page(old, check):
    post, listing, calendar = check(old.url, "/tin-tuc", "/lich/")

    assert (post["status"], post["title"]) == ("page", old.title)
    assert (listing["status"], listing["title"]) == ("page", "Tin tức")
    assert calendar["status"] == "page"
    assert "Lịch" in calendar["title"]


def test_what_leads_nowhere_is_gone_and_the_code_says_so(old, check):
    row, _ = check("/node/99/hoi-nghi-so-ket", old.url)

    assert (row["status"], row["code"], row["target"]) == ("gone", 404, "")
    assert "1 gone, 1 page" in check.said
    assert check.code == 1


def test_a_draft_and_what_is_kept_to_some_lead_nowhere(index, old, check):
    Importer("drupal", index).save(
        replace(OLD, identifier="node/2", addresses=("node/2",))
    )
    PageViewRestriction.objects.create(page=old, restriction_type="login")

    assert [row["status"] for row in check("node/1", "node/2")] == ["gone", "gone"]


def test_a_post_in_the_archive_is_told_so(old, check):
    old.expire_at = timezone.now()
    old.save()
    old.unpublish(set_expired=True)

    [row] = check("/node/1")

    assert (row["status"], row["state"]) == ("redirect", "archived")


def test_an_address_that_two_posts_claim_is_a_clash(index, old, check):
    other = build.article(index, title="Tin khác")
    OldAddress.objects.create(path="node/1", article=other)

    [row] = check("/node/1")

    assert (row["status"], row["target"]) == ("clash", old.url)
    assert row["others"] == [f"#{other.pk} Tin khác"]
    assert check.code == 0


def test_an_old_address_where_another_page_stands_today_is_a_clash(index, old, check):
    post = build.article(index, title="Tin hôm nay")
    OldAddress.objects.create(path=post.url.strip("/"), article=old)

    rows = check(post.url, "/?p=7")

    assert (rows[0]["status"], rows[0]["title"]) == ("clash", "Tin hôm nay")
    # The front page answers, whatever is asked of it.
    assert rows[1]["status"] == "page"


@pytest.mark.parametrize("line", ["mailto:a@b.vn", "http://[x", "javascript:x()"])
def test_what_is_no_address_is_an_error(index, check, line):
    assert [row["status"] for row in check(line)] == ["error"]
    assert check.code == 1


def test_empty_lines_and_remarks_are_passed_over(old, check):
    assert len(check("# địa chỉ cũ", "", "\ufeff/node/1", "  ")) == 1


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_list_that_cannot_be_read_is_wrong_usage(index, tmp_path, content):
    path = tmp_path / "list.txt"
    if content:
        path.write_bytes(content)

    with pytest.raises(CommandError) as error:
        call_command("check_addresses", path)

    assert error.value.returncode == 2


def test_no_network_is_asked(old, check, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.create_connection", refuse)

    assert check("http://ban.example/node/1")[0]["status"] == "redirect"
