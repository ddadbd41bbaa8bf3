"""A part of a page is made once for the same values, and again for others."""

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override
from wagtail.rich_text import RichText

from news import bodies as made_bodies
from news.addresses import Link
from news.models import ArticlePage, Attachment, Photo
from news.parts import Parts, parts
from tests import build


@pytest.fixture
def made():
    """Parts, and how often one was made."""
    parts, times = Parts(most=500), []

    def of(*values: object) -> str:
        def make() -> str:
            times.append(values)
            return "x" * 30

        return parts.of(*values, make=make)

    of.times = times
    return of


def test_the_same_values_are_made_once(made):
    made("card", Link("Cụm I", "/cum-i/"))
    made("card", Link("Cụm I", "/cum-i/"))
    made("card", Link("Cụm II", "/cum-i/"))

    assert len(made.times) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b>", mark_safe("<b>")),
        (Link("<b>", "/"), Link(mark_safe("<b>"), "/")),
        (("a", 1), ("a", True)),
    ],
)
def test_markup_is_never_taken_for_the_same_letters(made, one, other):
    made("card", one)
    made("card", other)

    assert len(made.times) == 2


def test_each_language_has_its_own(made):
    made("card")
    with override("en"):
        made("card")

    assert len(made.times) == 2


def test_so_many_bytes_are_kept(made):
    for number in (1, 2, 3, 2, 4, 2, 1):
        made(number)

    # The first went when the fourth came; the second had been asked for since.
    assert made.times == [(1,), (2,), (3,), (4,), (1,)]


def test_what_a_part_is_known_by_takes_room_too(made):
    for _ in range(2):
        made("Ban Thi đua – Khen thưởng " * 10)

    assert len(made.times) == 2


@dataclass
class Loose:
    title: str


@dataclass(frozen=True)
class Holding:
    inside: object


@pytest.mark.django_db
@pytest.mark.parametrize("inside", ["post", Loose("x")])
def test_what_may_change_is_no_value(made, index, inside):
    value = build.article(index) if inside == "post" else inside

    for one in (value, (value,), Holding(value)):
        with pytest.raises(TypeError):
            made(one)


def test_debugging_a_template_sees_it_at_once(made, settings):
    settings.DEBUG = True

    made("card")
    made("card")

    assert len(made.times) == 2


def test_a_part_knows_nothing_but_its_values():
    page = "{% load news_tags %}{% news_part 'news/components/labels.html' labels=l %}"
    labels = [Link("Cụm <I>", "/cum-i/")]

    shown = Template(page).render(Context({"l": labels, "other": "nothing"}))

    assert "Cụm &lt;I&gt;" in shown
    assert '<a class="news-label" href="/cum-i/">' in shown


@pytest.fixture
def post(index):
    """Its body names a photo, a file and another post."""
    other = build.article(index, title="Tin trước")
    paper = Attachment.objects.create(title="Quyết định", file="qd.pdf", file_size=9)
    text = f'Xem <a linktype="page" id="{other.pk}">tin trước</a>.'
    file = {"type": "attachment", "value": {"document": paper.pk, "title": ""}}
    photo = build.photo_block(build.photo())
    return build.article(index, body=[build.paragraph(text), photo, file])


def bodies() -> list[object]:
    return [key for key in parts.made if "body" in key]


def test_a_body_is_made_once_for_all_who_ask(client, post):
    client.get(post.url)  # The sizes of its photo are made.
    parts.forget()

    pages = [client.get(post.url).content for _ in range(3)]

    assert len(bodies()) == 1
    assert len(set(pages)) == 1
    assert "Tin trước".encode() in pages[0]


def reword(post: ArticlePage) -> None:
    post.body = [build.paragraph("Đã sửa lời văn.")]
    ArticlePage.objects.filter(pk=post.pk).update(body=post.body)


def move_the_other(post: ArticlePage) -> None:
    other = ArticlePage.objects.exclude(pk=post.pk)
    other.update(url_path=post.url_path.replace(post.slug, "da-sua-dia-chi"))


CHANGES = {
    "Đã sửa lời văn": reword,
    "Chú thích đã sửa": lambda _: Photo.objects.update(caption="Chú thích đã sửa"),
    "Ảnh tả lại": lambda _: Photo.objects.update(description="Ảnh tả lại"),
    "Thông báo": lambda _: Attachment.objects.update(title="Thông báo"),
    "Số 12/TB": lambda _: Attachment.objects.update(number="12/TB"),
    "da-sua-anh.jpg": lambda _: Photo.get_rendition_model().objects.update(
        file="images/da-sua-anh.jpg"
    ),
    "da-sua-dia-chi": move_the_other,
}


@pytest.mark.parametrize("said", list(CHANGES))
def test_a_body_that_was_made_says_what_has_changed_without_being_told(
    client, post, said
):
    parts.forget()
    client.get(post.url)

    CHANGES[said](post)

    assert said in client.get(post.url).content.decode()


def test_a_photo_that_could_not_be_read_is_there_when_it_can(client, index):
    photo = build.photo()
    post = build.article(index, body=[build.photo_block(photo)])
    file = Path(photo.file.path)
    away = file.rename(file.with_suffix(".away"))
    photo.renditions.all().delete()

    without = client.get(post.url).content.decode()
    away.rename(file)

    assert "<picture" not in without
    assert "<picture" in client.get(post.url).content.decode()


def test_one_moment_is_one_text_in_whatever_zone_it_comes():
    moment = build.moment(2020, 7, 13, 8)
    shown = Template("{% load news_tags %}{{ moment|iso }}")

    texts = {
        shown.render(Context({"moment": moment.astimezone(zone)}))
        for zone in (UTC, moment.tzinfo)
    }

    assert texts == {"2020-07-13T08:00:00+07:00"}


@pytest.mark.django_db
def test_the_words_of_a_text_are_counted_once_and_again_when_they_change(
    index, monkeypatch
):
    counted = []
    count = made_bodies.minutes_of
    monkeypatch.setattr(
        made_bodies, "minutes_of", lambda text: counted.append(text) or count(text)
    )
    text = "<p>" + "thi đua " * 330 + "</p>"
    post = build.article(index, body=[{"type": "paragraph", "value": text}])

    assert [post.reading_minutes for _ in range(3)] == [3, 3, 3]
    assert len(counted) == 1
    post.body = [("paragraph", RichText("<p>Đã hoãn.</p>"))]
    assert post.reading_minutes == 1
    post.lead = "thi đua " * 220
    assert post.reading_minutes == 2


def test_an_editor_elsewhere_gives_no_reader_another_time():
    moment = build.moment(2020, 7, 13, 8)
    page = Template(
        "{% load news_tags %}"
        "{% news_part 'news/components/byline.html' published_at=m minutes=1 %}"
    )

    shown = []
    for zone in ("America/New_York", "Asia/Ho_Chi_Minh"):
        with timezone.override(zone):
            shown.append(page.render(Context({"m": moment})))

    assert "12/07/2020 21:00" in shown[0]
    assert "13/07/2020 08:00" in shown[1]
