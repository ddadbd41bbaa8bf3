"""What is a step of moderation, and what is known of a post that waits in it?"""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.dispatch import Signal
from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    TaskState,
    WorkflowState,
)
from wagtail.models.workflows import BaseTaskStateManager, TaskStateQuerySet

from news.changes import digest
from news.conf import setting
from news.moderation_forms import ApprovalForm, ReturnForm
from news.refusals import Refusal
from news.working_time import due

from .authorship import is_author

# Asked before a post goes a step further: a receiver raises a `Refusal` to stop it.
# The gate stands above the models, so they cannot ask it themselves.
deciding = Signal()


class ReturnReason(models.Model):
    """One line of the short list from which a moderator chooses why."""

    text = models.CharField(_("reason"), max_length=255)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Reasons no longer offered stay with the posts they were given."),
    )

    class Meta:
        verbose_name = _("reason for a return")
        verbose_name_plural = _("reasons for a return")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class ModerationTask(AbstractGroupApprovalTask):
    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderations")

    @classmethod
    def get_description(cls) -> str:
        return _("Two persons, a due date, a claim and a reason for each return")

    @classmethod
    def get_task_state_class(cls) -> type[TaskState]:
        return ModerationState

    @transaction.atomic
    def start(
        self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None
    ) -> TaskState:
        # A post that goes back a step because it was edited is not stopped: that
        # would refuse the saving. It is judged when it is approved.
        if not getattr(workflow_state, "goes_back", False):
            page = latest_version(workflow_state.content_object)
            deciding.send(type(self), page=page, user=user, act="submit")
        return super().start(workflow_state, user=user)

    @transaction.atomic
    def deactivate(self, user: AbstractBaseUser | None = None) -> None:
        super().deactivate(user=user)
        # Wagtail cancels them as plain states, past our own `save`.
        ModerationState.objects.filter(step=self.pk).update(waiting=False)

    def get_actions(
        self, obj: models.Model, user: AbstractBaseUser
    ) -> list[tuple[str, str, bool]]:
        if not super().get_actions(obj, user):
            return []
        last = (
            obj.current_workflow_state and obj.current_workflow_state.is_at_final_task
        )
        approve = _("Approve and publish") if last else _("Approve")
        return [("approve", approve, True), ("reject", _("Return to the author"), True)]

    def get_form_for_action(self, action: str) -> type[Form]:
        return ReturnForm if action == "reject" else ApprovalForm

    def get_template_for_action(self, action: str) -> str:
        return "news/admin/decision_window.html"

    @transaction.atomic
    def on_action(
        self,
        task_state: TaskState,
        user: AbstractBaseUser,
        action_name: str,
        /,
        **given: Any,
    ) -> str | None:
        # What comes from the edit page was in the browser's hands since the window.
        form = self.get_form_for_action(action_name)(given)
        if not form.is_valid():
            complaints = [text for texts in form.errors.values() for text in texts]
            raise Refusal(" ".join(complaints))
        return super().on_action(task_state, user, action_name, **form.cleaned_data)


class ModerationStateQuerySet(TaskStateQuerySet):
    def in_progress(self) -> Self:
        # By what stands in our own table: joined to the states of every page, a list
        # of 100,000 would be sorted whole to show its first twenty.
        return self.filter(waiting=True)

    def of_page(self, page: Page) -> Self:
        return self.filter(page_id=page.pk)

    def overdue(self) -> Self:
        return self.filter(due_at__lt=timezone.now())

    def returned_to(self, author: AbstractBaseUser) -> Self:
        """What came back to who wrote it or handed it in, the newest first."""
        at_rest = self.filter(
            workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
            workflow_state__current_task_state=models.F("pk"),
        )
        own = models.Q(page__owner=author)
        own |= models.Q(workflow_state__requested_by=author)
        return at_rest.filter(own).order_by("-finished_at", "-pk")

    def for_moderator(self, user: AbstractBaseUser) -> Self:
        return self.in_progress().filter(step__in=tasks_of(user))


def tasks_of(user: AbstractBaseUser) -> list[int]:
    """The steps at which this person decides, asked once for each request."""
    if not hasattr(user, "_moderation_tasks"):
        tasks = ModerationTask.objects.filter(active=True)
        if not user.is_superuser:
            tasks = tasks.filter(groups__user=user)
        user._moderation_tasks = list(tasks.values_list("pk", flat=True).distinct())
    return user._moderation_tasks


