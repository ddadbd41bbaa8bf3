"""Elements are found, and tables laid out, in a time that grows with the page alone."""

import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from news.importers import drupal, html_fields, html_header, html_page
from news.importers.document import Paragraph, Table
from news.importers.html_chosen import Elements
from news.importers.html_parts import parts_of
from news.importers.html_tokens import tokens_of

pytestmark = pytest.mark.once

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
SELECTORS = [
    *html_page._TITLES,
    *html_page._NODES,
    *(html_fields._FURNITURE, html_fields._LABELS),
    *(html_header._SUBMITTED, html_header._META),
    *("[class*='field-']", "link[rel~=shortlink], [about], meta[property='og:url']"),
    ":is(h1, h2).node-title > a, .node > h2.title > a",
    f":is({html_header._SUBMITTED}, .node__meta) time[datetime]",
]
START = "<article class=node><h1>Hội nghị sơ kết</h1><p>Cụm I họp.</p>"
# Seconds of the processor; a page of 20,000 elements takes a second or three.
BOUND = 10


def read(folder, markup):
    path = folder / "page.html"
    path.write_text(START + markup)
    [post] = drupal.read(path)
    return post


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_selector_chooses_what_it_says(page):
    soup = BeautifulSoup(page.read_text(), "html.parser")
    elements = Elements(soup)
    node = soup.find(["article", "div"])

    for selector in SELECTORS:
        expected = list(map(id, soup.select(selector)))
        inside = list(map(id, node.select(selector)))

        assert list(map(id, elements.chosen(selector))) == expected, selector
        assert list(map(id, elements.chosen(selector, node))) == inside, selector


def test_a_stop_in_a_value_names_no_class():
    page = "<p><a href='mau-1.pdf'>1</a><iframe><a href='mau-2.pdf'>2</a></iframe>"
    soup = BeautifulSoup(page, "html.parser")

    chosen = Elements(soup).chosen("p a[href*='.pdf']")

    assert [tag.get_text() for tag in chosen] == ["1", "2"]


def test_what_was_dropped_is_not_chosen_any_more():
    soup = BeautifulSoup("<div class=a><p>x</p></div><p>y</p>", "html.parser")
    elements = Elements(soup)

    found = []
    for tag in elements.each(".a, p"):
        found.append(str(tag))
        elements.drop(tag)

    assert found == ['<div class="a"><p>x</p></div>', "<p>y</p>"]
    assert elements.chosen("p") == []
    assert str(soup) == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=hidden>" * 70 + "<i>a</i> " * 19_000 + "<p class=field-name-body>x",
        "x<i class=hidden></i>" * 19_900,
        "<span>" * 70 + "<i>a</i> " * 19_000 + "<p>x</p>",
        "<blockquote>" * 70 + "<i>a</i>" * 19_000,
        "".join(f"<a rel=tag href=x>từ khóa {number}</a>" for number in range(19_900)),
    ],
    ids=["hidden around the body", "hidden beside text", "spans", "quotes", "tags"],
)
def test_many_elements_take_bounded_time(tmp_path, markup):
    began = time.process_time()
    read(tmp_path, markup)

    assert time.process_time() - began < BOUND


@pytest.mark.parametrize(
    "markup",
    [
        "<tr>" + "<td>a" * 2000 + "</tr>" + "<tr><td>b</td></tr>" * 100,
        ("<tr>" + "<td colspan=30 rowspan=30>a</td>" * 60 + "</tr>") * 5,
    ],
    ids=["one long row", "cells over others"],
)
def test_a_table_of_millions_of_places_is_told_as_its_words(tmp_path, markup):
    caption = "<caption>Điểm &lt;b&gt; của cụm</caption>"
    post = read(tmp_path, f"<table>{caption}{markup}</table>")

    said = [block.html for block in post.blocks if isinstance(block, Paragraph)]
    assert set(said) >= {"a", "Điểm &lt;b&gt; của cụm"}
    assert len(said) > 300
    assert not any(isinstance(block, Table) for block in post.blocks)
    [doubt] = [doubt for doubt in post.doubts if doubt.code == "table-flattened"]
    assert "“Điểm <b> của cụm”" in doubt.message


def test_such_a_table_in_a_quote_of_a_body_is_told_too():
    row = "<tr>" + "<td colspan=30 rowspan=30>a</td>" * 120 + "</tr>"

    _, doubts = parts_of(f"<blockquote>x<table>{row}</table></blockquote>")

    assert [doubt.code for doubt in doubts] == ["table-flattened"]


@pytest.mark.parametrize(
    ("rows", "captions", "texts"),
    [
        ("<tr><td><img src=a.jpg></td></tr>", ["Toàn cảnh hội nghị"], []),
        (
            "<tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr>"
            "<tr><td>Ảnh một</td><td>Ảnh hai</td></tr>",
            ["Ảnh một", "Ảnh hai"],
            ["Toàn cảnh hội nghị"],
        ),
        (
            "<tr><td>Cụm II đã họp.</td></tr>",
            [],
            ["Toàn cảnh hội nghị", "Cụm II đã họp."],
        ),
    ],
)
def test_a_table_that_only_places_things_keeps_its_caption(
    tmp_path, rows, captions, texts
):
    caption = "<caption>Toàn cảnh hội nghị</caption>"

    post = read(tmp_path, f"<table>{caption}{rows}</table><p>Hội nghị kết thúc.</p>")

    assert [photo.caption for photo in post.photos] == captions
    told = [block.html for block in post.blocks if isinstance(block, Paragraph)]
    assert told == ["Cụm I họp.", *texts, "Hội nghị kết thúc."]


@pytest.mark.parametrize("place", ["tbody", "tr"])
def test_a_caption_that_stands_where_it_should_not_is_one_all_the_same(tmp_path, place):
    caption = "<caption>Toàn cảnh hội nghị</caption>"
    row = "<tr><td><img src=a.jpg></td></tr>"
    begun = f"<tbody><tr>{caption}</tr>" if place == "tr" else f"<tbody>{caption}"

    post = read(tmp_path, f"<table>{begun}{row}</tbody></table>")

    assert [photo.caption for photo in post.photos] == ["Toàn cảnh hội nghị"]


def test_very_many_tags_of_a_cell_are_not_listed_all_at_once():
    assert tokens_of("<br>" * 20, most=20) is not None
    assert tokens_of("<br>" * 21, most=20) is None
