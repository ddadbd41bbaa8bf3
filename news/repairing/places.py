"""Where in a post do texts stand, and what is in each of them to be put right?

A post is looked at as its versions store it: fields by name, the body as a stream, the
authors as rows. A place is the way to a text: ("body", 3, "value", "caption").
"""

import copy
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from news.vietnamese.repairs import Repair, encoding_in, repaired

FIELDS = ("title", "lead", "event_place", "event_chair", "source_name", "submitted_by")
FIELDS += ("seo_title", "search_description")
NAMES = ("name", "role", "organisation_name")
# Words of programs and addresses, not of people.
_NOT_WORDS = {"id", "type", "level", "source", "table_header_choice"}
_TAG = re.compile(r"(<[^<>]*>)")

Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A text that reads better, and the way to it; texts are shown without markup."""

    way: Way
    repair: Repair
    stored: str  # what is to stand there, with its markup

    @property
    def key(self) -> str:
        return ".".join(map(str, self.way))


def found_in(texts: Mapping[Way, str]) -> list[Found]:
    """What can be put right in texts that belong together.

    What all of them were typed in counts for those that are too short to tell.
    """
    shown = {
        way: _plain(text) if _is_markup(way) else text for way, text in texts.items()
    }
    typed_in = encoding_in("\n".join(shown.values()))
    found = []
    for way, words in shown.items():
        if repair := repaired(words, typed_in):
            stored = repair.after
            if _is_markup(way):
                stored = _converted_markup(texts[way], repair.encoding)
            found.append(Found(way, repair, stored))
    return found


def texts_of(content: Mapping[str, Any]) -> dict[Way, str]:
    """The texts of a version, in the order in which readers meet them."""
    return dict(_texts_of(content))


def put_right(
    content: Mapping[str, Any], found: Collection[Found]
) -> tuple[dict[str, str], Any, dict[int, dict[str, str]]]:
    """The fields, the body and the authors that change: {} and None where none does."""
    fields = {f.way[0]: f.stored for f in found if len(f.way) == 1}
    names: dict[int, dict[str, str]] = {}
    body = copy.deepcopy(_body(content))
    changed = False
    for one in found:
        match one.way:
            case ("bylines", int(row), str(name)):
                names.setdefault(row, {})[name] = one.stored
            case ("body", *way):
                _set(body, way, one.stored)
                changed = True
    return fields, body if changed else None, names


def _texts_of(content: Mapping[str, Any]) -> Iterator[tuple[Way, str]]:
    for name in FIELDS:
        if text := content.get(name):
            yield (name,), text
    for way, text in _leaves(_body(content)):
        yield ("body", *way), text
    for row, byline in enumerate(content.get("bylines", [])):
        for name in NAMES:
            if text := byline.get(name):
                yield ("bylines", row, name), text


def _body(content: Mapping[str, Any]) -> Any:
    body = content.get("body") or []
    return json.loads(body) if isinstance(body, str) else body


def _leaves(value: Any) -> Iterator[tuple[Way, str]]:
    match value:
        case str() if value.strip():
            yield (), value
        case dict():
            inside = ((k, v) for k, v in value.items() if k not in _NOT_WORDS)
            yield from _below(inside)
        case list():
            yield from _below(enumerate(value))


def _below(inside: Any) -> Iterator[tuple[Way, str]]:
    for key, value in inside:
        for way, text in _leaves(value):
            yield (key, *way), text


def _set(value: Any, way: list[Any], text: str) -> None:
    for step in way[:-1]:
        value = value[step]
    value[way[-1]] = text


def _is_markup(way: Way) -> bool:
    """Only running text has markup: a paragraph is the value of its block itself."""
    return len(way) == 3 and way[0] == "body"


def _plain(markup: str) -> str:
    return unescape(_TAG.sub("", re.sub(r"</(?:p|li)>|<br/?>", "\n", markup))).strip()


def _converted_markup(markup: str, encoding: str) -> str:
    parts = _TAG.split(markup)
    parts[::2] = [_converted(part, encoding) for part in parts[::2]]
    return "".join(parts)


def _converted(text: str, encoding: str) -> str:
    repair = repaired(unescape(text), encoding)
    return escape(repair.after, quote=False) if repair else text
