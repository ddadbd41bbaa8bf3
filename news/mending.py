"""What can be mended in a text without asking anybody?

Spaces, indents, what is empty, and the stop after a title. Never a word, never a block
that somebody may still be filling in: an empty photo block waits for its photo.
"""

import re
from typing import Any

from news.vietnamese.credits import bare_credit

_SPACE = r"(?:[ \t\u00a0\u2002\u2003\u2009\u3000]|&nbsp;|&#160;|&#xa0;)"
_RUN = re.compile(rf"{_SPACE}{{2,}}|\t", re.IGNORECASE)
_LEADING = re.compile(rf"(?:{_SPACE}|[\r\n])+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:&nbsp;|&#160;|&#xa0;)$", re.IGNORECASE)
_SPACES = " \t\r\n\u00a0\u2002\u2003\u2009\u3000"
_TAG = re.compile(r"(<[^<>]*>)")
_TAG_NAME = re.compile(r"</?\s*([a-zA-Z][\w-]*)")
# Inside these a paragraph may begin or end; all others show something themselves.
_INLINE = frozenset({"a", "b", "i", "em", "strong", "sub", "sup", "u", "span"})
_SHORTENED = frozenset(
    {
        *("tp", "tx", "tt", "ths", "ts", "pgs", "gs", "bs", "ks", "cn", "đ/c", "cty"),
        *("co", "ltd", "jsc", "no", "st", "mr", "mrs", "q", "p", "h"),
    }
)


def mended_title(title: str) -> str:
    """
    >>> mended_title("Cụm I  tổ chức Hội nghị.")
    'Cụm I tổ chức Hội nghị'
    >>> mended_title("Chờ đón…"), mended_title("Họp tại TP."), mended_title("Vì sao?")
    ('Chờ đón…', 'Họp tại TP.', 'Vì sao?')
    """
    text = " ".join(title.split())
    while (shorter := _without_stop(text)) != text:
        text = shorter
    return text


def _without_stop(title: str) -> str:
    bare = title.removesuffix("./.")
    if bare != title and bare.strip():
        return bare.rstrip()
    if not title.endswith(".") or title.endswith(".."):
        return title
    last = title[:-1].split()[-1:] or [""]
    word = last[0].strip("(“\"'").casefold()
    initial = len(word) == 1 and word.isalpha()
    if not word or word in _SHORTENED or "." in word or initial:
        return title
    return title[:-1].rstrip()


def mended_text(text: str) -> str:
    """Plain text with single spaces and without indents; line ends stay.

    >>> mended_text("     Chiều  ngày 09/7 ")
    'Chiều ngày 09/7'
    """
    lines = (_plain_line(line) for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def _plain_line(line: str) -> str:
    # Entities in plain text are somebody's words.
    return re.sub(rf"[{_SPACES}]{{2,}}|\t", " ", line).strip(_SPACES)


def mended_markup(markup: str) -> str:
    """Rich text with single spaces, without indents and empty paragraphs.

    >>> mended_markup("<p>&nbsp; &nbsp;Cụm <b>I</b>  họp. </p><p> <br/></p>")
    '<p>Cụm <b>I</b> họp.</p>'
    """
    parts = _TAG.split(markup)
    # A bare "<" would make a tag of the words that come to stand behind it.
    parts[::2] = [_RUN.sub(" ", text).replace("<", "&lt;") for text in parts[::2]]
    _strip_beginnings(parts)
    _strip_endings(parts)
    return _without_empty_paragraphs(parts)


def _strip_beginnings(parts: list[str]) -> None:
    begins = True
    for at, part in enumerate(parts):
        if at % 2:
            begins = begins if _name(part) in _INLINE else True
        elif begins:
            parts[at] = _LEADING.sub("", part, count=1) if _opens(part) else part
            begins = not parts[at]


def _opens(part: str) -> bool:
    return bool(_LEADING.match(part))


def _strip_endings(parts: list[str]) -> None:
    ends = True
    for at in range(len(parts) - 1, -1, -1):
        if at % 2:
            ends = ends if _name(parts[at]) in _INLINE else True
        elif ends:
            parts[at] = _without_trailing(parts[at])
            ends = not parts[at]


def _without_trailing(text: str) -> str:
    text = text.rstrip(_SPACES)
    # Runs are single by now, but an entity may stand alone or beside a line end.
    while (shorter := _TRAILING.sub("", text).rstrip(_SPACES)) != text:
        text = shorter
    return text


def _name(tag: str) -> str:
    match = _TAG_NAME.match(tag)
    return match[1].lower() if match else ""


def _without_empty_paragraphs(parts: list[str]) -> str:
    kept: list[str] = []
    empty: list[int] = []  # where in `kept` the paragraphs begin that hold nothing yet
    for at, part in enumerate(parts):
        name = _name(part) if at % 2 else ""
        if name == "p" and not part.startswith("</"):
            empty.append(len(kept))
        elif name == "p":
            begun = empty.pop() if empty else len(kept)
            if begun < len(kept) and not _after_words(kept, begun):
                del kept[begun:]
                continue
        elif part and name not in _INLINE | {"br"}:
            empty.clear()
        kept.append(part)
    return "".join(kept)


def _after_words(kept: list[str], at: int) -> bool:
    """Loose words before an empty paragraph: it is what parts them from the next."""
    before = next((part for part in reversed(kept[:at]) if part), "<")
    return not before.startswith("<")


def mended_body(raw: Any) -> Any:
    """The stored stream, mended; what is not in the known shape stays as it is.

    >>> mended_body([{"type": "paragraph", "value": "<p> a</p>", "id": "1"},
    ...     {"type": "heading", "value": {"text": " ", "level": "2"}, "id": "2"}])
    [{'type': 'paragraph', 'value': '<p>a</p>', 'id': '1'}]
    """
    if not isinstance(raw, list):
        return raw
    mended = [_mended_block(block) for block in raw]
    return [block for block in mended if not _is_empty(block)]


def _mended_block(block: Any) -> Any:
    match block:
        case {"type": "paragraph", "value": str(markup)}:
            return {**block, "value": mended_markup(markup)}
        case {"type": "heading" | "quote" | "photo", "value": dict(value)}:
            return {**block, "value": _mended_words(value)}
    return block


def _mended_words(value: dict[str, Any]) -> dict[str, Any]:
    names = {"text", "attribution", "caption", "credit", "alt"}
    mended = {
        name: mended_text(item) if name in names and isinstance(item, str) else item
        for name, item in value.items()
    }
    match mended:
        case {"credit": str(credit)}:
            return {**mended, "credit": bare_credit(credit)}
    return mended


def _is_empty(block: Any) -> bool:
    match block:
        case {"type": "paragraph", "value": str(markup)}:
            parts = _TAG.split(markup)
            tags = {_name(tag) for tag in parts[1::2]}
            shows = tags - _INLINE - {"br", "p", "ul", "ol", "li", "div"}
            return not shows and not "".join(parts[::2]).strip(_SPACES)
        case {"type": "heading", "value": {"text": str(text)}}:
            return not text.strip()
        case {"type": "quote", "value": {"text": str(text), **rest}}:
            return not text.strip() and not rest.get("attribution")
    return False
