"""Whom and what do synthetic posts name? Entries of registers, made when missing."""

from dataclasses import dataclass

from news.models import Author, Cluster, Organisation, Topic

from . import words


@dataclass(frozen=True, slots=True)
class Registers:
    clusters: list[Cluster]
    topics: list[Topic]
    organisations: list[Organisation]
    authors: list[Author]

    @classmethod
    def with_clusters(cls, number: int) -> "Registers":
        bodies = [organisation(name) for name in words.BODIES]
        names = zip(words.SURNAMES * 2, words.GIVEN, strict=True)
        authors = [
            author(f"{surname} {given}", bodies[at], words.OFFICES[at % 6])
            for at, (surname, given) in enumerate(names)
        ]
        clusters = [cluster(at) for at in range(number)]
        return cls(clusters, [topic(name) for name in words.TOPICS], bodies, authors)


def cluster(at: int) -> Cluster:
    """Of a board's register, and once that is at an end, one more each time."""
    kind, number, name = (
        words.CLUSTERS[at]
        if at < len(words.CLUSTERS)
        else ("cụm", str(at + 1), f"Đơn vị thi đua số {at + 1}")
    )
    return Cluster.objects.get_or_create(kind=kind, number=number, name=name)[0]


def topic(name: str) -> Topic:
    return Topic.objects.get_or_create(name=name)[0]


def organisation(name: str) -> Organisation:
    found = Organisation.objects.filter(name=name).order_by("pk").first()
    return found or Organisation.objects.create(name=name)


def author(name: str, body: Organisation, office: str) -> Author:
    known = Author.objects.select_related("organisation").filter(name=name)
    found = known.order_by("pk").first()
    return found or Author.objects.create(name=name, organisation=body, role=office)
