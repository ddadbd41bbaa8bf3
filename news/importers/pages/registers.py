"""Which cluster, organisation or author does a name mean? Found, else made."""

import re
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model

from news.importers.document import ClusterFound
from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterMember,
    ClusterTerm,
    Organisation,
    Topic,
)
from news.vietnamese.folding import nfc

Entry = TypeVar("Entry", bound=Model)
# The two places a tone may stand in: hoà and hòa, thuý and thúy, hoẻ and hỏe.
TONE_STYLES = {
    **{"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa"},
    **{"oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe"},
    **{"uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"},
}


def key(name: str) -> str:
    """Equal for spellings that differ only in case, dashes, spaces and tone style.

    Accents count: Hoàng Thị Tám is not Hoàng Thị Tâm.
    """
    return " ".join(re.findall(r"\w+", _one_tone_style(nfc(name).casefold())))


def _one_tone_style(text: str) -> str:
    for written, usual in TONE_STYLES.items():
        text = text.replace(written, usual)
    return text


def organisation_names() -> list[str]:
    """Every name and alias of the register: a dictionary for whoever reads lists."""
    known = Organisation.objects.only("name", "aliases")
    return [name for organisation in known for name in organisation.names]


@dataclass(slots=True)
class Registers:
    """Names are looked up as they are now: a second post finds what the first made.

    `made` are the entries that were not there, for whoever takes the run back.
    """

    made: list[Model] = field(default_factory=list)

    def organisation(self, name: str) -> Organisation | None:
        if not name:
            return None
        wanted = key(name)
        known = Organisation.objects.only("name", "aliases", "slug")
        for organisation in known:
            if wanted in map(key, organisation.names):
                return organisation
        return self._note(Organisation.objects.create(name=name[:255]))

    def author(self, name: str, organisation: Organisation | None) -> Author:
        wanted = key(name)
        namesakes = [
            author for author in Author.objects.all() if key(author.name) == wanted
        ]
        for author in namesakes:
            # Another office is another person, until an editor says otherwise.
            if organisation is None or author.organisation in (None, organisation):
                return author
        author = Author.objects.create(name=name[:255], organisation=organisation)
        return self._note(author)

    def cluster(self, found: ClusterFound) -> Cluster | None:
        """The cluster of the register; None where "Cụm I" could be two of them."""
        alike = Cluster.objects.filter(kind=found.kind, number__iexact=found.number)
        if not found.name:
            return alike.first() if alike.count() == 1 else None
        for cluster in alike:
            if key(cluster.name) == key(found.name):
                return cluster
        cluster = Cluster.objects.create(
            kind=found.kind, number=found.number, name=found.name[:255]
        )
        return self._note(cluster)

    def term(self, cluster: Cluster, found: ClusterFound) -> None:
        """Complete the cluster's term with what the post says; overwrite nothing."""
        if found.year is None:
            return
        terms = ClusterTerm.objects
        term, is_new = terms.get_or_create(cluster=cluster, year=found.year)
        if is_new:
            self._note(term)
        term.leader = term.leader or self.organisation(found.leader)
        term.deputy = term.deputy or self.organisation(found.deputy)
        if not term.members.exists():
            members = dict.fromkeys(filter(None, map(self.organisation, found.members)))
            term.members.set(
                ClusterMember(organisation=member, sort_order=place)
                for place, member in enumerate(members)
            )
        term.save()

    def topics(self, names: list[str]) -> list[Topic]:
        return [self.topic(name) for name in names]

    def topic(self, name: str) -> Topic:
        was_there = Topic.objects.filter(name__iexact=name).exists()
        holder = ArticlePage()
        holder.topics.set([name])
        [topic] = holder.topics.all()
        return topic if was_there else self._note(topic)

    def _note(self, entry: Entry) -> Entry:
        self.made.append(entry)
        return entry
