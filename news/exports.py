"""How does a list leave for Excel without doing harm there?

Wagtail keeps formulas out of its XLSX, but not out of its CSV; it writes moments in
UTC, and dates as the machine does; and Excel reads a CSV without a mark at its
beginning in another encoding.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What makes a spreadsheet calculate, also behind blanks and in full width.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The same text, marked as text where a spreadsheet would calculate.

    >>> harmless('=HYPERLINK("http://evil")')
    '\\'=HYPERLINK("http://evil")'
    >>> harmless(" +84 25 381 2345"), harmless("163/QĐ-UBND")
    ("' +84 25 381 2345", '163/QĐ-UBND')
    """
    starts = text.lstrip().startswith(FORMULA_STARTS) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if starts else text


class SafeExport:
    """To stand before Wagtail's own mixin in a view."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        if not isinstance(cell, str):
            return cell
        if export_format == self.FORMAT_XLSX:
            # A control character would stop the whole file.
            return ILLEGAL_CHARACTERS_RE.sub("", cell)
        return harmless(cell)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def local(moment: dt.datetime) -> dt.datetime:
    """As a clock on the wall shows it: a spreadsheet knows no time zones."""
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return moment.replace(tzinfo=None, microsecond=0)


def written(value: dt.date) -> str:
    """As the screen shows it, which is also what Excel reads in this country."""
    if isinstance(value, dt.datetime):
        return date_format(local(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


# For every export of the admin: Wagtail's own reports have no other seam.
SpreadsheetExportMixin.custom_value_preprocess |= {
    dt.datetime: {"csv": written, "xlsx": local},
    dt.date: {"csv": written},
}
