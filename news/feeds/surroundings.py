"""What do posts name that is stored elsewhere? Answered for a whole list at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from news.feeds.feed import Enclosed
from news.vietnamese.credits import bare_credit

NOTHING = Enclosed("", "", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link in a text leads: a page, or an attachment."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """By row of the post, of the photo, of the page or document."""

    authors: Mapping[int, list[str]] = field(default_factory=dict)
    labels: Mapping[int, list[str]] = field(default_factory=dict)
    photos: Mapping[int, Enclosed] = field(default_factory=dict)
    targets: Mapping[tuple[str, int], Target] = field(default_factory=dict)

    def target(self, kind: str, pk: object) -> Target | None:
        found = self.targets.get((kind, int(pk))) if str(pk).isdecimal() else None
        return found if found and found.url else None

    def shown(self, use: Mapping) -> Enclosed:
        """A photo as one post shows it: the post's own words before the photo's.

        Without an address where the photo is missing or cannot be read.
        """
        photo = self.photos.get(use.get("photo") or 0, NOTHING)
        return replace(
            photo,
            caption=use.get("caption") or photo.caption,
            credit=bare_credit(use.get("credit") or photo.credit),
            alt="" if use.get("decorative") else use.get("alt") or photo.alt,
        )
