"""Somebody may have written the folder: which text of it is stored, and how?"""

from typing import Any

from news.blocks import without_styles
from news.front_blocks import INSIDE_OR_OUT
from news.vietnamese.composition import composed
from portal.backups.archive import Damaged

LEVELS = {"2", "3", "4"}
ELSEWHERE = ("http://", "https://")


def cleaned(raw: Any) -> list[dict[str, Any]]:
    """Markup passes what an editor's does; so does what templates put into markup."""
    if not all(isinstance(b, dict) and {"type", "value"} <= b.keys() for b in raw):
        raise Damaged("its text is no list of blocks")
    for block in raw:
        refuse_what_no_form_takes(block)
    return without_styles(composed(raw))


def refuse_what_no_form_takes(block: dict[str, Any]) -> None:
    match block:
        case {"type": "heading", "value": {"level": level}}:
            if str(level) not in LEVELS:
                raise Damaged(f"a heading has no level {level!r}")
        case {"type": "embed", "value": address} if address:
            if not str(address).startswith(ELSEWHERE):
                raise Damaged(f"{address!r} is no address to embed")
        case {"type": "notice", "value": {"address": address}} if address:
            if not INSIDE_OR_OUT.match(str(address)):
                raise Damaged(f"{address!r} is no address of a notice")
