"""Put texts right that were stored in an old encoding; a trial unless told more."""

import json
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model

from news.management import reports
from news.models import ArticlePage
from news.repairing import (
    Found,
    found_in_draft,
    found_in_row,
    found_public,
    registers,
    repair_post,
    repair_row,
)

SHOWN = 200  # characters of a text on the screen; the report has all of it


class Command(BaseCommand):
    help = (
        "Find titles, leads, bodies, captions and names in TCVN3, VNI, VPS, VIQR, "
        "windows-1258 or twice encoded UTF-8, and show them before and after. Nothing "
        "is changed without --apply: then each post gets a new version."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "posts",
            nargs="*",
            type=int,
            metavar="POST",
            help="only these posts: the numbers in the admin's addresses",
        )
        parser.add_argument("--apply", action="store_true", help="put them right")
        parser.add_argument("--report", type=Path, metavar="FILE", help="JSON Lines")

    def handle(self, *args: Any, **options: Any) -> None:
        posts = ArticlePage.objects.order_by("pk")
        if numbers := options["posts"]:
            posts = posts.filter(pk__in=numbers)
            if lacking := set(numbers) - set(posts.values_list("pk", flat=True)):
                raise CommandError(f"No post {min(lacking)}.", returncode=2)
        self.counts: Counter[str] = Counter()
        with ExitStack() as stack:
            self.report = stack.enter_context(reports.opened(options["report"]))
            self._look_at_posts(posts, options["apply"])
            if not numbers:
                self._look_at_registers(options["apply"])
        self._sum_up(options["apply"])

    def _look_at_posts(self, posts: Any, is_real: bool) -> None:
        versions = posts.select_related("latest_revision", "live_revision")
        for article in versions.iterator(100):
            found, status, why = found_in_draft(article), "would-repair", ""
            # A good post costs no transaction, in which the newsroom would wait.
            if is_real and (found or (article.live and found_public(article))):
                outcome = repair_post(article, publish=True)
                found, status = outcome.found, outcome.status
                why = str(outcome.why)
            self._tell("post", article, found, status, why)

    def _look_at_registers(self, is_real: bool) -> None:
        for model in registers():
            for row in model._default_manager.order_by("pk").iterator(500):
                found, status, why = found_in_row(row), "would-repair", ""
                if found and is_real:
                    why = repair_row(row)
                    status = "kept" if why else "repaired"
                self._tell(model._meta.model_name, row, found, status, why)

    def _tell(
        self, kind: str, row: Model, found: list[Found], status: str, why: str
    ) -> None:
        if not found:
            return
        self.counts[status] += 1
        self.stdout.write(f"{status}: {kind} #{row.pk}{f' ({why})' if why else ''}")
        for one in found:
            repair = one.repair
            shares = f"{repair.share_before:.0%} → {repair.share_after:.0%}"
            self.stdout.write(f"  {one.key} ({repair.encoding}, {shares})")
            self.stdout.write(f"  - {shown(repair.before)}")
            self.stdout.write(f"  + {shown(repair.after)}")
            line = {"kind": kind, "id": row.pk, "place": one.key, "status": status}
            line |= {"why": why, **asdict(repair)}
            self.report.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _sum_up(self, is_real: bool) -> None:
        told = ", ".join(f"{number} {status}" for status, number in self.counts.items())
        self.stdout.write(told or "nothing to repair")
        if self.counts and not is_real:
            self.stdout.write("Nothing was changed: add --apply.")
        if kept := self.counts["kept"]:
            raise CommandError(f"{kept} were not repaired, see above.")


def shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
