"""What has an editor uploaded to be imported, and what was found in it?"""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.conf import setting

from .articles import ArticlePage
from .runs import ImportRun


class ImportUpload(models.Model):
    """Files that came together; they lie in a folder of their own until they go."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("to be looked through")
        IMPORTING = "importing", _("being imported")
        CHECKING = "checking", _("being checked")
        DONE = "done", _("imported")
        UNDOING = "undoing", _("being taken back")

    class Needed(models.TextChoices):
        SCANNER = "scanner", _("waits for the virus scanner")
        STORAGE = "storage", _("waits for the storage of files")

    # What a worker is at.
    WORKING = (State.READING, State.IMPORTING, State.CHECKING, State.UNDOING)

    folder = models.CharField(_("folder"), max_length=64, unique=True)
    # As the person knows them, for the list.
    names = models.TextField(_("files"))
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.READING
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    # Who pressed the button; the posts are theirs.
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    # Files that were not taken, and why: [name, reason].
    refused = models.JSONField(_("files not taken"), default=list)
    # While they are taken in: what was said of a file that is not there, by its place,
    # in words of `news.intake.verdicts`.
    verdicts = models.JSONField(_("said of files so far"), default=dict, db_default={})
    # The files to read in their order, and those that posts hand out.
    files = models.JSONField(_("files to read"), default=list)
    attached = models.JSONField(_("attached files"), default=list)
    read = models.PositiveIntegerField(_("files read"), default=0)
    # Each step of the worker says that it goes on.
    seen_at = models.DateTimeField(_("last seen at work"), auto_now_add=True)
    # The worker that is at it, by a word of its own.
    held_by = models.CharField(
        _("held by"), max_length=32, blank=True, default="", db_default=""
    )
    # How often in a row it ended in an error, and what was given up because of that.
    failures = models.PositiveSmallIntegerField(_("failures"), default=0, db_default=0)
    stopped = models.CharField(
        _("given up while"),
        max_length=16,
        choices=State.choices,
        blank=True,
        default="",
        db_default="",
    )
    # What it needs, and what has not answered since: it is tried again for a day.
    waits_for = models.CharField(
        _("waits for"),
        max_length=16,
        choices=Needed.choices,
        blank=True,
        default="",
        db_default="",
    )
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    cleared_at = models.DateTimeField(_("files deleted at"), null=True, blank=True)
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        null=True,
        related_name="uploads",
        verbose_name=_("import run"),
    )

    class Meta:
        verbose_name = _("upload of old posts")
        verbose_name_plural = _("uploads of old posts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.names

    @property
    def is_at_work(self) -> bool:
        return self.state in self.WORKING

    @property
    def is_looked_at(self) -> bool:
        """For viruses: which files are read is known when they are taken in."""
        return self.state == self.State.READING and not self.files

    @property
    def state_told(self) -> str | Promise:
        if self.is_at_work and self.waits_for:
            return self.get_waits_for_display()
        if not self.is_looked_at:
            return self.get_state_display()
        return _("being scanned") if setting("NEWS_CLAMAV") else _("being taken in")


class DraftQuerySet(models.QuerySet):
    def to_import(self) -> Self:
        return self.filter(accepted=True, outcome=ImportDraft.Outcome.WAITING)

    def without_contents(self) -> Self:
        return self.defer("document", "corrections")


class ImportDraft(models.Model):
    """One post of an upload, as it was read and as an editor put it right."""

    class Outcome(models.TextChoices):
        WAITING = "", _("not imported yet")
        CREATED = "created", _("new draft")
        UPDATED = "updated", _("updated")
        UNCHANGED = "unchanged", _("was there already")
        FAILED = "failed", _("failed")
        UNREADABLE = "unreadable", _("could not be read")

    upload = models.ForeignKey(
        ImportUpload,
        on_delete=models.CASCADE,
        related_name="drafts",
        verbose_name=_("upload"),
    )
    # Which file of the upload, by its place, and which post of that file.
    file = models.PositiveIntegerField(_("file"))
    number = models.PositiveIntegerField(_("number in the file"))
    path = models.CharField(_("file"), max_length=1000)
    source = models.CharField(_("source"), max_length=64, blank=True)
    identifier = models.CharField(_("identifier"), max_length=255, blank=True)
    title = models.CharField(_("title"), max_length=255)
    published_at = models.DateTimeField(_("date of publication"), null=True)
    clusters = models.CharField(_("clusters"), max_length=1000, blank=True)
    photos = models.PositiveIntegerField(_("photos"), default=0)
    missing = models.PositiveIntegerField(_("photos without a file"), default=0)
    warnings = models.PositiveIntegerField(_("warnings"), default=0)
    accepted = models.BooleanField(_("to be imported"), default=True)
    corrected_at = models.DateTimeField(_("corrected at"), null=True)
    # The document as it was read, and what was put right: field → value.
    document = models.JSONField(_("document"), default=dict)
    corrections = models.JSONField(_("corrections"), default=dict)
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=Outcome.choices, blank=True
    )
    error = models.TextField(_("reason"), blank=True)
    # Doubts that came up while the post was saved: [field, code, message].
    doubts = models.JSONField(_("doubts"), default=list)
    # What a later check found, in words of `news.intake.checking`; None: not checked.
    differences = models.JSONField(_("differences"), null=True)
    article = models.ForeignKey(
        ArticlePage,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("post"),
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of an upload")
        verbose_name_plural = _("posts of uploads")
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "file", "number"], name="news_import_draft_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["upload", "source", "identifier"], name="news_import_draft_same"
            ),
            models.Index(
                fields=["upload", "outcome", "file", "number"],
                name="news_import_draft_next",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kept(self) -> str:
        """The folder of the files that were inside its own, below the upload's."""
        return f"inside-{self.file}-{self.number}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.WAITING

    @property
    def status(self) -> str | Promise:
        """Its outcome; of one that waits, whether it will come."""
        if self.is_waiting and not self.accepted:
            return _("left out")
        return self.get_outcome_display()
