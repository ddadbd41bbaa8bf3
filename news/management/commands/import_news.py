"""Carry posts from files into the portal."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from news import bulk
from news.conf import setting
from news.importers import beside, report
from news.importers.document import Attachment, Document, Unreadable
from news.importers.formats import READERS, files, reader_for, source_of
from news.importers.pages import Arrival, Importer, Many
from news.importers.pages.body import body_html
from news.importers.pages.library import BAD_FILES
from news.importers.pages.registers import organisation_names
from news.importers.pages.runs import end, settle
from news.importers.pages.undoing import undo
from news.management import reports
from news.models import ImportRun, NewsIndexPage

logger = logging.getLogger(__name__)

# After so many new posts of one run it is looked whether all of them hang together.
LARGE = 1000

# What says how to import, and nothing of what is there.
OF_IMPORTS = ("index", "photos", "publish", "as_published", "dry_run", "report")


class Command(BaseCommand):
    help = (
        "Import posts from files, one transaction a post. A post that is there "
        "already stays as it is; what editors changed is never overwritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--format", choices=["auto", *READERS], default="auto")
        parser.add_argument("--index", metavar="SLUG", help="the index to import under")
        parser.add_argument("--photos", type=Path, metavar="DIR")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument(
            "--as-published",
            action="store_true",
            help="with --publish: the old site had published these posts already",
        )
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--report", type=Path, metavar="FILE", help="JSON Lines")
        parser.add_argument("--runs", action="store_true", help="list the runs so far")
        parser.add_argument(
            "--undo",
            type=int,
            metavar="RUN",
            help="take back what this run did, but for what was edited since",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if sum(map(bool, (options["paths"], options["runs"], options["undo"]))) != 1:
            raise CommandError("Name PATH…, or --runs, or --undo RUN.", returncode=2)
        if options["runs"] or options["undo"]:
            self._refuse_what_imports_have(options)
        if options["runs"]:
            self._list_runs()
        elif options["undo"]:
            self._undo(options["undo"])
        else:
            self._import(options)

    def _refuse_what_imports_have(self, options: dict[str, Any]) -> None:
        """Nobody may believe that --undo with --dry-run only shows."""
        given = [name for name in OF_IMPORTS if options[name] not in (None, False)]
        if options["format"] != "auto":
            given.append("format")
        if given:
            named = ", ".join(f"--{name.replace('_', '-')}" for name in given)
            raise CommandError(f"{named}: only with PATH….", returncode=2)

    def _list_runs(self) -> None:
        for run in ImportRun.objects.with_numbers():
            self.stdout.write(run_told(run))

    def _undo(self, number: int) -> None:
        run = ImportRun.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"No run {number}: see --runs.", returncode=2)
        counts: Counter[str] = Counter()
        for undone in undo(run):
            counts[undone.status] += 1
            why = f" ({undone.why})" if undone.why else ""
            self.stdout.write(f"{undone.status}: {undone.name}{why}")
        told = ", ".join(f"{number} {status}" for status, number in counts.items())
        self.stdout.write(told or "nothing left to take back")
        if kept := counts["kept"]:
            raise CommandError(f"{kept} were kept, see above.")

    def _import(self, options: dict[str, Any]) -> None:
        if options["as_published"] and not options["publish"]:
            raise CommandError("--as-published goes with --publish.", returncode=2)
        if options["photos"] and not options["photos"].is_dir():
            raise CommandError(f"--photos: no folder {options['photos']}", returncode=2)
        importer = Importer(
            source="",
            index=index_called(options["index"]),
            publish=options["publish"],
            as_published=options["as_published"],
            dry_run=options["dry_run"],
        )
        if not options["dry_run"]:
            settle()
        with ExitStack() as stack:
            rows = stack.enter_context(reports.opened(options["report"]))
            batch = Batch(importer, options["format"], options["photos"])
            for row in batch.rows(files(options["paths"], options["format"])):
                rows.write(json.dumps(row, ensure_ascii=False) + "\n")
                self._tell(row)
        if importer.run:
            end(importer.run)
            self.stdout.write(
                f"Run {importer.run}: --undo {importer.run} takes it back"
            )
        self._sum_up(batch)

    def _tell(self, row: dict[str, Any]) -> None:
        if row["error"]:
            self.stderr.write(row["error"])
        else:
            self.stdout.write(f"{row['status']}: {row['source']} {row['url'] or ''}")
        for warning in row["warnings"]:
            told = self.stderr if warning["code"] in BAD_FILES else self.stdout
            told.write(f"{row['source']}: {warning['field']}: {warning['message']}")

    def _sum_up(self, batch: "Batch") -> None:
        counts = ", ".join(f"{n} {status}" for status, n in batch.counts.items())
        self.stdout.write(counts or "nothing found")
        if not batch.counts:
            raise CommandError("No post was found.")
        faults = list(self._missing(batch))
        if batch.troubles:
            faults.append(f"{batch.troubles} of the files had a fault, see above.")
        if faults:
            raise CommandError("\n".join(faults))

    def _missing(self, batch: "Batch") -> Iterator[str]:
        if batch.counts.get("created", 0) < LARGE:
            return
        try:
            bulk.check(batch.importer.index)
        except bulk.Incomplete as wrong:
            yield f"The posts came, but something is missing: {wrong}."
        else:
            self.stdout.write("Tree, indexes and numbers were checked: all is there.")


@dataclass(slots=True)
class Batch:
    """Files in, rows of the report out; one bad file stops nothing but itself."""

    importer: Importer
    format: str
    photos: Path | None
    counts: dict[str, int] = field(default_factory=dict)
    troubles: int = 0
    attached: set[Path] = field(default_factory=set)

    def rows(self, paths: list[Path]) -> Iterator[dict[str, Any]]:
        for path in paths:
            if path in self.attached:
                continue  # It came with a post that names it.
            for row in self._rows_of(path):
                status = row["status"]
                self.counts[status] = self.counts.get(status, 0) + 1
                bad_file = any(w["code"] in BAD_FILES for w in row["warnings"])
                self.troubles += status == "failed" or bad_file
                yield row

    def _rows_of(self, path: Path) -> Iterator[dict[str, Any]]:
        try:
            name, reader = reader_for(path, self.format)
            self.importer.source = source_of(name)
            known = organisation_names()
            if setting("NEWS_IMPORT_BESIDE") and beside.is_worth_it(name, path):
                documents = beside.read(name, path, self.photos, known)
            else:
                documents = reader.read(path, self.photos, known)
            for document, arrival in Many(self.importer).saved(documents):
                yield self._row(path, document, arrival)
        except Unreadable as reason:
            yield report.failed(path.name, str(reason))
        except OSError as error:
            reason = error.strerror or "cannot be read"
            yield report.failed(path.name, f"{path.name}: {reason}")
        except Exception as error:
            yield self._fault(path, error)

    def _fault(self, path: Path, error: Exception, title: str = "") -> dict[str, Any]:
        # A person must not meet a traceback; whoever mends it finds it in the log.
        logger.error("Import of %s failed", path, exc_info=error)
        reason = "could not be imported, see the log"
        said = f"“{title}” {reason}" if title else reason
        return report.failed(path.name, f"{path.name}: {said}")

    def _row(
        self, path: Path, document: Document, arrival: Arrival | Exception
    ) -> dict[str, Any]:
        """A post that cannot be saved stops none of those beside it in its file."""
        if isinstance(arrival, Exception):
            return self._fault(path, arrival, document.title)
        self.attached |= {
            block.path
            for block in document.blocks
            if isinstance(block, Attachment) and block.path
        }
        article = arrival.article
        return report.row(
            document,
            arrival.status,
            url=article.url if article else None,
            image_count=arrival.image_count,
            body_html=body_html(article.body) if article else "",
            warnings=arrival.doubts,
        )


def run_told(run: ImportRun) -> str:
    """A line of the list; only what is still there to be taken back is counted."""
    begun = f"{timezone.localtime(run.started_at):%Y-%m-%d %H:%M}"
    if run.undone_at:
        day = f"{timezone.localtime(run.undone_at):%Y-%m-%d %H:%M}"
        return f"{run}: {begun}, taken back {day}"
    return f"{run}: {begun}, {run.created} created, {run.updated} updated"


def index_called(slug: str | None) -> NewsIndexPage:
    indexes = NewsIndexPage.objects.main_first()
    index = (indexes.filter(slug=slug) if slug else indexes).first()
    if index is None and slug:
        raise CommandError(f'No news index "{slug}".', returncode=2)
    if index is None:
        raise CommandError("No news index: run set_up_news first.")
    return index
