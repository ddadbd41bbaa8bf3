"""Synthetic posts: many, quickly, the same each time, and the tree stays whole."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from wagtail.models import Page

from news import gate
from news.models import ArticlePage, Cluster, NewsIndexPage, SearchEntry
from news.synthesis.posts import BrokenTree, check

pytestmark = pytest.mark.django_db


def made(seed):
    """What a seed makes, and everything as before."""
    with transaction.atomic():
        call_command("make_posts", "30", seed=seed, clusters=3, verbosity=0)
        rows = ArticlePage.objects.order_by("pk")
        found = list(rows.values_list("path", "title", "lead", "published_at"))
        transaction.set_rollback(True)
    return found


def test_the_same_seed_makes_the_same_posts(index):
    assert len(made(7)) == 30
    assert made(7) == made(7)
    assert made(7) != made(8)


def test_the_tree_is_whole_and_another_run_adds_to_it(client, index):
    call_command("make_posts", "20", clusters=2, verbosity=0)
    call_command("make_posts", "20", seed=2, clusters=2, verbosity=0)

    assert Page.find_problems() == ([], [], [], [], [])
    assert ArticlePage.objects.published().count() == SearchEntry.objects.count() == 40
    assert Cluster.objects.count() == 2
    article = ArticlePage.objects.first()
    assert client.get(article.get_parent().url + article.slug + "/").status_code == 200
    assert client.get("/tin-tuc/").status_code == 200
    assert client.get("/tim-kiem/?q=thi+dua").status_code == 200


def test_a_broken_tree_is_told(index):
    call_command("make_posts", "5", verbosity=0)
    Page.objects.filter(pk=ArticlePage.objects.first().get_parent().pk).update(
        numchild=99
    )

    with pytest.raises(BrokenTree):
        check(index)


def test_wrong_use(db):
    NewsIndexPage.objects.all().delete()
    with pytest.raises(CommandError, match="set_up_news"):
        call_command("make_posts", "1")
    with pytest.raises(CommandError, match="at least"):
        call_command("make_posts", "0")


def test_what_is_made_would_have_passed_the_gate(index):
    call_command("make_posts", "30", verbosity=0)

    found = [one for post in ArticlePage.objects.all() for one in gate.check(post)]
    assert {finding.code for finding in found if finding.blocks} == set()
