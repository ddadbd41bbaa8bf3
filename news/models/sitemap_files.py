"""Has one of the posts changed that stand in a file of the sitemap?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SitemapFile(models.Model):
    """The posts of one stretch of row numbers: 0 to 9,999 are those of the file 0.

    `news.indexing` alone writes here.
    """

    # Of row numbers: the most posts that a file can have.
    STRETCH = 10_000

    number = models.PositiveIntegerField(primary_key=True)
    # Drawn by lot whenever one of its posts came, went or changed: while it stands, so
    # does what was found of the file.
    state = models.BigIntegerField()

    class Meta:
        verbose_name = _("file of the sitemap")
        verbose_name_plural = _("files of the sitemap")

    def __str__(self) -> str:
        return str(self.number)
