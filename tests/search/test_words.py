"""What the index keeps of a post says of each word which fields it stands in."""

import pytest

from news.search.words import tokens, words

pytestmark = pytest.mark.once

TITLE, LEAD = "Hội nghị sơ kết", "Sơ kết tại Hòa Bình theo 163/QĐ-UBND"
CAPTION, BODY = "Trao cờ", "Hội nghị trao cờ, sơ kết đầm ấm tại Hoà Bình"
POST = {"a": [TITLE], "b": [LEAD], "c": [CAPTION], "d": [BODY]}


def said(texts, facets=()):
    return tokens(texts, facets).split(" ")


def test_a_word_is_marked_for_its_field_and_those_that_take_it_in():
    found = said(POST)

    assert {"ahoi", "bhoi", "choi", "dhoi", "eso7", "hso7"} <= set(found)
    assert {"btai", "ctai", "dtai", "ctrao", "dtrao"} <= set(found)
    assert not {"atai", "btrao", "cdam", "gd9a6m2"} & set(found)


def test_what_stands_in_every_field_is_the_sum_of_all():
    folded = {word.folded for texts in POST.values() for word in words(" ".join(texts))}
    exact = {
        word.exact
        for texts in POST.values()
        for word in words(" ".join(texts))
        if word.has_accents
    }

    found = said(POST)

    assert folded <= {word[1:] for word in found if word[0] == "d"}
    assert exact == {word[1:] for word in found if word[0] == "h"}


def test_numbers_and_neighbours_are_words_of_their_own():
    found = said(POST)

    assert {"b163qdubnd", "aso_ket", "dtheo_163_qd"} <= set(found)
    # Neighbours in one text; three are asked for anywhere.
    assert not {"dket_so", "atheo_163_qd", "ahoi_nghi_so"} & set(found)


def test_each_word_comes_once_and_in_order():
    found = said(POST, [("topic", "chuyen-doi-so"), ("topic", "chuyen-doi-so")])

    assert found == sorted(set(found))
    assert found[-1] == "ztopic_chuyen_doi_so"


def test_a_post_without_any_word_keeps_its_labels():
    assert said({}, [("cluster", "cum-i")]) == ["zcluster_cum_i"]
    assert tokens({}, []) == ""
