"""What do moderators do with a post besides approving and returning it?"""

from .claims import claim, release, take_over_lock
from .judging import refuse_findings
from .outbox import send_messages
from .reminders import remind_overdue

__all__ = [
    "claim",
    "refuse_findings",
    "release",
    "remind_overdue",
    "send_messages",
    "take_over_lock",
]
