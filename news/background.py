"""What becomes of tasks that wait in the database, and of those a crash cut off?

The extension sends tasks to whatever Django is told to (`TASKS`); only the backend that
keeps them in the database can be asked for them.
"""

from datetime import timedelta

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone

# No task of ours or of Wagtail's takes a minute: who is still at one died of it.
LONGEST = timedelta(minutes=10)
# One that ends every worker must not do so for ever.
MOST_TRIES = 3
KEPT = timedelta(days=14)
AT_ONCE = 1_000


def tasks() -> QuerySet | None:
    """The rows of django-tasks-db; None where tasks are kept elsewhere."""
    if not apps.is_installed("django_tasks_db"):
        return None
    return apps.get_model("django_tasks_database", "DBTaskResult").objects.all()


def tend() -> None:
    """Give cut-off tasks to another worker, and throw away what is long done."""
    found = tasks()
    if found is None:
        return
    for task in cut_off(found).defer("return_value", "traceback")[:AT_ONCE]:
        again(task)
    done = found.filter(finished_at__lte=timezone.now() - KEPT).order_by()
    found.filter(pk__in=list(done.values_list("pk", flat=True)[:AT_ONCE])).delete()


def cut_off(found: QuerySet) -> QuerySet:
    began = timezone.now() - LONGEST
    return found.filter(status="RUNNING", started_at__lte=began)


def again(task: Model) -> None:
    """Unless whoever was thought dead has finished it meanwhile."""
    mine = type(task).objects.filter(pk=task.pk, status="RUNNING")
    if len(task.worker_ids) < MOST_TRIES:
        mine.update(status="READY", started_at=None)
        return
    mine.update(
        status="FAILED",
        finished_at=timezone.now(),
        traceback=f"Given up: cut off {MOST_TRIES} times.",
    )
