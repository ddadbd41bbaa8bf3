"""Which stored texts are in an old encoding, and how are they put right?"""

from .places import Found, found_in
from .posts import (
    Outcome,
    found_in_draft,
    found_public,
    repair_post,
    standing_in_the_way,
)
from .registers import found_in_row, registers, repair_row

__all__ = [
    "Found",
    "Outcome",
    "found_in",
    "found_in_draft",
    "found_in_row",
    "found_public",
    "registers",
    "repair_post",
    "repair_row",
    "standing_in_the_way",
]
