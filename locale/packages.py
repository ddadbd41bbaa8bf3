"""What do Wagtail, Django and their relatives have to say, and in which words?

Reads the catalogues that come with the installed packages; Django need not be set up.
"""

import ast
from collections.abc import Container, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import polib

# In the order of the catalogue: what an editor meets first comes first.
# Wagtail's own Vietnamese is a fifth of the whole, uneven in its terms and in places
# wrong, so the whole of Wagtail is ours; of the others only what they lack, and what
# was added to our catalogue by hand because theirs is wrong or clumsy.
OURS_WHOLLY = (
    "wagtail.admin",
    "wagtail",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.forms",
    "wagtail.contrib.styleguide",
)
OURS_WHERE_LACKING = (
    "django.conf",
    "django.contrib.auth",
    "django.contrib.humanize",
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.redirects",
    "django.contrib.postgres",
    "taggit",
    "modelcluster",
    "treebeard",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
)

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Area:
    """One package and what its catalogues hold for one domain."""

    name: str
    domain: str
    sources: tuple[polib.POEntry, ...]
    already: frozenset[Key]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def folder(package: str) -> Path | None:
    """Where an installed package lies."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def catalogue(place: Path, language: str, domain: str) -> polib.POFile | None:
    path = place / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path)) if path.exists() else None


def gettext_calls(place: Path) -> Iterator[polib.POEntry]:
    """The strings of a package that ships without a catalogue of its own."""
    for path in sorted(place.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="_" | "gettext" | "gettext_lazy"),
                    args=[ast.Constant(value=str() as text)],
                ):
                    yield polib.POEntry(msgid=text)


def read_area(name: str, domain: str) -> Area | None:
    place = folder(name)
    if place is None:
        return None
    english = catalogue(place, "en", domain)
    if english is not None:
        sources = [entry for entry in english if not entry.obsolete]
    elif domain == "django":
        sources = list(gettext_calls(place))
    else:
        sources = []
    vietnamese = catalogue(place, "vi", domain) or ()
    already = frozenset(key(e) for e in vietnamese if e.translated())
    return Area(name, domain, tuple(sources), already) if sources else None


def areas(domain: str) -> Iterator[Area]:
    for name in (*OURS_WHOLLY, *OURS_WHERE_LACKING):
        area = read_area(name, domain)
        if area is not None:
            yield area


def wanted(area: Area, kept: Container[Key]) -> Iterator[polib.POEntry]:
    """What is for us to say: what they lack, and what we chose to say better."""
    for entry in area.sources:
        theirs = area.name not in OURS_WHOLLY and key(entry) in area.already
        if not theirs or key(entry) in kept:
            yield entry
