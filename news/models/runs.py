"""What has one run of the import done, so that it can be taken back?"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from .imports import ImportedPost


class RunQuerySet(models.QuerySet):
    def with_numbers(self) -> Self:
        """With the posts that are still there to be taken back."""
        new = models.Q(steps__created=True)
        return self.annotate(
            created=models.Count("steps", filter=new),
            updated=models.Count("steps", filter=~new),
        )


class ImportRun(models.Model):
    """One call of the import that changed something; its number names it."""

    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    # None while it goes on, and for ever where it was killed.
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class RunStep(models.Model):
    """What a run did to one post: how it was before, and how the run left it.

    It goes with the post: whoever erases a post finds none of its words here.
    """

    run = models.ForeignKey(
        ImportRun,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("import run"),
    )
    imported = models.ForeignKey(
        ImportedPost,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("imported post"),
    )
    created = models.BooleanField(_("created"), default=False)
    # The version to go back to; none of a post that was not there.
    before = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("version before"),
    )
    # How the post stood (live, has_unpublished_changes), and what `ImportedPost` said.
    stood = models.JSONField(default=dict)
    remembered = models.JSONField(default=dict)
    after = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("version after"),
    )
    left_live = models.BooleanField(_("left public"), default=False)

    class Meta:
        verbose_name = _("step of an import run")
        verbose_name_plural = _("steps of import runs")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "imported"], name="news_one_step_a_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.imported_id}"


class BroughtFile(models.Model):
    """A photo or attachment that was not in the library before the run.

    A number and not a foreign key: a site chooses its models of both.
    """

    run = models.ForeignKey(
        ImportRun,
        on_delete=models.CASCADE,
        related_name="files",
        verbose_name=_("import run"),
    )
    kind = models.CharField(_("kind"), max_length=16)  # photo | attachment
    row = models.PositiveBigIntegerField(_("row"))
    # Of the files in the storage, written down before they go.
    names = models.JSONField(_("file names"), default=list)

    class Meta:
        verbose_name = _("file of an import run")
        verbose_name_plural = _("files of import runs")

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class BroughtEntry(models.Model):
    """An entry of a register that was not there before a post of the run named it."""

    run = models.ForeignKey(
        ImportRun,
        on_delete=models.CASCADE,
        related_name="entries",
        verbose_name=_("import run"),
    )
    kind = models.CharField(_("kind"), max_length=16)  # the model's name
    row = models.PositiveBigIntegerField(_("row"))

    class Meta:
        verbose_name = _("register entry of an import run")
        verbose_name_plural = _("register entries of import runs")

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
