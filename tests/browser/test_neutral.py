"""A project that installs `news` alone: its neutral dress is valid and open to all.

No server: the project makes its pages once, and the browser is handed them.
"""

import json
import mimetypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import axe
from tests.browser.portal import ROOT
from tests.browser.test_markup import said_of

pytestmark = pytest.mark.browser

SITE = "http://bare.example"
BARE = ROOT / "tests/bare"
BARELY = {"DJANGO_SETTINGS_MODULE": "settings", "BARE_NEUTRAL": "1"}
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Where it keeps what is uploaded."""
    return tmp_path_factory.mktemp("bare")


@pytest.fixture(scope="module")
def shown(project) -> dict[str, str]:
    """The pages by their addresses, one of each kind."""
    database = str(project / "bare.sqlite3")
    places = {"BARE_DB": database, "BARE_MEDIA": str(project)}
    path = {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, BARE)))}
    run = subprocess.run(
        [sys.executable, str(BARE / "show.py")],
        env=os.environ | BARELY | places | path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout.splitlines()[-1]).values())


@pytest.fixture
def reader(browser: Browser, shown, project) -> Iterator[Page]:
    """A browser that is answered from these pages, and from files beside them."""

    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url)
        address = f"{asked.path}?{asked.query}" if asked.query else asked.path
        if address in shown:
            route.fulfill(body=shown[address], content_type="text/html; charset=utf-8")
        else:
            given(route, unquote(asked.path))

    def given(route: Route, path: str) -> None:
        static = path.removeprefix("/static/")
        folder = ROOT / "news/static" if static != path else project
        file = folder / static.lstrip("/")
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(body=file.read_bytes(), content_type=kind)

    # The usual one would start a portal.
    context = browser.new_context(locale="vi-VN")
    context.route(f"{SITE}/**", answer)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "colours"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_the_neutral_dress(reader, shown, width, colours):
    """No colour of it depends on the width, so two looks at a page see all four."""
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme=colours)
    found = []
    for address in shown:
        reader.goto(SITE + address)
        assert reader.evaluate("document.styleSheets.length") == 1
        found += [f"{address}: {report}" for report in axe.found(reader)]
        found += [f"{address} scrolls sideways"] * bool(reader.evaluate(WIDE))

    assert not found, "\n".join(found)


def test_every_page_of_the_neutral_dress_is_valid(shown, tmp_path):
    files = [tmp_path / f"{number}.html" for number in range(len(shown))]
    for file, (address, html) in zip(files, shown.items(), strict=True):
        file.write_text(f"{html}<!-- {address} -->")

    assert said_of(*files) == []
