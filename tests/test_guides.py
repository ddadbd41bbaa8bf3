"""The guides show what is there: each picture, each rule, each button by its name."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.snippets.models import get_snippet_models

from news.gate import RULES
from news.queue import Row
from news.viewsets import lists
from news.wagtail_hooks.reports import REPORTS
from portal.models import BoardIdentity

DOCS = Path(__file__).parent.parent / "docs"
GUIDES = {name: (DOCS / f"{name}.md").read_text() for name in ("editors", "moderators")}
IMAGES = {path.name: path for path in (DOCS / "images").iterdir()}
SHOWN = set(re.findall(r"!\[[^\]]+\]\(images/([^)]+)\)", "".join(GUIDES.values())))
LINKS = re.compile(r"\]\(([a-z/-]+\.md)\)")
MOST_BYTES, WIDEST = 2_000_000, 1280


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


def taken() -> set[str]:
    """Each function of the command that is marked as a picture; it is not run here."""
    tree = ast.parse((DOCS / "screenshots.py").read_text())
    return {
        f"{node.name.replace('_', '-')}.png"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    }


def test_the_command_takes_just_the_pictures_the_guides_show():
    assert SHOWN == taken() == set(IMAGES)


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in IMAGES.values()) < MOST_BYTES
    for path in IMAGES.values():
        with Image.open(path) as image:
            assert image.width <= WIDEST, path.name


def test_editors_read_how_to_mend_what_every_rule_finds():
    row = re.compile(r"^\| ([^*|]+) \| .+ \|$", re.MULTILINE)

    explained = set(row.findall(GUIDES["editors"]))

    assert {str(rule.title) for rule in RULES} <= explained


def test_moderators_read_about_every_button_of_the_queue():
    acts = [label for _name, label, _modal in Row.actions.fget(None)]
    beside = ["Claim", "Release", "Take over", "Compare with what is published"]
    filters = ["All", "Mine", "Unclaimed", "Overdue"]
    elsewhere = ["Record the exceptions", "Take over the lock", "Read the post"]

    for label in [*acts, *map(_, [*beside, *filters, *elsewhere])]:
        assert f"**{label}**" in GUIDES["moderators"]


def test_moderators_read_about_every_report_register_and_act():
    acts = {
        act[1]
        for view in vars(lists).values()
        if isinstance(view, type) and issubclass(view, lists.RegisterIndexView)
        for act in view.acts
    }
    registers = {model._meta.verbose_name_plural for model in get_snippet_models()}
    reports = {report.page_title for report in REPORTS}

    for name in {*acts, *registers, *reports}:
        assert f"**{str(name)[0].upper()}{str(name)[1:]}**" in GUIDES["moderators"]


def test_editors_read_about_every_button_of_ours_in_the_form():
    labels = ["Write a post", "Add several photos", "Go there", "Find a cluster"]
    panels = ["Check of the post", "Suggestions from the post", "Make a link", "Revoke"]
    words = ["To mend", "To look at", "Caption", "Credit", "Alternative text"]

    for label in map(_, [*labels, *panels, *words]):
        assert f"**{label}**" in GUIDES["editors"]


def test_the_guides_lead_to_pages_that_are_there():
    readme = (DOCS.parent / "README.md").read_text()

    for text in GUIDES.values():
        assert all((DOCS / target).exists() for target in LINKS.findall(text))
    assert {"docs/editors.md", "docs/moderators.md"} <= set(LINKS.findall(readme))


def test_operators_read_where_the_name_of_the_board_and_accounts_are():
    menu = {
        _("Settings"),
        _("Sites"),
        _("Users"),
        BoardIdentity._meta.verbose_name.capitalize(),
    }
    text = re.sub(r"\s+", " ", (DOCS / "operating.md").read_text())

    assert {name for name in menu if f"*{name}*" not in text} == set()
