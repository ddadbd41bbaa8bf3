"""The title is kept as written, within what a page can hold."""

from pathlib import Path

import pytest

from news.importers import drupal
from news.importers.document import Paragraph


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Cụm I  tổ chức   Hội nghị.", "Cụm I tổ chức Hội nghị"),
        ("Chờ đón Đại hội…", "Chờ đón Đại hội…"),
        ("Ai được khen thưởng?", "Ai được khen thưởng?"),
        ("Cụm I họp./.", "Cụm I họp"),
        ("Ho\u0323p giao ban", "Họp giao ban"),
    ],
)
def test_a_title_loses_its_final_stop_and_nothing_else(told, written, title):
    assert told("Nội dung.", title=written).title == title


def test_a_title_broken_into_two_lines_is_one(told):
    post = told("Nội dung.", title="Khối thi đua số 1 ký giao ước\nthi đua năm 2020")

    assert post.title == "Khối thi đua số 1 ký giao ước thi đua năm 2020"


def test_a_title_that_is_too_long_is_cut_between_words_and_kept_whole_in_the_body(
    saved,
):
    post = saved("long-title.txt")

    whole = post.blocks[0]
    assert len(post.title) <= 255
    assert isinstance(whole, Paragraph)
    assert whole.html.startswith(post.title + " ")
    assert ("title", "title-too-long") in [(d.field, d.code) for d in post.doubts]


def test_two_long_titles_that_differ_at_their_ends_are_two_posts(told):
    long = "Khối thi đua số 2 ký kết giao ước " * 10

    one, other = told("A.", title=long + "một"), told("A.", title=long + "hai")

    assert one.identifier != other.identifier
    assert len(one.identifier) <= 255


def test_a_post_is_known_by_its_title_and_date_wherever_its_file_lies(tmp_path, saved):
    moved = tmp_path / "other name.txt"
    moved.write_bytes((Path(__file__).parent / "pages" / "conference.txt").read_bytes())
    [post] = drupal.read(moved)

    assert post.identifier == saved("conference.txt").identifier
    assert post.identifier.endswith("@2020-07-13T15:21")


def test_the_initials_of_an_agency_are_no_part_of_a_title(told):
    post = told("     Ngày 09/7/2020 họp.", title="(BTĐKT)- Cụm I sơ kết 6 tháng.")

    assert post.title == "Cụm I sơ kết 6 tháng"
    assert "agency-prefix" in [doubt.code for doubt in post.doubts]
