"""Has anybody changed what is written down of who did what?"""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.missed import missed
from portal.audit.verifying import Walk

HEAD = re.compile(r"[0-9]{1,18}-[0-9a-f]{64}", re.ASCII)


class Command(BaseCommand):
    help = (
        "Hold every entry of the audit log against the one before it. Says how many "
        "there are and the head of the chain: write that down elsewhere, and hand it "
        "back later with --expect. Ends with 1 where an entry was changed, removed or "
        "put in, and names the first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="HEAD",
            default="",
            help="a head as it was told once: that entry must still be there as it was",
        )

    def handle(self, *args: Any, expect: str, **options: Any) -> None:
        if expect and not HEAD.fullmatch(expect):
            raise CommandError("HEAD is a number, a dash and 64 digits.", returncode=2)
        walk = Walk(expect)
        faults = walk.faults()
        first = next(faults, None)
        others = sum(1 for _fault in faults)
        late = sum(1 for _log in missed())
        if late:
            self.stderr.write(
                f"{late} acts of Wagtail's log have no entry; the scheduler takes them "
                "in at night."
            )
        if first:
            more = f" {others} faults more." if others else ""
            raise CommandError(f"{first}{more} {walk.count} entries are there.")
        self.stdout.write(f"{walk.count} entries, none changed. Head: {walk.head}")
