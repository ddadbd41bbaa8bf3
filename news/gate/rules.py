"""Which rules does the gate know? The one list; blocking ones first."""

from . import rules_body, rules_meeting, rules_origin, rules_photos, rules_words
from .findings import Severity
from .rule import Rule

_EVERY: tuple[Rule, ...] = (
    *rules_photos.RULES,
    *rules_words.RULES,
    *rules_meeting.RULES,
    *rules_origin.RULES,
    *rules_body.RULES,
)

RULES: tuple[Rule, ...] = tuple(
    sorted(_EVERY, key=lambda rule: rule.severity is not Severity.BLOCK)
)
