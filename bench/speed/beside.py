"""Our pages kept, kept behind nginx, and made anew; beside them a file and the peer."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.processes import ROOT

from . import peer, portal, servers
from .client import Line, burst
from .costs import Way, asked, measure
from .servers import Server

# In each round.
FILES, KEPT, CACHED, MADE = 12000, 3200, 400, 16
AT_ONCE = 8
NOTHING_KEPT = {"PAGE_CACHE": ""}
KEPT_PAGES = ("home", "index", "article", "long article", "cluster", "feed")
PAGES = ("index", "article", "long article")

HIT = "BanTin; hit"
KEPT_HERE = "kept, in process"
KEPT_IN_REDIS = "kept, in Redis"
BEHIND_NGINX = "kept, behind nginx"
A_FILE = "nginx, a file of the same bytes"
MADE_ANEW = "made anew"
THE_PEER = "tutorial blog"
CACHED_PEER = "tutorial blog, Django's cache on Redis"


@dataclass(frozen=True)
class Started:
    """The servers, by what they do."""

    kept: Server
    shared: Server
    made: Server
    front: Server
    file: Server
    plain: Server
    cached: Server


def measured(ours: portal.Portal, theirs: peer.Peer, rounds: int) -> list[Way]:
    """All ways, after so many rounds."""
    addresses = ours.inside("inside.addresses()")
    addresses["long article"] = ours.inside("inside.longest()")
    with ExitStack() as stack:
        here = started(stack, ours, theirs)
        ways = [
            way
            for page in KEPT_PAGES
            for way in alone(here, page, asked(addresses[page]))
        ]
        for page in PAGES:
            path = addresses[page]
            copied(here.kept, path, ours.folder / "front" / name_of(page))
            ways += side_by_side(here, page, path)
        measure(ways, rounds)
    return ways


def started(stack: ExitStack, ours: portal.Portal, theirs: peer.Peer) -> Started:
    begin = stack.enter_context
    redis = begin(servers.redis(ours.folder))
    place = f"redis://127.0.0.1:{redis.port}"
    of_ours, of_theirs = {"CACHE_URL": f"{place}/0"}, {"BENCH_CACHE": f"{place}/1"}
    kept = begin(ours.served("kept"))
    front, file = begin(servers.nginx(ours.folder / "front", kept, files_of(ours)))
    return Started(
        kept=kept,
        shared=begin(ours.served("shared", of_ours, beside=redis.first)),
        made=begin(ours.served("made", NOTHING_KEPT)),
        front=front,
        file=file,
        plain=begin(theirs.served("plain")),
        cached=begin(theirs.served("cached", of_theirs, beside=redis.first)),
    )


def alone(here: Started, page: str, there: bytes) -> list[Way]:
    """What the portal does without anybody's help."""
    return [
        Way(page, KEPT_HERE, here.kept, there, KEPT, AT_ONCE, HIT),
        Way(page, MADE_ANEW, here.made, there, MADE),
    ]


def side_by_side(here: Started, page: str, path: str) -> list[Way]:
    there, theirs = asked(path), asked(at_the_peer(path))
    return [
        Way(page, BEHIND_NGINX, here.front, there, FILES, AT_ONCE),
        Way(page, A_FILE, here.file, asked(f"/{name_of(page)}"), FILES, AT_ONCE),
        Way(page, KEPT_IN_REDIS, here.shared, there, KEPT, AT_ONCE, HIT),
        Way(page, THE_PEER, here.plain, theirs, MADE),
        Way(page, CACHED_PEER, here.cached, theirs, CACHED, AT_ONCE),
    ]


def files_of(ours: portal.Portal) -> Path:
    """Where nginx finds what it serves itself."""
    folder = ours.folder / "files"
    folder.mkdir(exist_ok=True)
    for name, place in {
        "static": ROOT / "var" / "static",
        "media": ours.folder / "media",
    }.items():
        if not (folder / name).exists():
            (folder / name).symlink_to(place)
    return folder


def at_the_peer(path: str) -> str:
    """The same page of the tutorial's blog.

    >>> at_the_peer("/tin-tuc/2025/hop/"), at_the_peer("/tin-tuc/")
    ('/blog/hop/', '/blog/')
    """
    index, _, slug = path.strip("/").rpartition("/")
    return f"/blog/{slug}/" if index else "/blog/"


def asked_often(server: Server, path: str) -> None:
    with Line(server.port) as line:
        burst([line], asked(path), KEPT // 4)


def name_of(page: str) -> str:
    return page.replace(" ", "-")


def copied(server: Server, path: str, place: Path) -> None:
    """The very bytes a page is answered with, as a file."""
    with Line(server.port) as line:
        place.write_bytes(line.ask(asked(path)).body)


def found(ways: list[Way], page: str, name: str) -> Way:
    return next(way for way in ways if (way.page, way.name) == (page, name))


def in_order(ways: list[Way]) -> Iterator[Way]:
    for page in dict.fromkeys(way.page for way in ways):
        yield from (way for way in ways if way.page == page)
