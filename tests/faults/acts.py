"""What a worker may be killed at: how it begins, what is done, and what is done again.

Each is what a person or a timer starts; `again` is what they would start anyway, the
same once more or the scheduler's next round.
"""

import io
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from news.models import ArticlePage, NewsIndexPage
from news.moderation.outbox import LEASE
from news.roles import EDITORS, MODERATORS
from portal.backups import placing
from tests import build

TITLE = "Hội nghị bị ngắt"
POST = """{title}

Submitted by admin on T2, 07/13/2020 - 15:21

     Chiều ngày 09/7/2020, Cụm thi đua I – Các tổ chức tín dụng họp.

CumI

Các đơn vị thảo luận

  Hoàng Quốc Thịnh
  Ban Thi đua - Khen thưởng
"""


@dataclass(frozen=True)
class Act:
    prepare: Callable[[], object]
    do: Callable[[], object]
    again: Callable[[], object]


def files() -> Path:
    """Beside the uploads: of this site alone, as those are."""
    return Path(settings.MEDIA_ROOT).parent / "files"


def call(*args: object) -> None:
    try:
        call_command(*map(str, args), stdout=io.StringIO(), stderr=io.StringIO())
    except CommandError as error:
        if error.returncode != 1:
            raise


def the_scheduler() -> None:
    call("run_scheduler", "--once")


def neighbours() -> NewsIndexPage:
    files().mkdir(exist_ok=True)
    index = NewsIndexPage.objects.get()
    build.person("bien", EDITORS)
    build.person("minh", MODERATORS)
    photo = build.photo()
    body = [build.paragraph("Hội nghị đã diễn ra."), build.photo_block(photo)]
    build.article(index, title="Tin trước đó", clusters=[build.cluster()], body=body)
    return index


def draft(**values) -> ArticlePage:
    index = neighbours()
    post = ArticlePage.objects.get()
    shared = {"clusters": list(post.clusters.all()), "body": post.body.get_prep_value()}
    return build.article(index, title=TITLE, live=False, **shared, **values)


# A moderator approves


def handed_in() -> None:
    post = draft(topics=["khen thưởng"])
    post.get_workflow().start(post, get_user_model().objects.get(username="bien"))


def approve() -> None:
    """The button at the desk; pressed again where nothing is in moderation any more."""
    client = Client()
    client.force_login(get_user_model().objects.get(username="minh"))
    post = ArticlePage.objects.get(draft_title=TITLE)
    step = TaskState.objects.order_by("pk").last()
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[post.pk, "approve", step.pk]
    )
    client.post(address, {"next": "/"})


def approve_and_keep_time() -> None:
    """A mail that was being sent just then is left to its sender for a while."""
    approve()
    later = timezone.now() + LEASE
    with patch.object(timezone, "now", lambda: later):
        the_scheduler()


# A post comes out at its time


def planned() -> None:
    post = draft(topics=["khen thưởng"])
    post.go_live_at = timezone.now() - timedelta(seconds=1)
    post.save_revision(approved_go_live_at=post.go_live_at)


# Old posts come from another site


def source() -> None:
    neighbours()
    (files() / "mot.txt").write_text(POST.format(title=TITLE))
    (files() / "CumI.jpg").write_bytes(build.jpeg())


def import_news() -> None:
    call("import_news", files(), "--publish", "--as-published")


# A backup, and a site from it


def with_upload() -> None:
    neighbours()
    default_storage.save("documents/van-ban.pdf", ContentFile(b"%PDF-" * 1000))


def backup() -> None:
    call("backup", files() / "sao-luu")


def backed_up() -> None:
    with_upload()
    draft_of_nobody = build.article(NewsIndexPage.objects.get(), live=False)
    backup()
    draft_of_nobody.delete()
    build.article(NewsIndexPage.objects.get(), title="Đến sau")
    default_storage.delete("documents/van-ban.pdf")


def restore() -> None:
    call("restore", files() / "sao-luu", "--replace")


def restore_again() -> None:
    """As the message of the command says."""
    if placing.state() is placing.State.WANTED:
        call("restore", "--go-on")
    else:
        restore()


# All that is public comes into an empty site


def exported() -> None:
    with transaction.atomic():
        neighbours()
        call("export", files() / "xuat")
        transaction.set_rollback(True)
    shutil.rmtree(settings.MEDIA_ROOT)


def import_open_form() -> None:
    call("import", files() / "xuat")


def import_open_form_again() -> None:
    if placing.state() is placing.State.WANTED:
        call("restore", "--go-on")
    else:
        import_open_form()


ACTS = {
    "approve": Act(handed_in, approve, approve_and_keep_time),
    "schedule": Act(planned, lambda: call("publish_scheduled"), the_scheduler),
    "import": Act(source, import_news, import_news),
    "open form": Act(exported, import_open_form, import_open_form_again),
    "backup": Act(with_upload, backup, backup),
    "restore": Act(backed_up, restore, restore_again),
}
POINTS = int(os.environ.get("KILLED_POINTS", "2"))
