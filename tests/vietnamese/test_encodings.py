"""Old encodings are named, and what only looks strange is not."""

import pytest

from news.vietnamese.encodings import looks_legacy
from news.vietnamese.syllables import is_syllable, share

SENTENCE = (
    "Sáng nay, các đơn vị thành viên đã thảo luận và thống nhất những nhiệm vụ trọng "
    "tâm của cụm thi đua, đồng thời biểu dương những tập thể xuất sắc ở cơ sở."
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("§¶ng bé vµ nh©n d©n c¸c d©n téc tØnh L¹ng S¬n", "TCVN3 (ABC)"),
        ("Đoàn kiểm tra. TËp thÓ l·nh ®¹o ®¬n vÞ", "TCVN3 (ABC)"),
        ("Ñaûng boä vaø nhaân daân caùc daân toäc tænh Laïng Sôn", "VNI"),
        ("HOÄI NGHÒ TOÅNG KEÁT COÂNG TAÙC THI ÑUA", "VNI"),
        ("Cæc ½çn v× ½¬ thäo lu§n", None),
    ],
)
def test_encodings(text, encoding):
    assert looks_legacy(text) == encoding


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        SENTENCE.upper(),
        "The emulation board met in Lạng Sơn; naïve café owners were fêted.",
        "Für die Größe der Gruppe wären zwölf Stühle schön gewesen.",
        "Après l'été, la délégation française a fêté Noël à Besançon.",
        "El señor Muñoz vivió años en España y después en Perú.",
        "A São Paulo, João e Inês comeram pão e maçãs com limão.",
        "Čekáme na přátele z Řeže; Åse och Björn från Göteborg.",
        "H’Hen Niê, Y Thịnh Êban, Ksor H’Bơ Khăp, Điểu K’Ré, Rah Lan Chăm",
        "",
        "Một chữ ®ua lạc giữa câu, và thêm một chữ c«ng nữa thì chưa đủ.",
        "12/7/2020 © ® ™ µ",
    ],
)
def test_good_text_is_left_alone(text):
    assert looks_legacy(text) is None


def test_every_word_of_a_vietnamese_sentence_is_a_syllable():
    assert share(SENTENCE) == share(SENTENCE.upper()) == 1.0
    assert share("Những khuỷu tay ngoằn ngoèo, khúc khuỷu, quyển sách, giếng gì") == 1.0


@pytest.mark.parametrize("word", ["strong", "tàt", "ngộc1", "zô", "hộii", "x" * 10**6])
def test_words_that_no_one_can_say(word):
    assert not is_syllable(word)
