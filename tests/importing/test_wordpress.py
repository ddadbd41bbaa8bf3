"""Which posts come out of an export of WordPress, and in which state?"""

import io
import json
import tracemalloc
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from news.importers import report, wordpress, wxr
from news.importers.document import (
    Attachment,
    Bullets,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
    Unreadable,
)
from news.importers.formats import reader_for
from news.models import ArticlePage, ImportedPost

from .wordpress_export import (
    CLOSING,
    OPENING,
    UPLOADS,
    attachment,
    meta,
    post,
    term,
    written,
)


@pytest.fixture
def come(tmp_path):
    """The posts of an export with these items."""

    def come(*items, photos=None):
        return list(wordpress.read(written(tmp_path / "x.xml", *items), photos))

    return come


@pytest.fixture
def uploads(tmp_path):
    """A copy of wp-content/uploads with one photo in two sizes."""
    folder = tmp_path / "uploads" / "2020" / "07"
    folder.mkdir(parents=True)
    for name, size in (("hop.jpg", 60), ("hop-30x20.jpg", 30)):
        Image.new("RGB", (size, size)).save(folder / name)
    return tmp_path / "uploads"


def codes(document):
    return [doubt.code for doubt in document.doubts]


# --- fields -------------------------------------------------------------------------


def test_a_word_in_brackets_stays_a_word_though_a_shortcode_has_its_name(come):
    [told] = come(post("[Video] Toàn cảnh hội nghị, [audio] nghe lại tại đây."))

    assert told.blocks == (
        Paragraph("[Video] Toàn cảnh hội nghị, [audio] nghe lại tại đây."),
    )


def test_text_between_blocks_has_its_paragraphs(come):
    block = "<!-- wp:paragraph --><p>Đoạn một.</p><!-- /wp:paragraph -->"

    [told] = come(post(f"{block}\n\nĐoạn hai.\n\nĐoạn ba."))

    assert [b.html for b in told.blocks] == ["Đoạn một.", "Đoạn hai.", "Đoạn ba."]


def test_every_field_of_a_post_is_read(come):
    terms = term("category", "Tin hoạt động") + term("post_tag", "khen thưởng")
    none = term("category", "Uncategorized", "uncategorized")

    [told] = come(post(excerpt="Tóm <b>tắt</b>.", more=terms + none))

    row = report.row(told, "would-create")
    assert row["title"] == "Cụm I tổ chức Hội nghị"
    assert row["published"] == "2020-07-13T15:21+07:00"
    assert (row["submitter"], row["author"]) == ("thinh", "Hoàng Quốc Thịnh")
    assert row["lead"] == "Tóm tắt."
    assert row["body_text"] == "Ngày 09/7/2020, Cụm I họp."
    assert row["source_id"] == "https://old.example/?p=1"
    assert row["state"] == "publish"
    assert (row["categories"], row["tags"]) == (["Tin hoạt động"], ["khen thưởng"])
    assert [(c["kind"], c["number"]) for c in row["clusters"]] == [("cụm", "I")]
    assert row["event_date"] == "2020-07-09"


def test_a_signature_counts_more_than_the_account(come):
    [told] = come(post("Hội nghị đã họp./.\n\nNguyễn Văn A\n\nSở Y tế"))

    assert [author.name for author in told.authors] == ["Nguyễn Văn A"]
    assert told.organisation == "Sở Y tế"


@pytest.mark.parametrize("creator", ["qt", "nobody"])
def test_an_account_is_no_author(come, creator):
    [told] = come(post(creator=creator))

    assert (told.submitter, told.authors) == (creator, ())


def test_pages_attachments_and_autosaves_are_no_posts(come):
    items = [
        post(number=number, kind=kind, status=status)
        for number, (kind, status) in enumerate(
            [
                ("page", "publish"),
                ("nav_menu_item", "publish"),
                ("revision", "inherit"),
                ("post", "auto-draft"),
            ]
        )
    ]

    assert come(*items, attachment("a.jpg", number=9), post(number=10)) != []
    assert [told.identifier for told in come(*items, post(number=10))] == [
        "https://old.example/?p=10"
    ]


def test_a_draft_has_only_the_clock_of_its_site(come):
    [told] = come(post(status="draft", utc="0000-00-00 00:00:00"))

    assert told.published.isoformat() == "2020-07-13T15:21:00+07:00"


