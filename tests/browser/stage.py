"""What has to stand in the newsroom so that every screen of ours has something on it.

It runs in the portal's own process (`Portal.staged`) and answers the keys of what it
made, by the names the addresses use.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.utils import timezone

from news.models import (
    ArticlePage,
    Author,
    Cluster,
    ClusterTerm,
    Holdup,
    NewsIndexPage,
    Organisation,
    Photo,
    PreviewLink,
    ReturnReason,
    Topic,
)
from news.roles import EDITORS
from tests import build
from tests.browser.portal import PASSWORD
from tests.desk.posts import draft_of, handed_in, step
from tests.intake.uploads import read_upload


def editor(name: str) -> dict:
    """An account that no other test uses, with the password of all."""
    return {"editor": build.person(name, EDITORS, PASSWORD).pk}


def newsroom() -> dict:
    index = NewsIndexPage.objects.main_first().first()
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
    garbled = draft_of(index, bien, title="Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua")
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
        "garbled": garbled.pk,
        "locked": locked.pk,
        "returned": returned.pk,
        "public": public.pk,
        "state": step(waiting).pk,
        "preview": link.get_absolute_url(),
        "users": bien.pk,
        "cluster": Cluster.objects.first().pk,
        "clusterterm": ClusterTerm.objects.first().pk,
        "organisation": Organisation.objects.first().pk,
        "meeting": build.meeting(cluster=Cluster.objects.first()).pk,
        "author": Author.objects.first().pk,
        "topic": Topic.objects.get_or_create(name="sơ kết", slug="so-ket")[0].pk,
        "returnreason": ReturnReason.objects.first().pk,
        "upload": (upload := read_upload(bien)).pk,
        "draft": upload.drafts.get().pk,
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


def written() -> dict:
    """A post as it stands while Biên writes it: the second photo lacks its words."""
    index = NewsIndexPage.objects.main_first().first()
    bien = get_user_model().objects.get(username="bien")
    photos = [unsaid(number) for number in range(2)]
    said = {
        "caption": "Các đại biểu dự hội nghị.",
        "credit": "Nguyễn Biên",
        "alt": "Các đại biểu ngồi quanh bàn họp hình chữ U",
    }
    post = draft_of(
        index,
        bien,
        title="Cụm I – Các tổ chức tín dụng tổng kết công tác thi đua năm 2026",
        lead="Chiều ngày 18/11/2026, tại trụ sở BIDV Chi nhánh Lạng Sơn, Cụm I – Các "
        "tổ chức tín dụng tổ chức Hội nghị tổng kết công tác thi đua, khen thưởng.",
        published_at=timezone.now(),
        body=[
            build.paragraph(
                "Dự hội nghị có đại diện Ban Thi đua - Khen thưởng và lãnh đạo các đơn "
                "vị trong Cụm. Hội nghị đã bầu trưởng cụm, phó trưởng cụm năm 2027."
            ),
            build.photo_block(photos[0], **said),
            build.photo_block(photos[1], credit="Nguyễn Biên"),
        ],
    )
    return {"written": post.pk}


def unsaid(number: int) -> Photo:
    """A photo of the demo again, as somebody uploads it who says nothing about it."""
    drawn = Photo.objects.order_by("pk")[number]
    with drawn.file.open() as file:
        copy = Photo(
            title=f"hoi-nghi-{number + 1}", file=ImageFile(file, "hoi-nghi.jpg")
        )
        copy._set_image_file_metadata()
        copy.save()
    return copy


def changed() -> dict:
    """A public post with a later version that waits for approval."""
    bien = get_user_model().objects.get(username="bien")
    post = ArticlePage.objects.published().exclude(lead="").first()
    newer = post.get_latest_revision_as_object()
    newer.lead = f"{newer.lead} Hội nghị kết thúc lúc 11 giờ cùng ngày."
    newer.save_revision(user=bien)
    newer.get_workflow().start(ArticlePage.objects.get(pk=post.pk), bien)
    return {"changed": post.pk}
