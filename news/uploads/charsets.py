"""In which letters was a photo's caption written?

The field in the file says "UTF-8" or nothing. Editors' old programs wrote the Windows
code page for Vietnamese or TCVN3; a reading counts by how little of it is no
Vietnamese text.
"""

import re
import unicodedata

from news.vietnamese.composition import composed

# ISO/TCVN 5712:1993 from A0 on, as fonts named .Vn… show it; 00-9F as in ASCII.
_TCVN3 = (
    "\xa0ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
_VOWELS = "aăâeêioôơuưy"
_MARKED = {
    unicodedata.normalize("NFC", vowel + mark)
    for vowel in _VOWELS
    for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
}
_LETTERS = "".join(sorted(_MARKED)) + "đ"
_FOREIGN = re.compile(
    rf"[^{_LETTERS}{_LETTERS.upper()}\x00-\x7f“”‘’–—…©®°\xa0]|[a-z][®°]|[®°][a-z]"
)
# A capital behind a small letter is no Vietnamese word, but a code page misread.
_MIXED = re.compile(rf"[a-z{_LETTERS}][{_LETTERS.upper()}]")


def decoded(raw: bytes) -> str:
    """The text in composed letters; never an error.

    >>> decoded("Hội nghị".encode()), decoded(b"Phan Th\\xb8i")
    ('Hội nghị', 'Phan Thái')
    >>> decoded("Đồng chí".encode("cp1258", "replace"))[:1]
    'Đ'
    """
    try:
        return composed(raw.decode("utf-8"))
    except UnicodeDecodeError:
        readings = [raw.decode("cp1258", "replace"), _tcvn3(raw)]
        readings.append(raw.decode("latin-1"))
        return min(map(composed, readings), key=_doubt)


def _doubt(text: str) -> int:
    return len(_FOREIGN.findall(text)) + len(_MIXED.findall(text))


def _tcvn3(raw: bytes) -> str:
    return "".join(chr(byte) if byte < 0xA0 else _TCVN3[byte - 0xA0] for byte in raw)
