"""Folding, slugs and the order of the alphabet."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from news.vietnamese.collation import name_key, person_key
from news.vietnamese.folding import fold, nfc
from news.vietnamese.slugs import slugify


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_text_folds_the_same_however_its_accents_were_typed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


def test_the_barred_d_folds_though_unicode_does_not_decompose_it():
    assert fold("Đảng ủy ĐOÀN đội") == "dang uy doan doi"


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_slug_is_ascii_short_and_there_whenever_the_text_has_letters(text, longest):
    slug = slugify(text, longest)

    assert slug.isascii()
    assert len(slug) <= longest
    assert bool(slug) or not any(char.isalnum() for char in nfc(text))
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_no_vietnamese_word_is_a_stop_word():
    assert slugify("Cụm I tổ chức thể thao") == "cum-i-to-chuc-the-thao"


def test_a_slug_is_cut_between_words():
    assert slugify("một hai ba bốn", 10) == "mot-hai-ba"
    assert slugify("một hai ba bốn", 9) == "mot-hai"


def test_the_alphabet_comes_before_the_tones():
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    mixed = letters[::-1]

    assert sorted(mixed, key=name_key) == letters
    assert sorted(["Bạn", "bàn", "ban", "băng"], key=name_key) == [
        *("ban", "bàn", "Bạn", "băng"),
    ]


def test_people_stand_by_their_given_names():
    people = ["Vi Thị Hoa", "Nguyễn Đức", "Lê Dũng", "Trần Văn Đức", "Hoa"]

    assert sorted(people, key=person_key) == [
        *("Lê Dũng", "Nguyễn Đức", "Trần Văn Đức", "Hoa", "Vi Thị Hoa"),
    ]
