"""How is a change of a photo, an attachment, a cluster or a topic shown to a reader?

Wagtail compares a chosen file by its markup, of which no text is left, and a tag by
its address.
"""

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.admin.compare import (
    BlockComparison,
    M2MFieldComparison,
    TextDiff,
    register_comparison_class,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class ChosenComparison(BlockComparison):
    """A chosen thing by its name and number: two photos may bear one title."""

    def htmlvalue(self, val: Any) -> SafeString:
        return escape(named(val))

    def htmldiff(self) -> SafeString:
        before, after = named(self.val_a), named(self.val_b)
        if before == after:
            return escape(after)
        changes = [("deletion", before), ("addition", after)]
        return TextDiff([change for change in changes if change[1]], " ").to_html()


def named(thing: Any) -> str:
    return f"{thing} (#{thing.pk})" if thing else ""


class ComparedImageChooserBlock(ImageChooserBlock):
    def get_comparison_class(self) -> type[BlockComparison]:
        return ChosenComparison


class ComparedDocumentChooserBlock(DocumentChooserBlock):
    def get_comparison_class(self) -> type[BlockComparison]:
        return ChosenComparison


class TagComparison(M2MFieldComparison):
    """Clusters and topics by their names, in one order."""

    def get_items(self) -> tuple[list[Any], list[Any]]:
        return sorted(self.val_a, key=str), sorted(self.val_b, key=str)

    def has_changed(self) -> bool:
        before, after = self.get_items()
        return before != after


def compare_tags(*fields: type) -> None:
    for field in fields:
        register_comparison_class(field, comparison_class=TagComparison)
