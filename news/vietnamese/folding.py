"""When are two Vietnamese texts the same for a search?

`nfc` is how text is stored, `fold` is how it is compared: whatever the case, the
tone marks and the way the accents were typed.
"""

import unicodedata

# Letters and punctuation up to here are kept once they were asked for.
_OFTEN = 0x2100


class _Bare(dict[int, str]):
    """Each character without its marks; of the frequent ones it is worked out once.

    >>> _Bare()[ord("ộ")], _Bare()[0x301], _Bare()[ord("–")]
    ('o', '', '–')
    """

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", chr(code))
        bare = "".join(char for char in letters if not unicodedata.combining(char))
        if code < _OFTEN:
            self[code] = bare
        return bare


# Unicode does not decompose the barred d, so it needs its own entry.
_BARE = _Bare({ord("đ"): "d", ord("Đ"): "d"})


def nfc(text: str) -> str:
    """The composed form, the only one that is stored.

    >>> nfc("Thi \\u0111ua ha\\u0300ng na\\u0306m") == "Thi đua hàng năm"
    True
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without marks; white space stays as it is.

    >>> fold("Thi đua - Khen thưởng, ĐẢNG BỘ")
    'thi dua - khen thuong, dang bo'
    >>> fold("hoà") == fold("hòa") == "hoa"
    True
    """
    return nfc(nfc(text).casefold().translate(_BARE))
