"""Say of each old address where it leads now."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.finding.leading import Lead, Leads
from news.management import reports

NOWHERE = ("gone", "error")


class Command(BaseCommand):
    help = (
        "Read a list of old addresses, one a line, and say where each leads: to a "
        "page, by a redirect, to one of several posts that claim it (clash), or "
        "nowhere. Nothing is asked of the network."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--report", type=Path, metavar="FILE", help="JSON Lines")

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[str] = Counter()
        with ExitStack() as stack:
            rows = stack.enter_context(reports.opened(options["report"]))
            leads = Leads()
            for address in addresses(options["file"]):
                lead = leads.lead(address)
                counts[lead.status] += 1
                rows.write(json.dumps(asdict(lead), ensure_ascii=False) + "\n")
                self.stdout.write(told(lead))
        said = ", ".join(f"{number} {status}" for status, number in counts.items())
        self.stdout.write(said or "no address")
        if nowhere := sum(counts[status] for status in NOWHERE):
            raise CommandError(f"{nowhere} of the addresses lead nowhere, see above.")


def addresses(path: Path) -> Iterator[str]:
    """The lines that say something; "#" begins a remark."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    yield line.strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text in UTF-8"
        raise CommandError(f"{path}: {reason}", returncode=2) from error


def told(lead: Lead) -> str:
    to = f" → {lead.target}" if lead.target else f" ({lead.code})"
    state = f" ({lead.state})" if lead.state == "archived" else ""
    others = f"; claimed by {', '.join(lead.others)}, too" if lead.others else ""
    title = f" “{lead.title}”" if lead.title else ""
    return f"{lead.status}: {lead.address}{to}{title}{state}{others}"
