"""What does a page of the moderators' queue cost with 3 and with 100,000 waiting?

It works on a database of its own, which it makes and removes. The figures to quote are
the ratio of the two and the number of queries, not the milliseconds.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
folder = tempfile.TemporaryDirectory(prefix="bantin-queue-")
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.local"
os.environ["DATABASE_URL"] = f"sqlite:///{folder.name}/queue.sqlite3"

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from news.models import ArticlePage, ModerationState, NewsIndexPage  # noqa: E402
from news.roles import EDITORS, MODERATORS  # noqa: E402
from portal.static_files import collect_if_changed  # noqa: E402

ROUNDS = 15
MANY = 100_000
ADDRESSES = {
    "first page": "/admin/news/queue/",
    "unclaimed": "/admin/news/queue/?show=unclaimed",
    "mine": "/admin/news/queue/?show=mine",
    "overdue": "/admin/news/queue/?show=overdue",
    "dashboard": "/admin/",
}


def main() -> None:
    collect_if_changed()
    call_command("migrate", verbosity=0)
    call_command("set_up_news", verbosity=0)
    bien, minh = person("bien", EDITORS), person("minh", MODERATORS)
    for number in range(3):
        hand_in(number, bien)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(minh)
    few = {name: measured(client, address) for name, address in ADDRESSES.items()}
    fill(MANY)
    print(f"{'page':<14}{'3 waiting':>12}{'100,000':>12}{'ratio':>8}{'queries':>9}")
    deep = ModerationState.objects.order_by("due_at", "pk")[MANY // 2]
    further = f"/admin/news/queue/?after={deep.due_at:%Y-%m-%dT%H:%M:%SZ}_{deep.pk}"
    for name, address in [*ADDRESSES.items(), ("half way", further)]:
        before, queries_before = few.get(name, few["first page"])
        now, queries = measured(client, address)
        assert queries == queries_before or name == "half way", (name, queries)
        print(
            f"{name:<14}{before:>9.1f} ms{now:>9.1f} ms{now / before:>8.1f}{queries:>9}"
        )


def person(name: str, group: str) -> object:
    user = get_user_model().objects.create_user(name, f"{name}@example.org")
    user.groups.add(Group.objects.get(name=group))
    return user


def hand_in(number: int, user: object) -> None:
    article = ArticlePage(title=f"Tin {number}", owner=user)
    NewsIndexPage.objects.main_first().first().year_for(timezone.now()).add_child(
        instance=article
    )
    article.save_revision(user=user)
    article.get_workflow().start(article, user)


def fill(number: int) -> None:
    """Copies of one post's step, each due a second after the one before."""
    one = ModerationState.objects.first()
    columns = {
        "wagtailcore_taskstate": "status, started_at, comment, content_type_id, "
        "finished_by_id, revision_id, task_id, workflow_state_id",
        "news_moderationstate": "page_id, waiting, step, digest, claimed_by_id",
    }
    # Only our own numbers and column names go into these texts.
    more = f"SELECT i + 1 FROM n WHERE i < {number}"  # noqa: S608
    count = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL {more})"
    with connection.cursor() as cursor:
        base = columns["wagtailcore_taskstate"]
        cursor.execute(
            f"{count} INSERT INTO wagtailcore_taskstate (id, {base}) "  # noqa: S608
            f"SELECT {one.pk} + 1000 + i, {base} FROM wagtailcore_taskstate, n "
            f"WHERE id = {one.pk}"
        )
        own = columns["news_moderationstate"]
        cursor.execute(
            f"{count} INSERT INTO news_moderationstate "  # noqa: S608
            f"(taskstate_ptr_id, due_at, {own}) SELECT {one.pk} + 1000 + i, "
            f"datetime(due_at, '+' || i || ' seconds'), {own} "
            f"FROM news_moderationstate, n WHERE taskstate_ptr_id = {one.pk}"
        )
        cursor.execute("ANALYZE")


def measured(client: Client, address: str) -> tuple[float, int]:
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(address).status_code == 200, address
        spent.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return statistics.median(spent), len(asked)


if __name__ == "__main__":
    main()
    folder.cleanup()
