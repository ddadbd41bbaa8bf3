"""Where does a Vietnamese sentence end?"""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?…])[”\"')\]]*\s+(?=[“\"'(\[]?[A-ZĐÀ-ÝẠ-Ỹ\d])")
# A stop that only shortens a word.
_SHORTENED = re.compile(
    r"(?:\b(?:TP|Tp|tp|T\.P|TX|TT|ThS|Ths|TS|PGS|GS|BS|KS|CN|Đ/c|đ/c|v\.v|Tr|Ô|Mr|Mrs|St"
    r"|P|Q|H|số|No|Co|Ltd|JSC|Cty|CTCP)|\b[A-ZĐ])\.$"
)


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a paragraph.

    >>> list(sentences_of("Tại TP. Lạng Sơn, Cụm I họp. Ngày 09.7.2020 nghỉ."))
    ['Tại TP. Lạng Sơn, Cụm I họp.', 'Ngày 09.7.2020 nghỉ.']
    """
    start = 0
    for end in _END.finditer(text):
        if _SHORTENED.search(text, max(start, end.start() - 8), end.start()):
            continue
        yield text[start : end.start()].strip()
        start = end.end()
    rest = text[start:].strip()
    if rest:
        yield rest
