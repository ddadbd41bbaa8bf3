"""Posts on their way through the newsroom."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from wagtail.models import Revision, TaskState

from news.models import ArticlePage, NewsIndexPage
from tests import build


def draft_of(index: NewsIndexPage, user: AbstractUser, **values: Any) -> ArticlePage:
    post = build.article(index, live=False, **values)
    ArticlePage.objects.filter(pk=post.pk).update(owner=user)
    post.refresh_from_db()
    post.save_revision(user=user)
    return ArticlePage.objects.get(pk=post.pk)


def handed_in(index: NewsIndexPage, user: AbstractUser, **values: Any) -> ArticlePage:
    post = draft_of(index, user, **values)
    post.get_workflow().start(post, user)
    return post


def step(post: ArticlePage) -> TaskState | None:
    return ArticlePage.objects.get(pk=post.pk).current_workflow_task_state


def edited(post: ArticlePage, user: AbstractUser, title: str) -> Revision:
    latest = ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object()
    latest.title = title
    return latest.save_revision(user=user)
