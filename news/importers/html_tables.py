"""What stands in the cells of an HTML table?"""

from collections.abc import Iterator
from typing import TypeGuard

from bs4 import Tag

from .html_elements import first
from .lines import one_line

# A few thousand cells make millions of places where each spans thirty rows, or where
# one row is a thousand times as long as the others.
_MOST_PLACES = 100_000


def grid_of(rows: list[list[Tag]]) -> Iterator[tuple[str, ...]]:
    """The words of the cells as a full rectangle; a cell that spans stands once.

    Nothing, where the rectangle is larger than anybody can lay out.
    """
    spans = (_spans(cell) for row in rows for cell in row)
    if sum(across * down for across, down in spans) > _MOST_PLACES:
        return
    taken: dict[tuple[int, int], str] = {}
    width = 0
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            across, down = _spans(cell)
            for dy in range(min(down, len(rows) - y)):
                for dx in range(across):
                    taken[x + dx, y + dy] = ""
            taken[x, y] = one_line(cell.get_text(" "))
            x += across
        width = max(width, x)
    width = max([width, *(x + 1 for x, _ in taken)])
    if width * len(rows) > _MOST_PLACES:
        return
    for y in range(len(rows)):
        yield tuple(taken.get((x, y), "") for x in range(width))


def caption_of(table: Tag) -> str:
    """The table's own, not that of a table inside it."""
    for one in table.find_all("caption"):
        if one.find_parent("table") is table:
            return one_line(one.get_text(" "))
    return ""


def rows_of(table: Tag) -> Iterator[Tag]:
    """The table's own rows, not those of a table inside it."""
    for child in table.children:
        if isinstance(child, Tag) and child.name in {"thead", "tbody", "tfoot"}:
            yield from rows_of(child)
        elif isinstance(child, Tag) and child.name == "tr":
            yield child


def is_cell(child: object) -> TypeGuard[Tag]:
    return isinstance(child, Tag) and child.name in {"td", "th"}


def _spans(cell: Tag) -> tuple[int, int]:
    return _span(cell, "colspan"), _span(cell, "rowspan")


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "1")
    return min(max(int(written), 1), 30) if written.isdecimal() else 1


def is_heading_row(cells: list[Tag]) -> bool:
    if not cells:
        return False
    if all(cell.name == "th" for cell in cells):
        return True
    in_head = cells[0].find_parent("thead") is not None
    bold = all(
        first(cell, "b", "strong") or not cell.get_text().strip() for cell in cells
    )
    return in_head or bold
