"""A real Chromium before the real server, with the demo content in it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, expect

from tests.browser.portal import PAGES, QUIET, Portal, chromium, prepared, running

# A machine that does much else answers late; a wrong page stays wrong.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files without a portal go first: another worker makes the first one meanwhile."""
    waiting = {item.path for item in items if "portal" in named(item)}
    items.sort(key=lambda item: item.path in waiting)


def named(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session", autouse=True)
def _verify_url() -> None:
    """The plugin's own would start a portal for every test."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium(), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "vi-VN"}


@pytest.fixture
def refused() -> list[str]:
    """What the policies of pages forbade them."""
    return []


@pytest.fixture
def context(context: BrowserContext, refused: list[str]) -> Iterator[BrowserContext]:
    """Whatever a test does: no page asks for what its policy refuses."""

    def listen(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            refused.append(f"{said.page and said.page.url}: {said.text}")

    context.on("console", listen)
    yield context
    assert refused == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory, request) -> Path:
    """Where the portal under test keeps its database and its uploads."""
    own = tmp_path_factory.getbasetemp()
    several = hasattr(request.config, "workerinput")
    first = prepared(own.parent if several else own)
    return Path(shutil.copytree(first, own / "portal"))


@pytest.fixture(scope="session")
def portal(folder: Path) -> Iterator[Portal]:
    with running(folder) as portal:
        yield portal


@pytest.fixture(scope="session")
def environment(portal: Portal) -> dict[str, str]:
    """For commands that speak to the portal under test."""
    return portal.environment


@pytest.fixture(scope="session")
def base_url(portal: Portal) -> str:
    return portal.address


@pytest.fixture(scope="session")
def pages(portal: Portal, folder: Path) -> dict[str, str]:
    """One address of each kind of page that readers have, by its name."""
    return json.loads((folder / PAGES).read_text())
