"""What does a document say once an editor has put it right?"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from news.importers.document import Byline, ClusterFound, Document, Event
from news.importers.packed import unpacked
from news.importers.pages.registers import key
from news.models import Cluster, ImportDraft

# Of the form, and the fields of a post that each of them fills.
FIELDS = {
    "title": ("title",),
    "published": ("published_at",),
    "lead": ("lead",),
    "authors": ("bylines",),
    "organisation": ("organisation",),
    "clusters": ("clusters", "participants"),
    "topics": ("topics",),
    "body": ("body",),
    "event_kind": ("event_kind",),
    "event_date": ("event_date",),
    "event_part_of_day": ("event_part_of_day",),
    "event_place": ("event_place",),
    "event_chair": ("event_chair",),
}
# Of what is read of the meeting, and the field that corrects it.
MEETING = {
    "kind": "event_kind",
    "date": "event_date",
    "part_of_day": "event_part_of_day",
    "place": "event_place",
    "chair": "event_chair",
}
# As long as a post takes them.
LONGEST, LONGEST_TOPIC = 255, 100


def as_read(document: Document, known: Sequence[Cluster]) -> dict[str, Any]:
    """The values of the form as the reader found them; `known` is the register."""
    clusters, new = sorted_out(document, known)
    return {
        "title": document.title,
        "published": document.published.isoformat() if document.published else "",
        "lead": document.lead,
        "authors": [byline.name for byline in document.authors],
        "organisation": document.organisation,
        "clusters": [cluster.pk for cluster in clusters.values()],
        "new_clusters": [document.clusters.index(found) for found in new],
        "topics": [tag[:LONGEST_TOPIC] for tag in document.tags],
        **meeting(document.event),
    }


def meeting(event: Event) -> dict[str, str]:
    return {
        "event_kind": event.kind,
        "event_date": event.date.isoformat() if event.date else "",
        "event_part_of_day": event.part_of_day,
        "event_place": event.place[:LONGEST],
        "event_chair": event.chair[:LONGEST],
    }


def sorted_out(
    document: Document, known: Sequence[Cluster]
) -> tuple[dict[ClusterFound, Cluster], list[ClusterFound]]:
    """Those of the register, and those that an import would enter there."""
    there, new = {}, []
    for found in document.clusters:
        cluster = registered(found, known)
        if cluster:
            there[found] = cluster
        elif found.name:
            new.append(found)
    return there, new


def registered(found: ClusterFound, known: Iterable[Cluster]) -> Cluster | None:
    """As the import itself decides, which also enters what is not there."""
    alike = [
        cluster
        for cluster in known
        if cluster.kind == found.kind
        and cluster.number.casefold() == found.number.casefold()
    ]
    if not found.name:
        return alike[0] if len(alike) == 1 else None
    same = (one for one in alike if key(one.name) == key(found.name))
    return next(same, None)


def changes(values: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """What differs from what was read; both sides of the clusters count as one."""
    chosen = ("clusters", "new_clusters")
    changed = {
        name: values[name]
        for name in FIELDS
        if name in values and name not in chosen and values[name] != read[name]
    }
    if any(sorted(values[name]) != sorted(read[name]) for name in chosen):
        changed |= {name: values[name] for name in chosen}
    return changed


def corrected(document: Document, draft: ImportDraft, folder: Path) -> Document:
    """`folder` is the upload's: the files of its posts lie in it."""
    said = draft.corrections
    values: dict[str, Any] = {
        name: said[name] for name in ("title", "lead", "organisation") if name in said
    }
    if "published" in said:
        written = said["published"]
        values["published"] = dt.datetime.fromisoformat(written) if written else None
    if "authors" in said:
        known = {byline.name: byline for byline in document.authors}
        values["authors"] = tuple(
            known.get(name, Byline(name)) for name in said["authors"]
        )
    if "clusters" in said:
        values["clusters"] = chosen_clusters(document, said)
    if "topics" in said:
        values["tags"] = tuple(said["topics"])
    if "body" in said:
        values["blocks"] = unpacked(said["body"], folder)
    return replace(document, **values, event=corrected_meeting(document.event, said))


def corrected_meeting(event: Event, said: dict[str, Any]) -> Event:
    values = {part: said[name] for part, name in MEETING.items() if name in said}
    if written := values.get("date"):
        values["date"] = dt.date.fromisoformat(written)
    elif "date" in values:
        values["date"] = None
    return replace(event, **values)


def chosen_clusters(
    document: Document, said: dict[str, Any]
) -> tuple[ClusterFound, ...]:
    """What the text says of a cluster stays with it; what it says of one that could
    not be told goes to one that was chosen for it."""
    chosen = list(Cluster.objects.filter(pk__in=said["clusters"]))
    there, new = sorted_out(document, list(Cluster.objects.all()))
    facts = {cluster.pk: found for found, cluster in there.items()}
    untold = [
        found for found in document.clusters if found not in there and found not in new
    ]
    made = []
    for cluster in chosen:
        found = facts.get(cluster.pk) or (untold.pop(0) if untold else None)
        name = {"number": cluster.number, "name": cluster.name}
        if found:
            made.append(replace(found, kind=cluster.kind, **name))
        else:
            made.append(ClusterFound(cluster.kind, **name))
    entered = [
        document.clusters[at]
        for at in said.get("new_clusters", ())
        if at < len(document.clusters)
    ]
    return (*made, *entered)


def touched(draft: ImportDraft) -> list[str]:
    """The fields of the post that are an editor's word now, and not the source's."""
    return [field for name in draft.corrections for field in FIELDS.get(name, ())]
