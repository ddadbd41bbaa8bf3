"""What is a post about: which clusters, which meeting, which documents?"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from .clusters import clusters_in
from .document import ClusterFound, Doubt, Event
from .meetings import meeting_in
from .members import members_in
from .roles import roles_in

FARTHEST = 60  # days between a meeting and the post about it

_YEAR = re.compile(r"(?<!\w)năm\s+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_SHORT = r"[A-ZĐÐ]{2}[\wÐ]*"
_CITED = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,5}}(?:/\d{{4}})?\s?/\s?{_SHORT}"
    r"(?:(?:-[A-ZĐÐ]\w*)+|\s?-\s?[A-ZĐÐ]{2,}(?!\w))?"
    rf"|\d{{1,4}}-[A-ZĐÐ]{{2,4}}/{_SHORT}(?:-[A-ZĐÐ]\w*)*)"
)


@dataclass(frozen=True, slots=True)
class Recognised:
    clusters: tuple[ClusterFound, ...] = ()
    event: Event = field(default_factory=Event)
    documents: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def recognise(
    title: str,
    texts: Sequence[str],
    published: datetime | None = None,
    known: Collection[str] = (),
) -> Recognised:
    """`texts` are the lead and the paragraphs; `known` the organisations' names."""
    day = published.date() if published else None
    event = meeting_in(title, texts, day)
    clusters = clusters_in(title, texts)
    year = _year(title, event, day)
    if len(clusters) == 1:
        clusters = (_with_term(clusters[0], year, event, texts, known),)
    else:
        # Whose leader and whose members the text means cannot be told apart.
        clusters = tuple(replace(cluster, year=year) for cluster in clusters)
    return Recognised(
        clusters=clusters,
        event=event,
        documents=tuple(dict.fromkeys(_cited((title, *texts)))),
        doubts=(*_member_doubts(clusters), *_far(event, day)),
    )


def _year(title: str, event: Event, published: date | None) -> int | None:
    named = _YEAR.search(title)
    if named:
        return int(named[1])
    day = event.date or published
    return day.year if day else None


def _with_term(
    cluster: ClusterFound,
    year: int | None,
    event: Event,
    texts: Sequence[str],
    known: Collection[str],
) -> ClusterFound:
    members = members_in(texts, known)
    leader, deputy = roles_in(
        texts, year, members.names, looks_back=event.kind == "summary"
    )
    return replace(
        cluster,
        year=year,
        leader=leader,
        deputy=deputy,
        members=members.names,
        stated=members.stated,
    )


def _cited(texts: Sequence[str]) -> Iterator[str]:
    """Numbers of documents, written without spaces.

    >>> list(_cited(["Quyết định 163/QĐ-UBND, Chỉ thị 34-CT/TW, Luật 06/2022/QH15"]))
    ['163/QĐ-UBND', '34-CT/TW', '06/2022/QH15']
    """
    for text in texts:
        if "/" not in text:
            continue
        for match in _CITED.finditer(text):
            # Eth looks like the barred d and is often typed for it.
            yield re.sub(r"\s", "", match[0]).replace("Ð", "Đ")


def _member_doubts(clusters: Sequence[ClusterFound]) -> Iterator[Doubt]:
    for cluster in clusters:
        count = len(cluster.members)
        if count and cluster.stated not in {None, count}:
            message = f"The text says {cluster.stated} members and lists {count}"
            yield Doubt("clusters", "member-count", message)


def _far(event: Event, published: date | None) -> Iterator[Doubt]:
    if not event.date or not published:
        return
    apart = abs((published - event.date).days)
    if apart > FARTHEST:
        message = f"The meeting ({event.date}) and the post are {apart} days apart"
        yield Doubt("published", "far-from-event", message)
        yield Doubt("event_date", "far-from-published", message)
