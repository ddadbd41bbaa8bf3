"""What post comes out of a Word file, and which files are refused?"""

import io
import json
import struct
import time
import zipfile
import zlib
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.importers import docx, docx_package, report
from news.importers.document import (
    Bullets,
    Byline,
    Paragraph,
    Table,
    Unreadable,
)
from news.importers.formats import reader_for
from news.models import ArticlePage
from news.models import Photo as LibraryPhoto

from .word_file import (
    NAMESPACES,
    core,
    document,
    para,
    photo,
    png,
    relations,
    run,
    table,
    title,
    word_file,
)

PHOTO = {
    "word/media/image1.png": png(),
    "word/_rels/document.xml.rels": relations(p1="media/image1.png"),
}
TEXT = "Dự hội nghị có lãnh đạo và toàn thể cán bộ của các đơn vị."


@pytest.fixture
def told(tmp_path):
    """The post of a Word file with this body."""

    def read(*body, **parts):
        path = word_file(tmp_path / "bài.docx", *body, parts=parts.pop("parts", None))
        [post] = docx.read(path, **parts)
        return post

    return read


def codes(post):
    return [doubt.code for doubt in post.doubts]


# --- fields -------------------------------------------------------------------------


def test_title_lead_text_and_signature_are_told_by_their_looks(told):
    lead = "Chiều ngày 09/7/2020, Cụm thi đua số I tổ chức hội nghị sơ kết."

    post = told(
        title("Cụm thi đua số I tổ chức"),
        title("Hội nghị sơ kết"),
        para(lead, bold=True),
        para(TEXT),
        para("Hội nghị kết thúc tốt đẹp./."),
        para(run("Hoàng Quốc Thịnh\nBan Thi đua - Khen thưởng"), align="right"),
    )

    assert post.title == "Cụm thi đua số I tổ chức Hội nghị sơ kết"
    assert post.lead == lead
    assert post.blocks == (
        Paragraph(TEXT),
        Paragraph("Hội nghị kết thúc tốt đẹp"),
    )
    assert post.authors == (Byline("Hoàng Quốc Thịnh"),)
    assert post.organisation == "Ban Thi đua - Khen thưởng"
    assert post.event.date.isoformat() == "2020-07-09"


def test_looks_that_come_from_styles_count_too(told):
    styles = f"""<w:styles {NAMESPACES}>
<w:style w:type="paragraph" w:styleId="Chu"><w:name w:val="Chu"/>
<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="ChuThich"><w:name w:val="Chú"/>
<w:basedOn w:val="Chu"/></w:style></w:styles>"""

    post = told(
        title(),
        para(TEXT),
        photo("p1", "Hội trường lớn"),
        para("Các đơn vị thảo luận sôi nổi về giao ước.", style="ChuThich"),
        para(TEXT),
        parts={**PHOTO, "word/styles.xml": styles},
    )

    [shown] = post.photos
    assert shown.caption == "Các đơn vị thảo luận sôi nổi về giao ước."


@pytest.mark.parametrize("above", [False, True])
def test_a_centred_italic_line_is_the_caption_of_the_photo_beside_it(told, above):
    shown = [
        photo("p1", "Hội trường lớn"),
        para("Quang cảnh hội nghị", align="center", italic=True),
    ]

    post = told(
        title(), para(TEXT), *(shown[::-1] if above else shown), para(TEXT), parts=PHOTO
    )

    [found] = post.photos
    assert (found.alt, found.caption) == ("Hội trường lớn", "Quang cảnh hội nghị")
    assert len(post.blocks) == 3


