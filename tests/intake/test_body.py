"""Body, topics and meeting are put right before a post comes, and come as put right."""

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse

from news.importers.document import (
    Attachment,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
)
from news.importers.packed import packed as kept
from news.imports import body
from news.intake.checking import photos_in
from news.models import ArticlePage, ImportDraft, ImportUpload

from .uploading import JPEG, packed, page, with_photo


def paragraph(at: int, html: str) -> dict[str, str]:
    """What the browser sends of one paragraph block."""
    widget = body.TextBlocks().child_blocks["paragraph"].field.widget
    return {f"body-{at}-value": widget.format_value(html)}


def imported(desk, **right) -> ArticlePage:
    desk.put_right(ImportDraft.objects.get(), **right)
    desk.do("start", ImportUpload.objects.get())
    return ArticlePage.objects.get().get_latest_revision_as_object()


# --- what a form says of a body ------------------------------------------------------

FOLDER = Path("/nowhere")
BLOCKS = (
    Paragraph("Hội nghị <b>sơ kết</b> &amp; <i>giao ước</i><br>năm 2020."),
    Bullets(("Một", "Hai<ul><li>Hai rưỡi</li></ul>")),
    Photo("a.jpg", alt="CumI", caption="Các đại biểu", path=FOLDER / "a.jpg"),
    Heading("Kết quả", 3),
    Quote("Thi đua\nlà yêu nước", "Bác Hồ"),
    Table((("Đơn vị", "Điểm"), ("Sở Nội vụ", "")), "Bảng điểm", header_row=True),
    Photo("a.jpg", caption="Lần nữa"),
    Attachment("ke-hoach.pdf", "Kế hoạch", FOLDER / "ke-hoach.pdf"),
    Bullets(("Trước", "Sau"), ordered=True),
)
DOCUMENT = Document("mot.txt", "mot", "Tin", blocks=BLOCKS)


@pytest.mark.once
def test_a_body_that_nobody_touched_says_what_the_source_says():
    assert body.as_read(DOCUMENT, FOLDER) == kept(BLOCKS, FOLDER)


@pytest.mark.once
def test_a_photo_is_the_same_file_wherever_it_is_put():
    shown = body.raw(DOCUMENT, BLOCKS)

    turned = body.stream_of(DOCUMENT).to_python(shown[::-1])

    photos = [one for one in body.said(DOCUMENT, turned) if isinstance(one, Photo)]
    assert photos == [BLOCKS[6], BLOCKS[2]]


@pytest.mark.once
def test_only_the_files_of_the_source_can_be_chosen():
    offered = body.stream_of(DOCUMENT).child_blocks["photo"].child_blocks["photo"]

    values = [value for value, _name in offered.field.choices]

    assert values == ["", "2", "6"]


# --- at the screen -------------------------------------------------------------------


def test_the_body_comes_as_it_was_put_right(index, desk):
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": JPEG})})

    article = imported(
        desk,
        **paragraph(0, "<p>Câu đã <b>sửa</b>.</p>"),
        **{"body-1-value-caption": "Chú thích đã sửa."},
    )

    assert "Câu đã <b>sửa</b>." in article.body.raw_data[0]["value"]
    [photo] = photos_in(article)
    assert photo["photo"]
    assert photo["caption"] == "Chú thích đã sửa."
    assert ImportDraft.objects.get().differences == []


def test_a_part_that_was_taken_out_does_not_come(index, desk):
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": JPEG})})

    article = imported(desk, **{"body-1-deleted": "1"})

    assert not list(photos_in(article))
    assert "Hội nghị đã diễn ra" in str(article.body)


def test_topics_and_the_meeting_come_as_they_were_put_right(index, desk):
    desk.upload(**{"mot.txt": page()})

    article = imported(
        desk,
        topics="Thi đua\n thi  đua yêu nước ",
        event_kind="covenant",
        event_date="14/07/2020",
        event_part_of_day="afternoon",
        event_place="Nhà văn hóa",
        event_chair="Ông Hoàng Văn An",
    )

    assert sorted(article.topics.names()) == ["Thi đua", "thi đua yêu nước"]
    assert (article.event_kind, article.event_date) == (
        "covenant",
        dt.date(2020, 7, 14),
    )
    assert (article.event_part_of_day, article.event_place, article.event_chair) == (
        "afternoon",
        "Nhà văn hóa",
        "Ông Hoàng Văn An",
    )


def test_the_source_coming_again_overwrites_none_of_it(index, desk):
    desk.upload(**{"mot.txt": page()})
    imported(desk, event_place="Nhà văn hóa", **paragraph(0, "<p>Câu đã sửa.</p>"))

    desk.upload(**{"mot.txt": page(body="Câu khác hẳn. Tại Hội trường.")})
    desk.do("start", ImportUpload.objects.first())

    article = ArticlePage.objects.get().get_latest_revision_as_object()
    assert article.event_place == "Nhà văn hóa"
    assert "Câu đã sửa" in str(article.body)


def test_the_screen_goes_on_showing_what_the_source_says(index, desk):
    desk.upload(**{"mot.txt": page()})
    draft = ImportDraft.objects.get()

    desk.put_right(draft, event_date="", **paragraph(0, "<p>Câu đã sửa.</p>"))
    shown = desk.client.get(reverse("news_import_post", args=[draft.pk])).context

    day = next(row for row in shown["rows"] if row["field"].name == "event_date")
    assert (day["source"], day["field"].value()) == ("13/07/2020", None)
    assert any("Hội nghị đã diễn ra" in one.get("text", "") for one in shown["blocks"])
    assert "Câu đã sửa" in str(shown["form"]["body"].value())


def test_nothing_touched_is_no_correction(index, desk):
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": JPEG})})

    desk.put_right(ImportDraft.objects.get())

    draft = ImportDraft.objects.get()
    assert (draft.corrections, draft.corrected_at) == ({}, None)


def test_a_form_that_is_not_valid_keeps_every_word(index, desk):
    desk.upload(**{"mot.txt": page()})

    answer = desk.put_right(
        ImportDraft.objects.get(),
        event_date="31/02/2020",
        event_place="Nhà văn hóa",
        **paragraph(0, "<p>Câu đã sửa.</p>"),
    )

    form = answer.context["form"]
    assert list(form.errors) == ["event_date"]
    assert form["event_place"].value() == "Nhà văn hóa"
    assert "Câu đã sửa" in str(form["body"].value())


@pytest.mark.parametrize(
    "garbled", [{"body-count": None}, {"body-0-value": "{"}, {"body-count": "x"}]
)
def test_a_form_that_came_in_part_changes_nothing(index, desk, garbled):
    desk.upload(**{"mot.txt": page()})
    desk.put_right(ImportDraft.objects.get(), title="Tin đã sửa")

    answer = desk.put_right(ImportDraft.objects.get(), title="Khác", **garbled)

    assert answer.status_code == 302
    assert ImportDraft.objects.get().corrections == {"title": "Tin đã sửa"}
