"""In which old encoding was a text typed?

TCVN3, VNI and VPS put Vietnamese letters on the places of Western ones and leave the
rest to a font; pasted without it, "Hội nghị" reads "Héi nghÞ". A program that took one
encoding for another leaves the like behind. The share of possible
Vietnamese syllables tells: a reading that raises it much is the right one.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from .folding import nfc
from .syllables import is_syllable

_LETTERS = "àáảãạâầấẩẫậăằắẳẵặđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# The same letters as they look in a Western font.
_TCVN3 = "µ¸¶·¹©ÇÊÈÉË¨»¾¼½Æ®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
_VPS = "àáäãåâÀÃÄÅÆæ¢¡£¤¥ÇèéÈëËêŠ‰‹ÍŒìíÌïÎòóÕõ†ôÒÓ°‡¶Ö©§ª«®ùúûÛøÜØÙº»¿ÿš›Ïœ"
_FROM_TCVN3 = str.maketrans(
    dict(zip(_TCVN3, _LETTERS, strict=True))
    | {"¡": "Ă", "¢": "Â", "§": "Đ", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư"}
)
_FROM_VPS = str.maketrans(dict(zip(_VPS, _LETTERS, strict=True)) | {"ñ": "Đ"})
# VNI writes the marks after their letter: "Hoäi nghò".
_VNI_MARKS = {
    **{"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"},
    **{"é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309"},
    **{"ü": "\u0306\u0303", "ë": "\u0306\u0323", "ê": "\u0306", "â": "\u0302"},
    **{"á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309"},
    **{"ã": "\u0302\u0303", "ä": "\u0302\u0323"},
}
_VNI_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
_VNI_PAIR = re.compile(rf"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_FEWEST = 3  # words: one foreign name is no encoding
_WESTERN = re.compile(r"[^\x00-\x7f]")
_SIGNS = re.compile(r"[\s\d.,;:!?()\[\]{}\"'“”‘’…•·«»/–—-]+")
_MARKS = " \t\n.,;:!?()[]{}\"'“”‘’…-–—/"


def looks_legacy(text: str) -> str | None:
    """The name of the encoding that makes Vietnamese of the text, None for good text.

    >>> looks_legacy("Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua")
    'TCVN3 (ABC)'
    >>> looks_legacy("Hoäi nghò sô keát coâng taùc thi ñua")
    'VNI'
    >>> looks_legacy("Hội nghị sơ kết công tác thi đua")
    >>> looks_legacy("Café Genève, São Tomé et Príncipe, Curaçao, Málaga")
    """
    if not _WESTERN.search(text):
        return None
    # A long text has few different words.
    strange = Counter(filter(None, map(_strange, text.split())))
    if strange.total() < _FEWEST:
        return None
    scores = {
        name: sum(many for word, many in strange.items() if _is_one(name, word))
        for name in _READINGS
    }
    name, made = max(scores.items(), key=lambda score: score[1])
    enough = made >= _FEWEST and made >= 0.7 * strange.total()
    return name if enough else None


def _is_one(encoding: str, word: str) -> bool:
    return is_syllable(read_as(encoding, word))


def is_ours(text: str) -> bool:
    """Is every word that is not plain ASCII one that may be Vietnamese?

    >>> is_ours("Cà Mau – “tháng 5”, 2019–2020"), is_ours("Café"), is_ours("a ÿ b")
    (True, False, False)
    """
    # A long text has few different words.
    different: set[str] = set()
    for line in text.split("\n"):
        if not line.isascii():
            different.update(word for word in line.split() if not word.isascii())
    words = (word for one in different for word in _SIGNS.split(one))
    return all(is_syllable(word) for word in words if not word.isascii())


# The same words come again and again.
@lru_cache(maxsize=20_000)
def _strange(written: str) -> str:
    """The word without its marks, where it is none of ours; else nothing."""
    word = written.strip(_MARKS)
    ours = not 1 < len(word) < 20 or not _WESTERN.search(word) or is_syllable(word)
    return "" if ours else word


def _tcvn3(word: str) -> str:
    return word.translate(_FROM_TCVN3)


def _vps(word: str) -> str:
    return word.translate(_FROM_VPS)


def _vni(word: str) -> str:
    def composed(match: re.Match[str]) -> str:
        # A letter's own capital has its mark in capitals: "HOÄI NGHÒ".
        return _vni_letter(match[1]) + _VNI_MARKS[match[2].lower()]

    return nfc("".join(map(_vni_letter, _VNI_PAIR.sub(composed, word))))


def _vni_letter(letter: str) -> str:
    meant = _VNI_ALONE.get(letter.lower(), letter)
    return meant.upper() if letter.isupper() else meant


# What Python leaves undefined of windows-1252 stands for the control sign itself.
_BYTES_1252 = {
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte): byte
    for byte in range(0x80, 0x100)
}
# Who read the bytes as latin-1 left the control signs themselves.
_BYTES_1252 |= {chr(byte): byte for byte in range(0x80, 0xA0)}
_WESTERN_LETTERS = {byte: char for char, byte in reversed(_BYTES_1252.items())}
_THREE_BYTES = re.compile("á[º»]")  # how "ạ", "ộ" and the like begin
# Letters from Greek to what comes before the Vietnamese ones, and phonetic signs.
_ELSEWHERE = re.compile("[\u0250-\u02ff\u0370-\u1dff]")
_RUN_1252 = re.compile(f"[{re.escape(''.join(_BYTES_1252))}]+")


def western(data: bytes) -> str:
    """What a Western program shows of bytes that are no UTF-8.

    >>> western(b"H\\xe9i ngh\\xde 90\\x80")
    'Héi nghÞ 90€'
    """
    return data.decode("latin-1").translate(_WESTERN_LETTERS)


def _windows_1258(word: str) -> str:
    """It puts marks after their letter, on the places of other Western letters."""
    codes = bytes(_BYTES_1252.get(char, ord(char) & 0x7F) for char in word)
    known = all(char < "\x80" or char in _BYTES_1252 for char in word)
    return nfc(codes.decode("cp1258", errors="replace")) if known else word


def as_utf_8(text: str) -> str | None:
    """What the bytes say behind Western letters, where all of them are UTF-8 of letters
    as they are here; None of any other text, and of plain ASCII.

    >>> as_utf_8("Lá»… ra quÃ¢n"), as_utf_8("LÔ ra qu©n"), as_utf_8("le")
    ('Lễ ra quân', None, None)

    "ườ" of VPS is UTF-8, too: of a Syriac letter.

    >>> as_utf_8("Thi trÜ©ng")
    """
    runs = _RUN_1252.findall(text)
    strange = sum(char > "\x7f" for char in text)
    if not runs or strange != sum(map(len, runs)):
        return None
    codes = bytes(_BYTES_1252.get(char, ord(char) & 0x7F) for char in text)
    try:
        meant = nfc(codes.decode())
    except UnicodeDecodeError:
        return None
    return None if _ELSEWHERE.search(meant) else meant


def holds_utf_8(text: str) -> bool:
    """Is a piece of it such UTF-8 as no other encoding of ours ever writes?

    >>> holds_utf_8("Héi nghÞ há»™i"), holds_utf_8("Héi nghÞ «Êy»")
    (True, False)
    """
    pieces = (
        map(_decoded, _RUN_1252.finditer(text)) if _THREE_BYTES.search(text) else ()
    )
    return any("\u1ea0" <= char <= "\u1ef9" for piece in pieces for char in piece)


def _utf_8(text: str) -> str:
    """UTF-8 of which each byte was taken for a letter of its own: "Há»™i nghá»‹"."""
    return nfc(_RUN_1252.sub(_decoded, text))


def _decoded(run: re.Match[str]) -> str:
    codes = bytes(_BYTES_1252[char] for char in run[0])
    # The second half of "à" is a space that does not break: it may have been mended.
    whole = codes + b"\xa0" if codes.endswith(b"\xc3") else codes
    try:
        return whole.decode()
    except UnicodeDecodeError:
        return run[0]


_READINGS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": _tcvn3,
    "VNI": _vni,
    "VPS": _vps,
    "windows-1258": _windows_1258,
    "UTF-8 (windows-1252)": _utf_8,
}


def read_as(encoding: str, word: str) -> str:
    """What a word says that was typed in that encoding.

    >>> read_as("VNI", "nghò"), read_as("TCVN3 (ABC)", "®îc")
    ('nghị', 'được')
    """
    made = _READINGS[encoding](word)
    if made == word or encoding != _SOFT or is_syllable(made):
        return made
    # The sign for "ư" is a soft hyphen in TCVN3, and many programs throw that away.
    longer = _HORNED.sub(lambda letter: "ư" + letter[0], made, count=1)
    return longer if is_syllable(longer) else made


_SOFT = "TCVN3 (ABC)"
_HORNED = re.compile("(?<![ưƯ])[ơờớởỡợ]")

# Symbol fonts put their signs into a private corner of Unicode.
_FROM_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}


def encoding_of(font: str) -> str | None:
    """The encoding that a font's name stands for; None for any other font.

    >>> encoding_of(".VnTimeH"), encoding_of("VNI-Times"), encoding_of("Times")
    ('TCVN3 (ABC)', 'VNI', None)
    """
    name = font.strip().casefold()
    starts = {".vn": "TCVN3 (ABC)", "vni-": "VNI", "vps ": "VPS"}
    return next(
        (known for start, known in starts.items() if name.startswith(start)), None
    )


def typed_in(font: str, text: str) -> str:
    """What a text says that was typed in that font; the "H" fonts show capitals.

    >>> typed_in(".VnTime", "Héi nghÞ"), typed_in(".VnTimeH", "Héi nghÞ §¶ng")
    ('Hội nghị', 'HỘI NGHỊ ĐẢNG')
    >>> typed_in("VNI-Times", "HOÄI NGHÒ Ñaûng boä"), typed_in("Arial", "Héi")
    ('HỘI NGHỊ Đảng bộ', 'Héi')
    """
    encoding = encoding_of(font)
    if encoding is None:
        return text
    read = _READINGS[encoding](text.translate(_FROM_PRIVATE))
    return read.upper() if _has_capitals_only(font) else read


def opens_with_vni_mark(text: str) -> bool:
    """Does a text begin with a mark that belongs to the letter before it?"""
    return text[:1].lower() in _VNI_MARKS


def _has_capitals_only(font: str) -> bool:
    return font.strip().startswith(".Vn") and font.strip().endswith("H")