def test_lists_typed_and_real_and_tables_with_their_header(told):
    numbering = f"""<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>
</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""

    post = told(
        title(),
        para("Một", number="1"),
        para("Hai", number="1"),
        para(TEXT),
        para("Nhất", number="2"),
        para(TEXT),
        para("- Ba"),
        para("- Bốn"),
        table(("Đơn vị", "Điểm"), ("A", "9"), header=True),
        table(("A", "1"), ("B", "2")),
        parts={"word/numbering.xml": numbering},
    )

    assert post.blocks == (
        Bullets(("Một", "Hai")),
        Paragraph(TEXT),
        Bullets(("Nhất",), ordered=True),
        Paragraph(TEXT),
        Bullets(("Ba", "Bốn")),
        Table((("Đơn vị", "Điểm"), ("A", "9")), header_row=True),
        Table((("A", "1"), ("B", "2"))),
    )


def test_tracked_changes_are_taken_as_accepted_with_a_warning(told):
    changed = (
        "<w:p><w:r><w:t>Hội nghị </w:t></w:r><w:ins><w:r><w:t>đã kết thúc</w:t></w:r>"
        "</w:ins><w:del><w:r><w:delText>chưa họp</w:delText></w:r></w:del>"
        "<w:moveTo><w:r><w:t> tốt đẹp</w:t></w:r></w:moveTo></w:p>"
    )

    post = told(title(), changed)

    assert post.blocks == (Paragraph("Hội nghị đã kết thúc tốt đẹp"),)
    assert "tracked-changes" in codes(post)


@pytest.mark.parametrize("fallback", [False, True])
def test_text_boxes_are_read_once(told, fallback):
    box = f"<w:txbxContent>{para('Trong khung chữ.')}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    written = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        + (f"<mc:Fallback>{old}</mc:Fallback>" if fallback else "")
        + "</mc:AlternateContent></w:r></w:p>"
    )

    post = told(title(), para(TEXT), written)

    assert post.blocks == (Paragraph(TEXT), Paragraph("Trong khung chữ."))


# --- old fonts ----------------------------------------------------------------------


def test_runs_in_old_fonts_are_read_as_they_looked(told):
    post = told(
        para(run("Héi nghÞ", font=".VnTimeH", bold=True), align="center"),
        para("Thi ", run("®ua n­íc", font=".VnTime"), font=".VnTime"),
        para("Hoäi nghò sô ke", run("át", font="VNI-Times"), font="VNI-Times"),
        para("Hội nghị ở café Genève"),
    )

    assert post.title == "HỘI NGHỊ"
    assert report.body_text(post).split("\n") == [
        "Thi đua nước",
        "Hội nghị sơ kết",
        "Hội nghị ở café Genève",
    ]
    messages = [d.message for d in post.doubts if d.code == "encoding-read"]
    assert messages == [
        "TCVN3 (ABC): “Héi nghÞ” was read “HỘI NGHỊ”",
        "VNI: “Hoäi nghò sô keát” was read “Hội nghị sơ kết”",
    ]


def test_the_font_of_a_style_and_the_soft_hyphen_count(told):
    styles = f"""<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault>