def test_a_site_on_greenwich_time_is_put_right(come):
    [told] = come(post(local="2020-07-13 08:21:00"))

    assert told.published.isoformat() == "2020-07-13T15:21:00+07:00"
    assert "other-zone" not in codes(told)


def test_a_site_in_another_zone_is_doubted(come):
    [told] = come(post(local="2020-07-13 03:21:00"))

    assert told.published.isoformat() == "2020-07-13T15:21:00+07:00"
    assert "other-zone" in codes(told)


def test_without_any_date_none_is_invented(come):
    nothing = "0000-00-00 00:00:00"

    [told] = come(post(local=nothing, utc=nothing))

    assert told.published is None
    assert "no-date" in codes(told)


def test_a_draft_without_a_title_is_called_by_its_first_words(come):
    first, second = come(post(title=""), post("", number=7, title=" "))

    assert first.title == "Ngày 09/7/2020, Cụm I họp"
    assert second.title == "Post 7"
    assert "no-title" in codes(first)


# --- the text -----------------------------------------------------------------------


def test_blocks_become_blocks(come):
    [told] = come(
        post(
            f"""<!-- wp:heading --><h2>Kết quả</h2><!-- /wp:heading -->
<!-- wp:paragraph --><p>Đoạn <strong>một</strong>.</p><!-- /wp:paragraph -->
<!-- wp:list --><ul><!-- wp:list-item --><li>Một</li><!-- /wp:list-item --></ul>
<!-- /wp:list -->
<!-- wp:image {{"id":9}} --><figure class="wp-block-image">
<img src="{UPLOADS}/a.jpg" alt="" class="wp-image-9"/>
<figcaption>Quang cảnh hội nghị</figcaption></figure><!-- /wp:image -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>Lời nói</p><cite>Ông A</cite>
</blockquote><!-- /wp:quote -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Đơn vị</th>
<th>Điểm</th></tr></thead><tbody><tr><td>A</td><td>9</td></tr></tbody></table>
<figcaption>Kết quả chấm</figcaption></figure><!-- /wp:table -->
<!-- wp:file --><div class="wp-block-file"><a href="{UPLOADS}/qd.pdf">Quyết định</a>
<a class="wp-block-file__button" href="{UPLOADS}/qd.pdf">Tải về</a></div>
<!-- /wp:file -->
<!-- wp:embed --><figure class="wp-block-embed"><div>https://video.example/1</div>
</figure><!-- /wp:embed -->
<!-- wp:latest-posts /-->"""
        ),
        attachment("a.jpg", number=9, alt="Các đại biểu trong hội trường"),
    )

    link = '<a href="https://video.example/1">https://video.example/1</a>'
    assert told.blocks == (
        Heading("Kết quả"),
        Paragraph("Đoạn <b>một</b>."),
        Bullets(("Một",)),
        Photo("a.jpg", "Các đại biểu trong hội trường", "Quang cảnh hội nghị"),
        Quote("Lời nói", "Ông A"),
        Table((("Đơn vị", "Điểm"), ("A", "9")), "Kết quả chấm", header_row=True),
        Attachment("qd.pdf", "Quyết định"),
        Paragraph(link),
    )
    assert codes(told) == ["shortcode-dropped"]


def test_every_photo_of_a_gallery_block_keeps_its_own_caption(come):
    photo = (
        '<figure class="wp-block-image"><img src="{0}.jpg" alt="Hội trường lớn {0}"/>'
        "<figcaption>Ảnh thứ {0}</figcaption></figure>"
    )
    inside = photo.format(1) + photo.format(2)

    [told] = come(
        post(f'<!-- wp:gallery --><figure class="wp-block-gallery">{inside}</figure>')
    )

    assert [shown.caption for shown in told.photos] == ["Ảnh thứ 1", "Ảnh thứ 2"]


def test_the_classic_editor_meant_paragraphs_by_empty_lines(come):
    [told] = come(
        post("Đoạn một\nxuống dòng.\n\nĐoạn hai [1].\n<ul>\n<li>A</li>\n</ul>")
    )

    assert told.blocks == (
        Paragraph("Đoạn một<br>xuống dòng."),
        Paragraph("Đoạn hai [1]."),
        Bullets(("A",)),
    )


