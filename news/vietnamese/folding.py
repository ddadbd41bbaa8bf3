"""When are two Vietnamese texts the same for a search?

`nfc` is how text is stored, `fold` is how it is compared: whatever the case, the
tone marks and the way the accents were typed.
"""

import unicodedata

# Unicode does not decompose the barred d, so it needs its own entry.
_BARRED_D = str.maketrans({"đ": "d", "Đ": "d"})


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
    folded = nfc(text).casefold().translate(_BARRED_D)
    letters = unicodedata.normalize("NFD", folded)
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return nfc(bare)
