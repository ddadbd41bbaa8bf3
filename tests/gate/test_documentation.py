"""The page about the gate knows every rule, and no other."""

import re
from pathlib import Path

from django.utils import translation

from news.gate import RULES

PAGE = Path(__file__).parent.parent.parent / "docs/behaviours/gate.md"
ROW = re.compile(r"^\| `([a-z-]+)` \| (\w+) \| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_page_lists_every_rule_with_its_severity_and_reason():
    with translation.override("en"):
        rules = [(r.code, str(r.severity), str(r.reason)) for r in RULES]

    rows = [(code, how, why) for code, how, _what, why in ROW.findall(PAGE.read_text())]

    assert rows == rules


def test_every_rule_has_its_title_and_reason_in_vietnamese():
    def words() -> set[str]:
        return {str(text) for rule in RULES for text in (rule.title, rule.reason)}

    with translation.override("en"):
        english = words()
    with translation.override("vi"):
        assert english.isdisjoint(words())
