"""A scheduler in a process of its own: prepare a post, or die at a statement.

Run as `clerk.py prepare` and `clerk.py die STATEMENT`.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from news import scheduling  # noqa: E402
from news.models import NewsIndexPage  # noqa: E402
from tests import build  # noqa: E402


def prepare() -> None:
    call_command("set_up_news", verbosity=0)
    draft = build.article(NewsIndexPage.objects.main_first().first(), live=False)
    draft.go_live_at = timezone.now() - timedelta(seconds=1)
    draft.save_revision(approved_go_live_at=draft.go_live_at)


def die(statement: int) -> None:
    seen = 0

    def count(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        scheduling.keep_time()
    # Past the last statement: killed when all is stored and nothing more was done.
    os.kill(os.getpid(), signal.SIGKILL)


match sys.argv[1:]:
    case ["prepare"]:
        prepare()
    case ["die", statement]:
        die(int(statement))
