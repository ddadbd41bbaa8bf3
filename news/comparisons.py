"""How is a change of a photo, an attachment, a cluster, a topic or a date shown?

Wagtail compares a chosen file by its markup, of which no text is left, a tag by its
address, and a date as the machine writes it.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from wagtail.admin.compare import (
    BlockComparison,
    FieldComparison,
    M2MFieldComparison,
    TextDiff,
    register_comparison_class,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from news.at_hand import FromHand


class ChosenComparison(BlockComparison):
    """A chosen thing by its name and number: two photos may bear one title."""

    def htmlvalue(self, val: Any) -> SafeString:
        return escape(named(val))

    def htmldiff(self) -> SafeString:
        return changed(named(self.val_a), named(self.val_b))


class ValueComparison(FieldComparison):
    """Values that are no text, in the words of the form."""

    def htmldiff(self) -> SafeString:
        return changed(said(self.val_a), said(self.val_b))


def changed(before: str, after: str) -> SafeString:
    if before == after:
        return escape(after)
    changes = [("deletion", before), ("addition", after)]
    return TextDiff([change for change in changes if change[1]], " ").to_html()


def said(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case dt.datetime():
            return date_format(template_localtime(value), "SHORT_DATETIME_FORMAT")
        case dt.date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case other:
            return str(other)


def named(thing: Any) -> str:
    return f"{thing} (#{thing.pk})" if thing else ""


class ComparedImageChooserBlock(FromHand, ImageChooserBlock):
    def get_comparison_class(self) -> type[BlockComparison]:
        return ChosenComparison


class ComparedDocumentChooserBlock(FromHand, DocumentChooserBlock):
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


for kind in (models.DateField, models.BooleanField, models.IntegerField):
    register_comparison_class(kind, comparison_class=ValueComparison)
