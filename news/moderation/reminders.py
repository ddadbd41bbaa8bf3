"""Which posts wait longer than they should? Their moderators are told, once."""

from django.db import transaction
from django.utils import timezone

from news.models import ModerationState

from . import telling

AT_ONCE = 100


def remind_overdue() -> int:
    """Remind of each overdue post once; answers of how many. For the scheduler."""
    waiting = ModerationState.objects.in_progress().overdue()
    late = waiting.filter(reminded_at=None).order_by("due_at")
    numbers = list(late.values_list("pk", flat=True)[:AT_ONCE])
    states = ModerationState.objects.select_related("page", "claimed_by")
    return sum(_remind(state) for state in states.filter(pk__in=numbers))


@transaction.atomic
def _remind(state: ModerationState) -> bool:
    # One UPDATE decides which of two schedulers reminds.
    unreminded = ModerationState.objects.filter(pk=state.pk, reminded_at=None)
    if not unreminded.update(reminded_at=timezone.now()):
        return False
    telling.overdue(state)
    return True
