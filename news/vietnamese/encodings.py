"""In which old encoding was a text typed?

TCVN3, VNI and VPS put Vietnamese letters on the places of Western ones and leave the
rest to a font; pasted without it, "Hội nghị" reads "Héi nghÞ". The share of possible
Vietnamese syllables tells: a reading that raises it much is the right one.
"""

import re
from collections.abc import Callable

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
_VNI_PAIR = re.compile(rf"([aeouyôö])([{''.join(_VNI_MARKS)}])")
_FEWEST = 3  # words: one foreign name is no encoding
_WESTERN = re.compile(r"[^\x00-\x7f]")
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
    words = [word.strip(_MARKS) for word in text.split()]
    strange = [word for word in words if _is_strange(word)]
    if len(strange) < _FEWEST:
        return None
    scores = {
        name: sum(map(is_syllable, map(read, strange)))
        for name, read in _READINGS.items()
    }
    name, made = max(scores.items(), key=lambda score: score[1])
    enough = made >= _FEWEST and made >= 0.7 * len(strange)
    return name if enough else None


def _is_strange(word: str) -> bool:
    return 1 < len(word) < 12 and bool(_WESTERN.search(word)) and not is_syllable(word)


def _tcvn3(word: str) -> str:
    return word.translate(_FROM_TCVN3)


def _vps(word: str) -> str:
    return word.translate(_FROM_VPS)


def _vni(word: str) -> str:
    def composed(match: re.Match[str]) -> str:
        return _VNI_ALONE.get(match[1], match[1]) + _VNI_MARKS[match[2]]

    # A letter's own capital has its mark in capitals: "HOÄI NGHÒ".
    paired = _VNI_PAIR.sub(composed, word.lower())
    return nfc("".join(_VNI_ALONE.get(char, char) for char in paired))


_READINGS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": _tcvn3,
    "VNI": _vni,
    "VPS": _vps,
}
