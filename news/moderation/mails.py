"""Which of Wagtail's own mails are not sent? Those our messages replace."""

from typing import Any

from wagtail.admin import mail
from wagtail.admin.views.pages import edit
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from news.models import ModerationTask

from . import telling


class ForOtherWorkflows(mail.BaseWorkflowStateEmailNotifier):
    def can_handle(self, instance: WorkflowState, **kwargs: Any) -> bool:
        ours = ModerationTask.objects.filter(workflow_tasks__workflow=instance.workflow)
        return super().can_handle(instance, **kwargs) and not ours.exists()


class Submission(ForOtherWorkflows, mail.WorkflowStateSubmissionEmailNotifier):
    pass


class Approval(ForOtherWorkflows, mail.WorkflowStateApprovalEmailNotifier):
    pass


class Rejection(ForOtherWorkflows, mail.WorkflowStateRejectionEmailNotifier):
    pass


def stand_in() -> None:
    """Take the places of Wagtail's notifiers, whichever side connects first.

    A second receiver of the same name is not connected, so ours keep the names.
    """
    for signal, act, notifier in [
        (workflow_submitted, "submitted", Submission),
        (workflow_approved, "approved", Approval),
        (workflow_rejected, "rejected", Rejection),
    ]:
        name = f"workflow_state_{act}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        # Signals keep weak references: ours has no other owner.
        signal.connect(notifier(), sender=WorkflowState, dispatch_uid=name, weak=False)
    # No signal tells of comments, and no setting names who mails them: while the mail
    # server is away, stock Wagtail answers a save with an error.
    edit.send_notification = telling.comments_changed
