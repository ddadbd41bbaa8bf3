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


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_names_the_styles_of_the_page_and_no_others(client, index, address):
    build.article(index)

    response = client.get(address)

    html = response.content.decode()
    (inside,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    policy = response["Content-Security-Policy"]
    allowed = re.search("style-src ([^;]*)", policy)[1].split()
    assert allowed == ["'self'", f"'sha256-{digest}'"]
    assert 'style="' not in html


def test_everything_the_styles_ask_for_is_there():
    addresses = re.findall(r'url\("([^"]+)"\)', styles.styles())

    assert len(addresses) == 4
    for address in addresses:
        assert find(address.removeprefix("/static/")), address


def test_the_typefaces_asked_for_early_are_those_the_styles_name(client, index):
    page = BeautifulSoup(client.get("/").content, "html.parser")

    early = [link["href"] for link in page.select("link[rel=preload][as=font]")]

    assert len(early) == 2
    assert all(f'url("{address}")' in styles.styles() for address in early)


def test_a_changed_stylesheet_is_noticed(tmp_path, monkeypatch):
    sheet = tmp_path / "portal.css"
    sheet.write_text("a{color:red} /* red */\n  b{top:0}")
    monkeypatch.setattr(styles, "sheet", lambda: sheet)
    assert styles.styles() == "a{color:red} b{top:0}"
    before = styles.digest()

    sheet.write_text("a{color:blue}")

    assert styles.styles() == "a{color:blue}"
    assert styles.digest() != before


def test_what_every_reader_loads_of_the_typeface_is_small():
    fonts = Path(find("portal/fonts/OFL.txt")).parent
    sizes = {path.name: path.stat().st_size for path in fonts.glob("*.woff2")}

    assert (
        sizes["be-vietnam-pro-400.woff2"] + sizes["be-vietnam-pro-700.woff2"] < 30_000
    )
    assert sum(sizes.values()) < 46_000
