"""A document becomes a page once, whole, and never over what an editor wrote."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from news.importers.document import (
    Attachment,
    Bullets,
    Byline,
    ClusterFound,
    Document,
    Event,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
)
from news.importers.pages import Importer
from news.models import ArticlePage, Author, Cluster, ImportedPost, Organisation
from news.models import Photo as LibraryPhoto
from tests import build

BANKS = ClusterFound(
    "cụm", "I", "Các tổ chức tín dụng", year=2020, members=("Agribank", "BIDV")
)
POST = Document(
    source="a.txt",
    identifier="node/1",
    title="Cụm I tổ chức Hội nghị",
    published=build.moment(2020, 7, 13),
    submitter="admin",
    authors=(Byline("Hoàng Quốc Thịnh"),),
    organisation="Ban Thi đua - Khen thưởng",
    blocks=(Paragraph("Đoạn <b>một</b>."), Paragraph("Đoạn hai.")),
    clusters=(BANKS,),
    event=Event(kind="review", place="trụ sở"),
    documents=("163/QĐ-UBND",),
    tags=("khen thưởng",),
)


@pytest.fixture
def importer(index):
    return Importer("drupal", index, publish=True, as_published=True)


def originals() -> set[Path]:
    return set(Path(settings.MEDIA_ROOT).glob("original_images/*"))


def with_photo(path: Path | None, **values) -> Document:
    photo = Photo("CumI", caption="Các đơn vị thảo luận", path=path, **values)
    return replace(POST, blocks=(*POST.blocks, photo))


def test_every_field_arrives(importer):
    article = importer.save(POST).article

    article = ArticlePage.objects.get(pk=article.pk)
    assert article.live
    assert article.url == "/tin-tuc/2020/cum-i-to-chuc-hoi-nghi/"
    assert article.published_at == article.first_published_at == POST.published
    assert article.submitted_by == "admin"
    assert article.organisation.name == "Ban Thi đua - Khen thưởng"
    assert [b.name for b in article.bylines.all()] == ["Hoàng Quốc Thịnh"]
    assert article.body.raw_data[0]["value"] == (
        "<p>Đoạn <b>một</b>.</p><p>Đoạn hai.</p>"
    )
    assert [str(c) for c in article.clusters.all()] == ["Cụm I – Các tổ chức tín dụng"]
    assert (article.event_kind, article.event_place) == ("review", "trụ sở")
    assert [d.number for d in article.documents.all()] == ["163/QĐ-UBND"]
    assert [t.name for t in article.topics.all()] == ["khen thưởng"]
    assert [str(p) for p in article.participants.all()] == ["Agribank", "BIDV"]


def test_every_kind_of_block_is_stored_and_shown(importer, client):
    blocks = (
        Heading("Kết quả", 3),
        Bullets(("Một", "Hai")),
        Quote("Thi đua là yêu nước", "Bác Hồ"),
        Table((("Đơn vị", "Điểm"), ("A", "9")), caption="Xếp hạng", header_row=True),
        Photo("anh-1.jpg", caption="Không có tệp"),
    )

    article = importer.save(replace(POST, blocks=blocks)).article

    html = client.get(article.url).content.decode()
    for words in ("Kết quả", "<li>Hai</li>", "yêu nước", "Xếp hạng", "Không có tệp"):
        assert words in html
    assert "anh-1.jpg" not in html


def test_a_second_import_changes_nothing(importer):
    first = importer.save(POST)
    revisions = first.article.revisions.count()

    second = importer.save(replace(POST, source="elsewhere/b.txt"))

    assert (first.status, second.status) == ("created", "unchanged")
    assert ArticlePage.objects.get().revisions.count() == revisions


def test_a_changed_source_changes_what_no_editor_touched(importer):
    article = importer.save(POST).article
    article.lead = "Biên tập viên viết."
    article.save_revision().publish()
    changed = replace(
        POST,
        lead="Sapo mới",
        event=Event(kind="summary"),
        blocks=(Paragraph("Đã sửa."),),
    )

    arrival = importer.save(changed)

    article = ArticlePage.objects.get()
    assert arrival.status == "updated"
    assert article.lead == "Biên tập viên viết."
    assert article.event_kind == "summary"
    assert article.body.raw_data[0]["value"] == "<p>Đã sửa.</p>"
    assert [(d.field, d.code) for d in arrival.doubts] == [("lead", "kept-edited")]


def test_an_edit_stays_guarded_through_a_second_change(importer):
    article = importer.save(POST).article
    article.lead = "Biên tập viên viết."
    article.save_revision().publish()

    importer.save(replace(POST, lead="Lần hai"))
    importer.save(replace(POST, lead="Lần ba"))

    assert ArticlePage.objects.get().lead == "Biên tập viên viết."


def test_an_update_under_an_unpublished_draft_stays_a_draft(importer):
    article = importer.save(POST).article
    article.lead = "Đang viết dở"
    article.save_revision()

    importer.save(replace(POST, submitter="other"))

    article = ArticlePage.objects.get()
    assert article.submitted_by == "admin"
    assert article.has_unpublished_changes
    draft = article.get_latest_revision_as_object()
    assert (draft.submitted_by, draft.lead) == ("other", "Đang viết dở")


def test_without_publish_it_is_a_draft_and_publish_later_shows_it(index):
    draft = Importer("drupal", index).save(POST).article
    assert not draft.live

    arrival = Importer("drupal", index, publish=True).save(POST)

    assert arrival.status == "updated"
    assert ArticlePage.objects.get().live


def test_publish_later_leaves_a_draft_that_an_editor_works_on(index):
    draft = Importer("drupal", index).save(POST).article
    draft.lead = "Đang viết dở"
    draft.save_revision()

    arrival = Importer("drupal", index, publish=True).save(POST)

    assert (arrival.status, arrival.doubts[0].code) == ("unchanged", "kept-draft")
    assert not ArticlePage.objects.get().live


def test_a_dry_run_writes_nothing(index, tmp_path):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())
    before = originals()

    arrival = Importer("drupal", index, dry_run=True).save(
        with_photo(tmp_path / "CumI.jpg")
    )

    assert (arrival.status, arrival.image_count) == ("would-create", 1)
    for model in (ArticlePage, ImportedPost, LibraryPhoto, Organisation, Cluster):
        assert not model.objects.exists()
    assert originals() == before


def test_a_photo_comes_with_its_words_and_the_caption_for_an_alt(importer, tmp_path):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())

    document = with_photo(tmp_path / "CumI.jpg", alt="CumI", credit="Minh họa")
    article = importer.save(document).article

    photo = LibraryPhoto.objects.get()
    block = article.body[-1].value
    assert photo.caption == photo.description == "Các đơn vị thảo luận"
    assert (block.alt_shown, block.credit_shown) == ("Các đơn vị thảo luận", "Minh họa")
    assert article.lead_photo == photo
    assert photo.file_hash


def test_two_posts_share_one_photo(importer, tmp_path):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())
    document = with_photo(tmp_path / "CumI.jpg")

    importer.save(document)
    importer.save(replace(document, identifier="node/2", title="Tin khác"))

    assert LibraryPhoto.objects.count() == 1


def test_what_the_old_site_had_published_passes_on_record(importer):
    article = importer.save(with_photo(None)).article

    assert article.live
    [exception] = article.rule_exceptions.all()
    assert (exception.code, exception.origin) == ("photo-missing", "import")
    assert "trang cũ" in exception.reason


def test_anything_else_stays_a_draft_at_the_gate_and_says_why(index):
    importer = Importer("drupal", index, publish=True)

    arrival = importer.save(with_photo(None))
    again = importer.save(with_photo(None))

    assert (arrival.status, again.status) == ("created", "unchanged")
    assert not arrival.article.live
    assert arrival.article.first_published_at is None
    assert arrival.doubts[-1].code == "gate:photo-missing"
    assert "kept a draft" in arrival.doubts[-1].message
    assert again.doubts[-1].code == "gate:photo-missing"
    assert not arrival.article.rule_exceptions.exists()


def test_a_photo_that_turns_up_later_is_taken(importer, tmp_path):
    importer.save(with_photo(None))
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())

    arrival = importer.save(with_photo(tmp_path / "CumI.jpg"))
    again = importer.save(with_photo(None))

    assert (arrival.status, again.status) == ("updated", "unchanged")
    assert ArticlePage.objects.get().lead_photo is not None


def test_a_changed_source_without_its_photo_beside_it_keeps_the_photo(
    importer, tmp_path
):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())
    importer.save(with_photo(tmp_path / "CumI.jpg"))

    arrival = importer.save(replace(with_photo(None), lead="Sapo mới"))

    article = ArticlePage.objects.get()
    assert (arrival.status, arrival.doubts) == ("updated", ())
    assert (article.lead, article.lead_photo) == (
        "Sapo mới",
        LibraryPhoto.objects.get(),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not an image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not an image"),
        (build.jpeg()[:2000], "damaged image"),
        (b"GIF89a<script>alert(1)</script>", "damaged image|not an image"),
    ],
)
def test_a_file_that_is_no_photo_leaves_the_caption(
    importer, tmp_path, content, reason
):
    (tmp_path / "CumI.jpg").write_bytes(content)

    arrival = importer.save(with_photo(tmp_path / "CumI.jpg"))

    (doubt,) = arrival.doubts
    assert doubt.code == "bad-photo"
    assert doubt.message.startswith("CumI.jpg: ")
    assert any(part in doubt.message for part in reason.split("|"))
    assert arrival.article.body[-1].value.is_missing
    assert not LibraryPhoto.objects.exists()


def test_a_failure_leaves_neither_row_nor_file(importer, tmp_path, monkeypatch):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg(colour="#123456"))
    before = originals()
    monkeypatch.setattr(ArticlePage, "save_revision", _fail)

    with pytest.raises(RuntimeError):
        importer.save(with_photo(tmp_path / "CumI.jpg"))

    for model in (ArticlePage, ImportedPost, LibraryPhoto, Organisation, Author):
        assert not model.objects.exists()
    assert originals() == before


def test_people_who_differ_by_an_accent_or_an_office_are_two(importer):
    importer.save(replace(POST, authors=(Byline("Hoàng Thị Tâm"),)))
    for number, (name, office) in enumerate(
        [
            ("Hoàng Thị Tám", POST.organisation),
            ("Hoàng Thị Tâm", "Sở Nội vụ"),
            ("Hoàng Thị Tâm", POST.organisation),
        ]
    ):
        importer.save(
            replace(
                POST,
                identifier=f"other/{number}",
                authors=(Byline(name),),
                organisation=office,
            )
        )

    assert sorted((a.name, str(a.organisation)) for a in Author.objects.all()) == [
        ("Hoàng Thị Tám", "Ban Thi đua - Khen thưởng"),
        ("Hoàng Thị Tâm", "Ban Thi đua - Khen thưởng"),
        ("Hoàng Thị Tâm", "Sở Nội vụ"),
    ]


def test_a_changed_source_with_publish_is_public_after_one_run(index):
    Importer("drupal", index).save(POST)

    changed = replace(POST, lead="Sapo mới")
    Importer("drupal", index, publish=True).save(changed)

    article = ArticlePage.objects.get()
    assert (article.live, article.lead) == (True, "Sapo mới")


def test_names_are_found_again_whatever_their_case_dashes_and_tone_style(importer):
    importer.save(POST)
    spelled = replace(BANKS, name="các Tổ chức  tín dụng")
    other = replace(
        POST,
        identifier="node/2",
        organisation="Ban Thi đua – Khen thưởng",
        clusters=(spelled,),
    )

    importer.save(other)

    assert Cluster.objects.count() == Author.objects.count() == 1
    assert Organisation.objects.filter(name__startswith="Ban").count() == 1


def test_two_first_clusters_stay_two_and_a_bare_number_chooses_none(importer):
    firms = replace(BANKS, name="Các doanh nghiệp Trung ương")
    importer.save(POST)
    importer.save(replace(POST, identifier="node/2", clusters=(firms,)))

    bare = replace(POST, identifier="node/3", clusters=(ClusterFound("cụm", "I", ""),))
    arrival = importer.save(bare)

    assert Cluster.objects.count() == 2
    assert [doubt.code for doubt in arrival.doubts] == ["ambiguous"]
    assert not arrival.article.clusters.exists()


def test_a_term_is_completed_and_never_overwritten(importer):
    importer.save(POST)
    later = replace(BANKS, deputy="BIDV", members=("Vietcombank",))

    importer.save(replace(POST, identifier="node/2", clusters=(later,)))

    term = Cluster.objects.get().terms.get()
    assert term.deputy.name == "BIDV"
    assert [str(member) for member in term.members.all()] == ["Agribank", "BIDV"]


def _fail(*args, **kwargs):
    raise RuntimeError("the disk is full")


def test_an_attachment_is_kept_with_its_title(importer, tmp_path, client, settings):
    settings.MEDIA_ROOT = tmp_path / "media"  # Nobody's file has the name already.
    (tmp_path / "Quyết định.pdf").write_bytes(b"%PDF-1.4 minimal")
    attachment = Attachment("qd.pdf", "Quyết định 163", tmp_path / "Quyết định.pdf")

    article = importer.save(replace(POST, blocks=(attachment,))).article

    document = article.body[0].value["document"]
    assert (document.title, document.filename) == ("Quyết định 163", "quyet-dinh.pdf")
    assert "Quyết định 163" in client.get(article.url).content.decode()


def test_the_words_of_an_attachment_stay_where_its_file_is_missing(importer):
    attachment = Attachment("qd.pdf", "Quyết định 163")

    arrival = importer.save(replace(POST, blocks=(attachment,)))

    assert arrival.article.body.raw_data[0]["value"] == "<p>Quyết định 163</p>"
    assert [doubt.code for doubt in arrival.doubts] == ["missing-attachment"]


def test_an_attachment_beyond_the_limit_is_refused(importer, tmp_path, settings):
    settings.NEWS_IMPORT_MAX_ATTACHMENT_BYTES = 10
    (tmp_path / "qd.pdf").write_bytes(b"%PDF-1.4 minimal")

    arrival = importer.save(
        replace(POST, blocks=(Attachment("qd.pdf", "QĐ", tmp_path / "qd.pdf"),))
    )

    assert [doubt.code for doubt in arrival.doubts] == ["bad-attachment"]