def test_captions_of_both_forms_and_galleries_are_read(come):
    [told] = come(
        post(
            f"""Mở đầu.

[caption id="a" width="300"]<a href="{UPLOADS}/1.jpg"><img src="{UPLOADS}/1.jpg" """
            """alt="Đại biểu dự họp"/></a> Quang <b>cảnh</b>[/caption]

[caption caption="Trao cờ thi đua"]<img src="2.jpg" alt="Trao cờ"/>[/caption]

<figure><img src="3.jpg" alt="Ký giao ước"/><figcaption>Lễ ký</figcaption></figure>

[gallery ids="9,404"]

Kết thúc."""
        ),
        attachment("4.jpg", number=9, alt="Chụp chung", caption="Lưu niệm"),
    )

    assert [(photo.source, photo.caption) for photo in told.photos] == [
        ("1.jpg", "Quang cảnh"),
        ("2.jpg", "Trao cờ thi đua"),
        ("3.jpg", "Lễ ký"),
        ("4.jpg", "Lưu niệm"),
    ]


def test_other_shortcodes_go_with_a_warning_and_their_words_stay(come):
    [told] = come(post('[vc_row el="1"]Đoạn [sic] [2].[/vc_row] [contact-form id=3]'))

    assert told.blocks == (Paragraph("Đoạn [sic] [2]."),)
    assert [doubt.message for doubt in told.doubts] == [
        "Not carried along: [vc_row]",
        "Not carried along: [contact-form]",
    ]


def test_the_featured_photo_opens_the_post_once(come):
    featured = meta("_thumbnail_id", 9)
    shown = f'<img src="{UPLOADS}/hop-300x200.jpg" alt="Họp ở hội trường"/>'

    first, second = come(
        attachment("hop.jpg", number=9, caption="Hội nghị"),
        post(more=featured),
        post(f"{shown}\n\nCụm I họp.", number=2, more=featured),
    )

    assert isinstance(first.blocks[0], Photo)
    assert first.blocks[0].caption == "Hội nghị"
    assert len(list(second.photos)) == 1


def test_photos_are_the_originals_in_the_folder_of_uploads(come, uploads):
    shown = f'<img src="{UPLOADS}/hop-30x20.jpg" alt="Họp ở hội trường"/>'

    for folder in (uploads, uploads.parent):
        [told] = come(post(shown), photos=folder)
        [photo] = told.photos
        assert photo.path == uploads / "2020" / "07" / "hop.jpg"


@pytest.mark.parametrize(
    "source",
    [
        "https://old.example/wp-content/uploads/../../secret.jpg",
        "file:///tmp/secret.jpg",
        "/../secret.jpg",
        "..\\secret.jpg",
    ],
)
def test_no_address_leads_out_of_the_folders(come, tmp_path, uploads, source):
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.jpg")
    inner = tmp_path / "inner"
    inner.mkdir()
    export = written(inner / "x.xml", post(f'<img src="{source}" alt="Ảnh chụp"/>'))

    [told] = wordpress.read(export, uploads)

    assert [photo.path for photo in told.photos] == [None]


# --- what becomes of them -----------------------------------------------------------


def brought(path, tmp_path, **options):
    """The rows of the report and the exit code."""
    rows, code = tmp_path / "report.jsonl", 0
    try:
        call_command(
            "import_news", path, report=rows, stdout=io.StringIO(),
            stderr=io.StringIO(), **options,
        )  # fmt: skip
    except CommandError as error:
        code = error.returncode
    return [json.loads(line) for line in rows.read_text().splitlines()], code


HIDDEN = ["draft", "private", "pending", "future", "trash"]


def test_what_the_old_site_did_not_show_stays_a_draft(index, tmp_path):
    items = [
        post(number=number, title=f"Bài {number}", status=status)
        for number, status in enumerate([*HIDDEN, "publish"])
    ]
    locked = "<wp:post_password>x</wp:post_password>"
    path = written(
        tmp_path / "x.xml", *items, post(number=9, title="Khóa", more=locked)
    )

    for _ in range(2):
        rows, _ = brought(path, tmp_path, publish=True, as_published=True)

    public = ArticlePage.objects.live().values_list("title", flat=True)
    assert list(public) == ["Bài 5"]
    assert [row["state"] for row in rows] == [*HIDDEN, "publish", "password"]
    assert [
        row["warnings"][-1]["code"] for row in rows if row["state"] != "publish"
    ] == (["not-public"] * 6)
    assert ImportedPost.objects.filter(was_public=True).count() == 1


def test_a_draft_that_was_published_since_comes_out(index, tmp_path):
    path = written(tmp_path / "x.xml", post(status="draft"))
    brought(path, tmp_path, publish=True, as_published=True)
    written(path, post())

    rows, _ = brought(path, tmp_path, publish=True, as_published=True)

    assert [row["status"] for row in rows] == ["updated"]
    assert ArticlePage.objects.get().live


