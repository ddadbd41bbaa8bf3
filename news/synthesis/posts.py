"""How do a hundred thousand posts get into the tree in minutes?

By inserting rows in bulk under computed paths. No gate, no revision and no signal sees
them: they are for measuring, never for readers.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from news.models import (
    ArticleCluster,
    ArticlePage,
    ArticleTopic,
    Author,
    Byline,
    Cluster,
    NewsIndexPage,
    NewsYearPage,
    Organisation,
    Topic,
)
from news.querysets import span
from news.vietnamese.slugs import slugify

from . import words

BATCH = 500
FIRST_YEAR, LAST_YEAR = 2010, 2025
PREFIX = "bai-thu"


@transaction.atomic
def insert(index: NewsIndexPage, count: int, seed: int, clusters: int) -> list[int]:
    """Answers the posts made; another run adds others, under numbers that follow."""
    random = Random(seed)  # noqa: S311 - the same posts each time, no secret
    made = Maker(index, random, clusters)
    pks = [pk for batch in made.batches(count) for pk in made.store(batch)]
    made.count_children()
    check(index)
    return pks


class Maker:
    def __init__(self, index: NewsIndexPage, random: Random, clusters: int) -> None:
        self.index, self.random = index, random
        self.clusters = [cluster(number) for number in range(1, clusters + 1)]
        self.topics = [
            Topic.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]
            for name in words.TOPICS
        ]
        self.organisations = [
            Organisation.objects.get_or_create(name=name)[0] for name in words.BODIES
        ]
        self.authors = [
            Author.objects.get_or_create(name=f"{surname} {given}")[0]
            for surname, given in zip(words.SURNAMES, words.GIVEN, strict=False)
        ]
        self.years = {
            year: index.year_for(span(year)[0])
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
        }
        self.added = dict.fromkeys(self.years, 0)
        self.steps = {year: last_step(page) for year, page in self.years.items()}
        self.first = ArticlePage.objects.filter(slug__startswith=PREFIX).count() + 1
        self.type = ContentType.objects.get_for_model(ArticlePage)

    def batches(self, count: int) -> Iterator[list[ArticlePage]]:
        articles = (self.article(self.first + number) for number in range(count))
        while batch := list(islice(articles, BATCH)):
            yield batch

    def article(self, number: int) -> ArticlePage:
        random = self.random
        year = random.randint(FIRST_YEAR, LAST_YEAR)
        moment = day_in(random, year)
        parent, slug = self.years[year], f"{PREFIX}-{number}"
        title = words.title(random, number, year)
        paragraphs = [words.paragraph(random) for _ in range(random.randint(4, 8))]
        self.steps[year] += 1
        self.added[year] += 1
        return ArticlePage(
            path=Page._get_path(parent.path, parent.depth + 1, self.steps[year]),
            depth=parent.depth + 1,
            title=title,
            draft_title=title,
            slug=slug,
            url_path=f"{parent.url_path}{slug}/",
            content_type=self.type,
            locale_id=parent.locale_id,
            translation_key=uuid.UUID(int=random.getrandbits(128)),
            live=True,
            published_at=moment,
            first_published_at=moment,
            last_published_at=moment,
            lead=words.sentence(random),
            excerpt=paragraphs[0],
            organisation=random.choice(self.organisations),
            body=json.dumps(
                [
                    {"type": "paragraph", "value": f"<p>{text}</p>"}
                    for text in paragraphs
                ]
            ),
        )

    def store(self, articles: list[ArticlePage]) -> list[int]:
        shared = [field.attname for field in Page._meta.concrete_fields]
        pages = Page.objects.bulk_create(
            Page(**{name: getattr(article, name) for name in shared if name != "id"})
            for article in articles
        )
        for article, page in zip(articles, pages, strict=True):
            article.pk = article.page_ptr_id = article.id = page.pk
        # Django inserts no rows of an inherited table in bulk, but this half of it.
        ArticlePage.objects.all()._batched_insert(
            articles, ArticlePage._meta.local_concrete_fields, BATCH
        )
        self.label(articles)
        return [page.pk for page in pages]

    def label(self, articles: list[ArticlePage]) -> None:
        pick, pks = self.random.choice, [article.pk for article in articles]
        ties = [(ArticleCluster, self.clusters), (ArticleTopic, self.topics)]
        for tie, tags in ties:
            if tags:
                tie.objects.bulk_create(
                    tie(
                        content_object_id=article.pk,
                        published_at=article.published_at,
                        tag=pick(tags),
                    )
                    for article in articles
                )
        chosen = [(pk, pick(self.authors)) for pk in pks]
        Byline.objects.bulk_create(
            Byline(page_id=pk, author=author, name=author.name, sort_order=0)
            for pk, author in chosen
        )

    def count_children(self) -> None:
        for year, added in self.added.items():
            here = Page.objects.filter(pk=self.years[year].pk)
            here.update(numchild=F("numchild") + added)


def cluster(number: int) -> Cluster:
    name = f"Đơn vị thi đua số {number}"
    return Cluster.objects.get_or_create(kind="cụm", number=str(number), name=name)[0]


def day_in(random: Random, year: int) -> datetime:
    start, _ = span(year)
    return start + timedelta(minutes=random.randrange(364 * 24 * 60))


def last_step(year: NewsYearPage) -> int:
    last = year.get_last_child()
    return Page._str2int(last.path[-Page.steplen :]) if last else 0


class BrokenTree(Exception):
    """What was inserted does not hang together; nothing of it is kept."""


def check(index: NewsIndexPage) -> None:
    """Every year has the children it counts, and each of them its own address."""
    for year in NewsYearPage.objects.child_of(index):
        below = Page.objects.filter(path__startswith=year.path).exclude(pk=year.pk)
        rows = below.values_list("path", "depth", "slug", "url_path")
        places = {
            slug
            for path, depth, slug, url_path in rows
            if depth == year.depth + 1
            and len(path) == len(year.path) + Page.steplen
            and url_path == f"{year.url_path}{slug}/"
        }
        if not len(places) == len(rows) == year.numchild:
            raise BrokenTree(str(year))
