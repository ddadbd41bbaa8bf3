"""Space and type come from one scale: no rule of the dresses has a size of its own."""

import re
from pathlib import Path

import pytest

from portal import styles

ROOT = Path(__file__).resolve().parent.parent
SHEETS = {
    "portal": ROOT / "site/portal/static/portal/portal.css",
    "neutral": ROOT / "news/static/news/news.css",
}
# Set in points, for paper.
PRINT = "\n@media print{"
SPACE = re.compile(r"(?:margin|padding|inset)(?:-[a-z-]+)?|(?:row-|column-)?gap")
DECLARATION = re.compile(r"(?<=[{;\s])(-{0,2}[a-z][\w-]*):([^;{}]+)")
NAME = re.compile(r"var\(--[\w-]+\)")
LENGTH = re.compile(r"-?[\d.]+(?:[a-z]+|%)")
EXCEPTIONS = {
    ("margin", "-1px"): "what is there for screen readers alone",
    ("inset-block-start", "100%"): "suggestions, below their field",
    ("inset-block-start", "calc(100% - 1px)"): "the same, over its line",
    # What a reader sets all of the type to.
    **{
        ("font-size", step): "larger or smaller letters"
        for step in ("93.75%", "112.5%", "125%", "150%")
    },
}


def rules(sheet):
    source = re.sub(r"/\*.*?\*/", "", SHEETS[sheet].read_text(), flags=re.DOTALL)
    return source.partition(PRINT)[0]


def loose(source):
    """Sizes of space and type, and heights of lines, that the scale does not have."""
    for name, value in DECLARATION.findall(source):
        own = NAME.sub("", value)
        is_own = (
            (SPACE.fullmatch(name) and LENGTH.search(own))
            or (name == "font-size" and LENGTH.search(own))
            or (name == "line-height" and re.search(r"\d", own))
            or (name == "font" and re.search(r"[\d.]+(?:rem|em|px|pt|%)|/[\d.]", own))
        )
        if is_own and (name, value) not in EXCEPTIONS:
            yield f"{name}:{value}"


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_has_a_size_of_its_own(sheet):
    assert list(loose(rules(sheet))) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a{margin:.8rem 0}",
        "a{padding-block:var(--space-2) 7px}",
        "a{margin-inline:calc(-1*3px)}",
        "a{color:red;font-size:1.0625em}",
        "a{\n  line-height:1.2}",
        "a{font:700 1rem/1.5 serif}",
        "@media (min-width:48rem){a{column-gap:2vw}}",
    ],
)
def test_a_size_of_its_own_would_be_told(rule):
    assert len(list(loose(rule))) == 1


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_scale_is_what_the_rules_use(sheet):
    source = SHEETS[sheet].read_text()
    declared = {name for name, _ in styles.SCALE.findall(source)}
    used = set(re.findall(r"var\((--(?:space|size|line)-[\w-]+)\)", source))

    assert declared == used
    assert len(declared) > 10


def test_a_page_carries_the_values_of_the_scale():
    text, _ = styles.wanted(["news-card", "news-card__title"])

    assert "var(--space-" not in text
    assert "--space-" not in text
    assert ".news-card{padding-block:1.25rem;" in text
    # What grows with the window has its name, and is declared.
    assert "var(--size-text)" in text
    assert text.count("--size-text:") == 3
