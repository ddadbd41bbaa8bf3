"""The registers for very many posts: what was read of them is kept, and asked again.

Good for one transaction: what it made is gone with that.
"""

from news import bulk, inserting
from news.importers.document import ClusterFound
from news.models import Author, Cluster, Organisation, Topic
from news.models.taxonomy import free_of, stem_of
from news.vietnamese.composition import composed

from .registers import Registers, key


class Remembered(Registers):
    """Finds what `Registers` finds; what it makes is found the next time."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: set[tuple[int, ClusterFound]] = set()
        self._topics: dict[str, Topic] = {}
        self._clusters: list[Cluster] | None = None
        self._authors: dict[str, list[Author]] | None = None
        self._slugs: set[str] = set()
        self._waiting: list[Author] = []
        self._organisations: dict[str, Organisation] | None = None
        self._names: list[str] = []

    def organisation(self, name: str) -> Organisation | None:
        if not name:
            return None
        if known := self.organisations().get(key(name)):
            return known
        made = super().organisation(name)
        self._keep(made)
        return made

    def organisations(self) -> dict[str, Organisation]:
        """By each of their names; of two with one name the first."""
        if self._organisations is None:
            self._organisations, self._names = {}, []
            for organisation in Organisation.objects.all():
                self._keep(organisation)
        return self._organisations

    def _keep(self, organisation: Organisation) -> None:
        for name in organisation.names:
            self._organisations.setdefault(key(name), organisation)
            self._names.append(name)

    def organisation_names(self) -> list[str]:
        self.organisations()
        return self._names

    def author(self, name: str, organisation: Organisation | None) -> Author:
        known = self.authors()
        for author in known.get(key(name), ()):
            if organisation is None or author.organisation in (None, organisation):
                return author
        made = self._new_author(name[:255], organisation)
        # In the order of the register, which is not read again for each of its entries.
        namesakes = known.setdefault(key(made.name), [])
        namesakes.append(made)
        namesakes.sort(key=lambda author: author.name)
        return made

    def authors(self) -> dict[str, list[Author]]:
        if self._authors is None:
            self._authors = {}
            for author in Author.objects.select_related("organisation"):
                self._authors.setdefault(key(author.name), []).append(author)
                self._slugs.add(author.slug)
        return self._authors

    def _new_author(self, name: str, organisation: Organisation | None) -> Author:
        """With its key and its slug; `store` stores it with all others."""
        slug = free_of(self._slugs, stem_of(Author, name))
        (number,) = inserting.keys(Author, 1)
        made = Author(
            pk=number, name=composed(name), slug=slug, organisation=organisation
        )
        self._slugs.add(slug)
        self._waiting.append(made)
        return self._note(made)

    def store(self) -> None:
        """What was made, before anything is stored that names it."""
        bulk.enter(self._waiting)
        self._waiting = []

    def cluster(self, found: ClusterFound) -> Cluster | None:
        alike = [
            cluster
            for cluster in self.clusters()
            if cluster.kind == found.kind
            and cluster.number.casefold() == found.number.casefold()
        ]
        if not found.name:
            return alike[0] if len(alike) == 1 else None
        for cluster in alike:
            if key(cluster.name) == key(found.name):
                return cluster
        self._clusters = None
        return super().cluster(found)

    def clusters(self) -> list[Cluster]:
        if self._clusters is None:
            self._clusters = list(Cluster.objects.all())
        return self._clusters

    def term(self, cluster: Cluster, found: ClusterFound) -> None:
        """The same words complete a term once."""
        if (cluster.pk, found) not in self._terms:
            super().term(cluster, found)
            self._terms.add((cluster.pk, found))

    def topic(self, name: str) -> Topic:
        if name not in self._topics:
            self._topics[name] = super().topic(name)
        return self._topics[name]
