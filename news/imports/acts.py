"""What can be done with an upload: import, leave out, check, take back, throw away?"""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from PIL import Image as PillowImage
from wagtail.log_actions import log

from news.conf import setting
from news.importers.document import Photo
from news.importers.packed import document_of
from news.intake import folders, work
from news.models import ImportDraft, ImportUpload
from news.uploads.photos import UNREADABLE, taken_in
from news.uploads.refused import Refused

from .base import Importing, may_take_back

State = ImportUpload.State
THUMBNAIL = (640, 640)
TOLD = {State.IMPORTING: "news.import.start", State.UNDOING: "news.import.take_back"}


class Act(Importing, View):
    """Only a form does it; a link that somebody was sent does nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.do()
        return redirect(self.upload_url)

    def do(self) -> None:
        raise NotImplementedError

    def warn(self, message: str) -> None:
        messages.warning(self.request, message)

    def begin(self, state: str, **values: Any) -> bool:
        if work.begin(self.upload, state, **values):
            if state in TOLD:
                # What follows is done by a worker, for nobody it knows of. The number
                # alone: a file's name may be that of a post that is erased later.
                name = f"#{self.upload.pk}"
                log(self.upload, TOLD[state], user=self.request.user, title=name)
            return True
        self.warn(_("The upload is being worked on: wait until that is done."))
        return False


class Start(Act):
    def do(self) -> None:
        upload = self.upload
        if upload.cleared_at:
            return self.warn(_("The files are deleted: upload them again."))
        if upload.stopped == State.READING:
            return self.warn(_("Some files are not read yet: read on first."))
        if not upload.drafts.to_import().exists():
            return self.warn(_("There is no post to import."))
        self.begin(State.IMPORTING, imported_by=self.request.user)
        return None


class ReadOn(Act):
    """After it was given up."""

    def do(self) -> None:
        upload = self.upload
        if upload.cleared_at:
            return self.warn(_("The files are deleted: upload them again."))
        if upload.stopped == State.READING:
            self.begin(State.READING)
        return None


class Check(Act):
    def do(self) -> None:
        self.begin(State.CHECKING)


class TakeBack(Act):
    def do(self) -> None:
        if not may_take_back(self.request.user, self.upload):
            raise PermissionDenied
        if not self.upload.run_id:
            return self.warn(_("There is nothing to take back."))
        self.begin(State.UNDOING)
        return None


class ThrowAway(Act):
    """Before anything of it was imported; a report stays."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self.upload
        if not may_take_back(request.user, upload):
            raise PermissionDenied
        came = upload.drafts.filter(article__isnull=False).exists()
        if upload.run_id or came:
            self.warn(_("Posts of this upload are imported: its report stays."))
            return redirect(self.upload_url)
        # Nobody begins with it meanwhile; what waits, nobody is at.
        free = Q(held_by="") & (~Q(state__in=ImportUpload.WORKING) | ~Q(waits_for=""))
        if not ImportUpload.objects.filter(free, pk=pk).delete()[0]:
            self.warn(_("This upload is being worked on: wait until that is done."))
            return redirect(self.upload_url)
        folders.throw_away(folders.of(upload))
        messages.success(request, _("The upload is deleted."))
        return redirect("news_imports")


class Choose(Importing, View):
    """Take one post in, or leave it out, from the list."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = get_object_or_404(ImportDraft.objects.without_contents(), pk=pk)
        wanted = request.POST.get("accepted") == "1"
        open_ones = ImportDraft.objects.filter(pk=pk, outcome="")
        if not open_ones.update(accepted=wanted):
            messages.warning(request, _("This post is imported: edit the post itself."))
        return redirect("news_import", draft.upload_id)


# --- files ---------------------------------------------------------------------------


class OfDraft(Importing, View):
    http_method_names = ["get"]

    def draft(self, pk: int) -> ImportDraft:
        drafts = ImportDraft.objects.select_related("upload")
        return get_object_or_404(drafts, pk=pk)

    def answer(self, content: Any, **headers: Any) -> FileResponse:
        response = FileResponse(content, **headers)
        # Whatever is in it, it is nothing of ours and runs nowhere.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class OriginalFile(OfDraft):
    """The file as it came, to be kept or opened in its own program: never shown."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(pk)
        folder = folders.at_hand(draft, draft.upload, draft.path)
        path = folder / draft.path
        stays = path.resolve().is_relative_to(folder.resolve())
        if not (stays and path.is_file()):
            raise Http404
        kind = "application/octet-stream"
        return self.answer(
            path.open("rb"), as_attachment=True, filename=path.name, content_type=kind
        )


class OriginalPhoto(OfDraft):
    """A small picture of a photo, drawn anew: the file itself is not believed."""

    def get(self, request: HttpRequest, pk: int, place: int) -> HttpResponse:
        draft = self.draft(pk)
        blocks = document_of(
            draft.document, folders.at_hand(draft, draft.upload)
        ).blocks
        block = blocks[place] if place < len(blocks) else None
        if not isinstance(block, Photo) or block.path is None:
            raise Http404
        drawn = BytesIO()
        try:
            content = block.path.read_bytes()
            taken = taken_in(content, setting("NEWS_IMPORT_MAX_PIXELS"))
            with PillowImage.open(BytesIO(taken.content)) as image:
                image.thumbnail(THUMBNAIL)
                image.convert("RGB").save(drawn, "JPEG", quality=80)
        except (Refused, *UNREADABLE) as error:
            raise Http404 from error
        drawn.seek(0)
        return self.answer(drawn, content_type="image/jpeg")
