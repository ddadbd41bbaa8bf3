"""What became of one thing that a run of the import had done, and is taken back?"""

from dataclasses import dataclass

# Kind and row of a file or an entry of a register.
Named = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of one thing the run had done; `why` only where it was kept."""

    status: str  # removed | put-back | kept | file-removed | entry-removed
    name: str
    why: str = ""
    # Of one that was kept.
    article: int | None = None
