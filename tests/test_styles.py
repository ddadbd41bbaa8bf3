"""A page carries its styles, and its policy lets just these apply."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles.finders import find

from portal import styles
from tests import build

PAGES = ["/", "/tin-tuc/", "/tim-kiem/?q=hoi", "/lich/", "/khong-co/"]
STATES = re.compile(
    r"::?(?:before|after|marker|placeholder|backdrop|hover|focus[a-z-]*|details-content)"
)


def styles_of(html: str) -> str:
    (inside,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    return inside


def whole_sheet() -> str:
    return "".join(part.text for part in styles.parts())


def post(index):
    """With a photo, so that there is something to enlarge."""
    body = [build.photo_block(build.photo()), build.paragraph("Hội nghị.")]
    return build.article(index, body=body, clusters=[build.cluster()])


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_names_the_styles_of_the_page_and_no_others(client, index, address):
    build.article(index)

    response = client.get(address)

    html = response.content.decode()
    inside = styles_of(html)
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    policy = response["Content-Security-Policy"]
    allowed = re.search("style-src ([^;]*)", policy)[1].split()
    assert allowed == ["'self'", f"'sha256-{digest}'"]
    assert 'style="' not in html
    assert response["Content-Length"] == str(len(response.content))


def test_the_words_of_a_reader_are_no_place_for_styles(client, index):
    html = client.get("/tim-kiem/", {"q": styles.PLACE}).content.decode()

    assert styles.PLACE in re.search("<title>(.*?)</title>", html, re.DOTALL)[1]
    assert ".masthead" in styles_of(html)


@pytest.mark.parametrize("address", [*PAGES, "a post"])
def test_a_page_has_every_rule_that_finds_something_in_it(client, index, address):
    article = post(index)
    html = client.get(article.url if address == "a post" else address).content.decode()
    page, inside = BeautifulSoup(html, "html.parser"), styles_of(html)

    asked = 0
    for rule in re.findall(r"(?:^|(?<=[{}]))([^{}@;]+\{[^{}]*\})", whole_sheet()):
        selector = STATES.sub("", rule.partition("{")[0])
        if selector.startswith(".") and page.select_one(selector):
            asked += 1
            assert rule in inside, rule

    assert asked > 30


def test_a_page_carries_no_blank_lines(client, index):
    html = client.get(post(index).url).content.decode()

    assert re.findall(r"\n[ \t]*\n", html) == []


def test_a_page_leaves_out_what_only_others_need(client, index):
    article = post(index)

    calendar = styles_of(client.get("/lich/").content.decode())
    read = styles_of(client.get(article.url).content.decode())

    assert ".news-meeting__title" in calendar
    assert ".news-enlarge" not in calendar
    assert ".news-enlarge" in read
    assert ".news-choices__form" not in read
    assert len(read) < 0.7 * len(whole_sheet())


def test_what_scripts_add_is_dressed_too(client, index):
    """They add it to pages that do not have the class when they are made."""
    article = post(index)
    scripts = Path(find("news/reader.js")).parent.glob("*.js")
    added = {
        name
        for script in scripts
        for name in re.findall(r'className = "([\w-]+)"', script.read_text())
    }

    inside = styles_of(client.get(article.url).content.decode())

    assert added == {"news-large", "news-suggestions"}
    assert all(f".{name}{{" in inside for name in added)
    calendar = styles_of(client.get("/lich/").content.decode())
    assert ".news-suggestions{" in calendar


def test_everything_the_styles_ask_for_is_there():
    addresses = re.findall(r'url\("([^"]+)"\)', whole_sheet())

    assert len(addresses) == 4
    for address in addresses:
        assert find(address.removeprefix("/static/")), address


def test_the_typefaces_asked_for_early_are_those_the_styles_name(client, index):
    html = client.get("/").content.decode()
    page = BeautifulSoup(html, "html.parser")

    early = [link["href"] for link in page.select("link[rel=preload][as=font]")]

    assert len(early) == 2
    assert all(f'url("{address}")' in styles_of(html) for address in early)


def test_a_changed_stylesheet_is_noticed(tmp_path, monkeypatch):
    sheet = tmp_path / "portal.css"
    sheet.write_text("a{color:red} /* red */\n  b{top:0}")
    monkeypatch.setattr(styles, "sheet", lambda: sheet)
    text, digest = styles.wanted([])
    assert text == "a{color:red} b{top:0}"

    sheet.write_text("a{color:blue}")

    changed = styles.wanted([])
    assert changed[0] == "a{color:blue}"
    assert changed[1] != digest


def test_a_part_comes_with_the_classes_it_is_about(tmp_path, monkeypatch):
    sheet = tmp_path / "portal.css"
    sheet.write_text(
        "a{top:0}\n/* Part: One */\n.one .two{top:1px}\n"
        "/* For every page: Ends */\n@media print{p{top:2px}}"
    )
    monkeypatch.setattr(styles, "sheet", lambda: sheet)

    assert ".one" in styles.wanted(["two", "one", "three"])[0]
    assert styles.wanted(["one"])[0] == "a{top:0}@media print{p{top:2px}}"


def test_what_every_reader_loads_of_the_typeface_is_small():
    fonts = Path(find("portal/fonts/OFL.txt")).parent
    sizes = {path.name: path.stat().st_size for path in fonts.glob("*.woff2")}

    assert (
        sizes["be-vietnam-pro-400.woff2"] + sizes["be-vietnam-pro-700.woff2"] < 30_000
    )
    assert sum(sizes.values()) < 46_000
