"""Whatever a file holds, a reader gives a post or one clear line, and soon."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.importers import drupal, report
from news.importers.document import Unreadable

pytestmark = pytest.mark.once

HEADER = "Tiêu đề\nSubmitted by admin on T2, 07/13/2020 - 15:21\n"
SIZE = 100_000
# Seconds of the processor: what is linear takes a half, what is not takes minutes.
BOUND = 10


def refusal(path, data):
    path.write_bytes(data)
    with pytest.raises(Unreadable) as refused:
        list(drupal.read(path))
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\xc2\xa0\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b"PK\x03\x04abc", "binary"),
        (b"Ti\xc3\xaau \xff\xfe\xfa", "not UTF-8"),
        ("Tiêu đề\0\nNội dung".encode(), "null bytes"),
        (HEADER.split("\n")[1].encode() + b"\n\nN\xe1\xbb\x99i dung.", "no title"),
        (b"x" * (5 * 1024 * 1024), "too large"),
        (b"Ch\xe1\xbb\x89 m\xe1\xbb\x99t d\xc3\xb2ng", "no post"),
        (b"a\n" * 30_000, "lines"),
    ],
)
def test_a_file_without_a_post_is_refused_with_one_line(tmp_path, data, reason):
    message = refusal(tmp_path / "hỏng.txt", data)

    assert reason in message
    assert message.startswith("hỏng.txt: ")
    assert "\n" not in message


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Unreadable, match=r"^none.txt: "):
        list(drupal.read(tmp_path / "none.txt"))


def test_utf_16_with_its_mark_is_read_and_told(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes((HEADER + "\nNgày 09/7/2020, Cụm I họp.").encode("utf-16"))

    [post] = drupal.read(path)

    assert post.title == "Tiêu đề"
    assert "utf-16" in [doubt.code for doubt in post.doubts]


def test_a_byte_order_mark_is_not_part_of_the_title(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "\nNội dung.").encode())

    [post] = drupal.read(path)

    assert post.title == "Tiêu đề"


def test_only_pages_are_taken_for_pages(tmp_path):
    page, picture, feed = (tmp_path / name for name in ("a.txt", "b.txt", "c.html"))
    page.write_text(HEADER)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    feed.write_text("<?xml version='1.0'?><rss version='2.0'></rss>")

    assert [drupal.sniff(path) for path in (page, picture, feed)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "- ",
            "<b>",
            "(",
            "  ",
            "\t",
            "./.\n",
            "/.",
            "<!--",
            "<p>",
            "<div>",
            "&",
            "<",
        ),
        *("<b></i>", "<table><tr><td>", "<a href='", "C:\\a\\", "ngày 1/1 ", "Ảnh: "),
        *(
            "<?x",
            "<a b",
            "&#",
            "07 đơn vị thành viên: ",
            "Cụm phó, ",
            "Sở A, ",
            "a<br>b ",
            "<svg>",
            "A. ",
        ),
    ],
)
@pytest.mark.parametrize("start", [HEADER, "<p>" + HEADER.replace("\n", "</p><p>")])
def test_one_sign_again_and_again_takes_bounded_time(tmp_path, unit, start):
    path = tmp_path / "page.txt"
    path.write_text(start + unit * (SIZE // len(unit.encode())))

    began = time.process_time()
    try:
        [post] = drupal.read(path)
        report.row(post, "would-create")
    except Unreadable:
        pass

    assert time.process_time() - began < BOUND


WORDS = st.sampled_from(
    [
        *(
            "Cụm I ",
            "Khối thi đua ",
            "– ",
            "ngày 09/7/2020",
            "\n",
            "\n\n",
            "     ",
            "./.",
        ),
        *("Tin, ảnh: ", "Nguyễn Văn A", "Sở Y tế", "CumI\n", "07 đơn vị thành viên: "),
        *(
            "Submitted by admin on T2, 99/13/2020 - 15:21\n",
            "- ",
            "1. ",
            "(",
            ")",
            "\t",
        ),
        *(
            "<p>",
            "</p>",
            "<img src=a>",
            "<table>",
            "<td>",
            "<b>",
            "</i>",
            "<br>",
            "<!--",
        ),
        *("<h1>", "</h1>", "<li>", "<ul>", "<article class=node>", "&nbsp;", "&#0;"),
        *(
            "<a href='x.pdf'>",
            "<figure>",
            "<svg>",
            "<![if x]>",
            "<![CDATA[",
            "<blockquote>",
        ),
        *(
            "Cụm trưởng ",
            "Nguồn: ",
            "Từ khóa: a, b",
            "C:\\x\\",
            "<div class=submitted>",
        ),
    ]
)


def test_a_header_without_an_end_does_not_take_the_post_with_it(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        "<h1>Hội nghị</h1><a class=submitted>Submitted by admin on 07/13/2020"
        "<article>Hội nghị đã họp."
    )

    [post] = drupal.read(path)

    assert "Hội nghị đã họp." in report.body_text(post)


@pytest.mark.parametrize("place", ["A:\\", "C:\\Users\\bien\\", "\\\\may\\tin\\"])
def test_a_title_that_is_a_place_on_a_computer_is_none(tmp_path, place):
    path = tmp_path / "page.txt"
    path.write_text(f"{place}\nHội nghị đã họp.\n", encoding="utf-8")

    [post] = drupal.read(path)

    assert post.title == "Hội nghị đã họp"
    assert {"no-title", "local-path"} <= {doubt.code for doubt in post.doubts}
    assert "bien" not in str(post)


@given(st.one_of(st.text(), st.lists(WORDS | st.text(max_size=8)).map("".join)))
@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_gives_a_post_or_a_refusal(tmp_path, text):
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    try:
        [post] = drupal.read(path)
    except Unreadable:
        return

    row = report.row(post, "would-create")
    assert row["title"]
    assert len(post.identifier) <= 255


@given(st.binary())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_bytes_give_a_post_or_a_refusal(tmp_path, data):
    path = tmp_path / "page.html"
    path.write_bytes(data)

    drupal.sniff(path)
    try:
        list(drupal.read(path))
    except Unreadable as refused:
        message = str(refused)
    else:
        return

    assert message.startswith("page.html: ")
