"""How is a Vietnamese text written in an address?"""

import re

from anyascii import anyascii

from .folding import nfc


def slugify(text: str, longest: int = 100) -> str:
    """ASCII words joined by hyphens, cut between words at `longest` characters.

    No word is left out: the old site dropped English stop words, which ate
    Vietnamese ones ("tổ" became nothing).

    >>> slugify("Đà Nẵng tổ chức Hội nghị, năm 2020.")
    'da-nang-to-chuc-hoi-nghi-nam-2020'
    >>> slugify("Cụm thi đua số một", longest=12)
    'cum-thi-dua'
    >>> slugify("…")
    ''
    """
    words = re.findall(r"[a-z0-9]+", anyascii(nfc(text)).lower())
    if not words:
        words = _spelled_out(text)
    return _cut("-".join(words), longest)


def _spelled_out(text: str) -> list[str]:
    # Letters that have no transliteration must still give an address.
    return [f"u{ord(char):x}" for char in text if char.isalnum()]


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    whole_words = slug[: longest + 1].rpartition("-")[0]
    return whole_words or slug[:longest]
