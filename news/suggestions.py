"""What does the text of a post name that its form does not yet have?

Read with the importers' eyes and with the registers' names; nothing here asks the
database, so that a post of any length can be looked at while it is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext as _

from news.importers.members import members_in
from news.importers.recognition import Recognised, recognise
from news.registered import (
    KnownCluster,
    KnownOrganisation,
    KnownTerm,
    Register,
    clusters_in,
    organisations_in,
    words,
)

LONGEST = 60_000  # characters read: some twenty pages, whatever was pasted


@dataclass(frozen=True, slots=True)
class Term:
    """The terms of the year a post is about."""

    year: int | None
    of: Mapping[int, KnownTerm]


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a post, and what its form has already."""

    title: str
    texts: tuple[str, ...]
    published: datetime | None = None
    organisation: int | None = None
    clusters: frozenset[int] = frozenset()
    participants: frozenset[int] = frozenset()
    documents: frozenset[str] = frozenset()
    event: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Addition:
    """One value for one field; `label` is how a chooser shows it."""

    field: str
    value: int | str | date
    label: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`group` is what it is about, `text` what is added; a remark adds nothing."""

    group: str
    text: str
    note: str = ""
    adds: tuple[Addition, ...] = ()


def suggest(written: Written, register: Register) -> list[Suggestion]:
    title, texts = _within_reach(written)
    found = recognise(title, texts, written.published, register.names)
    about = list(clusters_in(found.clusters, "\n".join([title, *texts]), register))
    year = _year(found, written)
    term = Term(year, register.terms_of(year) if year else {})
    return [
        *_cluster_suggestions(about, written, register, term),
        *_event_suggestions(found, written),
        *_participants(about, title, texts, written, register, term),
        *_document_suggestions(found, written),
        *_remarks(texts, register),
    ]


def _within_reach(written: Written) -> tuple[str, list[str]]:
    texts, left = [], LONGEST
    for text in written.texts:
        if left <= 0:
            break
        texts.append(text[:left])
        left -= len(text)
    return written.title[:1000], texts


def _year(found: Recognised, written: Written) -> int | None:
    """The year named in the title, else that of the meeting, else of the post."""
    named = next((one.year for one in found.clusters if one.year), None)
    day = written.event.get("event_date") or found.event.date or written.published
    return named or (day.year if day else None)


# --- clusters ---------------------------------------------------------------------


def _cluster_suggestions(
    about: list[KnownCluster], written: Written, register: Register, term: Term
) -> Iterator[Suggestion]:
    by_pk = {one.pk: one for one in register.organisations}
    for cluster in about:
        if cluster.pk in written.clusters:
            continue
        leader = by_pk.get(term.of.get(cluster.pk, KnownTerm()).leader)
        note = ""
        if leader:
            told = {"leader": leader.name, "year": term.year}
            note = _("Led in %(year)s by %(leader)s") % told
        adds = (Addition("clusters", cluster.pk),)
        yield Suggestion("clusters", cluster.label, note, adds)


# --- the meeting ------------------------------------------------------------------


def _event_suggestions(found: Recognised, written: Written) -> Iterator[Suggestion]:
    event = found.event
    values = {
        "event_kind": event.kind,
        "event_date": event.date,
        "event_part_of_day": event.part_of_day,
        "event_place": event.place[:255],
        "event_chair": event.chair[:255],
    }
    for name, value in values.items():
        if value and not written.event.get(name):
            yield Suggestion(name, str(value), adds=(Addition(name, value),))


# --- organisations ------------------------------------------------------------------


def _participants(
    about: list[KnownCluster],
    title: str,
    texts: list[str],
    written: Written,
    register: Register,
    term: Term,
) -> Iterator[Suggestion]:
    """Members of the clusters by one click together, others named one by one."""
    by_pk = {one.pk: one for one in register.organisations}
    missing = by_pk.keys() - written.participants - {written.organisation}
    chosen = [c for c in register.clusters if c.pk in written.clusters]
    for cluster in dict.fromkeys([*chosen, *about]):
        known = term.of.get(cluster.pk, KnownTerm())
        order = dict.fromkeys([known.leader, known.deputy, *known.members])
        members = [by_pk[pk] for pk in order if pk in missing]
        missing -= {one.pk for one in members}
        if len(members) > 1:
            told = {"count": len(members), "cluster": cluster.label}
            text = _("All %(count)s of %(cluster)s") % told
            adds = tuple(map(_taking_part, members))
            yield Suggestion("participants", text, adds=adds)
        for one in members:
            note = _office(one.pk, known, term.year)
            yield Suggestion("participants", one.name, note, (_taking_part(one),))
    for one in organisations_in("\n".join([title, *texts]), register):
        if one.pk in missing:
            yield Suggestion("participants", one.name, adds=(_taking_part(one),))


def _office(pk: int, known: KnownTerm, year: int | None) -> str:
    told = {"year": year}
    if pk == known.leader:
        return _("leader of the cluster in %(year)s") % told
    if pk == known.deputy:
        return _("deputy leader in %(year)s") % told
    return _("member in %(year)s") % told


def _taking_part(one: KnownOrganisation) -> Addition:
    return Addition("participants", one.pk, one.name)


# --- documents, and what does not add up ----------------------------------------------


def _document_suggestions(found: Recognised, written: Written) -> Iterator[Suggestion]:
    have = {words(number) for number in written.documents}
    for number in islice(found.documents, 20):
        if words(number) not in have:
            adds = (Addition("documents", number[:64]),)
            yield Suggestion("documents", number, adds=adds)


def _remarks(texts: list[str], register: Register) -> Iterator[Suggestion]:
    members = members_in(texts, register.names)
    if members.disagree:
        told = {"stated": members.stated, "found": len(members.names)}
        text = _("The text says %(stated)s members and lists %(found)s.") % told
        yield Suggestion("remarks", text, note="; ".join(members.names))
