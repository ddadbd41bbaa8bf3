"""Begin a year: the terms of all clusters are copied to the next year at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.permissions import get_permission_name

from news.models import ClusterTerm
from news.registers.terms import TermExists, copy_to_next_year


class CopyTermsBulkAction(SnippetBulkAction):
    models = [ClusterTerm]
    display_name = _("Copy to the next year")
    action_type = "copy_terms"
    aria_label = _("Copy the chosen terms to the next year")
    template_name = "news/admin/registers/copy_terms.html"
    action_priority = 10

    def check_perm(self, snippet: ClusterTerm) -> bool:
        return self.request.user.has_perm(get_permission_name("add", ClusterTerm))

    @classmethod
    def execute_action(
        cls, objects: list[ClusterTerm], **kwargs: Any
    ) -> tuple[int, int]:
        """How many were copied, and how many were there already."""
        there = 0
        for term in objects:
            try:
                copy_to_next_year(term)
            except TermExists:
                there += 1
        return len(objects) - there, there

    def get_success_message(
        self, num_parent_objects: int, num_child_objects: int
    ) -> str:
        copied = ngettext(
            "%(count)s term copied.", "%(count)s terms copied.", num_parent_objects
        )
        there = ngettext(
            "%(count)s was there already.",
            "%(count)s were there already.",
            num_child_objects,
        )
        told = copied % {"count": num_parent_objects}
        if num_child_objects:
            told += " " + there % {"count": num_child_objects}
        return told
