"""Where does the text of a Drupal 7 node show a file? By tokens of JSON in brackets."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

_MARK, _END = "[[{", "]]"
_LONGEST = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Token:
    """The number of the file, and its alternative text as the editor wrote it there."""

    fid: str
    alt: str = ""

    @classmethod
    def of(cls, written: dict[str, Any]) -> Self:
        return cls(str(written.get("fid") or ""), _alt_of(written))


def without_tokens(text: str, shown: Callable[[Token], str]) -> tuple[str, list[str]]:
    """The text with what is shown in the places of its tokens.

    And what could not be read, in words: it stays in the text as it is.

    >>> text = 'Họp. [[{"fid":"5","fields":{"alt[und][0]":"Ảnh"}}]] Hết.'
    >>> without_tokens(text, lambda token: f"<{token.fid}>")
    ('Họp. <5> Hết.', [])
    """
    before, mark, rest = text.partition(_MARK)
    parts, unread = [before], []
    while mark:
        token, end = _read(rest)
        if token is None:
            told = " ".join(rest[:80].split())
            unread.append(f"Not understood: a token of the old site, {_MARK}{told}…")
            parts.append(_MARK)
        else:
            parts.append(shown(token))
        before, mark, rest = rest[end:].partition(_MARK)
        parts.append(before)
    return "".join(parts), unread


def _read(rest: str) -> tuple[Token | None, int]:
    """The token that goes on here, and where it ends; None if it is none."""
    written = "{" + rest[:_LONGEST]
    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(written)
    except (ValueError, RecursionError):
        return None, 0
    if not isinstance(found, dict) or not written.startswith(_END, end):
        return None, 0
    # Of what was read, one character stood before `rest`.
    return Token.of(found), end - 1 + len(_END)


def _alt_of(written: dict[str, Any]) -> str:
    """An attribute, or one of the fields of the file."""
    for group in ("attributes", "fields"):
        said = written.get(group)
        for name, words in said.items() if isinstance(said, dict) else ():
            if isinstance(words, str) and (name == "alt" or "_alt_text" in name):
                return words
    return ""
