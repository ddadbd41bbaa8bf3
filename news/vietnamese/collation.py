"""In what order does a Vietnamese reader expect names?

Letters first (a ă â b c d đ e ê …), tones only between texts whose letters are the
same, as in the dictionaries. The keys work with `sorted` on any database.
"""

import unicodedata
from functools import cache, lru_cache

from .folding import nfc

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Their weights begin here; what is no letter stands below, or far above.
_LETTERS = 1000
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


# The names of a register, which each page of a list sorts again.
@lru_cache(10_000)
def name_key(name: str) -> SortKey:
    """From the left, for organisations, clusters and titles.

    >>> sorted(["Sở Y tế", "Đoàn", "Dân vận", "Sở Du lịch"], key=name_key)
    ['Dân vận', 'Đoàn', 'Sở Du lịch', 'Sở Y tế']
    >>> sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=name_key)
    ['ma', 'mà', 'mả', 'mã', 'má', 'mạ']
    """
    folded = " ".join(nfc(name).casefold().split())
    weights = [_weight(char) for char in folded]
    return (
        tuple(letter for letter, _ in weights),
        tuple(tone for _, tone in weights),
        folded,
    )


def person_key(name: str) -> tuple[SortKey, SortKey]:
    """By given name (the last word), then from the surname on.

    >>> people = ["Lê Văn Ân", "Trần Thị An", "Nguyễn Anh", "Nguyễn Văn An"]
    >>> sorted(people, key=person_key)
    ['Nguyễn Văn An', 'Trần Thị An', 'Nguyễn Anh', 'Lê Văn Ân']
    """
    *before, given = name.split() or [""]
    return name_key(given), name_key(" ".join(before))


def initial(name: str) -> str:
    """The letter under which a dictionary has a name; "" for a digit or a sign.

    >>> initial("Ủy ban"), initial("Đoàn"), initial("Ôn"), initial("5S")
    ('u', 'đ', 'ô', '')
    """
    letter, _tone = _weight(nfc(name).casefold()[:1] or " ")
    place = letter - _LETTERS
    return _ALPHABET[place] if 0 <= place < len(_ALPHABET) else ""


@cache
def _weight(char: str) -> tuple[int, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts if mark in _TONES[1:]), "")
    letter = nfc(parts.replace(tone, "")) if tone else char
    if letter in _ALPHABET:
        return _LETTERS + _ALPHABET.index(letter), _TONES.index(tone)
    # A foreign letter stands with its plain one; signs and digits come first.
    plain = parts[0]
    if plain in _ALPHABET:
        return _LETTERS + _ALPHABET.index(plain), _TONES.index(tone)
    return (ord(char) if ord(char) < _LETTERS else _LETTERS + ord(char)), 0
