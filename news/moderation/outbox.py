"""How does mail leave? After the act is certain, again while the server is away."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from news.conf import setting
from news.models import Message

logger = logging.getLogger(__name__)

AT_ONCE = 50
# A sender that took a message and was killed is taken for dead after this.
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


def post(messages: list[Message]) -> None:
    """Put messages into the outbox of the running transaction."""
    if not messages:
        return
    Message.objects.bulk_create(messages)
    transaction.on_commit(send_soon, robust=True)


def send_soon() -> None:
    send_in_background.enqueue()


@task()
def send_in_background() -> None:
    send_messages()


def send_messages() -> int:
    """Send what waits and is due; answers how many left. Safe in several processes."""
    sent = 0
    for message in _due():
        if _take(message):
            sent += _send(message)
    return sent


def _due() -> list[Message]:
    unsent = [Message.State.WAITING, Message.State.SENDING]
    due = Message.objects.filter(state__in=unsent, next_attempt__lte=timezone.now())
    return list(due.order_by("next_attempt", "pk")[:AT_ONCE])


def _take(message: Message) -> bool:
    """Mark a message as ours, unless another process was quicker.

    One UPDATE that names what was read: of two senders only one changes the row. No
    transaction is kept open while the mail server thinks, SQLite would let nobody
    else write meanwhile.
    """
    as_read = Q(state=message.state, next_attempt=message.next_attempt)
    message.attempts += 1
    taken = Message.objects.filter(as_read, pk=message.pk).update(
        state=Message.State.SENDING,
        next_attempt=timezone.now() + LEASE,
        attempts=message.attempts,
    )
    return bool(taken)


def _send(message: Message) -> bool:
    try:
        email(message).send()
    except DatabaseError:
        raise
    except Exception as error:  # Whatever the mail server or its library says.
        _put_back(message, error)
        return False
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT, sent_at=timezone.now(), error=""
    )
    return True


def _put_back(message: Message, error: Exception) -> None:
    last = message.attempts >= setting("NEWS_MAIL_ATTEMPTS")
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.GIVEN_UP if last else Message.State.WAITING,
        next_attempt=timezone.now() + wait,
        error=f"{type(error).__name__}: {error}"[:500],
    )
    logger.warning("Message %s was not sent (%s).", message.pk, type(error).__name__)


def email(message: Message) -> EmailMessage:
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "")
    domain = urlsplit(base).hostname or "localhost"
    headers = {
        "Auto-Submitted": "auto-generated",
        # The same at each attempt: mail servers drop what they have had already.
        "Message-ID": f"<news-{message.pk}-{message.created_at:%Y%m%d%H%M%S}@{domain}>",
    }
    return EmailMessage(
        message.subject, message.body, None, [message.recipient], headers=headers
    )
