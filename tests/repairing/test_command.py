"""`repair_text` shows first, and changes only when told to."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage, Author, Organisation, Photo
from news.repairing import repair_row
from tests import build

from .garbled import READ, TITLE, TITLE_READ, post, words_of


@pytest.fixture
def command(tmp_path):
    """What it says, and the rows of its report."""

    def command(*args, **options):
        out, report = io.StringIO(), tmp_path / "report.jsonl"
        try:
            call_command("repair_text", *args, report=report, stdout=out, **options)
        finally:
            if report.exists():
                command.rows = list(map(json.loads, report.read_text().splitlines()))
        return out.getvalue()

    return command


def test_a_trial_shows_before_and_after_and_changes_nothing(index, command):
    article = post(index)
    versions = article.revisions.count()

    said = command()

    assert f"would-repair: post #{article.pk}" in said
    assert f"  - {TITLE}\n  + {TITLE_READ}" in said
    assert "Nothing was changed: add --apply." in said
    assert ArticlePage.objects.get().title == TITLE
    assert article.revisions.count() == versions


def test_the_report_has_each_place_whole(index, command):
    article = post(index)

    command()

    row = command.rows[0]
    assert (row["kind"], row["id"], row["place"]) == ("post", article.pk, "title")
    assert (row["before"], row["after"]) == (TITLE, TITLE_READ)
    assert (row["encoding"], row["status"]) == ("TCVN3 (ABC)", "would-repair")
    assert row["share_before"] < row["share_after"] == 1.0


def test_applied_it_puts_posts_photos_and_names_right(index, command):
    post(index)
    photo = build.photo(caption="C¸c ®¬n vÞ thµnh viªn th¶o luËn")
    Organisation.objects.create(name="Ng©n hµng N«ng nghiÖp", aliases="NHNN")
    Author.objects.create(name="NguyÔn ThÞ Thuû Tr­êng")

    command(apply=True)

    assert words_of(ArticlePage.objects.get()) == READ
    photo.refresh_from_db()
    assert photo.caption == "Các đơn vị thành viên thảo luận"
    assert Organisation.objects.filter(name="Ngân hàng Nông nghiệp").exists()
    assert Author.objects.get().name == "Nguyễn Thị Thuỷ Trường"
    assert command(apply=True) == "nothing to repair\n"


def test_a_name_that_is_there_already_is_kept_and_told(index, command):
    Organisation.objects.create(name="Ngân hàng Nông nghiệp")
    Organisation.objects.create(name="Ng©n hµng N«ng nghiÖp")

    with pytest.raises(CommandError, match="1 were not repaired") as error:
        command(apply=True)

    assert error.value.returncode == 1
    assert command.rows[0]["status"] == "kept"
    assert command.rows[0]["why"]
    assert Organisation.objects.filter(name__contains="©").exists()


def test_what_was_edited_meanwhile_stays_as_it_was_edited(db):
    found = Organisation.objects.create(name="Ng©n hµng N«ng nghiÖp")
    Organisation.objects.update(aliases="NHNN")

    assert repair_row(found) == ""

    bank = Organisation.objects.get()
    assert (bank.name, bank.aliases) == ("Ngân hàng Nông nghiệp", "NHNN")


def test_a_good_post_costs_no_transaction_of_its_own(index, command):
    build.article(index)
    with CaptureQueriesContext(connection) as one:
        command(apply=True)
    for _ in range(3):
        build.article(index)

    with CaptureQueriesContext(connection) as four:
        command(apply=True)

    assert len(one) == len(four)


def test_only_the_posts_named_are_looked_at(index, command):
    first, second = post(index), post(index, title="Héi nghÞ tæng kÕt n¨m")
    build.photo(caption="C¸c ®¬n vÞ thµnh viªn th¶o luËn")

    command(first.pk, apply=True)

    second.refresh_from_db()
    assert second.title == "Héi nghÞ tæng kÕt n¨m"
    assert Photo.objects.get().caption.startswith("C¸c")


def test_a_number_that_no_post_has_is_wrong_usage(index, command):
    with pytest.raises(CommandError, match="No post 999") as error:
        command(999)

    assert error.value.returncode == 2
