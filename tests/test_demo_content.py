"""Is the demo fit to be shown: right dates, all photos drawn, enough to read?"""

import re
import unicodedata
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from news.importers import drupal
from portal.demo import draw

POSTS = sorted((Path(draw.__file__).parent / "posts").iterdir())
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
HEADER = re.compile(r"\b(T[2-7]|CN), (\d\d/\d\d/\d{4} - \d\d:\d\d)")
NAMED_IN_HTML = re.compile(r'src="photos/([^"]+)\.jpg"')
NAMED_IN_TEXT = re.compile(r"^([a-z0-9-]+-\d\d|CumI)$", re.MULTILINE)


def header_of(post: Path) -> tuple[str, datetime]:
    [(weekday, stamp)] = HEADER.findall(post.read_text(encoding="utf-8"))
    return weekday, datetime.strptime(stamp, "%m/%d/%Y - %H:%M")


def photos_in(post: Path) -> list[str]:
    named = NAMED_IN_HTML if post.suffix == ".html" else NAMED_IN_TEXT
    return named.findall(post.read_text(encoding="utf-8"))


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.stem)
def test_the_weekday_of_a_header_is_that_of_its_date(post):
    weekday, published = header_of(post)

    assert weekday == WEEKDAYS[published.weekday()]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.stem)
def test_a_post_is_written_in_composed_letters(post):
    text = post.read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)


def test_there_are_posts_enough_for_lists_and_archives():
    years = Counter(header_of(post)[1].year for post in POSTS)

    assert len(POSTS) >= 25
    assert len([year for year, count in years.items() if count >= 6]) >= 3


def test_each_photo_of_a_post_can_be_drawn_and_no_scene_is_idle():
    named = [name for post in POSTS for name in photos_in(post)]

    assert sorted(named) == sorted(draw.scenes())


def test_a_drawn_photo_says_that_it_is_drawn():
    for post in POSTS:
        if post.stem == "conference-article":
            continue  # kept byte for byte; its old page gives no credit
        text = post.read_text(encoding="utf-8")
        assert text.count("(Ảnh: Tranh minh họa)") == len(photos_in(post)), post.name


def test_photos_in_html_have_an_alternative_text_of_their_own():
    for post in POSTS:
        text = post.read_text(encoding="utf-8")
        for alt, caption in re.findall(
            r'alt="([^"]*)".*?<figcaption>(.*?) \(Ảnh', text, re.DOTALL
        ):
            assert len(alt) > 20, post.name
            assert alt != caption, post.name


def test_the_conference_article_has_its_one_photo():
    [article] = [post for post in POSTS if post.stem == "conference-article"]

    assert photos_in(article) == ["CumI"]


def test_one_post_is_a_gallery_under_a_very_long_title():
    [gallery] = [post for post in POSTS if len(photos_in(post)) == 6]
    [title] = re.findall(
        r"<h1[^>]*><span[^>]*>(.*?)</span>", gallery.read_text("utf-8")
    )

    assert 200 <= len(title) <= 210


def test_a_person_signs_for_one_organisation():
    # Another office would be another person, in the list of authors too.
    offices: dict[str, set[str]] = {}
    for post in POSTS:
        for document in drupal.read(post):
            for byline in document.authors:
                offices.setdefault(byline.name, set()).add(document.organisation)

    assert {
        name: where for name, where in offices.items() if len(where - {""}) > 1
    } == {}


def test_a_scene_is_drawn_alike_each_time_and_in_its_own_shape(tmp_path):
    once, again = tmp_path / "once.jpg", tmp_path / "again.jpg"

    draw.draw("nguoi-trong-hoi-01", once, (300, 200))
    draw.draw("nguoi-trong-hoi-01", again, (300, 200))

    assert once.read_bytes() == again.read_bytes()
    assert Image.open(once).size == (200, 300)


@pytest.mark.parametrize("name", draw.scenes())
def test_every_scene_can_be_drawn_small(name, tmp_path):
    path = tmp_path / f"{name}.jpg"

    draw.draw(name, path, (240, 160))

    assert max(Image.open(path).size) == 240
