"""Which of the versions that came out did everybody see, and when?

A page that is public may have been kept to some readers when a version came out, and
its words are theirs alone. The log tells since when and until when it was; what it does
not tell counts as kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from news.models import ArticlePage

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
TAKEN_DOWN = ("wagtail.unpublish", "wagtail.unpublish.scheduled")
KEPT = "wagtail.view_restriction.create"
CHANGED = "wagtail.view_restriction.edit"
LET_GO = "wagtail.view_restriction.delete"
MOVED = "wagtail.move"
EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
# From when until when.
Span = tuple[datetime, datetime]


class Seen:
    """Knows the restrictions that there ever were, by the places of their pages."""

    def __init__(self) -> None:
        self.kept: dict[str, set[Span]] = defaultdict(set)
        kept = spans_kept()
        for path, page in places(kept).items():
            self.kept[path].update(kept[page])
        posts = ContentType.objects.get_for_model(ArticlePage)
        others = moves(PageLogEntry.objects.exclude(content_type=posts))
        found = places(others)
        # Where it was moved from may have been moved before, out of what was kept.
        while new := [
            (path, span)
            for path, page in found.items()
            for span in self.before(others[page])
            if span not in self.kept[path]
        ]:
            for path, span in new:
                self.kept[path].add(span)

    def moments(self, pages: Iterable[Page]) -> dict[int, list[datetime]]:
        """Of the versions of these pages that everybody could read."""
        paths = {page.pk: page.path for page in pages}
        log = PageLogEntry.objects.filter(page__in=list(paths))
        moved = moves(log)
        found: dict[int, list[datetime]] = defaultdict(list)
        for page, spans in spans_out(log).items():
            kept = self.of(paths[page]) + self.before(moved.get(page, ()))
            for version, span in spans:
                if not is_within(span, kept):
                    found[version].append(span[0])
        return found

    def of(self, path: str) -> list[Span]:
        """When the page at this place, or one above it, was kept to some."""
        above = (path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen))
        return [span for place in above for span in self.kept.get(place, ())]

    def before(self, moved: Iterable[tuple[datetime, int]]) -> list[Span]:
        """Of the places it was moved from; of one that is gone nobody knows."""
        there = {page: path for path, page in places(pk for _, pk in moved).items()}
        spans: list[Span] = []
        for moment, source in moved:
            known = source in there
            spans += self.of(there[source]) if known else [(EVER[0], moment)]
        return spans


def spans_kept() -> dict[int, list[Span]]:
    """By page. The log does not say which of several restrictions one was, so a page
    is kept until all are gone; and it may know nothing of one (made in bulk, by a
    fixture, before the log was purged), which counts as there since ever."""
    spans: dict[int, list[Span]] = defaultdict(list)
    since: dict[int, datetime] = {}
    standing: Counter[int] = Counter()
    log = PageLogEntry.objects.filter(action__in=(KEPT, CHANGED, LET_GO))
    for page, action, moment in in_order(log, "page_id", "action", "timestamp"):
        if action == KEPT:
            since.setdefault(page, moment)
            standing[page] += 1
            continue
        if not standing[page]:
            since[page] = EVER[0]
            standing[page] = 1
        if action == LET_GO:
            standing[page] -= 1
            if not standing[page]:
                spans[page].append((since.pop(page), moment))
    for page, moment in since.items():
        spans[page].append((moment, EVER[1]))
    now = PageViewRestriction.objects.values_list("page_id", flat=True)
    for page, number in Counter(now.iterator()).items():
        if number > standing[page]:
            spans[page].append(EVER)
    return spans


def spans_out(log: QuerySet) -> dict[int, list[tuple[int, Span]]]:
    """By page: its versions, and from when until when each was what readers saw."""
    spans: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    out: dict[int, tuple[int, datetime]] = {}
    log = log.filter(action__in=PUBLISHED + TAKEN_DOWN)
    told = in_order(log, "page_id", "action", "revision_id", "timestamp")
    for page, action, version, moment in told:
        if was := out.pop(page, None):
            spans[page].append((was[0], (was[1], moment)))
        if action in PUBLISHED and version:
            out[page] = (version, moment)
    for page, (version, moment) in out.items():
        spans[page].append((version, (moment, EVER[1])))
    return spans


def moves(log: QuerySet) -> dict[int, list[tuple[datetime, int]]]:
    """By page: when it was moved, and the page below which it was until then."""
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    log = log.filter(action=MOVED)
    for page, moment, data in in_order(log, "page_id", "timestamp", "data"):
        found[page].append((moment, data.get("source", {}).get("id", 0)))
    return found


def in_order(log: QuerySet, *fields: str) -> Iterable[Any]:
    return log.order_by("timestamp", "pk").values_list(*fields).iterator()


def places(pages: Iterable[int]) -> dict[str, int]:
    return dict(Page.objects.filter(pk__in=list(pages)).values_list("path", "pk"))


def is_within(span: Span, kept: Iterable[Span]) -> bool:
    """
    >>> def at(hour): return datetime(2020, 7, 13, hour, tzinfo=UTC)
    >>> is_within((at(2), at(4)), [(at(3), at(5)), (at(1), at(3))])
    True
    >>> is_within((at(2), at(4)), [(at(1), at(3))])
    False
    """
    start, end = span
    for since, until in sorted(kept):
        if since <= start:
            start = max(start, until)
    return start >= end