def test_the_same_export_from_another_folder_changes_nothing(index, tmp_path):
    brought(written(tmp_path / "x.xml", post(), post(number=2)), tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    rows, _ = brought(written(elsewhere / "y.xml", post(), post(number=2)), tmp_path)

    assert [row["status"] for row in rows] == ["unchanged"] * 2


def test_a_post_that_cannot_be_saved_stops_no_other(index, tmp_path, monkeypatch):
    real = ImportedPost.save

    def save(self, *args, **kwargs):
        if self.article.title == "Bài 1":
            raise RuntimeError("the disk is full")
        real(self, *args, **kwargs)

    monkeypatch.setattr(ImportedPost, "save", save)
    items = [post(number=number, title=f"Bài {number}") for number in range(3)]

    rows, code = brought(written(tmp_path / "x.xml", *items), tmp_path)

    assert [row["status"] for row in rows] == ["created", "failed", "created"]
    assert "“Bài 1”" in rows[1]["error"]
    assert code == 1


# --- bad exports --------------------------------------------------------------------


def refusal(path):
    """The posts before the fault, and what is said of it."""
    told = []
    with pytest.raises(Unreadable) as refused:
        told.extend(wordpress.read(path))
    message = str(refused.value)
    assert message.startswith(f"{path.name}: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "broken XML"),
        ("rác " * 999, "broken XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + OPENING[39:] + CLOSING, "entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "entities"),
        (OPENING + "<x>" * 200, "not an export"),
        (OPENING + post() * 2 + "<item><title>a", "broken XML"),
    ],
)
def test_what_is_no_export_is_refused_with_one_line(tmp_path, content, reason):
    path = tmp_path / "x.xml"
    path.write_text(content, encoding="utf-8")

    assert reason in refusal(path)


def test_the_posts_before_the_break_arrive(tmp_path):
    path = tmp_path / "x.xml"
    path.write_text(OPENING + post() + post(number=2) + "<item><ti", encoding="utf-8")
    told = []

    with pytest.raises(Unreadable):
        told.extend(wordpress.read(path))

    assert len(told) == 2


def test_signs_that_xml_forbids_stop_nothing(come):
    [told] = come(post("Cụm I\x0b họp\x08."))

    assert told.blocks == (Paragraph("Cụm I họp ."),)


def test_a_post_without_an_end_is_not_read_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(wxr, "LARGEST_ITEM", 200_000)
    path = written(tmp_path / "x.xml", post("Dài " * 100_000))

    assert "without a whole post" in refusal(path)


def test_a_post_of_more_elements_than_anyone_can_show_keeps_its_words(come):
    [told] = come(post("<div><b>Từ</b> " * 30_000))

    assert "too-long" in codes(told)
    assert report.body_text(told).count("Từ") == 30_000


def test_a_large_export_is_never_whole_in_memory(tmp_path):
    path = tmp_path / "x.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(OPENING)
        for number in range(600):
            file.write(post("Đoạn văn. " * 4000, number=number))
        file.write(CLOSING)
    assert path.stat().st_size > 25_000_000

    tracemalloc.start()
    count = sum(1 for _ in wxr.read_export(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 602
    assert peak < 4_000_000


def test_the_export_is_known_by_its_content(tmp_path):
    export = written(tmp_path / "x.xml", post())
    feed = tmp_path / "feed.xml"
    feed.write_text("<rss version='2.0'></rss>")

    assert reader_for(export)[0] == "wordpress"
    assert not wordpress.sniff(feed)


WHOLE = (
    OPENING + attachment("a.jpg", number=9)
    + post('[gallery ids="9"][caption]<img src="a.jpg">b[/caption]') + CLOSING
).encode()  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)),
            st.integers(0, 40),
            st.sampled_from([b"", b"<", b"]]>", b"&#0;", b"\xff", b"[", b'"', b"&x;"])
            | st.binary(max_size=6),
        ),
        max_size=6,
    )
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_broken_export_gives_posts_or_a_refusal(tmp_path, changes):
    data = WHOLE
    for at, length, put in changes:
        data = data[:at] + put + data[at + length :]
    path = tmp_path / "x.xml"
    path.write_bytes(data)

    wordpress.sniff(path)
    with suppress(Unreadable):
        for told in wordpress.read(path):
            assert report.row(told, "would-create")["title"]
            assert len(told.identifier) <= 255
