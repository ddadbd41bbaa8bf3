"""What becomes of a file that is deleted while its bucket is away?

Its row is gone by then, and nobody would come back for it. A task of the worker tries
again until it is done.
"""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks import default_task_backend, task
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

LATER = timedelta(minutes=5)
# What is restored just now is looked after by whoever restores it.
KEPT = ".restoring/"


def later(name: str) -> bool:
    """Whether there is somebody who will do it."""
    if name.startswith(KEPT) or not default_task_backend.supports_defer:
        return False
    delete.using(run_after=timezone.now() + LATER).enqueue(name)
    return True


@task()
def delete(name: str) -> None:
    # It may have been deleted then without a word, and the name given anew.
    if not is_wanted(name):
        default_storage.delete(name)


def is_wanted(name: str) -> bool:
    photos = get_image_model()
    kinds = (photos, photos.get_rendition_model(), get_document_model())
    return any(kind._default_manager.filter(file=name).exists() for kind in kinds)
