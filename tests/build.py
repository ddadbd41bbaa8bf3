"""Small things to test with; each builder takes only what a test is about."""

import functools
import io
import itertools
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.models import Revision
from wagtail.signals import page_published

from news.models import (
    ArticlePage,
    Cluster,
    Meeting,
    NewsIndexPage,
    Organisation,
    Photo,
)
from portal.models import HomePage

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
numbers = itertools.count(1)


def moment(year: int, month: int = 1, day: int = 1, hour: int = 8) -> datetime:
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


def article(index: NewsIndexPage, live: bool = True, **values: Any) -> ArticlePage:
    """A post, published unless told otherwise."""
    clusters, topics = values.pop("clusters", []), values.pop("topics", [])
    values.setdefault("title", f"Hội nghị số {next(numbers)}")
    values.setdefault("published_at", moment(2020, 7, 13))
    values.setdefault("body", [paragraph("Hội nghị đã diễn ra.")])
    # Somebody has to sign, or the gate lets nothing pass.
    values.setdefault("organisation", board())
    post = ArticlePage(live=False, **values)
    post.clusters.set(clusters)
    post.topics.set(topics)
    index.year_for(post.published_at).add_child(instance=post)
    revision = post.save_revision(clean=False, changed=not live)
    if live:
        _make_public(post, revision)
    post.refresh_from_db()
    return post


def _make_public(post: ArticlePage, revision: Revision) -> None:
    """As publishing leaves it, without saving the post again on the way."""
    now = timezone.now()
    left = {"live": True, "live_revision": revision, "has_unpublished_changes": False}
    left |= {"first_published_at": now, "last_published_at": now}
    for name, value in left.items():
        setattr(post, name, value)
    ArticlePage.objects.filter(pk=post.pk).update(**left)
    page_published.send(ArticlePage, instance=post, revision=revision)


def person(name: str, group: str, password: str = "") -> AbstractUser:
    """The password is the name, unless another is given."""
    mail = f"{name}@example.org"
    user = get_user_model().objects.create_user(name, mail, password or name)
    user.groups.add(Group.objects.get(name=group))
    return user


def arrange(*parts: tuple[str, Any]) -> None:
    """What stands on the home page, in this order."""
    home = HomePage.objects.get()
    home.arrangement = [{"type": kind, "value": value} for kind, value in parts]
    home.save()


def lead(*posts: ArticlePage, number: int = 1) -> tuple[str, Any]:
    return "lead", {"number": number, "posts": [post.pk for post in posts]}


def notice(until: date, **values: Any) -> tuple[str, Any]:
    values.setdefault("title", "Tiếp nhận hồ sơ khen thưởng")
    return "notice", {"until": until.isoformat(), **values}


def board() -> Organisation:
    return Organisation.objects.get_or_create(name="Ban Thi đua - Khen thưởng")[0]


def cluster(number: str = "I", name: str = "Các doanh nghiệp Trung ương") -> Cluster:
    return Cluster.objects.create(number=number, name=name)


def meeting(starts_at: datetime | None = None, **values: Any) -> Meeting:
    values.setdefault("kind", ArticlePage.EventKind.REVIEW)
    starts_at = starts_at or moment(2020, 7, 9)
    return Meeting.objects.create(starts_at=starts_at, **values)


def photo(size: tuple[int, int] = (900, 600), **values: Any) -> Photo:
    values.setdefault("title", "Hội nghị")
    values.setdefault("description", "Các đại biểu ngồi quanh bàn họp")
    values.setdefault("caption", "Quang cảnh hội nghị.")
    values.setdefault("credit", "Bàn An")
    image = Photo(file=ImageFile(io.BytesIO(jpeg(size)), name="hoi-nghi.jpg"), **values)
    image._set_image_file_metadata()
    image.save()
    return image


@functools.cache
def jpeg(size: tuple[int, int] = (900, 600), colour: str = "#9B1C1F") -> bytes:
    file = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{text}</p>"}


def photo_block(image: Photo | None, **values: Any) -> dict[str, Any]:
    value = {"photo": image.pk if image else None, "caption": "", "credit": ""}
    value |= {"alt": "", "decorative": False, "source": ""} | values
    return {"type": "photo", "value": value}
