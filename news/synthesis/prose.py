"""What do synthetic posts say? The same for the same seed.

Title, lead and names are a post's own; bodies come from a stock, so that their words
have to be found once only.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from wagtail.images.models import AbstractImage

from . import words
from .sentences import CLOSING, DISCUSSION, EXAMPLE, OPENING, REPORT

STOCK = 400  # bodies
# How many sentences of each part: most posts are short, a few are long.
LENGTHS = {
    (2, 0, 0): 4,
    (2, 1, 1): 6,
    (2, 2, 1): 6,
    (4, 2, 2): 4,
    (6, 4, 3): 2,
    (8, 7, 6): 1,
}
PARTS = (REPORT, EXAMPLE, DISCUSSION)
PHOTOS = (0, 1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Body:
    """As it is stored."""

    raw: str
    excerpt: str
    first_photo: AbstractImage | None


def stock(seed: int, photos: list[AbstractImage]) -> list[Body]:
    random = Random(f"bodies {seed}")  # noqa: S311 - the same texts, no secret
    return [body(random, photos) for _ in range(STOCK)]


def body(random: Random, photos: list[AbstractImage]) -> Body:
    paragraphs = told(random)
    used = random.sample(photos, random.choice(PHOTOS))
    blocks: list[tuple[str, Any]] = [("paragraph", f"<p>{p}</p>") for p in paragraphs]
    for photo in used:
        blocks.insert(random.randint(1, len(blocks)), ("photo", use_of(photo)))
    raw = [
        {"type": kind, "value": value, "id": str(key(random))} for kind, value in blocks
    ]
    first = next((v["photo"] for kind, v in blocks if kind == "photo"), None)
    shown = next((photo for photo in used if photo.pk == first), None)
    return Body(json.dumps(raw, ensure_ascii=False), paragraphs[0], shown)


def told(random: Random) -> list[str]:
    """The paragraphs; no sentence comes twice."""
    numbers = random.choices(list(LENGTHS), list(LENGTHS.values()))[0]
    parts = [(OPENING, 2), *zip(PARTS, numbers, strict=True), (CLOSING, 2)]
    return [
        paragraph
        for sentences, number in parts
        for paragraph in in_paragraphs(random, random.sample(sentences, number))
    ]


def in_paragraphs(random: Random, sentences: list[str]) -> Iterator[str]:
    filled_in = [filled(random, sentence) for sentence in sentences]
    while filled_in:
        size = random.randint(1, 3)
        yield " ".join(filled_in[:size])
        del filled_in[:size]


def use_of(photo: AbstractImage) -> dict[str, Any]:
    own = dict.fromkeys(("caption", "credit", "alt", "source"), "")
    return {"photo": photo.pk, "decorative": False, **own}


def key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def filled(random: Random, sentence: str) -> str:
    body, body2 = random.sample(words.BODIES, 2)
    topic, topic2 = random.sample(words.TOPICS, 2)
    crop, crop2 = random.sample(words.CROPS, 2)
    return sentence.format(
        body=body,
        body2=body2,
        topic=topic,
        topic2=topic2,
        crop=crop,
        crop2=crop2,
        person=words.person(random),
        office=random.choice(words.OFFICES),
        place=words.place(random),
        place2=words.place(random),
        number=random.randint(1, 2999),
        count=random.randint(3, 48),
        percent=random.randint(51, 99),
        percent2=random.randint(90, 98),
        day=f"{random.randint(1, 28)}/{random.randint(1, 12)}",
    )
