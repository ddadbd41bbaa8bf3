"""A text in an old encoding reads as it was meant; any other stays as it is."""

import re
import unicodedata

import pytest

from news.vietnamese import encodings
from news.vietnamese.repairs import repaired
from tests.conftest import SEED

from .test_encodings import SENTENCE

UPPER = "HỘI NGHỊ TỔNG KẾT CÔNG TÁC THI ĐUA KHEN THƯỞNG"
TONES = "\u0300\u0301\u0309\u0303\u0323"
VIQR_SIGNS = {
    **{"\u0306": "(", "\u0302": "^", "\u031b": "+", "\u0300": "`", "\u0301": "'"},
    **{"\u0309": "?", "\u0303": "~", "\u0323": "."},
}


def in_tcvn3(text):
    capitals = dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
    lower = dict(zip(encodings._LETTERS, encodings._TCVN3, strict=True))
    return "".join(capitals.get(c) or lower.get(c.lower(), c) for c in text)


def in_vps(text):
    lower = dict(zip(encodings._LETTERS, encodings._VPS, strict=True))
    return "".join(lower.get(c, c) for c in text)


def in_vni(text):
    """The marks behind their letter, in its case."""
    alone = {v: k for k, v in encodings._VNI_ALONE.items()}
    marks = {"".join(sorted(v)): k for k, v in encodings._VNI_MARKS.items() if v}

    def one(char):
        if char.lower() in "íì":
            return char
        if char.lower() in alone:
            mark = alone[char.lower()]
            return mark.upper() if char.isupper() else mark
        base, *found = unicodedata.normalize("NFD", char)
        if "\u031b" in found:
            base, found = alone["ơ" if base.lower() == "o" else "ư"], found
            found.remove("\u031b")
            base = base.upper() if char.isupper() else base
        mark = marks["".join(sorted(found))] if found else ""
        return base + (mark.upper() if char.isupper() else mark)

    return "".join(map(one, text))


def in_1258(text):
    def one(char):
        letters = unicodedata.normalize("NFD", char)
        shape = "".join(letter for letter in letters if letter not in TONES)
        tone = "".join(letter for letter in letters if letter in TONES)
        return (unicodedata.normalize("NFC", shape) + tone).encode("cp1258")

    return b"".join(map(one, text)).decode("cp1252")


def in_mojibake(text):
    return re.sub(
        r"[^\x00-\x7f]+",
        lambda m: "".join(
            {v: k for k, v in encodings._BYTES_1252.items()}[b] for b in m[0].encode()
        ),
        text,
    )


def in_viqr(text):
    def one(char):
        if char in "đĐ":
            return "dd" if char == "đ" else "DD"
        base, *found = unicodedata.normalize("NFD", char)
        shape = [mark for mark in found if mark in "\u0306\u0302\u031b"]
        tone = [mark for mark in found if mark not in "\u0306\u0302\u031b"]
        return base + "".join(VIQR_SIGNS.get(mark, mark) for mark in shape + tone)

    return "".join(map(one, text))


WAYS = {
    "TCVN3 (ABC)": in_tcvn3,
    "VPS": in_vps,
    "VNI": in_vni,
    "windows-1258": in_1258,
    "UTF-8 (windows-1252)": in_mojibake,
    "VIQR": in_viqr,
}


@pytest.mark.parametrize("encoding", WAYS)
def test_it_reads_as_it_was_meant(encoding):
    written = WAYS[encoding](SENTENCE)

    repair = repaired(written)

    assert (repair.after, repair.encoding) == (SENTENCE, encoding)
    assert repair.before == written
    assert repair.share_before < repair.share_after == 1.0


@pytest.mark.parametrize(
    "encoding", ["VNI", "windows-1258", "UTF-8 (windows-1252)", "VIQR"]
)
def test_capitals_do_too_where_the_encoding_has_them(encoding):
    assert repaired(WAYS[encoding](UPPER)).after == UPPER


@pytest.mark.parametrize("encoding", WAYS)
def test_a_half_converted_text_keeps_what_is_right(encoding):
    right = "Chiều 09/7/2020, Hội nghị của Cụm I được tổ chức tại trụ sở;"

    repair = repaired(f"{right} {WAYS[encoding](SENTENCE)}")

    assert repair.after == f"{right} {SENTENCE}"


@pytest.mark.parametrize("encoding", WAYS)
def test_a_whole_article_reads_as_it_was_meant(encoding):
    text = SEED.read_text()
    low = text.lower() if encoding in {"TCVN3 (ABC)", "VPS"} else text

    after = repaired(WAYS[encoding](low)).after

    words, wrong = low.split(), []
    wrong = [
        pair for pair in zip(words, after.split(), strict=True) if pair[0] != pair[1]
    ]
    assert len(wrong) <= 0.005 * len(words), wrong


def test_a_letter_that_programs_throw_away_is_found_again():
    written = in_tcvn3("Các phương hướng được thống nhất, đã trưởng thành")

    assert "\u00ad" in written
    assert repaired(written.replace("\u00ad", "")).after == (
        "Các phương hướng được thống nhất, đã trưởng thành"
    )


def test_a_short_text_follows_those_around_it():
    assert repaired("Héi nghÞ") is None
    assert repaired("Héi nghÞ", "TCVN3 (ABC)").after == "Hội nghị"
    assert repaired("Hội nghị", "TCVN3 (ABC)") is None


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        UPPER,
        "The emulation board met in Lạng Sơn; naïve café owners were fêted.",
        "Après l'été, la délégation française a fêté Noël à Besançon.",
        "El señor Muñoz vivió años en España y después en Perú.",
        "Thư gửi a.b@c.vn, xem http://x.vn/a?b=c^2 và C++ (a+b)",
        "Ai? Có! Đi. Là gì? Ở đâu~ và 'thế'.",
        "12/7/2020 © ® ™ µ",
        "",
    ],
)
def test_good_text_stays_as_it_is(text):
    assert repaired(text) is None
    for encoding in WAYS:
        repair = repaired(text, encoding)
        assert repair is None, (encoding, repair)
