"""Papers of one title and day in an upload: which of them are here already?"""

import pytest
from django.db import OperationalError

from news.intake import reading, work
from news.models import ArticlePage, ImportDraft, ImportUpload
from tests.importing.word_file import para, title, word_file

from .uploading import Desk

pytestmark = pytest.mark.indexes
TEXT = (
    "Kính gửi các đơn vị trong cụm. Ban Thi đua, Khen thưởng trân trọng thông báo về "
    "việc tổ chức hội nghị sơ kết công tác sáu tháng đầu năm tại trụ sở Bưu điện tỉnh."
)
CORRECTED = TEXT.replace("sơ kết", "tổng kết")
OTHER = (
    "Ngày mai cơ quan nghỉ làm việc để sửa chữa trụ sở; mọi hồ sơ khen thưởng gửi đến "
    "trong ngày được nhận vào sáng hôm sau, xin các đơn vị và cá nhân lưu ý giúp."
)
SAYS = "news-imports__doubt"


@pytest.fixture
def upload(desk, tmp_path):
    """Papers of these texts; the number of the upload that they are in."""

    def upload(**papers: str) -> ImportUpload:
        day = para("Lạng Sơn, ngày 13 tháng 7 năm 2020")
        files = {}
        for name, text in papers.items():
            path = tmp_path / f"{name}.docx"
            word_file(path, day, title("THÔNG BÁO"), para(text))
            files[path.name] = path.read_bytes()
        desk.upload(**files)
        return ImportUpload.objects.first()

    return upload


def outcomes(upload: ImportUpload) -> list[str]:
    return [draft.outcome for draft in upload.drafts.order_by("file", "number")]


def said_to_be_here(desk: Desk, upload: ImportUpload) -> list[bool]:
    rows = desk.look(upload).context["object_list"]
    return [draft.is_here for draft in sorted(rows, key=lambda one: one.file)]


def test_a_later_slice_knows_what_one_before_has_met(index, desk, upload, monkeypatch):
    """The first paper changes nothing, so no step of the run tells of it."""
    desk.do("start", upload(a=TEXT))
    monkeypatch.setattr(work, "SLICE", 0.0)

    again = upload(a=TEXT, b=CORRECTED)
    ImportDraft.objects.filter(upload=again).update(accepted=True)
    desk.do("start", again)

    assert outcomes(again) == ["unchanged", "created"]
    assert ArticlePage.objects.count() == 2


def test_the_preview_says_of_each_paper_what_the_import_finds(index, desk, upload):
    desk.do("start", upload(a=TEXT))
    again = upload(a=CORRECTED, b=OTHER)

    told = said_to_be_here(desk, again)
    desk.do("start", again)

    assert told == [True, False]
    assert outcomes(again) == ["updated", "created"]


def test_a_paper_is_not_here_where_one_before_it_is_that_post(index, desk, upload):
    desk.do("start", upload(a=TEXT))
    again = upload(a=TEXT, b=CORRECTED)
    ImportDraft.objects.filter(upload=again).update(accepted=True)

    told = said_to_be_here(desk, again)
    desk.do("start", again)

    assert told == [True, False]
    assert outcomes(again) == ["unchanged", "created"]


def test_each_text_of_an_upload_is_read_once(index, desk, upload, monkeypatch):
    counted = []
    real = reading.document_of
    monkeypatch.setattr(
        *(reading, "document_of"),
        lambda *args: counted.append(args) or real(*args),
    )

    read = upload(**{f"a{at}": f"{OTHER} Đợt {at}, {'x' * at}." for at in range(6)})

    assert [draft.accepted for draft in read.drafts.all()] == [True] + 5 * [False]
    assert counted == []


def test_after_a_failure_a_paper_is_compared_with_all_of_its_upload(
    index, desk, upload, monkeypatch
):
    sent, real = upload(a=TEXT, b=OTHER), reading.document_of
    drafts, again = list(sent.drafts.order_by("pk")), reading.Reading(sent)
    document = real(drafts[1].document, again.folder)

    def failing(packed, folder):
        if packed == drafts[1].document:
            raise OperationalError("the database went away")
        return real(packed, folder)

    monkeypatch.setattr(reading, "document_of", failing)
    with pytest.raises(OperationalError):
        again.twin(drafts[1].source, document)
    monkeypatch.setattr(reading, "document_of", real)

    assert again.twin(drafts[1].source, document) == "b.docx"
