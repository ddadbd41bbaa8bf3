"""What is a rule of the newsroom?"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from .findings import Finding, Severity
from .post import Post


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is met; `about` is just what was found, not the whole post."""

    message: str
    field: str
    block: str = ""
    about: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`reason` is why the rule exists: who knows it need not be told twice."""

    code: str
    severity: Severity
    title: str | Promise
    reason: str | Promise
    judge: Callable[[Post], Iterable[Place]]

    def findings(self, post: Post) -> Iterable[Finding]:
        for place in self.judge(post):
            yield Finding(
                code=self.code,
                severity=self.severity,
                message=place.message,
                field=place.field,
                block=place.block,
                part=place.part,
                subject=digest(place.about),
            )


def digest(about: str) -> str:
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()[:16]


def shown(text: str, longest: int = 60) -> str:
    """The beginning of a text, for a message that quotes it.

    >>> shown("một hai ba", longest=7)
    'một hai…'
    """
    return text if len(text) <= longest else text[:longest].rstrip() + "…"
