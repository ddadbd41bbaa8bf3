"""What is made when a post comes out, so that no reader has to wait for it?"""

import functools
import logging
from collections.abc import Iterable

from django.db import transaction
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import ReferenceIndex

from news import caching, renditions
from news.models import ArticlePage
from news.uploads.photos import UNREADABLE

logger = logging.getLogger(__name__)


def photos_of(article: ArticlePage) -> None:
    """Prepare the photos of a public post in the background, once that is certain."""
    transaction.on_commit(lambda: prepare_post.enqueue(article.pk), robust=True)


def again(photo: AbstractImage) -> None:
    """The same for a photo that was given another file or focal point."""
    each([photo.pk])


def each(photos: Iterable[int]) -> None:
    """The same for the photos with these keys."""
    for pk in photos:
        told = functools.partial(prepare_photo.enqueue, pk)
        transaction.on_commit(told, robust=True)


@task()
def prepare_post(article: int) -> None:
    for post in ArticlePage.objects.live().filter(pk=article):
        _make(renditions.needed(post))


@task()
def prepare_photo(photo: int) -> None:
    for one in get_image_model().objects.filter(pk=photo):
        if ReferenceIndex.get_references_to(one).exists():
            _make((one, use) for use in renditions.USES)


def _make(uses: Iterable[tuple[AbstractImage, str]]) -> None:
    for photo, form, use in renditions.in_order(uses):
        wanted = renditions.filters(use, form)
        try:
            there = photo.find_existing_renditions(*wanted)
            photo.get_renditions(*wanted)
        except UNREADABLE as error:
            # The page is shown without it, and Wagtail's screens tell of it.
            logger.warning("Photo %s cannot be read: %s", photo.pk, error)
        else:
            if len(there) < len(wanted):
                # Pages that were made without this format have it now.
                caching.forget(f"photo:{photo.pk}")
