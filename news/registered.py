"""Which clusters and organisations of the registers does a text name?

Case, dashes and missing accents do not matter; aliases count as names.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from news.importers.document import ClusterFound
from news.vietnamese.folding import fold

SHORTEST_NAME = 5  # "Sở" alone names nobody
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class KnownCluster:
    pk: int
    kind: str
    number: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    pk: int
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """Who belongs to a cluster in the year the post is about."""

    leader: int | None = None
    deputy: int | None = None
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    clusters: tuple[KnownCluster, ...] = ()
    organisations: tuple[KnownOrganisation, ...] = ()
    # Of one year, by cluster.
    terms_of: Callable[[int], Mapping[int, KnownTerm]] = lambda year: {}

    @property
    def names(self) -> list[str]:
        return [name for one in self.organisations for name in one.names]


def words(text: str) -> str:
    """The folded words alone, so that dashes, case and accents do not matter.

    >>> words("Cụm I – Các Doanh nghiệp")
    ' cum i cac doanh nghiep '
    """
    return f" {' '.join(_WORD.findall(fold(text)))} "


def clusters_in(
    found: Iterable[ClusterFound], text: str, register: Register
) -> Iterator[KnownCluster]:
    """The register's clusters that the title or the text names, each once."""
    seen: set[int] = set()
    for cluster in (*_recognised(found, register), *_named(text, register)):
        if cluster.pk not in seen:
            seen.add(cluster.pk)
            yield cluster


def _recognised(
    found: Iterable[ClusterFound], register: Register
) -> Iterator[KnownCluster]:
    for one in found:
        alike = [c for c in register.clusters if _could_be(one, c)]
        exact = [c for c in alike if one.name and words(one.name) == words(c.name)]
        # "Cụm I" alone may be two clusters: the editor chooses between them.
        yield from exact or (alike if not one.name else ())


def _could_be(found: ClusterFound, known: KnownCluster) -> bool:
    same_number = found.number.casefold() == known.number.casefold()
    return found.kind == known.kind and (same_number or not found.number)


def _named(text: str, register: Register) -> Iterator[KnownCluster]:
    said = words(text)
    for cluster in register.clusters:
        if any(form in said for form in _forms(cluster)):
            yield cluster


def _forms(cluster: KnownCluster) -> Iterator[str]:
    """The ways to write a cluster in full; a number without a name is too little."""
    if not cluster.name:
        return
    for contest in ("", "thi đua"):
        yield words(f"{cluster.kind} {contest} {cluster.number} {cluster.name}")
        if len(cluster.name) > SHORTEST_NAME:
            yield words(f"{cluster.kind} {contest} {cluster.name}")


def organisations_in(text: str, register: Register) -> list[KnownOrganisation]:
    """Those of the register that a text names, by any of their names.

    The longest name wins its words: "Bưu điện tỉnh Lạng Sơn" is not "Bưu điện tỉnh".
    """
    said = words(text)
    forms = [
        (words(name), one)
        for one in register.organisations
        for name in one.names
        if len(name) >= SHORTEST_NAME
    ]
    found: dict[int, tuple[int, KnownOrganisation]] = {}
    for form, one in sorted(forms, key=lambda pair: -len(pair[0])):
        at = said.find(form)
        if at >= 0:
            found.setdefault(one.pk, (at, one))
            said = said.replace(form, f" {'_' * (len(form) - 2)} ")
    return [one for _at, one in sorted(found.values(), key=lambda pair: pair[0])]
