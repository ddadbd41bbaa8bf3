"""Who is told, when: after the act is certain, once, though the server was away."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageSubscription
from wagtail.users.models import UserProfile

from news import moderation
from news.models import ArticlePage, Message, ModerationState, ReturnReason
from news.moderation import outbox
from news.refusals import Refusal
from tests.desk.posts import draft_of, handed_in, step


class Away:
    """A mail server nobody answers at."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


def recipients() -> list[str]:
    return sorted(Message.objects.values_list("recipient", flat=True))


def test_moderators_are_told_of_a_new_post_and_its_author_is_not(index, bien, minh):
    handed_in(index, bien, title="Lễ ký giao ước\nBcc: x@example.org")

    message = Message.objects.get()
    assert message.recipient == "minh@example.org"
    assert "\n" not in message.subject
    assert "Lễ ký giao ước" in message.subject
    assert "http://127.0.0.1:8000/admin/pages/" in message.body


def test_wagtail_sends_none_of_its_own(
    index, bien, minh, admin_user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        post = handed_in(index, bien)
        step(post).approve(user=minh)

    assert sorted(m.to[0] for m in mail.outbox) == [
        "bien@example.org",
        "minh@example.org",
    ]


def test_the_author_reads_why_a_post_came_back(index, bien, minh):
    post = handed_in(index, bien)
    Message.objects.all().delete()
    reason = ReturnReason.objects.first()

    step(post).reject(user=minh, reason=str(reason.pk), comment="<b>Ảnh 2</b>")

    message = Message.objects.get()
    assert message.recipient == "bien@example.org"
    assert f"{reason}: <b>Ảnh 2</b>" in message.body


def test_the_author_is_told_where_readers_find_it(index, bien, minh):
    post = handed_in(index, bien)
    Message.objects.all().delete()

    step(post).approve(user=minh)

    message = Message.objects.get()
    assert message.recipient == "bien@example.org"
    assert ArticlePage.objects.get().full_url in message.body


@pytest.mark.parametrize(
    ("switch", "told"),
    [("submitted_notifications", []), ("approved_notifications", ["minh@example.org"])],
)
def test_each_person_switches_kinds_off(index, bien, minh, switch, told):
    UserProfile.objects.create(user=minh, **{switch: False})

    handed_in(index, bien)

    assert recipients() == told


def test_what_was_rolled_back_is_told_to_nobody(index, bien, minh):
    post = draft_of(index, bien)

    with transaction.atomic():
        post.get_workflow().start(post, bien)
        assert recipients() == ["minh@example.org"]
        transaction.set_rollback(True)

    assert recipients() == []


def test_a_server_that_was_away_loses_nothing(settings, index, bien, minh):
    handed_in(index, bien)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"

    assert moderation.send_messages() == 0
    waiting = Message.objects.get()
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    assert waiting.next_attempt > timezone.now()
    assert "no mail server" in waiting.error

    settings.EMAIL_BACKEND = backend
    assert moderation.send_messages() == 0  # Not before its time.
    Message.objects.update(next_attempt=timezone.now())
    assert moderation.send_messages() == 1
    assert Message.objects.get().state == "sent"


def test_submitting_works_while_the_server_is_away(
    settings, index, bien, minh, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = f"{__name__}.Away"

    with django_capture_on_commit_callbacks(execute=True):
        post = handed_in(index, bien)

    assert step(post).status == "in_progress"
    assert Message.objects.get().state == "waiting"


def test_what_never_leaves_is_left_for_an_administrator(settings, index, bien, minh):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    settings.NEWS_MAIL_ATTEMPTS = 2
    handed_in(index, bien)

    for _ in range(3):
        Message.objects.update(next_attempt=timezone.now())
        moderation.send_messages()

    message = Message.objects.get()
    assert (message.state, message.attempts) == ("given up", 2)


def test_of_two_senders_only_one_takes_a_message(index, bien, minh):
    handed_in(index, bien)
    read_by_both = Message.objects.get()
    also = Message.objects.get()

    assert outbox._take(read_by_both)
    assert not outbox._take(also)
    assert moderation.send_messages() == 0


def test_a_sender_that_was_killed_is_succeeded(index, bien, minh):
    handed_in(index, bien)
    Message.objects.update(
        state="sending", next_attempt=timezone.now() - timedelta(seconds=1)
    )

    assert moderation.send_messages() == 1
    assert len(mail.outbox) == 1


def test_the_same_message_bears_the_same_number(settings, index, bien, minh):
    handed_in(index, bien)
    moderation.send_messages()
    Message.objects.update(state="waiting", next_attempt=timezone.now())
    moderation.send_messages()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_an_overdue_post_is_reminded_of_once(index, bien, minh):
    handed_in(index, bien)
    Message.objects.all().delete()

    assert moderation.remind_overdue() == 0
    ModerationState.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert moderation.remind_overdue() == 1
    assert moderation.remind_overdue() == 0

    assert recipients() == ["minh@example.org"]


def test_who_claimed_an_overdue_post_is_reminded_alone(
    index, bien, minh, django_user_model
):
    lan = django_user_model.objects.create_user("lan", "lan@example.org", "lan")
    lan.groups.set(minh.groups.all())
    post = handed_in(index, bien)
    moderation.claim(step(post).pk, lan)
    Message.objects.all().delete()
    ModerationState.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    moderation.remind_overdue()

    assert recipients() == ["lan@example.org"]


def test_who_lost_a_claim_or_a_lock_is_told(index, bien, minh, django_user_model):
    lan = django_user_model.objects.create_user("lan", "lan@example.org", "lan")
    lan.groups.set(minh.groups.all())
    old = timezone.now() - timedelta(hours=5)
    post = handed_in(index, bien)
    moderation.claim(step(post).pk, minh)
    ModerationState.objects.update(claimed_at=old)
    locked = {"locked": True, "locked_by": bien, "locked_at": old}
    ArticlePage.objects.update(**locked)
    Message.objects.all().delete()

    moderation.claim(step(post).pk, lan)
    moderation.take_over_lock(post.pk, lan)

    assert recipients() == ["bien@example.org", "minh@example.org"]


def test_a_refused_approval_tells_nobody(index, minh):
    post = handed_in(index, minh)
    Message.objects.all().delete()

    with pytest.raises(Refusal):
        step(post).approve(user=minh)

    assert recipients() == []


def test_presence_is_on(client, index, bien, minh):
    """Two at one post see each other; Wagtail's editing sessions say so."""
    post = draft_of(index, bien)
    for user in (bien, minh):
        client.force_login(user)
        page = client.get(f"/admin/pages/{post.pk}/edit/")
    session = page.context["editing_sessions"]

    ping = client.post(session.ping_url).json()

    assert "bien" in ping["html"]
    assert PageSubscription.objects.filter(page=post).count() == 2
