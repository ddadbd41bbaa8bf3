"""How do files come in? Several, or a ZIP; what is refused is said, the rest stays."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.intake import folders, waiting, work
from news.intake.unpacking import MOST_UNPACKED
from news.models import ImportUpload

from .base import Importing


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One field, as many files as were chosen."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in chosen or [None]]


class UploadForm(forms.Form):
    files = FilesField(
        label=gettext_lazy("Files"),
        # An empty file is told of when it is read, beside the others.
        allow_empty_file=True,
        max_length=255,
        help_text=gettext_lazy(
            "Pages saved from the old site, Word files, an export of WordPress or of a "
            "database, tables; photos beside them. Pack whole folders as one ZIP."
        ),
        error_messages={"required": gettext_lazy("Choose at least one file.")},
    )

    def clean_files(self) -> list[UploadedFile]:
        files = self.cleaned_data["files"]
        if sum(file.size or 0 for file in files) > MOST_UNPACKED:
            most = MOST_UNPACKED // 1_000_000
            message = gettext("Together the files are larger than %(most)s MB.")
            raise forms.ValidationError(message % {"most": most})
        return files


class Upload(Importing, WagtailAdminTemplateMixin, FormView):
    form_class = UploadForm
    template_name = "news/admin/imports/upload.html"
    page_title = gettext_lazy("Upload files")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.way_here(), {"url": "", "label": self.page_title}]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        files = form.cleaned_data["files"]
        folder = folders.made()
        try:
            refused = waiting.keep(folder, files)
            folders.send_away(folder)
        except BaseException:
            folders.throw_away(folder)
            raise
        if len(refused) == len(files):
            # Nothing is left to look at: the reasons stand over the form.
            folders.throw_away(folder)
            for name, reason in refused:
                form.add_error("files", f"{name}: {reason}")
            return self.form_invalid(form)
        return redirect("news_import", self.begin(folder.name, files, refused).pk)

    def begin(
        self,
        folder: str,
        files: Iterable[UploadedFile],
        refused: list[tuple[str, str]],
    ) -> ImportUpload:
        names = ", ".join(file.name or "" for file in files)
        with transaction.atomic():
            upload = ImportUpload.objects.create(
                folder=folder,
                names=Truncator(names).chars(500),
                uploaded_by=self.request.user,
                refused=refused,
            )
            work.call(upload)
        return upload
