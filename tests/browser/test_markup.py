"""The Nu HTML checker has nothing to say about any page, nor about the stylesheets.

The checker comes from the npm registry (`make checkers`, pinned) and needs Java.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.portal import ROOT
from tests.browser.readers import STATUS
from tests.browser.wire import ask

pytestmark = pytest.mark.browser

CHECKER = ROOT / "tests/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
# What it does not know of CSS yet; browsers do since 2023.
NEWER = ("“container-type”: Property", "Unrecognized at-rule “@container”")
SHEETS = [
    ROOT / "site/portal/static/portal/portal.css",
    ROOT / "news/static/news/news.css",
]


def said_of(*files: Path) -> list[str]:
    """What the checker says: errors, warnings and remarks alike."""
    assert CHECKER.exists(), "No Nu HTML checker: run `make checkers`."
    assert shutil.which("java"), (
        "The Nu HTML checker needs Java (default-jre-headless)."
    )
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--also-check-css"]
    run = subprocess.run([*command, *map(str, files)], capture_output=True, check=False)
    return [
        f"{Path(said['url']).name}:{said.get('lastLine', '')}: {said['message']}"
        for said in json.loads(run.stderr)["messages"]
        if not any(words in said["message"] for words in NEWER)
    ]


def test_every_page_and_stylesheet_is_valid(portal, pages, tmp_path):
    html = portal.staged("readers.failures()")
    for name, address in pages.items():
        answer = ask(portal.address + address)
        assert answer.status == STATUS.get(name, 200), address
        html[name] = answer.body.decode()
    html["preview that ended"] = ask(
        f"{portal.address}/xem-truoc/khong-co/"
    ).body.decode()
    files = [tmp_path / f"{name.replace(' ', '-')}.html" for name in html]
    for file, text in zip(files, html.values(), strict=True):
        file.write_text(text)

    assert said_of(*files, *SHEETS) == []


def test_the_checker_would_tell(tmp_path):
    page, sheet = tmp_path / "page.html", tmp_path / "sheet.css"
    page.write_text("<!doctype html><html lang=vi><title>x</title><p><p/></span>")
    sheet.write_text("a{colour:red}")

    said = "\n".join(said_of(page, sheet))

    assert "Stray end tag" in said
    assert "colour" in said
