"""What has to stand in the newsroom so that every screen of ours has something on it.

It runs in the portal's own process (`Portal.staged`) and answers the keys of what it
made, by the names the addresses use.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterTerm,
    Holdup,
    NewsIndexPage,
    Organisation,
    PreviewLink,
    ReturnReason,
    Topic,
)
from tests.desk.posts import draft_of, handed_in, step


def newsroom() -> dict:
    index = NewsIndexPage.objects.first()
    users = get_user_model().objects
    bien, minh = users.get(username="bien"), users.get(username="minh")
    old = timezone.now() - timedelta(hours=30)
    waiting = handed_in(index, bien, title="Ký kết giao ước thi đua năm 2027")
    claimed = handed_in(index, bien, title="Bàn kế hoạch thi đua năm 2027")
    states = type(step(claimed)).objects
    states.filter(pk=step(claimed).pk).update(
        claimed_by=minh, claimed_at=timezone.now(), due_at=old
    )
    stopped = draft_of(
        index, bien, title="HỘI NGHỊ TỔNG KẾT NĂM 2026", lead="Tổng kết năm."
    )
    locked = draft_of(index, bien, title="Bài đang khóa")
    ArticlePage.objects.filter(pk=locked.pk).update(
        locked=True, locked_by=bien, locked_at=old
    )
    returned = handed_in(index, bien, title="Đoàn viên tổ chức về nguồn")
    step(returned).reject(user=minh, comment="Thiếu chú thích ảnh: ảnh thứ hai.")
    held = draft_of(index, bien, title="Bài chưa lên đúng giờ")
    Holdup.objects.create(
        act=f"publish {held.pk}",
        page=held,
        title=held.title,
        reason="Cơ sở dữ liệu đang bận.",
        retry_at=timezone.now() + timedelta(days=1),
    )
    link = used_links(waiting, bien)
    public = ArticlePage.objects.published().order_by("-published_at").first()
    return {
        "waiting": waiting.pk,
        "stopped": stopped.pk,
        "locked": locked.pk,
        "returned": returned.pk,
        "public": public.pk,
        "state": step(waiting).pk,
        "preview": link.get_absolute_url(),
        "users": bien.pk,
        "cluster": Cluster.objects.first().pk,
        "clusterterm": ClusterTerm.objects.first().pk,
        "organisation": Organisation.objects.first().pk,
        "author": Author.objects.first().pk,
        "topic": Topic.objects.get_or_create(name="sơ kết", slug="so-ket")[0].pk,
        "returnreason": ReturnReason.objects.first().pk,
    }


def used_links(post: ArticlePage, by: object) -> PreviewLink:
    """One revoked, one run out, one open that was looked at twice."""
    now = timezone.now()
    links = [
        PreviewLink.objects.create(
            article=post, label=label, created_by=by, expires_at=now + days
        )
        for label, days in (
            ("Ông Hoàng, Cụm I", timedelta(days=7)),
            ("Sở Y tế", timedelta(days=-1)),
            ("Phòng Nghiệp vụ", timedelta(days=7)),
        )
    ]
    links[0].revoke()
    for _ in range(2):
        links[2].record_use("10.0.0.0/24")
    return links[2]
