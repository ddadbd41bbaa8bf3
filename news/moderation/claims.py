"""Who looks at a post just now? Claims, and locks that somebody forgot."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from news.conf import setting
from news.models import ModerationState
from news.models.moderation import already_decided, at, claimed, name_of, tasks_of
from news.refusals import Refusal

from . import telling


@transaction.atomic
def claim(state_id: int, user: AbstractBaseUser) -> ModerationState:
    """Put one's name on a post; a claim that has grown old is taken over."""
    state = held(state_id, user)
    holder = state.claimed_by
    if holder not in (None, user):
        if not state.claim_is_stale:
            raise Refusal(claimed(state))
        telling.claim_taken_over(state, holder, user)
    state.claimed_by, state.claimed_at = user, timezone.now()
    state.save(update_fields=["claimed_by", "claimed_at"])
    return state


@transaction.atomic
def release(state_id: int, user: AbstractBaseUser) -> ModerationState:
    """Take one's own name off a post again."""
    state = held(state_id, user)
    if state.claimed_by not in (None, user):
        raise Refusal(claimed(state))
    state.claimed_by = state.claimed_at = None
    state.save(update_fields=["claimed_by", "claimed_at"])
    return state


def held(state_id: int, user: AbstractBaseUser) -> ModerationState:
    """The post's step, locked until the act is done."""
    base = TaskState.objects.select_for_update().filter(pk=state_id).first()
    state = ModerationState.objects.select_related("claimed_by", "page")
    state = state.filter(pk=state_id).first()
    if base is None or state is None or base.task_id not in tasks_of(user):
        raise Refusal(_("There is no such post for you to moderate."))
    if base.status != TaskState.STATUS_IN_PROGRESS:
        raise Refusal(already_decided(base))
    return state


@transaction.atomic
def take_over_lock(page_id: int, user: AbstractBaseUser) -> Page:
    """Lock a post in one's own name, when the lock of another is forgotten."""
    # select_for_update() without joins: PostgreSQL locks no outer ones.
    page = Page.objects.select_for_update().filter(pk=page_id).first()
    if page is None or not may_take_over_locks(user, page):
        raise Refusal(_("You may not take over the lock of this post."))
    if not page.locked or page.locked_by_id == user.pk:
        raise Refusal(_("Nobody else has locked this post."))
    if not lock_is_stale(page):
        raise Refusal(
            _(
                "%(who)s has locked this post since %(when)s. A lock can be taken over "
                "when it is %(hours)s hours old."
            )
            % {
                "who": name_of(page.locked_by),
                "when": at(page.locked_at),
                "hours": setting("NEWS_LOCK_HOURS"),
            }
        )
    holder = page.locked_by
    page.locked_by, page.locked_at = user, timezone.now()
    page.save(update_fields=["locked_by", "locked_at"], clean=False)
    log(instance=page.specific, action="wagtail.lock", user=user)
    if holder:
        telling.lock_taken_over(page, holder, user)
    return page


def lock_is_stale(page: Page) -> bool:
    # A lock of which nobody knows since when was set by an old version or a script.
    age = timedelta(hours=setting("NEWS_LOCK_HOURS"))
    return page.locked and (not page.locked_at or page.locked_at + age < timezone.now())


def may_take_over_locks(user: AbstractBaseUser, page: Page) -> bool:
    permissions = page.permissions_for_user(user)
    return permissions.can_edit() and (
        user.is_superuser or "unlock" in permissions.permissions
    )
