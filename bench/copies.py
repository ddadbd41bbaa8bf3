"""How does a database get from some thousand synthetic posts to very many, in minutes?

By copying rows without the ORM. Each copy has its own place in the tree, its own entry
in readers' search and a word of its own, so that the vocabulary grows, too; the filters
count it as they count the post it was copied from.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from itertools import count, cycle, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model
from wagtail.models import Page

from news.indexing import facets
from news.models import (
    ArticlePage,
    FacetedPost,
    NewsYearPage,
    SearchEntry,
    SearchWord,
)
from news.search.keys import PER_SECOND

BATCH = 2000
LETTERS = "bcdghklmnpqrstvx"
Row = dict[str, Any]


@transaction.atomic
def multiply(number: int) -> None:
    """`number` more posts, copied in turn from those that are there."""
    originals = [pk for (pk,) in ArticlePage.objects.values_list("pk")]
    pages, articles, entries = (
        {row[key]: row for row in rows(model)}
        for model, key in [
            (Page, "id"),
            (ArticlePage, "page_ptr_id"),
            (SearchEntry, "article_id"),
        ]
    )
    choices = defaultdict(list)
    placed = FacetedPost.objects.values_list("article", "facet", "published_at")
    for pk, *choice in placed:
        choices[pk].append(choice)
    steps = {
        year.path: count(Page._str2int(year.get_last_child().path[-4:]) + 1)
        for year in NewsYearPage.objects.all()
        if year.numchild
    }
    pks = count(Page.objects.order_by("-pk").first().pk + 1)
    turns = islice(cycle(originals), number)
    while batch := list(islice(turns, BATCH)):
        made = [(next(pks), pk) for pk in batch]
        insert(Page, [page(pages[old], new, steps) for new, old in made])
        insert(ArticlePage, [articles[old] | {"page_ptr_id": new} for new, old in made])
        insert(SearchEntry, [entry(entries[old], new) for new, old in made])
        FacetedPost.objects.bulk_create(
            FacetedPost(article_id=new, facet_id=facet, published_at=published_at)
            for new, old in made
            for facet, published_at in choices[old]
        )
        SearchWord.objects.bulk_create(
            SearchWord(word=own_word(new), spelled=own_word(new)) for new, _ in made
        )
    facets.recount()
    for year in NewsYearPage.objects.all():
        children = Page.objects.child_of(year).count()
        Page.objects.filter(pk=year.pk).update(numchild=children)
    SearchWord.objects.exclude(posts=1).update(
        posts=F("posts") * (1 + number // len(originals))
    )


def page(row: Row, pk: int, steps: dict[str, Iterator[int]]) -> Row:
    parent, slug = row["path"][:-4], f"{row['slug']}-{pk}"
    key = uuid.UUID(int=pk)
    return row | {
        "id": pk,
        "path": Page._get_path(parent, row["depth"], next(steps[parent])),
        "slug": slug,
        "url_path": row["url_path"].replace(f"/{row['slug']}/", f"/{slug}/"),
        "translation_key": key.hex if connection.vendor == "sqlite" else key,
    }


def entry(row: Row, pk: int) -> Row:
    own = own_word(pk)
    return row | {
        "key": row["key"] // PER_SECOND * PER_SECOND + pk,
        "article_id": pk,
        "tokens": f"{row['tokens']} d{own}",
        "text": f"{row['text']}\n{own}",
    }


def own_word(pk: int) -> str:
    return "w" + "".join(LETTERS[int(digit, 16)] for digit in f"{pk:x}")


def rows(model: type[Model]) -> Iterator[Row]:
    """Of the table itself, so that nothing is converted on the way back."""
    names = columns(model)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {model._meta.db_table}")
        for row in cursor.fetchall():
            yield dict(zip((name.strip('"') for name in names), row, strict=True))


def insert(model: type[Model], made: list[Row]) -> None:
    names = columns(model)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) VALUES ({marks})",
            [[adapted(row[name.strip('"')]) for name in names] for row in made],
        )


def columns(model: type[Model]) -> list[str]:
    return [f'"{field.column}"' for field in model._meta.local_concrete_fields]


def adapted(value: Any) -> Any:
    if isinstance(value, dict | list):
        from psycopg.types.json import Jsonb

        return Jsonb(value)
    return value
