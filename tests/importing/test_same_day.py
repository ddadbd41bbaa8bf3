"""Papers of one title and day: a corrected one is the same, another one is another."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from django.db import OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st

from news.importers import docx, sameness
from news.importers.document import Bullets, Document, Paragraph, Table
from news.importers.pages import Importer, Many, known
from news.importers.pages.stored import as_before, checksum
from news.models import ArticlePage, ImportedPost
from tests import build

from .word_file import para, title, word_file

WORDS = (
    "Kính gửi các đơn vị trong cụm. Ban Thi đua, Khen thưởng trân trọng thông báo về "
    "việc tổ chức hội nghị sơ kết công tác sáu tháng đầu năm tại trụ sở Bưu điện tỉnh, "
    "đề nghị các đơn vị cử đại biểu tham dự đầy đủ, đúng thành phần và đúng giờ."
)
OTHER = (
    "Ngày mai cơ quan nghỉ làm việc để sửa chữa trụ sở; mọi hồ sơ khen thưởng gửi đến "
    "trong ngày được nhận vào sáng hôm sau, xin các đơn vị và cá nhân lưu ý giúp."
)
BASE = "thong-bao@2020-07-13T00:00"


def paper(text: str, **values) -> Document:
    said = {"source": "a.docx", "identifier": BASE, "title": "Thông báo"}
    said |= {"published": build.moment(2020, 7, 13), "blocks": (Paragraph(text),)}
    return Document(**said | values)


@pytest.fixture
def come(index):
    """Bring these documents in one run; answer what became of each."""

    def come(*documents) -> list[str]:
        importer = Importer("docx", index)
        return [importer.save(document).status for document in documents]

    return come


def stored() -> dict[str, str]:
    rows = ImportedPost.objects.order_by("identifier")
    newest = {
        one.identifier: one.article.get_latest_revision_as_object() for one in rows
    }
    return {key: post.body.raw_data[0]["value"] for key, post in newest.items()}


# --- who is the same ------------------------------------------------------------------

WORD = st.sampled_from(("thi", "đua", "khen", "cụm", "khối", "một", "hai"))
TEXTS = st.lists(WORD)


def texts(**several: str) -> sameness.Texts[str]:
    made = sameness.Texts()
    for key, text in several.items():
        made.add(key, text)
    return made


@pytest.mark.once
@given(st.lists(WORD, min_size=1), st.lists(TEXTS, max_size=4))
@settings(max_examples=50, deadline=None)
def test_a_text_is_itself_whatever_stands_beside_it(text, others):
    said = " ".join(text)
    known = texts(**{f"a{at}": " ".join(other) for at, other in enumerate(others)})
    known.add("own", said)

    same = known.most_alike(said)

    assert known.shares(said)[same] == 1


@pytest.mark.once
def test_papers_that_say_nothing_in_words_are_not_alike():
    assert texts(scan="").most_alike("") is None


@pytest.mark.once
@given(TEXTS, TEXTS)
@settings(max_examples=50, deadline=None)
def test_likeness_is_the_same_from_both_sides(one, other):
    there, back = " ".join(one), " ".join(other)

    assert texts(a=back).shares(there) == texts(a=there).shares(back)


@pytest.mark.once
@given(st.integers(0, 52), st.sampled_from(["sửa", ""]))
@settings(max_examples=53, deadline=None)
def test_one_corrected_word_is_the_same_post_wherever_it_stands(at, by):
    words = WORDS.split()
    words[at % len(words)] = by

    assert texts(a=WORDS, b=OTHER).most_alike(" ".join(words)) == "a"


@pytest.mark.once
def test_words_of_lists_and_tables_count():
    post = paper(
        "Một.", blocks=(Bullets(("Hai",)), Table((("Ba", "Bốn"),))), lead="Sapo"
    )

    assert sameness.said(post) == "Sapo Hai Ba Bốn"


@pytest.mark.once
def test_the_identifier_is_title_and_day_whatever_the_words_are(tmp_path):
    day = para("Lạng Sơn, ngày 13 tháng 7 năm 2020")
    files = [
        word_file(tmp_path / f"{at}.docx", day, title("THÔNG BÁO"), para(text))
        for at, text in enumerate((WORDS, OTHER))
    ]

    assert {post.identifier for file in files for post in docx.read(file)} == {BASE}


# --- what becomes of them -------------------------------------------------------------


def test_one_corrected_word_updates_the_post_that_is_there(come):
    come(paper(WORDS))

    importer_says = come(paper(WORDS.replace("sơ kết", "tổng kết")))

    assert importer_says == ["updated"]
    [text] = stored().values()
    assert "tổng kết" in text


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_different_papers_stay_apart_in_any_order_and_come_once(come, order):
    papers = [paper(WORDS), paper(OTHER), paper(WORDS.replace("Bưu điện", "Công an"))]

    first = come(*(papers[at] for at in order))
    second = come(*papers)

    assert first == ["created"] * 3
    assert second == ["unchanged"] * 3
    assert list(stored()) == [BASE, f"{BASE}#2", f"{BASE}#3"]


def test_a_corrected_one_of_two_updates_its_own(come):
    come(paper(WORDS), paper(OTHER))

    assert come(paper(OTHER.replace("sáng", "chiều")), paper(WORDS)) == [
        "updated",
        "unchanged",
    ]
    assert "chiều hôm sau" in stored()[f"{BASE}#2"]


def test_a_copy_of_the_same_paper_changes_nothing(come):
    assert come(paper(WORDS), paper(WORDS)) == ["created", "unchanged"]


def test_posts_that_came_under_the_identifiers_of_before_are_recognised(come):
    come(paper(WORDS))
    before = replace(paper(WORDS), identifier=f"{BASE}-0f3a12bc")
    ImportedPost.objects.update(identifier=before.identifier, checksum=checksum(before))

    assert come(paper(WORDS)) == ["unchanged"]
    assert come(paper(WORDS.replace("sơ kết", "tổng kết"))) == ["updated"]
    assert list(stored()) == [before.identifier]


def test_a_copy_of_a_second_paper_that_came_before_is_recognised(come):
    """Its checksum has the number in it."""
    come(paper(OTHER), paper(WORDS))
    second = replace(paper(WORDS), identifier=f"{BASE}#2")
    rows = ImportedPost.objects.filter(identifier=second.identifier)
    rows.update(checksum=as_before(second))

    assert come(paper(WORDS)) == ["unchanged"]


def test_after_a_failure_papers_are_compared_with_all_the_others(come, monkeypatch):
    come(paper(WORDS), paper(OTHER))
    papers, real = known.Known(), known.texts_of
    corrected = paper(OTHER.replace("sáng", "chiều"))

    def failing(article):
        if article.imported.identifier != BASE:
            raise OperationalError("the database went away")
        return real(article)

    monkeypatch.setattr(known, "texts_of", failing)
    with pytest.raises(OperationalError):
        papers.match("docx", corrected, None)
    monkeypatch.setattr(known, "texts_of", real)

    assert papers.match("docx", corrected, None)[0] == f"{BASE}#2"


def test_a_post_that_is_erased_meanwhile_stops_no_other(come):
    come(paper(WORDS), paper(OTHER))
    papers = known.Known()
    papers.match("docx", paper(WORDS), None)
    ImportedPost.objects.get(identifier=BASE).article.delete()

    corrected = paper(OTHER.replace("sáng", "chiều"))

    assert papers.match("docx", corrected, None)[0] == f"{BASE}#2"


def test_of_what_has_come_only_papers_of_title_and_day_are_remembered():
    papers = known.Known()

    for identifier in ("node/12", BASE, f"{BASE}#2"):
        papers.take("docx", identifier)

    assert papers.taken == {("docx", BASE), ("docx", f"{BASE}#2")}


# --- how much is compared -------------------------------------------------------------


@pytest.fixture
def looked_at(monkeypatch) -> Counter:
    """How often a text was broken into its runs, read from a post, or hashed."""
    counted = Counter()
    for place, name in ((sameness, "runs_of"), (known, "said"), (known, "as_before")):
        real = getattr(place, name)

        def counting(*args, real=real, name=name):
            counted[name] += 1
            return real(*args)

        monkeypatch.setattr(place, name, counting)
    return counted


def different(at: int) -> str:
    return f"Đợt {at}: {' '.join(f'việc{at}x{n}' for n in range(20))}."


def test_each_text_is_looked_at_once_however_many_there_are(come, looked_at):
    come(*(paper(different(at)) for at in range(12)))
    assert looked_at == {}

    corrected = [paper(f"{different(at)} Sửa.") for at in range(12)]
    assert come(*corrected) == ["updated"] * 12

    assert looked_at["runs_of"] <= 2 * 12
    assert looked_at["said"] == 12


def test_what_is_beyond_the_limit_is_another_post_and_says_so(
    come, index, looked_at, monkeypatch
):
    monkeypatch.setattr(sameness, "MOST", 3)
    come(*(paper(different(at)) for at in range(6)))

    corrected = paper(f"{different(5)} Sửa.")
    arrival = Importer("docx", index).save(corrected)

    assert (arrival.status, [one.code for one in arrival.doubts][:1]) == (
        "created",
        ["too-many-of-a-day"],
    )
    assert looked_at["said"] == 3
    assert looked_at["as_before"] <= 3
    # To the word, it is known wherever it stands.
    assert come(paper(different(5)), corrected) == ["unchanged"] * 2


def test_very_many_at_once_stay_apart_too(index):
    texts = [OTHER.replace("Ngày mai", f"Ngày {at}") for at in range(30)]
    several = [paper(text, title=f"Tin {at}", identifier=f"tin-{at}@undated")
               for at, text in enumerate(texts)]  # fmt: skip
    documents = [*several, paper(WORDS), paper(OTHER)]

    for expected in ("created", "unchanged"):
        outcomes = Many(Importer("docx", index)).saved(documents)
        assert {arrival.status for _one, arrival in outcomes} == {expected}

    assert ArticlePage.objects.count() == 32
