"""Nothing that somebody wrote runs: not before readers, not at the desk."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from playwright.sync_api import Browser, Page

from tests.browser.payloads import PAYLOADS, parcels
from tests.browser.payloads import RUNS as RUNNING
from tests.browser.portal import Portal, prepared, running
from tests.browser.test_roles import sign_in

pytestmark = pytest.mark.browser

# What would run, or lead away, if it came from a text. Our scripts come from files, and
# what is JSON does not run.
RUNS = """() => {
  const leads = ["href", "src", "action", "formaction", "xlink:href", "data", "srcdoc"];
  const is_ours = (script) => script.src || /json/.test(script.type);
  const bad = (one) => [...one.attributes].some(({name, value}) => /^on/i.test(name) ||
    (leads.includes(name.toLowerCase()) && /^\\s*(java|vb)script:/i.test(value)));
  return [...document.querySelectorAll("*")].filter((one) => bad(one) ||
    (one.localName === "script" && !is_ours(one)) ||
    ["iframe", "object", "embed", "base"].includes(one.localName) ||
    (one.localName === "meta" && one.httpEquiv === "refresh")
  ).map((one) => one.outerHTML.slice(0, 200));
}"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory, request) -> Iterator[Portal]:
    """A portal of its own: what is put here would stand in every list of the others."""
    own = tmp_path_factory.getbasetemp()
    first = prepared(own.parent if hasattr(request.config, "workerinput") else own)
    with running(Path(shutil.copytree(first, own / "attacked"))) as portal:
        yield portal


@pytest.fixture(scope="module")
def hostile(attacked) -> dict[str, list[str]]:
    return attacked.staged("hostile.newsroom()")


@pytest.fixture
def page(browser: Browser, attacked, refused) -> Iterator[Page]:
    context = browser.new_context(base_url=attacked.address, locale="vi-VN")

    def listen(said) -> None:
        if "Content Security Policy" in said.text:
            refused.append(f"{said.page and said.page.url}: {said.text}")

    context.on("console", listen)
    yield context.new_page()
    context.close()


@pytest.fixture
def ran(page: Page) -> list[str]:
    """Where a script of a payload opened its window."""
    found: list[str] = []

    def noted(dialog) -> None:
        found.append(f"{page.url}: {dialog.type} {dialog.message}")
        dialog.dismiss()

    page.on("dialog", noted)
    return found


def test_there_are_enough_of_them():
    assert len(set(PAYLOADS)) > 700
    assert set("".join(parcels(240))) == set("".join(PAYLOADS))


def test_a_page_on_which_one_runs_is_found(page: Page, ran):
    page.set_content("".join(f"<p>{run}</p>" for run in RUNNING))

    assert len(page.evaluate(RUNS)) > 12
    assert ran


def test_none_runs_before_readers(page: Page, hostile, ran, refused):
    for address in hostile["readers"]:
        assert page.goto(address).status == 200, address
        assert page.evaluate(RUNS) == [], address

    assert ran == []
    assert refused == []


def test_none_runs_from_an_address(page: Page, hostile, ran, refused):
    for text in parcels(1500):
        for address in ("/tim-kiem/?q=", "/tin-tuc/?cum=", "/khong-co/"):
            page.goto(address + quote(text.replace("/", "")))
            assert page.evaluate(RUNS) == [], text

    assert ran == []
    assert refused == []


def test_none_is_in_a_feed(page: Page, hostile):
    for address in hostile["feeds"]:
        answer = page.request.get(address)
        if address.endswith("json"):
            told = [item["content_html"] for item in json.loads(answer.text())["items"]]
        else:
            parts = ElementTree.fromstring(answer.text()).iter()
            told = [one.text or "" for one in parts]
        assert len(told) > 10
        for html in told:
            if "<p" not in html:
                continue
            soup = BeautifulSoup(html, "html.parser")
            assert soup.select("script, iframe, object, embed, base, meta, style") == []
            tags = soup.find_all(True)
            assert [t for t in tags for name in t.attrs if name.startswith("on")] == []


def test_none_runs_at_the_desk(page: Page, hostile, ran):
    sign_in(page, "minh")
    for address in hostile["desk"]:
        assert page.goto(address).status == 200, address
        page.wait_for_load_state("networkidle")

    assert ran == []
