"""Claim, return with a reason, restart after an edit, the gate."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, GroupApprovalTask, Task, Workflow, WorkflowState

from news import gate, moderation
from news.gate import Finding, Severity
from news.models import ArticlePage, ModerationState, ModerationTask, ReturnReason
from news.refusals import Refusal
from news.roles import LEADERS, MODERATORS
from tests.desk.forms import posted
from tests.desk.posts import draft_of, edited, handed_in, step

HOSTILE = "<script>alert(1)</script>"


def person(name, group):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def lan(index):
    return person("lan", MODERATORS)


@pytest.fixture
def two_steps(settings, index):
    settings.NEWS_SECOND_APPROVAL = True
    call_command("set_up_news", verbosity=0)
    return person("dung", LEADERS)


def act(client, post, name, **given):
    state = step(post)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[post.pk, name, state.pk]
    )
    return client.post(address, given, headers={"x-requested-with": "XMLHttpRequest"})


def test_a_post_goes_back_with_a_reason_from_the_list(client, index, bien, minh):
    post = handed_in(index, bien)
    reason = ReturnReason.objects.first()
    client.force_login(minh)

    act(client, post, "reject", reason=reason.pk, comment="Ảnh thứ hai.")

    flow = ArticlePage.objects.get(pk=post.pk).current_workflow_state
    assert flow.status == WorkflowState.STATUS_NEEDS_CHANGES
    state = flow.current_task_state.specific
    assert state.return_reason == reason
    assert state.comment == f"{reason}: Ảnh thứ hai."


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"comment": "Không chọn lý do"},
        {"reason": "999999"},
        {"reason": "x'; drop"},
        {"reason": "1", "comment": "a" * 5000},
    ],
)
def test_without_a_sound_reason_it_stays(client, index, bien, minh, given):
    post = handed_in(index, bien)
    if given.get("reason") == "1":
        given = given | {"reason": ReturnReason.objects.first().pk}
    client.force_login(minh)

    answer = act(client, post, "reject", **given)

    assert answer.status_code == 200
    assert step(post).status == "in_progress"


def test_an_empty_list_asks_for_words(client, index, bien, minh):
    post = handed_in(index, bien)
    ReturnReason.objects.update(active=False)
    client.force_login(minh)

    act(client, post, "reject")
    assert step(post).status == "in_progress"

    act(client, post, "reject", comment="Thiếu ảnh")
    assert step(post) is None


def test_a_script_in_a_reason_is_text(client, index, bien, minh):
    post = handed_in(index, bien)
    reason = ReturnReason.objects.create(text=HOSTILE)
    client.force_login(minh)

    act(client, post, "reject", reason=reason.pk, comment=HOSTILE)
    client.force_login(bien)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    history = client.get(reverse("wagtailadmin_pages:history", args=[post.pk]))

    assert HOSTILE not in page.content.decode() + history.content.decode()
    assert "&lt;script&gt;" in page.content.decode()


def test_words_sent_past_the_window_are_judged_too(client, index, bien, minh):
    post = handed_in(index, bien)
    client.force_login(minh)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    data = posted(client, address) | {
        "action-workflow-action": "1",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": '{"comment": "x", "user": "7", "odd": [1]}',
    }

    answer = client.post(
        address, data, headers={"referer": f"http://testserver{address}"}
    )

    assert answer.status_code == 302
    assert len(list(get_messages(answer.wsgi_request))) > 0
    assert step(post).status == "in_progress"


def test_who_is_no_moderator_decides_nothing(client, index, bien):
    post = handed_in(index, bien)
    client.force_login(bien)

    act(client, post, "approve")
    claimed = client.post(reverse("news_claim", args=[step(post).pk]))

    assert claimed.status_code == 302
    assert step(post).claimed_by is None
    assert not ArticlePage.objects.get(pk=post.pk).live


def test_a_claim_keeps_others_from_deciding_until_it_is_old(index, bien, minh, lan):
    post = handed_in(index, bien)
    moderation.claim(step(post).pk, minh)

    with pytest.raises(Refusal):
        moderation.claim(step(post).pk, lan)
    with pytest.raises(Refusal):
        step(post).approve(user=lan)
    with pytest.raises(Refusal):
        moderation.release(step(post).pk, lan)

    ModerationState.objects.update(claimed_at=timezone.now() - timedelta(hours=3))
    moderation.claim(step(post).pk, lan)
    step(post).approve(user=lan)
    assert ArticlePage.objects.get(pk=post.pk).live


def test_a_released_post_is_free_again(index, bien, minh, lan):
    post = handed_in(index, bien)
    moderation.claim(step(post).pk, minh)

    moderation.release(step(post).pk, minh)
    moderation.claim(step(post).pk, lan)

    assert step(post).claimed_by == lan


def test_an_old_lock_is_taken_over_and_a_fresh_one_is_not(client, index, bien, minh):
    post = draft_of(index, bien)
    client.force_login(bien)
    locked = {"locked": True, "locked_by": bien}
    ArticlePage.objects.filter(pk=post.pk).update(**locked, locked_at=timezone.now())
    take_over = reverse("news_take_over_lock", args=[post.pk])
    client.force_login(minh)

    client.post(take_over)
    assert ArticlePage.objects.get(pk=post.pk).locked_by == bien

    old = timezone.now() - timedelta(hours=3)
    ArticlePage.objects.filter(pk=post.pk).update(locked_at=old)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    assert take_over in edit.content.decode()
    client.post(take_over)
    assert ArticlePage.objects.get(pk=post.pk).locked_by == minh


def test_a_post_with_a_blocking_finding_goes_no_step_further(
    monkeypatch, index, bien, minh
):
    # The gate's own rules are tested beside it; here it is the weather.
    blocks = Finding("title-in-capitals", Severity.BLOCK, "CHỮ HOA", "title")
    post = draft_of(index, bien)
    waiting = handed_in(index, bien)
    monkeypatch.setattr(gate, "check", lambda article, *args: [blocks])

    with pytest.raises(Refusal, match="CHỮ HOA"):
        post.get_workflow().start(post, bien)
    with pytest.raises(Refusal, match="CHỮ HOA"):
        step(waiting).approve(user=minh)

    assert not WorkflowState.objects.for_instance(post).exists()
    assert not ArticlePage.objects.filter(live=True).exists()


def test_an_edit_after_the_first_approval_needs_it_again(
    index, bien, minh, lan, two_steps
):
    post = handed_in(index, bien)
    step(post).approve(user=minh)
    assert step(post).task.name == "Duyệt đăng"

    edited(post, bien, "Tên khác")

    assert step(post).task.name == "Kiểm duyệt"
    with pytest.raises(Refusal):
        step(post).approve(user=bien)
    step(post).approve(user=minh)
    step(post).approve(user=two_steps)
    assert ArticlePage.objects.get(pk=post.pk).title == "Tên khác"


def test_a_saving_without_a_change_keeps_the_first_approval(
    index, bien, minh, two_steps
):
    post = handed_in(index, bien)
    step(post).approve(user=minh)

    latest = ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object()
    latest.save_revision(user=minh)

    assert step(post).task.name == "Duyệt đăng"
    step(post).approve(user=two_steps)
    assert ArticlePage.objects.get(pk=post.pk).live


def test_autosave_does_not_write_into_an_approved_version(index, bien, minh, two_steps):
    post = handed_in(index, bien)
    approved = post.latest_revision
    step(post).approve(user=minh)
    latest = ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object()
    latest.title = "Chen vào"

    saved = latest.save_revision(user=bien, overwrite_revision=approved)

    assert saved.pk != approved.pk
    approved.refresh_from_db()
    assert approved.content["title"] == post.title
    assert step(post).task.name == "Kiểm duyệt"


def test_what_was_approved_for_later_is_what_goes_out(index, bien, minh):
    post = draft_of(index, bien)
    post.go_live_at = timezone.now() + timedelta(days=1)
    post.save_revision(user=bien)
    title = post.title
    post.get_workflow().start(post, bien)
    step(post).approve(user=minh)

    edited(post, bien, "Chưa ai duyệt")
    ArticlePage.objects.get(pk=post.pk).revisions.exclude(
        approved_go_live_at=None
    ).update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    for revision in ArticlePage.objects.get(pk=post.pk).revisions.all():
        revision.content["go_live_at"] = None
        revision.save()
    call_command("publish_scheduled", verbosity=0)

    published = ArticlePage.objects.get(pk=post.pk)
    assert published.live
    assert published.title == title


def test_a_comment_makes_nobody_the_author(client, index, bien, minh):
    post = handed_in(index, bien)
    latest = ArticlePage.objects.get(pk=post.pk).get_latest_revision_as_object()
    comment = Comment(page=latest, user=minh, text="Xem lại", contentpath="title")
    latest.wagtail_admin_comments.add(comment)
    latest.save_revision(user=minh)

    step(post).approve(user=minh)

    assert ArticlePage.objects.get(pk=post.pk).live


def test_approving_with_unsaved_changes_is_refused_and_keeps_them(
    client, index, bien, minh
):
    post = handed_in(index, bien)
    client.force_login(minh)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    untouched = posted(client, address) | approve

    refused = client.post(address, untouched | {"lead": "Lời dẫn mới"})

    assert refused.status_code == 200
    assert "Lời dẫn mới" in refused.content.decode()
    assert step(post).status == "in_progress"

    client.post(address, untouched)
    assert ArticlePage.objects.get(pk=post.pk).live


def test_a_save_over_a_newer_version_keeps_the_text_on_screen(client, index, bien, lan):
    post = draft_of(index, bien)
    client.force_login(bien)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    opened = posted(client, address)
    edited(post, lan, "Bản của Lan")

    refused = client.post(address, opened | {"title": "Bản của Biên"})

    newest = ArticlePage.objects.get(pk=post.pk).latest_revision
    assert refused.status_code == 200
    assert "Bản của Biên" in refused.content.decode()
    assert newest.content["title"] == "Bản của Lan"


def autosaved(client, address, opened, title: str) -> None:
    """Its answer is still under way when the form is sent."""
    headers = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "Autosave"}
    answer = client.post(address, opened | {"title": title}, **headers)
    assert answer.json()["success"]


def test_a_form_that_overtakes_its_own_autosave_is_saved(client, index, bien):
    post = draft_of(index, bien)
    client.force_login(bien)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    opened = posted(client, address)
    autosaved(client, address, opened, "Bản tự l")

    client.post(address, opened | {"title": "Bản tự lưu, rồi gửi"})

    kept = ArticlePage.objects.get(pk=post.pk).revisions.order_by("-pk")
    titles = [revision.content["title"] for revision in kept]
    assert titles[:2] == ["Bản tự lưu, rồi gửi", "Bản tự l"]


@pytest.mark.parametrize("seconds", [31, 3600])
def test_ones_own_version_of_another_window_is_not_overtaken(
    client, index, bien, seconds
):
    post = draft_of(index, bien)
    client.force_login(bien)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    opened = posted(client, address)
    autosaved(client, address, opened, "Ở cửa sổ kia")
    latest = ArticlePage.objects.get(pk=post.pk).latest_revision
    latest.created_at -= timedelta(seconds=seconds)
    latest.save()

    refused = client.post(address, opened | {"title": "Ở cửa sổ này"})

    assert refused.status_code == 200
    assert "Ở cửa sổ này" in refused.content.decode()


def test_the_plain_step_of_an_older_site_gives_way(index, bien, minh):
    workflow = Workflow.objects.get()
    workflow.workflow_tasks.all().delete()
    ModerationTask.objects.all().delete()
    old = GroupApprovalTask.objects.create(name="Kiểm duyệt")
    old.groups.add(Group.objects.get(name=MODERATORS))
    workflow.workflow_tasks.create(task=old)
    workflow.save()
    waiting, returned = handed_in(index, bien), handed_in(index, bien)
    step(returned).reject(user=minh)

    call_command("set_up_news", verbosity=0)
    call_command("set_up_news", verbosity=0)

    assert isinstance(step(waiting), ModerationState)
    with pytest.raises(Refusal):
        step(waiting).approve(user=bien)
    step(waiting).approve(user=minh)
    assert ArticlePage.objects.get(pk=waiting.pk).live
    ArticlePage.objects.get(pk=returned.pk).current_workflow_state.resume(user=bien)
    assert isinstance(step(returned), ModerationState)
    assert list(workflow.tasks.specific()) == list(ModerationTask.objects.all())
    assert not Task.objects.get(pk=old.pk).active


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_who_presses_second_on_the_page_hears_who_was_faster(
    client, index, bien, minh, lan, decision
):
    post = handed_in(index, bien)
    client.force_login(lan)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    pressed = posted(client, address) | {
        "action-workflow-action": "1",
        "workflow-action-name": decision,
        "workflow-action-extra-data": '{"comment": "Sửa lại"}',
    }
    step(post).approve(user=minh)

    answer = client.post(address, pressed)

    told = " ".join(map(str, get_messages(answer.wsgi_request)))
    assert answer.status_code == 302
    assert "minh" in told


def test_who_presses_when_the_next_step_has_begun_hears_it_too(
    client, index, bien, minh, lan, two_steps
):
    post = handed_in(index, bien)
    client.force_login(lan)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    pressed = posted(client, address) | approve
    step(post).approve(user=minh)

    answer = client.post(address, pressed)

    told = " ".join(map(str, get_messages(answer.wsgi_request)))
    assert "minh" in told
    assert ModerationState.objects.in_progress().of_page(post).exists()
