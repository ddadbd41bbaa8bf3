"""What does a row of the newsroom's list say about a post?"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn

from news.gate import Severity
from news.models import ArticlePage

from .states import states_of


class PostTitleColumn(PageTitleColumn):
    """The title leads to the form; Wagtail's own asks for permissions in each row."""

    cell_template_name = "news/admin/overview/title_cell.html"

    def get_cell_context_data(
        self, instance: ArticlePage, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context = BaseColumn.get_cell_context_data(self, instance, parent_context)
        return context | {"language": other_language(instance)}


def other_language(article: ArticlePage) -> str:
    """Named where it is not the main one: most posts of most sites bear no mark."""
    if article.locale.language_code == settings.LANGUAGE_CODE:
        return ""
    return article.locale.get_display_name()


def cluster_labels(article: ArticlePage) -> str:
    return "; ".join(row.tag.label for row in article.article_clusters.all())


def author_names(article: ArticlePage) -> str:
    return ", ".join(byline.name for byline in article.bylines.all())


def state_labels(article: ArticlePage) -> str:
    return " · ".join(str(state.label) for state in states_of(article))


def finding_counts(article: ArticlePage) -> str:
    severities = [finding.severity for finding in article.findings.all()]
    block, warn = (severities.count(kind) for kind in (Severity.BLOCK, Severity.WARN))
    blocking = ngettext("%(count)s to mend", "%(count)s to mend", block)
    warnings = ngettext("%(count)s warning", "%(count)s warnings", warn)
    counted = ((blocking, block), (warnings, warn))
    return ", ".join(text % {"count": count} for text, count in counted if count)


def columns() -> list[BaseColumn]:
    return [
        BulkActionsColumn("bulk_actions"),
        PostTitleColumn("title", label=_("Title"), classname="title"),
        Column("cluster", label=_("Cluster"), accessor=cluster_labels),
        Column("author", label=_("Author"), accessor=author_names),
        Column("state", label=_("State"), accessor=state_labels, width="12%"),
        DateColumn(
            "published_at",
            label=_("Date of publication"),
            sort_key="published_at",
            width="12%",
        ),
        Column("findings", label=_("Findings"), accessor=finding_counts),
    ]
