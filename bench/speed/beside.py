"""Our pages kept, kept behind nginx, and made anew; beside them a file and the peer."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from . import peer, portal, servers
from .client import Line, burst
from .costs import Way, asked, measure

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


def measured(ours: portal.Portal, theirs: peer.Peer, rounds: int) -> list[Way]:
    """All ways, after so many rounds."""
    files = files_of(ours)
    with ExitStack() as stack:
        begin = stack.enter_context
        redis = begin(servers.redis(ours.folder))
        kept = begin(ours.served("kept"))
        front, bytes_of = begin(servers.nginx(ours.folder / "front", kept, files))
        made = begin(ours.served("made", NOTHING_KEPT))
        plain = begin(theirs.served("plain"))
        addresses = ours.inside("inside.addresses()")
        addresses["long article"] = ours.inside("inside.longest()")
        theirs_at = {page: at_the_peer(addresses[page]) for page in PAGES}
        ways = [
            Way(page, KEPT_HERE, kept, asked(addresses[page]), KEPT, AT_ONCE, HIT)
            for page in KEPT_PAGES
        ]
        ways += [
            Way(page, MADE_ANEW, made, asked(addresses[page]), MADE)
            for page in KEPT_PAGES
        ]
        for page in PAGES:
            there = asked(addresses[page])
            copied(kept.port, there, ours.folder / "front" / name_of(page))
            file = asked(f"/{name_of(page)}")
            ways += [
                Way(page, BEHIND_NGINX, front, there, FILES, AT_ONCE),
                Way(page, A_FILE, bytes_of, file, FILES, AT_ONCE),
                Way(page, THE_PEER, plain, asked(theirs_at[page]), MADE),
            ]
        if redis:
            place = f"redis://127.0.0.1:{redis.port}"
            shared = begin(
                ours.served("shared", {"CACHE_URL": f"{place}/0"}, beside=redis.first)
            )
            cached = begin(
                theirs.served(
                    "cached", {"BENCH_CACHE": f"{place}/1"}, beside=redis.first
                )
            )
            for page in PAGES:
                there, their = asked(addresses[page]), asked(theirs_at[page])
                ways += [
                    Way(page, KEPT_IN_REDIS, shared, there, KEPT, AT_ONCE, HIT),
                    Way(page, CACHED_PEER, cached, their, CACHED, AT_ONCE),
                ]
        measure(ways, rounds)
    return ways


def files_of(ours: portal.Portal) -> Path:
    """Where nginx finds what it serves itself."""
    folder = ours.folder / "files"
    folder.mkdir(exist_ok=True)
    for name, place in {
        "static": servers.ROOT / "var" / "static",
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


def asked_often(server: servers.Server, path: str) -> None:
    with Line(server.port) as line:
        burst([line], asked(path), KEPT // 4)


def name_of(page: str) -> str:
    return page.replace(" ", "-")


def copied(port: int, wanted: bytes, path: Path) -> None:
    """The very bytes a page is answered with, as a file."""
    with Line(port) as line:
        path.write_bytes(line.ask(wanted).body)


def found(ways: list[Way], page: str, name: str) -> Way | None:
    return next((w for w in ways if (w.page, w.name) == (page, name)), None)


def in_order(ways: list[Way]) -> Iterator[Way]:
    for page in dict.fromkeys(way.page for way in ways):
        yield from (way for way in ways if way.page == page)
