"""What does readers' search know of a public post, and which words has it met?"""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .articles import ArticlePage


class SearchEntryQuerySet(models.QuerySet):
    def with_language(self) -> Self:
        """`language` is the code of the post's; without what only the search reads."""
        code = F("article__locale__language_code")
        return self.annotate(language=code).defer("tokens", "clusters")


class SearchEntry(models.Model):
    """A public post as readers' search sees it; `news.indexing` alone writes it.

    The database keeps its own structure over `tokens` up to date: a full-text table
    by triggers on SQLite, a generated column with its index on PostgreSQL (see the
    migration).
    """

    # The day of publication and the post in one number: the newest hits are found by
    # reading the index backwards, and a year is a range of it.
    key = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(
        ArticlePage, on_delete=models.CASCADE, related_name="search_entry"
    )
    tokens = models.TextField()
    # One text a line, the title first: excerpts and the vocabulary come from it.
    text = models.TextField()
    # The addresses of its clusters, so that a list of hits need not ask for them.
    clusters = models.JSONField(default=list)
    # What readers' pages show of it, in short: which of them a correction changes.
    # Without a default: SQLite would make the table anew, and lose its triggers.
    looks = models.JSONField(null=True)
    indexed_at = models.DateTimeField(auto_now=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")

    def __str__(self) -> str:
        return f"{self.article_id}"


class SearchWord(models.Model):
    """A word of the public posts, or two that stand together in a title.

    No word of a draft or of a withdrawn post is here: what is suggested leaks nothing.
    """

    # Folded; two words have a space between them.
    word = models.CharField(max_length=130, primary_key=True)
    # As it is spelled most often.
    spelled = models.CharField(max_length=130)
    posts = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("word of the search index")
        verbose_name_plural = _("words of the search index")

    def __str__(self) -> str:
        return self.spelled
