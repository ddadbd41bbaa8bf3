"""What does the synthetic post of a number look like? The same for the same seed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType

from news.models import (
    ArticleCluster,
    ArticlePage,
    ArticleTopic,
    Author,
    Byline,
    CitedDocument,
    Cluster,
    Organisation,
    Participant,
)
from news.querysets import beginning

from . import words
from .occasions import OFTEN, Occasion
from .prose import Body, key
from .registers import Registers

YEARS = range(2006, 2026)
# So are synthetic posts told from real ones.
PREFIX = "bai-thu-"
PARTS = {"morning": "Sáng", "afternoon": "Chiều", "evening": "Tối"}
CONTRIBUTIONS = (*("text",) * 5, *("both",) * 3)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every post is written from."""

    seed: int
    registers: Registers
    bodies: list[Body]
    kind: ContentType

    def posts(self, numbers: range) -> list[ArticlePage]:
        return [written(self, number) for number in numbers]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a post is about; who asks twice is told the same."""

    occasion: Occasion
    published_at: datetime
    day: date
    part: str
    place: str
    body: Organisation
    clusters: list[Cluster]
    words: dict[str, str]


def written(desk: Desk, number: int) -> ArticlePage:
    # A post depends on its number alone, so that a thousand posts begin a million.
    random = Random(f"{desk.seed} {number}")  # noqa: S311 - the same posts, no secret
    facts = facts_of(desk.registers, random)
    body = random.choice(desk.bodies)
    occasion = facts.occasion
    article = ArticlePage(
        title=occasion.title.format(**facts.words),
        slug=f"{PREFIX}{number}",
        lead=occasion.lead.format(**facts.words),
        excerpt=body.excerpt,
        body=body.raw,
        lead_photo=body.first_photo,
        organisation=facts.body,
        published_at=facts.published_at,
        latest_revision_created_at=facts.published_at,
        translation_key=key(random),
        live=True,
        content_type=desk.kind,
        **meeting(random, facts),
    )
    name(article, random, desk.registers, facts)
    return article


def facts_of(registers: Registers, random: Random) -> Facts:
    occasion = random.choice(OFTEN)
    year = random.choices(YEARS, range(4, 4 + len(YEARS)))[0]
    first = date(year, random.choice(occasion.months), 1)
    day = first + timedelta(days=random.randrange(28))
    minutes = timedelta(days=random.randrange(3), minutes=random.randrange(450, 1050))
    body, place = random.choice(registers.organisations), words.place(random)
    wanted = 2 if random.random() < 0.1 else 1
    clusters = random.sample(registers.clusters, min(wanted, len(registers.clusters)))
    part = random.choice(list(PARTS))
    told = {
        "cluster": clusters[0].label if clusters else body.name,
        "body": body.name,
        "place": place,
        "topic": random.choice(words.TOPICS),
        "year": str(year),
        "day": f"{day:%d/%m/%Y}",
        "part": PARTS[part],
        "count": str(random.randint(12, 90)),
    }
    moment = beginning(day) + minutes
    return Facts(occasion, moment, day, part, place, body, clusters, told)


def meeting(random: Random, facts: Facts) -> dict[str, Any]:
    if not facts.occasion.kind:
        return {}
    return {
        "event_kind": facts.occasion.kind,
        "event_date": facts.day,
        "event_part_of_day": facts.part,
        "event_place": facts.place,
        "event_chair": words.person(random),
    }


def name(
    article: ArticlePage, random: Random, registers: Registers, facts: Facts
) -> None:
    """Give it what other tables hold: labels, people, bodies, documents."""
    topics = random.sample(registers.topics, random.choice((0, 1, 1, 2)))
    present = random.sample(registers.organisations, random.choice((0, 2, 3, 5)))
    cited = [f"{random.randint(1, 2999)}/QĐ-UBND"] if random.random() < 0.4 else []
    article.article_clusters = [
        tie(ArticleCluster, facts, one) for one in facts.clusters
    ]
    article.article_topics = [tie(ArticleTopic, facts, topic) for topic in topics]
    article.bylines = [byline(random, random.choice(registers.authors))]
    article.participants = [Participant(organisation=body) for body in present]
    article.documents = [CitedDocument(number=number) for number in cited]


def tie(
    kind: type[ArticleCluster | ArticleTopic], facts: Facts, tag: Any
) -> ArticleCluster | ArticleTopic:
    return kind(tag=tag, published_at=facts.published_at)


def byline(random: Random, author: Author) -> Byline:
    made = Byline(author=author, contribution=random.choice(CONTRIBUTIONS))
    made.record()
    return made
