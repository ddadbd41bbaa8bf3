"""Who took the photo? The name alone, without the word that papers set before it."""

import re

_LABEL = re.compile(r"\s*(?:ảnh|hình|photo)\s*[:：]\s*", re.IGNORECASE)


def bare_credit(text: str) -> str:
    """A credit as it is kept: whoever shows it writes "Ảnh:" before it.

    >>> bare_credit("Ảnh: Nông Thị Biên"), bare_credit("ẢNH : Ảnh: TTXVN")
    ('Nông Thị Biên', 'TTXVN')
    >>> bare_credit("Ảnh tư liệu"), bare_credit("Ảnh: ")
    ('Ảnh tư liệu', '')
    """
    while found := _LABEL.match(text):
        text = text[found.end() :]
    return text
