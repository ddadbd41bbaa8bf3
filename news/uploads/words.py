"""What did the photographer write into the file: headline, caption, credit?

IPTC comes first, then XMP, then EXIF. The alternative text is never guessed: a
caption says what the photo means, an alternative text what it shows.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, IptcImagePlugin
from PIL.Image import Image

from news.vietnamese.composition import composed

from .charsets import decoded
from .names import is_path

IPTC = {"headline": [105], "caption": [120], "by": [80], "of": [110, 115, 116]}
XMP = {
    "headline": ["Headline"],
    "caption": ["description"],
    "by": ["creator"],
    "of": ["Credit", "Source", "rights"],
}
EXIF = {
    "headline": [],
    "caption": [ExifTags.Base.ImageDescription],
    "by": [ExifTags.Base.Artist],
    "of": [ExifTags.Base.Copyright],
}
# What cameras and programs write by themselves.
_MACHINE = re.compile(
    r"(?=.*\d)[\w .()-]+|.*\b(?:digital camera|dsc|default|untitled|exif)\b.*",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Words:
    headline: str = ""
    caption: str = ""
    credit: str = ""


def words_in(image: Image) -> Words:
    """The words in an opened photo; one that cannot be read is no word."""
    sources = [_readable(read, image) for read in (_iptc, _xmp, _exif)]

    def first(name: str) -> str:
        return next((source[name] for source in sources if source.get(name)), "")

    headline, by, of = first("headline"), first("by"), first("of")
    return Words(headline, first("caption") or headline, _credit(by, of))


def _credit(by: str, of: str) -> str:
    """As papers sign: the photographer, and the agency behind a stroke.

    >>> _credit("Nguyễn Văn A", "TTXVN"), _credit("", "TTXVN"), _credit("A", "Ảnh: A")
    ('Nguyễn Văn A/TTXVN', 'TTXVN', 'Ảnh: A')
    """
    if by in of or of in by:
        return max(by, of, key=len)
    return f"{by}/{of}"


def _readable(read: Callable[[Image], dict[str, str]], image: Image) -> dict[str, str]:
    try:
        return read(image)
    except Exception:
        return {}


def _iptc(image: Image) -> dict[str, str]:
    found = IptcImagePlugin.getiptcinfo(image) or {}

    def text(number: int) -> str:
        value = found.get((2, number), b"")
        parts = value if isinstance(value, list) else [value]
        return ", ".join(_clean(decoded(part)) for part in parts)

    return _first_of(IPTC, text)


def _xmp(image: Image) -> dict[str, str]:
    rdf = image.getxmp().get("xmpmeta", {}).get("RDF", {})
    parts = rdf.get("Description", {})
    whole = {k: v for part in _listed(parts) for k, v in part.items()}
    return _first_of(XMP, lambda name: _clean(", ".join(_texts(whole.get(name)))))


def _exif(image: Image) -> dict[str, str]:
    exif = image.getexif()

    def text(tag: int) -> str:
        value = exif.get(tag, "")
        # Pillow reads as Latin-1 what nearly every program writes as UTF-8.
        raw = value.encode("latin-1", "ignore") if isinstance(value, str) else value
        written = _clean(decoded(raw))
        return "" if _MACHINE.fullmatch(written) else written

    return _first_of(EXIF, text)


def _first_of(names: dict[str, list], text: Callable[[Any], str]) -> dict[str, str]:
    return {
        name: next(filter(None, map(text, places)), "")
        for name, places in names.items()
    }


def _texts(value: Any) -> Iterator[str]:
    """The texts of an XMP value; of one text in several languages the first."""
    match value:
        case str():
            yield value
        case {"Alt": {"li": entries}}:
            yield from _texts(_listed(entries)[0])
        case {"Seq": inner} | {"Bag": inner} | {"li": inner} | {"text": inner}:
            yield from _texts(inner)
        case list():
            for entry in value:
                yield from _texts(entry)


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value]


def _clean(text: str) -> str:
    bare = " ".join(composed(text).split())
    return "" if is_path(bare) else bare
