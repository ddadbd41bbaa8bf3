"""What does the gate say about a post?"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule met in one place.

    `field` is the name in the form ("title", "body", "clusters" …), `block` the uuid
    of the body's block (of the photo's own item inside a gallery), "" where there is
    none, `part` the block's own field ("caption", "alt" …). `subject` is a short
    digest of just what was found (the title's text, the photo and its words): an
    exception granted for it ends when it changes.
    """

    code: str
    severity: Severity
    message: str | Promise
    field: str
    block: str = ""
    subject: str = ""
    part: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK
