"""How does the text that WordPress stored become markup?

Its shortcodes are written out or told of, and the empty lines of the classic editor
become paragraphs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

# Unclosed quotes end the search soon, and nothing is tried twice.
_CODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]{0,40})(?![^\s\]/])"
    r"(?P<attributes>(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\"'\[\]]){0,2000}+)\]"
)
_ATTRIBUTE = re.compile(r"([\w-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+))")
_PHOTO = re.compile(r"\s*(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
_BLOCK = (
    r"(?:address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|form"
    r"|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th"
    r"|thead|tr|ul|video)"
)
_OPENS = re.compile(rf"<{_BLOCK}(?=[\s>/])[^<>]*>", re.IGNORECASE)
_CLOSES = re.compile(rf"</{_BLOCK}\s*>", re.IGNORECASE)
_STARTS_AS_BLOCK = re.compile(rf"</?{_BLOCK}[\s>/]", re.IGNORECASE)
_LOST_BLOCK = re.compile(r"<!--\s*wp:([\w/-]{1,80})[^<>]{0,2000}?/-->")
_BLOCK_MARK = re.compile(
    r"<!--\s*(?P<close>/?)wp:[\w/-]{1,80}[^<>]{0,2000}?(?P<alone>/?)-->"
)
_EMPTY_BLOCKS = {"more", "nextpage", "separator", "spacer"}
_MEDIA = {"audio", "video"}
_MEDIA_ADDRESSES = ("src", "mp4", "webm", "m4v", "mp3", "m4a", "ogg", "wav")


@dataclass(slots=True)
class Written:
    """Markup without shortcodes, and the names of those that were dropped."""

    html: str
    dropped: tuple[str, ...] = ()


def without_codes(text: str, gallery: Callable[[str], str]) -> Written:
    """`gallery` writes the photos with these numbers ("" for all of the post).

    >>> found = without_codes("[caption id='a']<img src='b.jpg'> Họp[/caption]", str)
    >>> found.html
    "<figure><img src='b.jpg'><figcaption>Họp</figcaption></figure>"
    >>> without_codes("[vc_row]Cụm I [1] [sic][/vc_row]", str)
    Written(html='Cụm I [1] [sic]', dropped=('vc_row',))
    """
    walk = _Walk(gallery, frozenset(_closed(text)))
    at = 0
    for code in _CODE.finditer(text):
        walk.say(text[at : code.start()])
        walk.code(code)
        at = code.end()
    walk.say(text[at:])
    lost = (name for name in _LOST_BLOCK.findall(text) if name not in _EMPTY_BLOCKS)
    return Written(walk.written(), tuple(dict.fromkeys([*walk.dropped, *lost])))


def with_paragraphs(text: str) -> str:
    """Empty lines as paragraphs, but within blocks, which have their own.

    >>> with_paragraphs("Cụm I\\nhọp.\\n\\n<h2>Hai</h2>Ba")
    '<p>Cụm I<br>họp.</p>\\n<h2>Hai</h2>\\n<p>Ba</p>'
    >>> with_paragraphs("<!-- wp:quote --><p>Một</p>\\n\\n<!-- /wp:quote -->Hai")
    '<!-- wp:quote --><p>Một</p>\\n\\n<!-- /wp:quote --><p>Hai</p>'
    """
    parts, depth, at = [], 0, 0
    for mark in _BLOCK_MARK.finditer(text):
        between = text[at : mark.start()]
        parts += [between if depth else _paragraphs(between), mark[0]]
        depth = max(0, depth + (-1 if mark["close"] else 0 if mark["alone"] else 1))
        at = mark.end()
    return "".join([*parts, text[at:] if depth else _paragraphs(text[at:])])


def _paragraphs(text: str) -> str:
    text = _OPENS.sub(lambda tag: f"\n\n{tag[0]}", text)
    text = _CLOSES.sub(lambda tag: f"{tag[0]}\n\n", text)
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return "\n".join(_paragraph(part) for part in parts if part)


def _paragraph(part: str) -> str:
    if _STARTS_AS_BLOCK.match(part):
        return part
    broken = "<br>".join(line.rstrip() for line in part.split("\n"))
    return f"<p>{broken}</p>"


def _closed(text: str) -> Iterator[str]:
    return (code["name"].lower() for code in _CODE.finditer(text) if code["close"])


@dataclass(slots=True)
class _Walk:
    gallery: Callable[[str], str]
    closed: frozenset[str]
    parts: list[str] = field(default_factory=list)
    # What is open, its attributes, and where its content begins.
    open: list[tuple[str, dict[str, str], int]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def say(self, html: str) -> None:
        self.parts.append(html)

    def code(self, code: re.Match[str]) -> None:
        name = code["name"].lower()
        attributes = _attributes(code["attributes"])
        match name:
            case "caption" | "wp_caption" | "embed":
                if code["close"]:
                    self.close(name)
                else:
                    self.open.append((name, attributes, len(self.parts)))
            case "gallery":
                if not code["close"]:
                    chosen = attributes.get("ids") or attributes.get("include")
                    self.say(self.gallery(chosen or ""))
            case _ if name in _MEDIA:
                found = (attributes.get(key) for key in _MEDIA_ADDRESSES)
                address = next(filter(None, found), "")
                if address and not code["close"]:
                    self.say(_link(address))
                elif not address and not self.is_code(code):
                    self.say(code[0])
            case _ if self.is_code(code):
                self.dropped.append(name)
            case _:
                self.say(code[0])

    def is_code(self, code: re.Match[str]) -> bool:
        """A word in brackets is more often a word than a shortcode."""
        name = code["name"].lower()
        return bool(
            code["close"]
            or name in self.closed
            or "=" in code["attributes"]
            or code["attributes"].endswith("/")
            or set("_-") & set(name)
        )

    def close(self, name: str) -> None:
        if not self.open or self.open[-1][0] != name:
            self.dropped.append(name)
            return
        _, attributes, start = self.open.pop()
        content = "".join(self.parts[start:])
        del self.parts[start:]
        if name == "embed":
            self.say(_link(content.strip()))
        else:
            self.say(_figure(content, attributes.get("caption", "")))

    def written(self) -> str:
        self.dropped += [name for name, _, _ in self.open]
        return "".join(self.parts)


def _attributes(written: str) -> dict[str, str]:
    found = (match.groups("") for match in _ATTRIBUTE.finditer(written))
    return {name.lower(): unescape(a or b or c) for name, a, b, c in found}


def _figure(content: str, caption: str) -> str:
    photo = _PHOTO.match(content)
    if not photo:
        return content
    said = caption or content[photo.end() :].strip()
    said = re.sub(r"\s*\n\s*", " ", said)
    shown = photo[0].strip()
    return f"<figure>{shown}<figcaption>{said}</figcaption></figure>"


def _link(address: str) -> str:
    address = escape(unescape(address))
    return f'\n\n<p><a href="{address}">{address}</a></p>\n\n'
