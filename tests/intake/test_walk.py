"""From the files to the drafts and back: an editor's walk through the import."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry

from news.intake import folders, words
from news.models import ArticlePage, ImportDraft, ImportedPost, ImportUpload
from tests import build

from .uploading import BODY, JPEG, packed, page, with_photo

pytestmark = pytest.mark.indexes
LARGE_JPEG = build.jpeg(size=(1400, 1000))


def test_an_upload_is_read_and_nothing_is_imported(index, desk, bien):
    answer = desk.upload(**{"mot.txt": page()})

    upload, draft = ImportUpload.objects.get(), ImportDraft.objects.get()
    assert answer.url == reverse("news_import", args=[upload.pk])
    assert (upload.state, upload.uploaded_by) == ("ready", bien)
    assert draft.title == "Cụm I tổ chức Hội nghị sơ kết"
    assert draft.published_at == build.moment(2020, 7, 13, 15).replace(minute=21)
    assert not ArticlePage.objects.exists()


def test_a_photo_is_found_wherever_it_lies_in_the_archive(index, desk):
    files = {"bai__mot.txt": with_photo(), "anh__2020__hoi-nghi.jpg": JPEG}

    desk.upload(**{"kho.zip": packed(**files)})

    draft = ImportDraft.objects.get()
    assert (draft.photos, draft.missing) == (1, 0)


def test_what_is_imported_is_a_draft_of_whoever_imported_it(index, desk, bien):
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": JPEG})})

    desk.do("start", ImportUpload.objects.get())

    upload, article = ImportUpload.objects.get(), ArticlePage.objects.get()
    assert upload.state == "done"
    assert not article.live
    assert (article.owner, article.latest_revision.user) == (bien, bien)
    assert [d.outcome for d in upload.drafts.all()] == ["created"]
    assert [d.differences for d in upload.drafts.all()] == [[]]


def test_what_was_put_right_comes_and_is_never_overwritten(index, desk):
    source = {"mot.txt": page()}
    desk.upload(**source)
    desk.put_right(ImportDraft.objects.get(), title="Cụm I sơ kết", authors="Bàn An")
    desk.do("start", ImportUpload.objects.get())

    desk.upload(**source)
    desk.do("start", ImportUpload.objects.first())

    article = ArticlePage.objects.get()
    draft = article.get_latest_revision_as_object()
    assert draft.title == "Cụm I sơ kết"
    assert [byline.name for byline in draft.bylines.all()] == ["Bàn An"]
    assert ImportUpload.objects.first().drafts.get().outcome == "unchanged"


def test_a_changed_source_updates_all_but_what_was_put_right(index, desk):
    desk.upload(**{"mot.txt": page()})
    desk.put_right(ImportDraft.objects.get(), authors="Bàn An")
    desk.do("start", ImportUpload.objects.get())

    desk.upload(**{"mot.txt": page(body="Câu khác hẳn.\n\n  Hoàng Quốc Thịnh\n")})
    desk.do("start", ImportUpload.objects.first())

    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert ImportUpload.objects.first().drafts.get().outcome == "updated"
    assert "Câu khác hẳn" in str(draft.body)
    assert [byline.name for byline in draft.bylines.all()] == ["Bàn An"]


def test_what_readers_see_stays_until_a_moderator_lets_it_out(index, desk):
    desk.upload(**{"mot.txt": page(body=BODY + "\n\n  Hoàng Quốc Thịnh\n")})
    desk.do("start", ImportUpload.objects.get())
    ArticlePage.objects.get().get_latest_revision().publish()

    desk.upload(**{"mot.txt": page(body="Câu khác hẳn.\n\n  Hoàng Quốc Thịnh\n")})
    desk.do("start", ImportUpload.objects.first())

    article, draft = (
        ArticlePage.objects.get(),
        ImportUpload.objects.first().drafts.get(),
    )
    assert article.live
    assert "Câu khác hẳn" not in str(article.body)
    assert article.has_unpublished_changes
    assert "Câu khác hẳn" in str(article.get_latest_revision_as_object().body)
    assert draft.outcome == "updated"
    assert "draft-over-public" in [code for _field, code, _message in draft.doubts]


def test_what_a_moderator_let_out_is_not_taken_back_by_who_imported_it(index, desk):
    desk.upload(**{"mot.txt": page(body=BODY + "\n\n  Hoàng Quốc Thịnh\n")})
    desk.do("start", ImportUpload.objects.get())
    ArticlePage.objects.get().get_latest_revision().publish()
    desk.upload(**{"mot.txt": page(body="Câu khác hẳn.\n\n  Hoàng Quốc Thịnh\n")})
    desk.do("start", ImportUpload.objects.first())
    ArticlePage.objects.get().get_latest_revision().publish()

    desk.do("take_back", ImportUpload.objects.first())

    assert "Câu khác hẳn" in str(ArticlePage.objects.get().body)
    assert ImportUpload.objects.first().run.steps.count() == 1


def test_a_chosen_cluster_takes_the_place_of_one_that_could_be_two(index, desk):
    first = build.cluster("I", "Các doanh nghiệp Trung ương")
    second = build.cluster("I", "Các tổ chức tín dụng")
    desk.upload(**{"mot.txt": page(body="Cụm I họp sơ kết ngày 13/7/2020.")})

    desk.put_right(ImportDraft.objects.get(), clusters=[second.pk])
    desk.do("start", ImportUpload.objects.get())

    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert list(draft.clusters.all()) == [second]
    assert first not in draft.clusters.all()


def test_what_is_left_out_is_not_imported_and_stays_in_the_list(index, desk):
    desk.upload(**{"mot.txt": page("Tin một"), "hai.txt": page("Tin hai")})
    first, second = ImportDraft.objects.all()
    desk.client.post(reverse("news_import_choose", args=[first.pk]), {"accepted": "0"})

    desk.do("start", ImportUpload.objects.get())

    first.refresh_from_db()
    assert [a.title for a in ArticlePage.objects.all()] == [second.title]
    assert (first.outcome, first.accepted) == ("", False)


def test_the_same_post_twice_is_left_out_and_told(index, desk):
    desk.upload(**{"mot.txt": page(), "hai.txt": page(body="Bản khác.")})

    first, second = ImportDraft.objects.all()
    assert (first.accepted, second.accepted) == (True, False)
    assert second.warnings


def test_taken_back_it_can_be_imported_again_as_it_was_put_right(index, desk):
    desk.upload(**{"mot.txt": page()})
    desk.put_right(ImportDraft.objects.get(), title="Cụm I sơ kết")
    desk.do("start", ImportUpload.objects.get())

    desk.do("take_back", ImportUpload.objects.get())

    upload, draft = ImportUpload.objects.get(), ImportDraft.objects.get()
    assert not ArticlePage.objects.exists()
    assert (upload.state, upload.run, draft.outcome) == ("ready", None, "")
    desk.do("start", upload)
    assert ArticlePage.objects.get().title == "Cụm I sơ kết"


def test_who_imported_and_who_took_it_back_is_written_down(index, desk, bien):
    desk.upload(**{"ong-a-bi-khoi-to.txt": page()})
    upload = ImportUpload.objects.get()

    desk.do("start", upload)
    desk.do("take_back", upload)

    told = ModelLogEntry.objects.filter(action__startswith="news.import.")
    assert list(told.order_by("pk").values_list("action", "user", "label")) == [
        ("news.import.start", bien.pk, f"#{upload.pk}"),
        ("news.import.take_back", bien.pk, f"#{upload.pk}"),
    ]


def test_what_was_edited_since_is_kept_and_told(index, desk):
    desk.upload(**{"mot.txt": page("Tin một"), "hai.txt": page("Tin hai")})
    desk.do("start", ImportUpload.objects.get())
    kept = ArticlePage.objects.get(title="Tin một")
    kept.lead = "Đã sửa."
    kept.save_revision()

    desk.do("take_back", ImportUpload.objects.get())

    assert [a.title for a in ArticlePage.objects.all()] == ["Tin một"]
    draft = ImportDraft.objects.get(title="Tin một")
    assert (draft.outcome, draft.error) == ("created", "edited since")
    assert ImportUpload.objects.get().state == "done"


def test_the_check_tells_what_was_lost_since(index, desk):
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": JPEG})})
    desk.do("start", ImportUpload.objects.get())
    article = ArticlePage.objects.get()
    article.body = [build.paragraph("Không còn ảnh.")]
    article.published_at = build.moment(2020, 7, 14)
    article.save_revision()

    desk.do("check", ImportUpload.objects.get())

    assert ImportDraft.objects.get().differences == [
        ["photos", 1, 0],
        ["captions", 1, 0],
        ["date", "13/07/2020", "14/07/2020"],
    ]


def test_a_photo_without_a_file_and_a_missing_date_are_told(index, desk):
    text = with_photo().replace(b"Submitted by admin on T2, 07/13/2020 - 15:21", b"")
    desk.upload(
        **{
            "mot.html": b"<html><body><h1>Tin</h1><article class='node'>"
            b"<div class='field--name-body'><p>C\xc3\xa2u.</p><img src='a.jpg'></div>"
            b"</article></body></html>"
        }
    )
    desk.do("start", ImportUpload.objects.get())

    codes = [one[0] for one in ImportDraft.objects.get().differences]
    assert text
    assert codes == ["photos", "missing", "empty-captions", "no-date"]


def test_a_photo_that_is_too_large_is_told_as_that_with_the_limit(
    index, desk, settings
):
    settings.NEWS_IMPORT_MAX_PIXELS = 1_000_000
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": LARGE_JPEG})})

    desk.do("start", ImportUpload.objects.get())

    assert ImportDraft.objects.get().differences == [
        ["photos", 1, 0],
        ["too-large", "hoi-nghi.jpg", "1"],
    ]
    with translation.override("vi"):
        assert words.difference("too-large", "hoi-nghi.jpg", "1") == (
            "Ảnh quá lớn, trên 1 triệu điểm ảnh: hoi-nghi.jpg."
        )


def test_an_unreadable_file_has_its_row_and_stops_no_other(index, desk):
    desk.upload(**{"cu.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 600, "mot.txt": page()})

    rows = {d.path: d.outcome for d in ImportDraft.objects.all()}
    assert rows == {"cu.doc": "unreadable", "mot.txt": ""}


def test_deleted_files_leave_the_report(index, desk):
    desk.upload(**{"mot.txt": page()})
    desk.do("start", ImportUpload.objects.get())
    upload = ImportUpload.objects.get()

    folders.clear(upload)

    assert not folders.of(upload).exists()
    assert desk.look(upload).status_code == 200
    assert ImportedPost.objects.count() == 1