</w:docDefaults></w:styles>"""
    hyphen = "<w:p><w:r><w:t>n</w:t><w:softHyphen/><w:t>íc ta</w:t></w:r></w:p>"

    post = told(title("Héi nghÞ"), hyphen, parts={"word/styles.xml": styles})

    assert post.title == "Hội nghị"
    assert post.blocks == (Paragraph("nước ta"),)


def test_right_text_in_an_old_font_is_left_alone(told):
    post = told(title(), para("Các đại biểu tham dự", font=".VnTime"))

    assert post.blocks == (Paragraph("Các đại biểu tham dự"),)
    assert "encoding-kept" in codes(post)


# --- date, author, identity -----------------------------------------------------------


def test_properties_stand_in_for_date_and_author_with_a_doubt(told):
    post = told(title(), para(TEXT), parts={"docProps/core.xml": core("Nguyễn Văn An")})

    assert post.published.isoformat() == "2020-07-13T15:21:00+07:00"
    assert post.authors == (Byline("Nguyễn Văn An"),)
    assert [d.field for d in post.doubts if d.code == "from-properties"] == [
        "published",
        "author",
    ]


@pytest.mark.parametrize("creator", ["Admin", "Windows User", "HP", "python-docx", ""])
def test_a_computer_is_no_author(told, creator):
    post = told(title(), para(TEXT), parts={"docProps/core.xml": core(creator)})

    assert post.authors == ()


def test_what_the_text_says_counts_more_than_the_properties(told):
    post = told(
        table(
            ("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Số: 1/BC", "Lạng Sơn, ngày 10 tháng 10 năm 2023"),
        ),
        title(),
        para("Hội nghị đã họp./."),
        para("Trần Thị Bình", align="right"),
        parts={"docProps/core.xml": core("Nguyễn Văn An")},
    )

    assert post.title == "Cụm I tổ chức Hội nghị sơ kết"
    assert post.published.date().isoformat() == "2023-10-10"
    assert post.authors == (Byline("Trần Thị Bình"),)
    assert post.blocks == (Paragraph("Hội nghị đã họp"),)
    assert {"day-only", "letterhead"} <= set(codes(post))


def test_a_header_line_of_the_old_site_is_one_here_too(told):
    post = told(
        title(), para("Submitted by admin on T2, 07/13/2020 - 15:21"), para(TEXT)
    )

    assert post.published.isoformat() == "2020-07-13T15:21:00+07:00"
    assert (post.submitter, post.authors) == ("admin", ())


def test_the_post_is_known_by_itself_and_not_by_its_file(tmp_path):
    found = set()
    for name in ("a.docx", "b.docx"):
        [post] = docx.read(word_file(tmp_path / name, title(), para(TEXT)))
        found.add(post.identifier)

    [identifier] = found
    assert identifier.startswith("cum-i-to-chuc-hoi-nghi-so-ket@undated")


def test_a_word_file_is_known_by_its_ending(tmp_path):
    assert reader_for(tmp_path / "a.DOCX")[0] == "docx"
    assert reader_for(tmp_path / "a.doc")[0] == "docx"


# --- into the library ---------------------------------------------------------------


def brought(tmp_path, *paths, **options):
    rows, errors, code = tmp_path / "report.jsonl", io.StringIO(), 0
    try:
        call_command(
            "import_news", *paths, report=rows, stdout=io.StringIO(), stderr=errors,
            **options,
        )  # fmt: skip
    except CommandError as error:
        code = error.returncode
    return [json.loads(line) for line in rows.read_text().splitlines()], code


def test_its_photos_come_into_the_library_once(index, tmp_path):
    path = word_file(
        tmp_path / "a.docx", title(), photo("p1", "Hội trường lớn"), para(TEXT),
        parts=PHOTO,
    )  # fmt: skip

    first, code = brought(tmp_path, path)
    second, _ = brought(tmp_path, path)

    assert (first[0]["status"], first[0]["image_count"], code) == ("created", 1, 0)
    assert second[0]["status"] == "unchanged"
    assert LibraryPhoto.objects.get().description == "Hội trường lớn"


def test_a_word_file_that_a_page_hands_out_is_no_post_of_its_own(index, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    word_file(folder / "a-bao-cao.docx", title("Báo cáo"), para(TEXT))
    word_file(folder / "bai.docx", title(), para(TEXT))
    (folder / "z.html").write_text(
        "<h1>Hội nghị</h1><div class='submitted'>Submitted by admin on T2, 07/13/2020 "
        "- 15:21</div><p>Cụm I họp.</p><p><a href='a-bao-cao.docx'>Báo cáo</a></p>",
        encoding="utf-8",
    )

    rows, _ = brought(tmp_path, folder)

    assert [row["source"] for row in rows] == ["z.html", "bai.docx"]


def test_a_photo_of_too_many_pixels_is_left_out_by_name(index, tmp_path):
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    huge = b"\x89PNG\r\n\x1a\n"
    for kind, data in (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(b"0")),
        (b"IEND", b""),
    ):
        crc = zlib.crc32(kind + data)
        huge += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)
    path = word_file(
        tmp_path / "a.docx", title(), photo("p1", "Hội trường lớn"), para(TEXT),
        parts={**PHOTO, "word/media/image1.png": huge},
    )  # fmt: skip

    rows, code = brought(tmp_path, path)

    assert (rows[0]["status"], rows[0]["image_count"], code) == ("created", 0, 1)
    [said] = [w["message"] for w in rows[0]["warnings"] if w["code"] == "bad-photo"]
    assert "megapixels" in said


# --- refused ------------------------------------------------------------------------


def refusal(path):
    with pytest.raises(Unreadable) as refused:
        list(docx.read(path))
    message = str(refused.value)
    assert message.startswith(f"{path.name}: ")
    assert "\n" not in message
    return message


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"x" * 999, "not a Word document"),
        (b"PK\x03\x04" + b"x" * 999, "broken Word file"),
        (OLE + b"\0" * 500, "an old Word file (.doc); open it in Word and save it"),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_one_line(tmp_path, data, reason):
    path = tmp_path / "a.docx"
    path.write_bytes(data)

    assert reason in refusal(path)


BOMB = b"0" * 30_000_000
ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]>'


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/media/image1.png": BOMB}, "packed far too tightly"),
        ({"word/document.xml": b"<a>" + b" " * 9_000_000 + b"</a>"}, "tightly"),
        ({f"word/media/{n}.png": "" for n in range(2500)}, "2,000 files"),
        ({"../../etc/passwd": "x"}, "leads out"),
        ({"/etc/passwd": "x"}, "leads out"),
        ({"C:\\x.png": "x"}, "leads out"),
        ({"word/document.xml": ENTITY + document()[38:]}, "entities"),
        ({"word/settings.xml": ENTITY + "<a>&b;</a>"}, "entities"),
        ({"docProps/core.xml": '<!DOCTYPE a SYSTEM "file:///a"><a/>'}, "entities"),
        ({"word/document.xml": document()[:-9]}, "broken Word file"),
        ({"word/document.xml": document().replace("UTF-8", "TTF-8")}, "broken Word"),
        ({"word/document.xml": "<a>" * 500 + "</a>" * 500}, "more markup"),
        ({"word/document.xml": f"<a>{'<b/>' * 200_000}</a>"}, "more markup"),
        ({"word/document.xml": document(para(" "))}, "no title"),
        ({"word/document.xml": "<a/>"}, "cannot be read"),
    ],
)
def test_what_is_hostile_or_garbled_is_refused_with_one_line(tmp_path, parts, reason):
    path = word_file(tmp_path / "a.docx", title(), parts=parts)

    assert reason in refusal(path)


def test_a_workbook_is_no_word_file(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")

    assert "not a Word document" in refusal(path)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(docx_package, "LARGEST_UNPACKED", 1000)

    assert "larger than" in refusal(word_file(tmp_path / "a.docx", title()))


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "http://127.0.0.1:9/a.png", "file:///C:/Users/A/b.png"]
)  # fmt: skip
def test_nothing_outside_the_file_is_opened(told, target):
    post = told(
        title(), para(TEXT), photo("p1", "Hội trường lớn", how="link"), para(TEXT),
        parts={"word/_rels/document.xml.rels": relations(p1=target)},
    )  # fmt: skip

    [shown] = post.photos
    assert shown.path is None
    assert shown.source == target.rpartition("/")[2]
    assert "linked-photo" in codes(post)


def test_a_photo_is_never_taken_from_outside_by_its_inner_name(told, tmp_path):
    (tmp_path / "secret.png").write_bytes(png())

    post = told(
        title(), para(TEXT), photo("p1", "Hội trường lớn"), para(TEXT),
        parts={"word/_rels/document.xml.rels": relations(p1="../../secret.png")},
    )  # fmt: skip

    assert [shown.path for shown in post.photos] == [None]


def test_the_photos_leave_no_file_behind(told):
    post = told(title(), photo("p1", "Hội trường lớn"), para(TEXT), parts=PHOTO)

    [shown] = post.photos
    assert not shown.path.exists()


@pytest.mark.once
def test_the_largest_text_that_is_read_takes_seconds(tmp_path):
    numbered = (para(f"{n * 7919 % 99991} {TEXT} {n * n}") for n in range(8_000))
    path = word_file(tmp_path / "a.docx", title(), *numbered)

    began = time.process_time()
    [post] = docx.read(path)

    assert len(post.blocks) == 8_000
    assert time.process_time() - began < 30


def test_a_refused_file_is_one_failed_row_beside_a_good_one(index, tmp_path):
    bad = tmp_path / "a.doc"
    bad.write_bytes(OLE)
    good = word_file(tmp_path / "b.docx", title(), para(TEXT))

    rows, code = brought(tmp_path, bad, good)

    assert [row["status"] for row in rows] == ["failed", "created"]
    assert rows[0]["error"].startswith("a.doc: an old Word file")
    assert code == 1
    assert not ArticlePage.objects.get().live


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = word_file(
        tmp_path_factory.mktemp("word") / "a.docx",
        title(), para("Héi nghÞ", font=".VnTime"), photo("p1"), table(("A", "B")),
        parts={**PHOTO, "docProps/core.xml": core("Nguyễn Văn An")},
    )  # fmt: skip
    return path.read_bytes()


CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.integers(0, 40), st.binary(max_size=6)
    ),
    max_size=6,
)
FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def changed(data, changes):
    for share, length, put in changes:
        at = int(share * len(data))
        data = data[:at] + put + data[at + length :]
    return data


def gives_a_post_or_a_refusal(path):
    docx.sniff(path)
    with suppress(Unreadable):
        for post in docx.read(path):
            assert report.row(post, "would-create")["title"]
            assert len(post.identifier) <= 255


@given(CHANGES)
@FUZZ
def test_a_broken_zip_gives_a_post_or_a_refusal(tmp_path, whole, changes):
    path = tmp_path / "a.docx"
    path.write_bytes(changed(whole, changes))

    gives_a_post_or_a_refusal(path)


@given(CHANGES, st.sampled_from(["[Content_Types].xml", "word/document.xml"]))
@FUZZ
def test_a_broken_part_gives_a_post_or_a_refusal(tmp_path, whole, changes, name):
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = archive.read(name)
    path = word_file(tmp_path / "a.docx", parts={name: changed(part, changes)})

    gives_a_post_or_a_refusal(path)
