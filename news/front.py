"""What stands on a home page today? Its parts as arranged, filled with what is public.

The arrangement is read as it is stored: a chooser's own way to its post would ask for
each, and would not know whether everybody may read it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date
from wagtail.blocks import StreamValue

from news.front_blocks import (
    INSIDE_OR_OUT,
    LATEST,
    MEETINGS,
    MOST_LATEST,
    MOST_MEETINGS,
    MOST_STORIES,
    STORIES,
)

# They stand beside the latest news where the screen is wide enough.
BESIDE = {"meetings", "clusters"}
OURS = {"lead", "latest", "notice", "words", *BESIDE}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: how it was set, and the posts, meetings or clusters it shows."""

    kind: str
    template: str
    value: Mapping[str, Any]
    shown: list = field(default_factory=list)
    # A project's own block, which renders itself.
    own: Any = None

    @property
    def address(self) -> str:
        """The address somebody typed; "" for one that the form would not let out."""
        typed = self.value.get("address") or ""
        return typed if INSIDE_OR_OUT.match(typed) else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A part in the whole width, or a list and what stands beside it.

    `before` and `after` keep the order the editor chose, which is that of a phone.
    """

    main: list[Part] = field(default_factory=list)
    before: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything the template `news/components/front.html` shows."""

    rows: list[Row] = field(default_factory=list)
    stories: list = field(default_factory=list)

    @property
    def first_story(self) -> Model | None:
        """The post whose photo a reader sees at once; a notice is a few lines high."""
        parts = (part for row in self.rows for part in row.main or row.before)
        opening = next((part for part in parts if part.kind != "notice"), None)
        is_lead = opening is not None and opening.kind == "lead"
        return self.stories[0] if self.stories and is_lead else None


@dataclass(frozen=True, slots=True)
class Notice:
    title: str
    until: dt.date | None
    id: str = ""

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()


def filled(arrangement: StreamValue, index: Model | None) -> Filled:
    """The parts that have something to show; without an index no posts do."""
    posts = Posts.of(list(arrangement.raw_data), index)
    parts = []
    for place, block in enumerate(arrangement.raw_data):
        kind, value = block["type"], block["value"] or {}
        known = arrangement.stream_block.child_blocks[kind]
        shown = _shown(block, posts, index)
        if shown is not None:
            parts.append(Part(kind, known.meta.template, value, shown))
        elif kind not in OURS:
            parts.append(Part(kind, "", value, own=arrangement[place]))
    return Filled(list(rows(parts)), posts.stories)


def _shown(block: Mapping, posts: "Posts", index: Model | None) -> list | None:
    """What a part of ours lists; None where it says nothing today."""
    value = block["value"] or {}
    match block["type"]:
        case "lead":
            # Without any news, the place where they will be says so.
            return posts.stories
        case "latest":
            return posts.latest or None
        case "meetings" if index:
            number = _number(value, MEETINGS, MOST_MEETINGS)
            return list(index.coming_meetings()[:number]) or None
        case "clusters" if index:
            return list(index.clusters()) or None
        case "notice" if not notice(block).is_over:
            return [posts.known[pk] for pk in [value.get("post")] if pk in posts.known]
        case "words":
            return []
    return None


def notices(arrangement: StreamValue) -> Iterator[Notice]:
    for block in arrangement.raw_data:
        if block["type"] == "notice":
            yield notice(block)


def notice(block: Mapping[str, Any]) -> Notice:
    value, until = block["value"], block["value"].get("until")
    # Stored it is a text, and in a form that is being previewed a day.
    day = until if isinstance(until, dt.date) else parse_date(until or "")
    return Notice(value.get("title", ""), day, block.get("id", ""))


def rows(parts: Iterable[Part]) -> Iterator[Row]:
    """Wide parts alone; what stands between two of them in columns."""
    open_row = Row()
    for part in parts:
        if part.kind == "latest":
            open_row.main.append(part)
        elif part.kind in BESIDE:
            side = open_row.after if open_row.main else open_row.before
            side.append(part)
        else:
            if open_row.main or open_row.before:
                yield open_row
            yield Row(main=[part], is_wide=True)
            open_row = Row()
    if open_row.main or open_row.before:
        yield open_row


@dataclass(frozen=True, slots=True)
class Posts:
    """The stories that lead, the latest others, and all by their number."""

    stories: list = field(default_factory=list)
    latest: list = field(default_factory=list)
    known: dict[int, Model] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: list[dict], index: Model | None) -> "Posts":
        if index is None:
            return cls()
        values = {block["type"]: block["value"] for block in raw}
        chosen = list(dict.fromkeys(_chosen(values.get("lead"))))
        leading = _number(values.get("lead"), STORIES, MOST_STORIES)
        leading = max(leading, len(chosen))
        others = _number(values.get("latest"), LATEST, MOST_LATEST)
        named = {b["value"].get("post") for b in raw if b["type"] == "notice"}
        found = index.newest_and(named.union(chosen) - {None}, leading + others)
        known = {article.pk: article for article in found}
        stories = [known[pk] for pk in chosen if pk in known]
        newest = found[: leading + others]
        free = [article for article in newest if article not in stories]
        stories += free[: leading - len(stories)]
        rest = [article for article in free if article not in stories]
        return cls(stories, rest[:others], known)


def _chosen(lead: Mapping | None) -> Iterator[int]:
    """The numbers of the posts an editor chose."""
    for item in (lead or {}).get("posts") or []:
        pk = item.get("value") if isinstance(item, dict) else item
        if pk is not None:
            yield pk


def _number(value: Mapping | None, default: int, most: int) -> int:
    """How many are wanted; none where the part is missing."""
    if value is None:
        return 0
    # A draft may hold what the form would not let out.
    wanted = value.get("number")
    return min(max(int(default if wanted is None else wanted), 1), most)