class ModerationState(TaskState):
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, null=True, related_name="moderation_states"
    )
    # The status and the task once more: those live in another table, and an index
    # has to hold them beside the due date.
    waiting = models.BooleanField(default=True, editable=False)
    step = models.IntegerField(editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="claimed_posts",
        verbose_name=_("claimed by"),
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, editable=False)
    return_reason = models.ForeignKey(
        ReturnReason,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reason for the return"),
    )

    objects = BaseTaskStateManager.from_queryset(ModerationStateQuerySet)()

    class Meta:
        verbose_name = _("post in moderation")
        verbose_name_plural = _("posts in moderation")
        indexes = [
            models.Index(
                fields=["due_at", "taskstate_ptr", "step"],
                condition=models.Q(waiting=True),
                name="news_moderation_queue",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.fill_in()
        self.waiting = self.status == self.STATUS_IN_PROGRESS
        self.step = self.task_id
        super().save(*args, **kwargs)

    def fill_in(self) -> None:
        subject = self.workflow_state.content_object
        self.page_id = subject.pk if isinstance(subject, Page) else None
        self.digest = digest(self.revision.content)
        now = timezone.localtime()
        hours = setting("NEWS_MODERATION_HOURS")
        self.due_at = due(now, hours, setting("NEWS_OFFICE_HOURS"))

    @property
    def is_overdue(self) -> bool:
        return bool(self.due_at and self.due_at < timezone.now())

    @property
    def claim_is_stale(self) -> bool:
        kept = timedelta(hours=setting("NEWS_CLAIM_HOURS"))
        return bool(self.claimed_at and self.claimed_at + kept < timezone.now())

    @transaction.atomic
    def approve(
        self,
        user: AbstractBaseUser | None = None,
        update: bool = True,
        comment: str = "",
        seen: str = "",
    ) -> Self:
        page = self._decide(user, seen)
        if is_author(user, page):
            raise Refusal(
                _(
                    "You wrote this post or changed it last: another person has to "
                    "approve it."
                )
            )
        deciding.send(type(self), page=page, user=user, act="approve")
        return super().approve(user=user, update=update, comment=comment)

    @transaction.atomic
    def reject(
        self,
        user: AbstractBaseUser | None = None,
        update: bool = True,
        comment: str = "",
        reason: str = "",
        seen: str = "",
    ) -> Self:
        self._decide(user)
        if not (reason or comment):
            raise Refusal(_("Say why the post goes back to its author."))
        self.return_reason = ReturnReason.objects.filter(pk=reason or None).first()
        parts = [str(self.return_reason or ""), comment]
        comment = ": ".join(part for part in parts if part)
        return super().reject(user=user, update=update, comment=comment)

    def _decide(self, user: AbstractBaseUser | None, seen: str = "") -> Page | None:
        """Hold the post and this step of it, and see that a decision is still due."""
        # The page first, as saving an edit does: in the other order two could wait
        # for each other.
        Page.objects.select_for_update().filter(pk=self.page_id).first()
        now = TaskState.objects.select_for_update().get(pk=self.pk)
        if now.status != self.STATUS_IN_PROGRESS:
            raise Refusal(already_decided(now))
        row = type(self).objects.select_related("claimed_by").get(pk=self.pk)
        if row.claimed_by_id not in (None, user and user.pk) and not row.claim_is_stale:
            raise Refusal(claimed(row))
        page = latest_version(self.workflow_state.content_object)
        version = page.latest_revision
        says = digest(version.content)
        if {self.digest, seen or says} != {says} or row.revision_id != version.pk:
            raise Refusal(
                _(
                    "The post was changed while you were looking at it. Read it again "
                    "before you decide."
                )
            )
        # This object may be older than the row: the decision must not undo a claim.
        self.revision_id, self.claimed_by_id = row.revision_id, row.claimed_by_id
        self.claimed_at, self.reminded_at = row.claimed_at, row.reminded_at
        return page


def already_decided(state: TaskState) -> str:
    said = {
        TaskState.STATUS_APPROVED: _("%(who)s approved this post at %(when)s."),
        TaskState.STATUS_REJECTED: _("%(who)s returned this post at %(when)s."),
    }
    template = said.get(state.status, _("This post no longer waits for a decision."))
    return template % {"who": name_of(state.finished_by), "when": at(state.finished_at)}


def last_decision(page: Page) -> str:
    """What became of a post that no longer waits for the person who asks."""
    decided = ModerationState.objects.of_page(page).exclude(finished_at=None)
    last = decided.order_by("-finished_at", "-pk").first()
    return already_decided(last) if last else _("This post no longer waits for you.")


def claimed(state: ModerationState) -> str:
    return _(
        "%(who)s has claimed this post since %(when)s. Ask for it, or take it over "
        "when the claim is %(hours)s hours old."
    ) % {
        "who": name_of(state.claimed_by),
        "when": at(state.claimed_at),
        "hours": setting("NEWS_CLAIM_HOURS"),
    }


def name_of(user: AbstractBaseUser | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Somebody")


def at(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else ""


def latest_version(page: Page) -> Page:
    """The post as it stands in its newest draft."""
    newest = page.specific_class.objects.get(pk=page.pk)
    revision = newest.latest_revision
    return revision.as_object() if revision else newest
