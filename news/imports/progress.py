"""How far is it? Told to the page, and to the script that asks again."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from news.conf import setting
from news.intake.checking import COME
from news.models import ImportDraft, ImportUpload

from .base import Importing

Outcome = ImportDraft.Outcome
State, Needed = ImportUpload.State, ImportUpload.Needed
SAID: dict[str, str | Promise] = {
    State.READING: _("The files are being read."),
    State.IMPORTING: _("The posts are being imported."),
    State.CHECKING: _("The posts are being compared with the source."),
    State.UNDOING: _("The import is being taken back."),
}
# One sentence each; the page of an upload has no other word for it.
WAITS: dict[str, str | Promise] = {
    Needed.SCANNER: _(
        "The virus scanner does not answer, and nothing is taken in unseen. The files "
        "are kept; the work goes on by itself some minutes after it answers again. If "
        "it stays like this, tell an administrator."
    ),
    Needed.STORAGE: _(
        "The storage of files does not answer. Nothing is lost; the work goes on by "
        "itself some minutes after it answers again. If it stays like this, tell an "
        "administrator."
    ),
}


def said_of(upload: ImportUpload) -> str:
    if upload.is_at_work and upload.waits_for:
        return str(WAITS[upload.waits_for])
    return str(taken_in() if upload.is_looked_at else SAID.get(upload.state, ""))


def taken_in() -> str | Promise:
    if setting("NEWS_CLAMAV"):
        return _("The files are being scanned for viruses, then unpacked.")
    return _("The files are being unpacked.")


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total`, in posts or, while they are read, in files."""

    said: str
    done: int
    total: int
    found: int
    waiting: int
    created: int
    updated: int
    unchanged: int
    failed: int
    unreadable: int
    left_out: int
    with_warnings: int
    different: int
    photos: int
    missing: int


def progress_of(upload: ImportUpload) -> Progress:
    """One question to the database, whatever the upload is at."""
    accepted = Q(accepted=True)
    waits = Q(outcome=Outcome.WAITING)
    came = Q(outcome__in=COME)
    counted = upload.drafts.aggregate(
        found=Count("pk", filter=~Q(outcome=Outcome.UNREADABLE)),
        waiting=Count("pk", filter=waits & accepted),
        left_out=Count("pk", filter=waits & ~accepted),
        with_warnings=Count("pk", filter=Q(warnings__gt=0)),
        different=Count("pk", filter=Q(differences__isnull=False) & ~Q(differences=[])),
        compared=Count("pk", filter=came & Q(differences__isnull=False)),
        missing=Count("pk", filter=Q(missing__gt=0)),
        photos=Count("pk", filter=Q(photos__gt=0)),
        **{
            one.value: Count("pk", filter=Q(outcome=one))
            for one in Outcome  # type: ignore[attr-defined]
            if one.value
        },
    )
    came_in = sum(counted[name] for name in COME)
    compared = counted.pop("compared")
    done, total = {
        State.READING: (upload.read, len(upload.files)),
        State.CHECKING: (compared, came_in),
        State.UNDOING: (0, 0),
    }.get(upload.state, (came_in + counted["failed"], 0))
    if upload.state == State.IMPORTING:
        total = done + counted["waiting"]
    return Progress(said=said_of(upload), done=done, total=total, **counted)


class Ask(Importing, View):
    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        progress = progress_of(self.upload)
        answer = {"state": self.upload.state, "is_at_work": self.upload.is_at_work}
        answer |= {"done": progress.done, "total": progress.total}
        answer["said"] = progress.said
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})
