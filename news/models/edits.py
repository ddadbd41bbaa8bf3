"""What becomes of a post's moderation when the post is edited meanwhile?"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from wagtail.models import Page, Revision, Task, TaskState

from news.changes import digest

from .moderation import ModerationState


def follow(page: Page, revision: Revision, user: AbstractBaseUser | None) -> None:
    """An edit during moderation is what is moderated from now on.

    If an earlier step had been passed, the post goes back to it: what was approved
    there is no longer what would go out.
    """
    state = ModerationState.objects.in_progress().of_page(page).first()
    if state is None:
        return
    says = digest(revision.content)
    changed, before = says != state.digest, state.revision_id
    state.revision, state.digest = revision, says
    state.save(update_fields=["revision", "digest"])
    flow = state.workflow_state
    passed = flow.task_states.filter(status=TaskState.STATUS_APPROVED)
    if not changed:
        passed.filter(revision_id=before).update(revision=revision)
    elif passed.exists():
        flow.goes_back = True
        state.workflow_state = flow
        first = Task.objects.filter(workflow_tasks__workflow=flow.workflow_id)
        first = first.filter(active=True).order_by("workflow_tasks__sort_order").first()
        state.status = TaskState.STATUS_CANCELLED
        state.finished_at, state.finished_by = timezone.now(), user
        state.save()
        flow.current_task_state = state.taskstate_ptr
        flow.update(user=user, next_task=first)


def may_overwrite(page: Page, revision: Revision) -> bool:
    """Whether autosave may write into a version: not once others relied on it."""
    if revision.pk == page.live_revision_id or revision.approved_go_live_at:
        return False
    return not revision.task_states.exclude(
        status=TaskState.STATUS_IN_PROGRESS
    ).exists()
