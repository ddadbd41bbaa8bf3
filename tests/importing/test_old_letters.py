"""Pages in the letters of an old encoding, or of a program that mistook one."""

import time
import unicodedata

import pytest

from news.importers import drupal, drupal_export, reading, table
from news.importers.document import Bullets, Paragraph, Photo, Table, Unreadable
from news.importers.reading import in_utf_8, rows_as_stored, text_and_doubts
from news.vietnamese.encodings import western

pytestmark = pytest.mark.once

TITLE = "Hội nghị tổng kết công tác thi đua năm 2006"
HEADER = "Submitted by admin on T4, 12/20/2006 - 10:00"
WORDS = "Sáng ngày 18/12/2006, huyện Bắc Sơn tổ chức hội nghị tổng kết, trao thưởng."
PAGE = f"{TITLE}\n{HEADER}\n\n     {WORDS}\n"


def post_of(path, data):
    path.write_bytes(data)
    [post] = drupal.read(path)
    return post


def in_1258(text):
    """Bytes of windows-1258: tones stand behind their letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = (unicodedata.normalize("NFD", char) for char in text)
    told = (
        unicodedata.normalize("NFC", "".join(c for c in part if c not in tones))
        + "".join(c for c in part if c in tones)
        for part in parts
    )
    return "".join(told).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (in_1258(PAGE), "windows-1258"),
        (PAGE.encode("utf-16-le"), "utf-16"),
        (PAGE.encode("utf-16-be"), "utf-16"),
    ],
)
def test_a_page_without_a_mark_of_its_encoding_is_read_and_told(tmp_path, data, code):
    post = post_of(tmp_path / "page.txt", data)

    assert post.title == TITLE
    assert post.blocks == (Paragraph(WORDS.removesuffix(".") + "."),)
    assert code in [doubt.code for doubt in post.doubts]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (
            "Héi nghÞ tæng kÕt c«ng t¸c thi ®ua n¨m 2006",
            "S¸ng ngµy 18/12/2006, huyÖn B¾c S¬n tæ chøc héi nghÞ tæng kÕt,"
            " trao th\xadëng.",
        ),
        (
            "Hoäi nghò toång keát coâng taùc thi ñua naêm 2006",
            "Saùng ngaøy 18/12/2006, huyeän Baéc Sôn toå chöùc hoäi nghò toång keát,"
            " trao thöôûng.",
        ),
        (
            "Ho^.i nghi. to^?ng ke^'t co^ng ta'c thi ddua na(m 2006",
            "Sa'ng nga`y 18/12/2006, huye^.n Ba('c So+n to^? chu+'c ho^.i nghi. to^?ng"
            " ke^'t, trao thu+o+?ng.",
        ),
    ],
    ids=["TCVN3", "VNI", "VIQR"],
)
def test_old_letters_in_a_page_are_read_as_they_looked(tmp_path, title, words):
    page = f"{title}\n{HEADER}\n\n     {words}\n"

    post = post_of(tmp_path / "page.txt", page.encode())

    assert post.title == TITLE
    assert post.blocks == (Paragraph(WORDS),)
    assert str(post.event.date) == "2006-12-18"
    assert "encoding-read" in [doubt.code for doubt in post.doubts]


def test_bytes_of_an_old_font_are_read_as_they_looked(tmp_path):
    page = (
        f"Héi nghÞ tæng kÕt c«ng t¸c thi ®ua n¨m 2006\n{HEADER}\n\n     S¸ng ngµy"
        " 18/12/2006, huyÖn B¾c S¬n tæ chøc héi nghÞ tæng kÕt, trao th\xadëng.\n"
    )

    post = post_of(tmp_path / "page.txt", page.encode("latin-1"))

    assert (post.title, post.blocks) == (TITLE, (Paragraph(WORDS),))
    assert "old-letters" in [doubt.code for doubt in post.doubts]


@pytest.mark.parametrize("mistaken", ["latin-1", "cp1252"])
def test_utf_8_that_was_stored_twice_is_read_once(tmp_path, mistaken):
    page = PAGE.encode().decode(mistaken, errors="surrogateescape")
    once = page.encode("utf-8", errors="surrogateescape")

    post = post_of(tmp_path / "page.txt", once)

    assert post.title == TITLE


def test_only_the_half_in_old_letters_is_converted(shown):
    post = shown(
        "<p>Các đơn vị <b>thùc hiÖn</b> tèt giao ­íc thi ®ua.</p><ul><li>§¬n vÞ dÉn ®Çu"
        "</li></ul><table><tr><td>Đơn vị</td><td>§iÓm sè</td></tr><tr><td>A</td><td>9"
        "</td></tr></table><p><img src='CumI.jpg' alt='CumI'><br><i>Quang c¶nh héi nghÞ"
        "</i></p><p>Hội nghị thành công tốt đẹp.</p>"
    )

    assert post.blocks == (
        Paragraph("Các đơn vị <b>thực hiện</b> tốt giao ước thi đua."),
        Bullets(("Đơn vị dẫn đầu",)),
        Table((("Đơn vị", "Điểm số"), ("A", "9"))),
        Photo("CumI.jpg", alt="CumI", caption="Quang cảnh hội nghị"),
        Paragraph("Hội nghị thành công tốt đẹp."),
    )


def test_a_font_left_over_on_converted_words_tells_nothing(tmp_path):
    words = "Báo «Nhân dân» đã đăng."
    page = f'<h1>{TITLE}</h1><p>{HEADER}</p><p><font face=".VnTime">{words}</font></p>'

    post = post_of(tmp_path / "page.html", page.encode())

    assert post.blocks == (Paragraph(words),)
    assert "encoding-read" not in [doubt.code for doubt in post.doubts]


def test_words_of_other_languages_are_no_old_letters(told):
    words = "Đoàn thăm Genève, São Tomé, Curaçao, Málaga và Zürich, nhiệt độ 30°C."

    post = told(f"     {words}")

    assert post.blocks == (Paragraph(words),)
    assert "encoding-read" not in [doubt.code for doubt in post.doubts]


def test_bytes_that_no_old_encoding_explains_are_refused(tmp_path):
    with pytest.raises(Unreadable, match="not UTF-8"):
        post_of(tmp_path / "page.txt", PAGE.encode() + b"\xff\xfe\xfa caf\xe9 S\xe3o")


def test_the_post_is_the_same_as_when_it_was_stored_in_old_letters(tmp_path):
    page = f"Héi nghÞ tæng kÕt c«ng t¸c thi ®ua\n{HEADER}\n\n     S¸ng 18/12 häp.\n"

    post = post_of(tmp_path / "page.txt", page.encode())

    assert post.title == "Hội nghị tổng kết công tác thi đua"
    assert post.identifier == "hei-nghth-taeng-kot-c-ng-t-c-thi-r-ua@2006-12-20T10:00"


def test_soft_hyphens_are_dropped(told):
    post = told(
        "     Lán Nà\xadNưa, di tích lịch\xad sử của tỉnh.", title="Về ngu\xadồn"
    )

    assert post.title == "Về nguồn"
    assert post.blocks == (Paragraph("Lán NàNưa, di tích lịch sử của tỉnh."),)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(tmp_path, form, codec):
    path = tmp_path / "tin.txt"
    path.write_bytes(
        unicodedata.normalize(form, "Hội nghị cuối kỳ\n" * 9).encode(codec)
    )

    text, doubts = text_and_doubts(path)

    assert text.startswith("Hội nghị cuối kỳ\n")
    assert [doubt.code for doubt in doubts] == ["utf-16"]


def test_letters_that_were_stored_twice_are_told(tmp_path):
    path = tmp_path / "tin.txt"
    said = "Hội nghị tổng kết phong trào thi đua yêu nước năm 2020 của tỉnh.\n" * 3
    path.write_text(western(said.encode()))

    text, doubts = text_and_doubts(path)

    assert text == said
    assert [doubt.code for doubt in doubts] == ["utf-8-twice"]


AS_TCVN3 = (
    "title,body,organisation\n"
    "Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua,S¸ng ngµy 18/12 huyÖn B¾c S¬n häp.,Së Néi vô\n"
    "Tin v¾n,Xem tÖp.,Së Y tÕ\n"
)
OLD_ROW = "Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua,Xem tÖp.,Së Néi vô\n"
AS_TYPED = (
    "title,body,organisation\n"
    "Hội nghị sơ kết công tác thi đua,Sáng ngày 18/12 huyện Bắc Sơn họp.,Sở Nội vụ\n"
    "Tin vắn,Xem tệp.,Sở Y tế\n"
)
AS_WESTERN = "title;body;organisation\nCà Mau – “tin” tháng 5;Thông báo.;Ban Thi\xa0\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (in_1258(AS_TYPED), "windows-1258"),
        (AS_TYPED.encode("utf-16"), "utf-16"),
        (AS_TYPED.replace(",", "\t").encode("utf-16-le"), "utf-16"),
        (AS_TCVN3.encode("latin-1"), "old-letters"),
    ],
)
def test_a_table_in_another_encoding_is_read_and_told_once(tmp_path, data, code):
    path = tmp_path / "x.csv"
    path.write_bytes(data)

    first, second = table.read(path)

    assert table.sniff(path)
    assert first.title == "Hội nghị sơ kết công tác thi đua"
    assert first.blocks == (Paragraph("Sáng ngày 18/12 huyện Bắc Sơn họp."),)
    assert (second.title, second.organisation) == ("Tin vắn", "Sở Y tế")
    assert code in [doubt.code for doubt in first.doubts]
    assert code not in [doubt.code for doubt in second.doubts]


@pytest.mark.parametrize("newline", ["\x0b", "\x0c", "\u2028"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_no_sign_inside_a_row_ends_it(tmp_path, codec, newline):
    path = tmp_path / "x.csv"
    said = AS_WESTERN.replace("tháng", f"tháng{newline}")
    path.write_bytes(said.encode(codec, errors="ignore"))

    [post] = table.read(path)

    assert post.title == "Cà Mau – “tin” tháng 5"
    assert post.blocks == (Paragraph("Thông báo."),)


def test_a_table_of_a_western_program_is_read_where_it_lost_nothing(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(AS_WESTERN.encode("cp1252"))

    [post] = table.read(path)

    assert post.title == "Cà Mau – “tin” tháng 5"
    assert "windows-1252" in [doubt.code for doubt in post.doubts]


@pytest.mark.parametrize(
    ("rows", "late"),
    [
        *((1, "Tiêu đề,Đã họp"), (1, "Quà,Nhà à.")),
        # "QuÃ" and "NhÃ" with a space that does not break are ours as well.
        (20_000, "Quà,Nhà à."),
    ],
)
def test_a_row_of_utf_8_among_western_ones_is_not_guessed_at(tmp_path, rows, late):
    path = tmp_path / "x.csv"
    western_rows = f"Cà Mau,{'Thông báo. ' * 10}\n" * rows
    data = f"title,body\n{western_rows}".encode("cp1252") + late.encode()
    path.write_bytes(data)

    with pytest.raises(Unreadable, match="not UTF-8"):
        list(table.read(path))


def test_a_table_of_which_no_encoding_makes_words_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"title,body\nCaf\xe9 \xc3\xba \xff\xfe,b\n")

    with pytest.raises(Unreadable, match=r"x\.csv: not UTF-8"):
        list(table.read(path))


def test_a_table_is_known_by_its_columns_whatever_its_letters_are(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"title,body\nCaf\xe9 \xc3\xba \xff\xfe,b\n")

    assert table.sniff(path)


def test_a_long_table_is_known_without_reading_all_of_it(tmp_path):
    nodes = in_1258("7,tin,Hội nghị sơ kết công tác\n") * 200_000
    (tmp_path / "node.csv").write_bytes(b"nid,type,title\n" + nodes)
    began = time.process_time()

    assert drupal_export.sniff(tmp_path)
    assert not table.sniff(tmp_path / "node.csv")

    assert time.process_time() - began < 0.2


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_table_is_known_by_columns_that_are_no_ascii(tmp_path, codec):
    path = tmp_path / "x.csv"
    path.write_bytes("title;mã;body\n1;a;b\n".encode(codec))

    assert table.sniff(path)


def test_the_tables_of_an_export_are_read_so_too(tmp_path):
    nodes = (
        "nid,type,title,status,created\n7,tin,Hội nghị sơ kết công tác thi đua,1,1\n"
    )
    (tmp_path / "node.csv").write_bytes(in_1258(nodes))

    [post] = drupal_export.read(tmp_path)

    assert post.title == "Hội nghị sơ kết công tác thi đua"
    assert "windows-1258" in [doubt.code for doubt in post.doubts]


@pytest.mark.parametrize(
    ("late", "title", "said"),
    [
        ("Lễ ra quân,<p>Đoàn đã đi.</p>", "Lễ ra quân", "Đoàn đã đi."),
        ("Cà Mau,Hà Nội", "Cà Mau", "Hà Nội"),
        ("Thông báo,Nghỉ", "Thông báo", "Nghỉ"),
    ],
)
# Within what the encoding is told by, and beyond it.
@pytest.mark.parametrize("rows", [1, 5 * reading._ENOUGH // len(OLD_ROW) // 4])
def test_a_late_row_of_utf_8_in_a_table_of_old_letters_is_read_and_told(
    tmp_path, rows, late, title, said
):
    path = tmp_path / "x.csv"
    old = AS_TCVN3 + OLD_ROW * rows
    more = "Tin v¾n,Xem tÖp.,Së Y tÕ\n".encode("latin-1")
    path.write_bytes(old.encode("latin-1") + f"{late},Sở Y tế\n".encode() + more)

    *before, post, last = table.read(path)

    assert (post.title, post.organisation) == (title, "Sở Y tế")
    assert post.blocks == (Paragraph(said),)
    assert "mixed-letters" in [doubt.code for doubt in post.doubts]
    assert not any("mixed-letters" in str(one.doubts) for one in (*before, last))


def test_a_row_in_two_encodings_is_told(tmp_path):
    path = tmp_path / "x.csv"
    mixed = (
        "Tin v¾n,".encode("latin-1") + "Nghỉ,".encode() + "Së Y tÕ\n".encode("latin-1")
    )
    path.write_bytes(AS_TCVN3.encode("latin-1") + mixed)

    *before, post = table.read(path)

    assert "mixed-letters" in [doubt.code for doubt in post.doubts]
    assert not any("mixed-letters" in str(one.doubts) for one in before)


IN_1258 = in_1258(AS_TYPED)
IN_1252 = "title,body,organisation\nCà Mau,Thông báo.,Ban Thi\n".encode("cp1252")


@pytest.mark.parametrize(
    ("late", "title", "said"),
    [
        ("Lễ ra quân,<p>Đoàn đã đi.</p>", "Lễ ra quân", "Đoàn đã đi."),
        ("Đại hội Café Đà Lạt,Nghỉ", "Đại hội Café Đà Lạt", "Nghỉ"),
        ("Ba Đình,Xem tệp.", "Ba Đình", "Xem tệp."),
    ],
)
@pytest.mark.parametrize("rows", [3, 300])
@pytest.mark.parametrize(
    ("old", "organisation", "code"),
    [(IN_1258, "Sở Y tế", "windows-1258"), (IN_1252, "Ban Thi", "windows-1252")],
)
def test_a_late_row_of_utf_8_in_a_table_of_windows_is_read_and_told(
    tmp_path, old, organisation, code, rows, late, title, said
):
    path = tmp_path / "x.csv"
    head, *_some, row = old.splitlines(keepends=True)
    added = f"{late},Sở Nội vụ\r\n".encode()
    path.write_bytes(head + row * rows + added + row)

    first, *before, post, last = table.read(path)

    assert (post.title, post.organisation) == (title, "Sở Nội vụ")
    assert post.blocks == (Paragraph(said),)
    assert "mixed-letters" in [doubt.code for doubt in post.doubts]
    assert code in [doubt.code for doubt in first.doubts]
    assert first.organisation == last.organisation == organisation
    assert not any("mixed-letters" in str(one.doubts) for one in (first, *before, last))


def test_what_is_added_in_lines_of_one_cell_is_told_with_its_row(tmp_path):
    path = tmp_path / "x.csv"
    added = 'Lễ ra quân,"Đoàn\r\nđã đi.\nTin",Sở Nội vụ\r\n'.encode()
    more = IN_1258.splitlines(keepends=True)[1:]
    path.write_bytes(IN_1258 + added + b"".join(more))

    first, second, post, *others = table.read(path)

    assert [one.html for one in post.blocks] == ["Đoàn", "đã đi.", "Tin"]
    assert "mixed-letters" in [doubt.code for doubt in post.doubts]
    assert not any("mixed-letters" in str(p.doubts) for p in (first, second, *others))


def test_a_row_that_is_windows_1258_and_utf_8_is_told(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(IN_1258 + in_1258("Tin vắn,") + "Nghỉ,Tin\n".encode())

    *before, post = table.read(path)

    assert post.title == "Tin vắn"
    assert "mixed-letters" in [doubt.code for doubt in post.doubts]
    assert not any("mixed-letters" in str(one.doubts) for one in before)


def test_a_row_that_may_be_either_stays_and_is_told(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(IN_1258 + "Quà,Nhà,Tin\n".encode())

    *before, post = table.read(path)

    assert post.title == "QuĂ"
    assert "mixed-letters" in [doubt.code for doubt in post.doubts]
    assert not any("mixed-letters" in str(one.doubts) for one in before)


@pytest.mark.parametrize("row", ["Vẻ…,Tin,Tin", "vẻ… trẻ” kẻ–,Tin,Tin"])
def test_a_row_of_windows_1258_that_would_be_cyrillic_in_utf_8_is_not_told(
    tmp_path, row
):
    path = tmp_path / "x.csv"
    path.write_bytes(
        IN_1258 + in_1258(f"{row}\n".replace(",", ";")).replace(b";", b",")
    )

    *_before, post = table.read(path)

    assert post.title == row.partition(",")[0]
    assert "mixed-letters" not in [doubt.code for doubt in post.doubts]


@pytest.mark.parametrize("encoded", [in_1258, lambda text: text.encode("cp1258")])
@pytest.mark.parametrize("quotes", ["«{}»", "“{}”", "‘{}’…", "–{}—", "{}…", "{}\xa0"])
def test_no_line_of_windows_1258_is_taken_for_utf_8(encoded, quotes):
    # Of the letters one by one that it has in one piece, and of all our words' ends.
    words = [*"àáâãèéêìíòóôõùúýăđơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐƠƯ", "xã", "XÃ", "quá", "Lá", "HÀ"]
    for word in words:
        for text in (f"{word}", quotes.format(word), quotes.format(f"Tin {word}")):
            try:
                line = encoded(text)
            except UnicodeEncodeError:
                continue
            assert line.isascii() or in_utf_8(line) is None


@pytest.mark.parametrize("rows", [2, 40_000])
def test_what_windows_1258_says_stays_as_it_was(tmp_path, rows):
    path = tmp_path / "x.csv"
    said = "«Hội nghị, quá»… “Lá” – Tổ 5 sơ kết,Xã\xa0Hòa Ngãi – CAFÉ,Sở Y tế"
    data = IN_1258 + in_1258(f"{said}\r\n".replace(",", ";")).replace(b";", b",") * rows
    path.write_bytes(data + "Lễ ra quân,Đã họp,Sở\n".encode())

    text, _doubts, mixed = rows_as_stored(path, len(data) * 2)

    old, _newline, late = text[:-1].rpartition("\n")
    assert f"{old}\n".encode("cp1258") == data
    assert (late, len(mixed)) == ("Lễ ra quân,Đã họp,Sở", 1)
