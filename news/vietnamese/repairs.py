"""What does a text say that was stored as an old encoding wrote it?

A text may be half converted: each word is judged by itself, and by what stands around
it only where both readings are possible syllables. What makes no more Vietnamese of a
text than there was is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from .encodings import looks_legacy, read_as
from .folding import nfc
from .syllables import is_syllable, share

VIQR = "VIQR"

_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"'“”‘’…/–—-]+")
_VIETNAMESE = frozenset(
    "àáảãạâầấẩẫậăằắẳẵặđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
# VIQR writes the marks after their letter, in signs of any keyboard.
_VIQR_WORD = re.compile(r"(?:[A-Za-z][(^+]?[`'?~.]?)+")
_VIQR_LETTER = re.compile(r"([AaEeIiOoUuYy])([(^+]?)([`'?~.]?)|([Dd])[Dd]")
_VIQR_STRONG = re.compile(r"[AaEeOo]\^|[UuOo]\+|[Aa]\(|[Dd][Dd]")
_SHAPES = {"(": "\u0306", "^": "\u0302", "+": "\u031b", "": ""}
_TONES = {
    **{"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"},
    "": "",
}
_FEWEST = 3
# They end so often with that tone that a stop behind them is none.
_HEAVY = re.compile("bộ|dự|độ|hệ|họ|hộ|lệ|nghị|phụ|sự|tệ|trị|trợ|tự|vị|vụ", re.I)


@dataclass(frozen=True, slots=True)
class Repair:
    """A text before and after, and the share of possible syllables of both."""

    before: str
    after: str
    encoding: str
    share_before: float
    share_after: float


def encoding_in(text: str) -> str | None:
    """The encoding in which the text, or a part of it, was typed.

    >>> encoding_in("Ho^.i nghi. so+ ke^'t co^ng ta'c thi ddua")
    'VIQR'
    >>> encoding_in("Há»™i nghá»‹ sÆ¡ káº¿t cÃ´ng tÃ¡c")
    'UTF-8 (windows-1252)'
    >>> encoding_in("Hội nghị sơ kết a.b@c.vn f(x)^2 C++")
    """
    return looks_legacy(text) or (VIQR if _looks_viqr(text) else None)


def repaired(text: str, encoding: str | None = None) -> Repair | None:
    """The text as it was meant; None where it is right, or nobody can tell.

    `encoding` is what the texts around it were typed in, for one too short to tell.

    >>> repaired("Héi nghÞ s¬ kÕt Côm I").after
    'Hội nghị sơ kết Cụm I'
    >>> repaired("Hội nghị sơ kết") is None
    True
    """
    found = encoding_in(text) or encoding
    if found is None:
        return None
    after = "".join(_converted(line, found) for line in re.split(r"(\n)", nfc(text)))
    # In capitals a word that none can say would count as initials.
    before, now = share(text.lower()), share(after.lower())
    return Repair(text, after, found, before, now) if now > before else None


def _converted(text: str, encoding: str) -> str:
    match encoding:
        case "VIQR":
            return _VIQR_WORD.sub(_from_viqr, text)
        case "UTF-8 (windows-1252)":
            return read_as(encoding, text)
    mostly = _is_mostly(text, encoding)
    return _WORD.sub(partial(_meant, encoding=encoding, mostly=mostly), text)


def _is_mostly(text: str, encoding: str) -> bool:
    """Whether words that could be both are to be read as the old encoding."""
    old = right = 0
    for word in _WORD.findall(text):
        made = read_as(encoding, word)
        if made != word and len(word) > 1:
            old += is_syllable(made) and not is_syllable(word)
            right += is_syllable(word) and not is_syllable(made)
    return old > right


def _meant(match: re.Match[str], encoding: str, mostly: bool) -> str:
    word = match[0]
    made = read_as(encoding, word)
    # A single sign may be just that: © in TCVN3 is â.
    if made == word or (len(word) == 1 and not mostly):
        return word
    match is_syllable(made), is_syllable(word):
        case True, False:
            return made
        case False, True:
            return word
        case True, True:
            return made if mostly or _has_inner_capital(word) else word
    # Abbreviations, names, words run together: what has fewer strange letters.
    return made if _strange(made) < _strange(word) else word


def _has_inner_capital(word: str) -> bool:
    return word[:1].islower() and not word.islower()


def _strange(word: str) -> int:
    return sum(c > "\x7f" and c.lower() not in _VIETNAMESE for c in word)


# --- VIQR ------------------------------------------------------------------------


def _looks_viqr(text: str) -> bool:
    marked = [word for word in _viqr_words(text) if _VIQR_STRONG.search(word)]
    made = sum(is_syllable(_viqr(word)) for word in marked)
    return made >= _FEWEST and made >= 0.7 * len(marked)


def _viqr_words(text: str) -> Iterator[str]:
    return (match[0] for match in _VIQR_WORD.finditer(text))


def _from_viqr(match: re.Match[str]) -> str:
    """A stop after a word may be its tone: what follows tells, and the word itself.

    >>> _VIQR_WORD.sub(_from_viqr, "Ho^.i nghi. so+ ke^'t. DDa~ ho.p o+? Ha` No^.i.")
    'Hội nghị sơ kết. Đã họp ở Hà Nội.'
    """
    word, rest = match[0], match.string[match.end() :]
    made = _or_as_it_was(word)
    ends = not rest.strip() or (rest[:1].isspace() and rest.lstrip()[:1].isupper())
    is_stop = word[-1] in ".?" and not rest.strip()
    if word[-1] == "." and ends and not _HEAVY.fullmatch(made):
        is_stop = True
    return _or_as_it_was(word[:-1]) + word[-1] if is_stop else made


def _or_as_it_was(word: str) -> str:
    made = _viqr(word)
    if is_syllable(made):
        return made
    bare = word.rstrip(".?'`~")
    return _viqr(bare) + word[len(bare) :] if is_syllable(_viqr(bare)) else word


def _viqr(word: str) -> str:
    return nfc(_VIQR_LETTER.sub(_viqr_letter, word))


def _viqr_letter(match: re.Match[str]) -> str:
    if match[4]:
        return "Đ" if match[4] == "D" else "đ"
    return match[1] + _SHAPES[match[2]] + _TONES[match[3]]
