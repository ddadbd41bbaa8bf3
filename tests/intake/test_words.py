"""Whatever the readers and the importer say, editors read it in Vietnamese."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from news.intake import words

NEWS = Path(words.__file__).parent.parent
SOURCES = sorted([*(NEWS / "importers").rglob("*.py"), *(NEWS / "intake").glob("*.py")])
# Made up of two parts, or of a word of another module.
BUILT = {
    *("bad-photo", "bad-attachment", "missing-photo", "missing-attachment"),
    *("impossible-date", "weekday-contradicts", "ambiguous-date", "twice"),
    *("utf-16", "windows-1258", "old-letters", "utf-8-twice"),
}


CALLS = [
    node
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text()))
    if isinstance(node, ast.Call)
]


def calls(of: str) -> list[ast.Call]:
    return [call for call in CALLS if getattr(call.func, "id", "") == of]


def spelled(node: ast.expr) -> str:
    """The text of a literal, with a number for each of its gaps."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(spelled(part) or "7" for part in parts)
        case _:
            return ""


CODES = sorted(
    {spelled(call.args[1]) for call in calls("Doubt") if spelled(call.args[1])}
    - {"gate:7", "7-7"}
    | BUILT
)
REASONS = sorted(
    {
        text
        for name in ("Unreadable", "Unusable", "Refused")
        for call in calls(name)
        if call.args and (text := spelled(call.args[-1]))
        and not re.fullmatch(r"[7: ]+", text)
    }
)  # fmt: skip


def test_the_sources_are_read():
    assert len(CODES) > 40
    assert len(REASONS) > 25


@pytest.mark.parametrize("code", CODES)
def test_every_doubt_has_its_sentence(code):
    assert code in words.DOUBTS


@pytest.mark.parametrize("said", REASONS)
def test_every_reason_has_its_sentence(said):
    with translation.override("vi"):
        told = words.reason(f"bài.docx: {said}")

    assert said not in told
    assert not told.isascii()


@pytest.mark.parametrize(
    ("code", "message", "told"),
    [
        (
            "encoding-read",
            "TCVN3: “Hµ Néi” was read “Hà Nội”",
            "Gõ bằng bảng mã cũ: “Hµ Néi”, được đọc là “Hà Nội”.",
        ),
        (
            "encoding-kept",
            "In the font .VnTime, and no TCVN3: “Hà Nội”",
            "Dùng phông chữ cũ, nhưng chữ được giữ như đã gõ: “Hà Nội”",
        ),
        (
            "bad-photo",
            "a.jpg: damaged image",
            "Không giữ được ảnh a.jpg: Tệp bị hỏng hoặc không đầy đủ.",
        ),
        (
            "bad-attachment",
            "a.pdf: 80 MB; at most 50 are taken",
            "Không giữ được tệp đính kèm a.pdf: Tệp quá lớn: hãy giảm dung lượng tệp.",
        ),
        (
            "field-appended",
            "The field nguon stands at the end of the text: Theo Báo…",
            "Trường “nguon” của trang cũ được đặt ở cuối bài: Theo Báo…",
        ),
        (
            "field-left-out",
            "Not carried along: the field ma_so: 12",
            "Không chuyển được một trường của trang cũ: ma_so: 12",
        ),
        (
            "draft-over-public",
            "is public: what came is a draft over it, for the moderators",
            "Bài đang công khai: nội dung mới của nguồn chờ duyệt dưới dạng bản nháp.",
        ),
    ],
)
def test_a_doubt_is_told_with_the_words_it_is_about(code, message, told):
    with translation.override("vi"):
        assert words.doubt(code, message) == told


def test_what_nobody_knows_is_shown_as_it_stands():
    assert words.doubt("new-code", "something new") == "something new"
    assert words.reason("something new") == "something new"
