"""How does a list leave for Excel without doing harm there?

Wagtail keeps formulas out of its XLSX, but not out of its CSV; it writes moments in
UTC; and Excel reads a CSV without a mark at its beginning in another encoding.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

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
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
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
