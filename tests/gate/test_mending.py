"""What a save mends without asking, and what it leaves alone."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from news.gate import mend
from news.mending import mended_body, mended_markup, mended_text, mended_title
from tests import build

MARKUP = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<b>", "</b>", "<br/>", "<ul>", "<li>", "</li>", "</ul>"),
            *(" ", "  ", "\t", "\n", "\u00a0", "&nbsp;", "&amp;", "&lt;", "Cụm I", "."),
            *(
                '<a href="/x  y">',
                "</a>",
                '<embed id="1"/>',
                "<",
                ">",
                "họp",
                "<p> </p>",
            ),
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("Cụm I tổ chức Hội nghị.", "Cụm I tổ chức Hội nghị"),
        ("  Cụm I   họp\u00a0 ", "Cụm I họp"),
        ("Cụm I tổ chức Hội nghị./.", "Cụm I tổ chức Hội nghị"),
        ("Chờ đón…", "Chờ đón…"),
        ("Chờ đón...", "Chờ đón..."),
        ("Vì sao?", "Vì sao?"),
        ("Cố lên!", "Cố lên!"),
        ("Hội nghị tại TP.", "Hội nghị tại TP."),
        ("Lúa, ngô, khoai v.v.", "Lúa, ngô, khoai v.v."),
        ("Gặp ông Nguyễn Văn A.", "Gặp ông Nguyễn Văn A."),
        (".", "."),
        ("", ""),
    ],
)
def test_titles(written, mended):
    assert mended_title(written) == mended


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("<p>&nbsp;&nbsp; Cụm I</p>", "<p>Cụm I</p>"),
        ("<p>\u00a0<b> Cụm</b> I</p>", "<p><b>Cụm</b> I</p>"),
        ("<p>Cụm  I<br/>   họp </p>", "<p>Cụm I<br/>họp</p>"),
        ("<p>a</p><p></p><p><b> </b><br/></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>TP.&nbsp;Lạng Sơn</p>", "<p>TP.&nbsp;Lạng Sơn</p>"),
        ('<p>a</p><embed alt="x  y"/>', '<p>a</p><embed alt="x  y"/>'),
        ("<p><embed/></p>", "<p><embed/></p>"),
        ("<ul><li> a</li></ul>", "<ul><li>a</li></ul>"),
        ("<p>Cụm <b>I</b> họp</p>", "<p>Cụm <b>I</b> họp</p>"),
        ("<p><b>Cụm</b> <i>I</i></p>", "<p><b>Cụm</b> <i>I</i></p>"),
    ],
)
def test_paragraphs(written, mended):
    assert mended_markup(written) == mended


def test_what_has_no_words_goes_and_what_waits_for_a_photo_stays():
    raw = [
        {"type": "paragraph", "value": "<p>&nbsp;</p>", "id": "1"},
        {"type": "heading", "value": {"text": "  ", "level": "2"}, "id": "2"},
        {"type": "quote", "value": {"text": "", "attribution": ""}, "id": "3"},
        build.photo_block(None) | {"id": "4"},
        {"type": "quote", "value": {"text": "", "attribution": "Bác Hồ"}, "id": "5"},
        {"type": "paragraph", "value": "<p> a</p>", "id": "6"},
        {"type": "paragraph", "value": "<ul><li> </li></ul>", "id": "7"},
        {"type": "embed", "value": "", "id": "8"},
        {"type": "unknown"},
        "x",
    ]

    mended = mended_body(raw)

    assert [b.get("id") for b in mended if isinstance(b, dict)] == [
        *("4", "5", "6", "8"),
        None,
    ]
    assert mended[3:] == [{"type": "embed", "value": "", "id": "8"}, *raw[8:]]


@given(MARKUP)
def test_mending_twice_is_mending_once_and_loses_no_word(markup):
    once = mended_markup(markup)

    assert mended_markup(once) == once
    # A parser takes what follows a bare "<" for a tag; a mended one is words.
    if not re.search(r"<(?![/a-zA-Z])|<[^<>]*(<|$)", markup):
        assert words(once) == words(markup)


def test_loose_words_are_not_run_together():
    assert mended_markup("một<p></p>hai") == "một<p></p>hai"


@given(st.text(st.sampled_from(" \t\n\u00a0.…!aI/TPv")))
def test_titles_and_texts_are_mended_once(text):
    assert mended_title(mended_title(text)) == mended_title(text)
    assert mended_text(mended_text(text)) == mended_text(text)


def words(markup: str) -> list[str]:
    return "".join(BeautifulSoup(markup, "html.parser").get_text().split()).split()


def test_a_save_mends_and_keeps_the_blocks_apart(index):
    body = [
        {"type": "paragraph", "value": "<p>     Cụm I  họp.</p><p></p>", "id": "one"},
        {"type": "paragraph", "value": "<p></p>", "id": "two"},
    ]

    article = build.article(index, title="Cụm  I họp.", lead="  Sáng  nay ", body=body)

    assert (article.title, article.lead) == ("Cụm I họp", "Sáng nay")
    assert list(article.body.raw_data) == [body[0] | {"value": "<p>Cụm I họp.</p>"}]


def test_mend_does_the_same_to_a_post_in_memory(index):
    article = build.article(index)
    article.title = "Hội  nghị tổng kết."

    mend(article)

    assert article.title == "Hội nghị tổng kết"


def test_the_form_keeps_its_blocks_while_the_stored_draft_has_none_empty(
    index, bien, client
):
    """The editor's next save names the same blocks again, and must be taken."""
    client.force_login(bien)
    article = build.article(index, live=False)
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = nested_form_data(filled_form(article))

    answers = [client.post(address, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    article.refresh_from_db()
    stored = article.get_latest_revision_as_object().body.raw_data
    assert [block["id"] for block in stored] == ["b", "c"]


def filled_form(article) -> dict:
    photo = build.photo_block(None)["value"] | {"decorative": "", "photo": ""}
    blocks = [
        ("heading", {"text": "", "level": "2"}, {"id": "a"}),
        ("paragraph", rich_text("<p>Cụm I họp.</p>"), {"id": "b"}),
        ("photo", photo, {"id": "c"}),
    ]
    body = streamfield([(kind, value) for kind, value, _ in blocks])
    body |= {f"{n}-id": more["id"] for n, (_, _, more) in enumerate(blocks)}
    return {
        "title": article.title,
        "slug": article.slug,
        "lead": "",
        "published_at": "13/07/2020 08:00",
        "body": body,
        "topics": "",
        "bylines": inline_formset([]),
        "participants": inline_formset([]),
        "documents": inline_formset([]),
        "comments": inline_formset([]),
    }
