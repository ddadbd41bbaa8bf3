"""What is read without a tree, or without Python's parser, reads as with them."""

import pytest

from news.importers import html_soup, markup
from news.importers.html_body import pieces_in, pieces_of
from news.importers.html_flat import paragraphs_in

FLAT = [
    "<p>Cụm I họp.</p>\n\n<p>Hội nghị kết thúc.</p>",
    "<!-- wp:paragraph --><p>Cụm I</p><!-- /wp:paragraph -->",
    '<p align="center">Cụm I</p><p class="rtecenter  chu-thich">Cụm II</p>',
    "<p><strong>Cụm I</strong><br>họp<br/><br />tại <em>tỉnh</em></p>",
    "<p><b>Cụm <i>I<br>họp</i></b> <u>tại</u> tỉnh</p>",
    "<p><span style='font-weight:bold'>Đậm</span><span>thường</span></p>",
    "<p><font face='.VnTime' style='FONT-STYLE:italic'>Nghiêng</font></p>",
    "<p>&nbsp;&nbsp;&nbsp;Thụt&nbsp;đầu dòng “&quot;”</p>",
    "<p>a > b</p><p> \t </p><p></p>\xa0<p><b></b>x<b> </b></p>",
    "<p>Dòng\r\nhai\u2028ba</p><p style='a' style='text-align:right'>Nam</p>",
    "<p>Ho\u0301a &#39;x&#39;</p>",
]
OTHER = [
    *("<p>a<p>b</p>", "<p>a</p>b", "<p>a", "a</p>", "<p>x</p><br><p>y</p>", "a"),
    *("<p><b><i>n</b></i></p>", "<p>a &lt; b</p>", "<p>a<!-- x -->b</p>", "<b>x</b>"),
    *("<p><a href='/x'>x</a></p>", "<ul><li>x</li></ul>", "<p><img src=x></p>"),
    *("<p>\u0338x&nbsp;</p>", "<p>a&Agrave;</p>", "<p>a <b</p>", "<p/>x", ""),
    "<p>" + "<b>" * 3000 + "</b>" * 3000 + "</p>",
]


@pytest.mark.parametrize("html", FLAT)
def test_paragraphs_say_the_same_without_a_tree(html):
    soup, _title = markup.tree(html)

    told = list(pieces_in(paragraphs_in(html)))

    assert told
    assert told == list(pieces_of(soup))


@pytest.mark.parametrize("html", OTHER)
def test_what_is_more_than_paragraphs_gets_its_tree(html):
    assert paragraphs_in(html) == []


@pytest.mark.parametrize(
    "html",
    [
        *FLAT,
        *OTHER[:-1],
        "<UL Class='a b'><LI>x<li hidden>y</ul><frame></frame>z",
        '<a href="/?a=1&amp;b=2" title=\'"\'>x</a><a href="?a=1&lang=2">y</a>',
        "<script>a<b></script><p>x</p><iframe src='a'>&lt;b&gt;</iframe>",
        "<p\xa0class='a'>x</p><p a=b>y</p><!-- a -- b --><!--c--><![if x]>",
    ],
)
def test_markup_is_the_same_tree_without_pythons_parser(html, monkeypatch):
    quick = str(markup.tree(html)[0])
    for module in (markup, html_soup):
        monkeypatch.setattr(module, "told", lambda html, parser: False)

    assert quick == str(markup.tree(html)[0])
