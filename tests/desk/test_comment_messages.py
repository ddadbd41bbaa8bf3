"""Who is told of a comment, in which words, and what if the mail server is away?"""

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Comment, PageSubscription
from wagtail.users.models import UserProfile

from news import moderation
from news.models import ArticlePage, Message
from tests.desk.forms import posted
from tests.desk.posts import handed_in

AWAY = "tests.desk.test_moderation_messages.Away"
ASKED = "Ảnh thứ hai chụp <b>ở đâu</b>?"


@pytest.fixture
def post(index, bien, minh) -> ArticlePage:
    post = handed_in(index, bien, title="Lễ ký giao ước\nBcc: x@example.org")
    PageSubscription.objects.create(page=post, user=bien, comment_notifications=True)
    Message.objects.all().delete()
    return post


def comment(client, user, post: ArticlePage, text: str = ASKED, **existing: str):
    """Save the form with one comment in it, as the script of the editor sends it."""
    client.force_login(user)
    address = f"/admin/pages/{post.pk}/edit/"
    form = posted(client, address)
    first = {"contentpath": "title", "position": "", "text": text, "id": ""} | existing
    replies = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    form |= {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "1" if first["id"] else "0",
        **{f"comments-0-{name}": value for name, value in first.items()},
        **{f"comments-0-replies-{n}": v for n, v in replies.items()},
    }
    return client.post(address, form)


def test_the_author_reads_a_comment_in_vietnamese(client, post, bien, minh):
    response = comment(client, minh, post)

    assert response.status_code == 302
    message = Message.objects.get()
    assert message.recipient == "bien@example.org"
    assert message.subject.startswith("Nhận xét về tin: Lễ ký giao ước")
    assert f"Nhận xét mới:\n- {ASKED}\n" in message.body
    assert f"http://127.0.0.1:8000/admin/pages/{post.pk}/edit/" in message.body


def test_a_comment_is_saved_and_its_mail_waits_while_the_server_is_away(
    client, settings, post, bien, minh, django_capture_on_commit_callbacks
):
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, AWAY

    with django_capture_on_commit_callbacks(execute=True):
        assert comment(client, minh, post).status_code == 302

    assert Comment.objects.get().text == ASKED
    assert Message.objects.get().state == "waiting"
    settings.EMAIL_BACKEND = backend
    Message.objects.update(next_attempt=timezone.now())
    assert moderation.send_messages() == 1
    assert mail.outbox[0].to == ["bien@example.org"]


def test_who_resolves_a_comment_is_named(client, post, bien, minh):
    comment(client, minh, post)
    Message.objects.all().delete()
    asked = Comment.objects.get()

    comment(client, minh, post, id=str(asked.pk), resolved="on")

    assert f"Nhận xét đã giải quyết:\n- {ASKED}\n" in Message.objects.get().body


def test_a_person_switches_mails_about_comments_off(client, post, bien, minh):
    UserProfile.objects.create(user=bien, updated_comments_notifications=False)

    comment(client, minh, post)

    assert Comment.objects.exists()
    assert not Message.objects.exists()
