"""What stands around every page? The board, its emblem, the ways, the languages."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from news import languages
from news.listings import Link
from news.models import NewsIndexPage
from news.versions import Versions

from .identity import shown_emblem
from .models import BoardIdentity

MARK = {"class": "masthead__mark", "alt": ""}


@dataclass(frozen=True, slots=True)
class Board:
    board_name: str
    governing_body: str
    responsible_person: str
    address: str
    phone: str
    email: str
    reuse_line: str

    @classmethod
    def of(cls, identity: BoardIdentity) -> Self:
        return cls(**{name: getattr(identity, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Frame:
    """A value, so that masthead and footer are made once for all pages of a section."""

    board: Board
    # An `<img>`, or nothing.
    emblem: SafeString
    index: Link | None
    # Where the reader is: "home", "news", "clusters", "calendar" or nowhere of these.
    section: str
    versions: Versions

    @classmethod
    def of(
        cls, request: HttpRequest, index: NewsIndexPage | None, versions: Versions
    ) -> Self:
        identity = BoardIdentity.for_request(request)
        return cls(
            board=Board.of(identity),
            emblem=emblem(identity),
            index=Link(index.title, index.url) if index else None,
            section=section(request.path, index),
            versions=versions,
        )


def emblem(identity: BoardIdentity) -> SafeString:
    shown = shown_emblem(identity)
    return shown.img_tag(MARK) if shown else SafeString()


def section(path: str, index: NewsIndexPage | None) -> str:
    if path == languages.home_url():
        return "home"
    if index is None:
        return ""
    ways = {
        "clusters": f"{index.url}cum/",
        "news": index.url,
        "calendar": reverse("news-calendar"),
    }
    return next((name for name, way in ways.items() if way in path), "")
