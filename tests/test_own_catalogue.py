"""Is every string that the extension and the portal say also said in Vietnamese?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
OWN = {
    "news": [ROOT / "news"],
    "site/portal": [ROOT / "site" / "portal", ROOT / "templates"],
}
FUNCTIONS = "django.utils.translation"
SAYS = re.compile(r"n?p?gettext(_lazy|_noop)?")
CALL = re.compile(r"""\bn?p?gettext\((u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")


def said_in_code(path: Path) -> Iterator[str]:
    """First words of each call of a gettext function, whatever it is imported as."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == FUNCTIONS
        for alias in node.names
        if SAYS.fullmatch(alias.name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=called), args=[*given]) if called in names:
                place = 1 if "pgettext" in names[called] else 0
                if isinstance(given[place], ast.Constant):
                    yield given[place].value


def said_in_template(path: Path) -> Iterator[str]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # What templatize leaves is no Python, but its calls are.
    for text in CALL.findall(code):
        yield ast.literal_eval(text)


def said(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.suffix == ".py":
            yield from said_in_code(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from said_in_template(path)


@pytest.mark.parametrize("package", OWN)
def test_everything_of_ours_is_said_in_vietnamese(package):
    where = ROOT / package / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    known = {entry.msgid for entry in polib.pofile(str(where)) if entry.translated()}
    # Wagtail's and Django's words, borrowed by ours.
    lent = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    known |= {entry.msgid for entry in polib.pofile(str(lent)) if entry.translated()}

    ours = {text for folder in OWN[package] for text in said(folder)}

    assert len(ours) > 20
    assert sorted(ours - known) == []
