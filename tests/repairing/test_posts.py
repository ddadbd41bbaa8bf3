"""The texts of a post are put right by a new version: past the gate, over no draft."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import ArticlePage, Author, Byline
from news.repairing import found_in_draft, repair_post
from tests import build

from .garbled import LEAD, READ, RIGHT, TITLE, TITLE_READ, WORDS, post, words_of


def draft_of(article: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


def test_each_text_is_found_with_what_it_says_and_how_sure_that_is(index):
    found = found_in_draft(post(index))

    assert [one.key for one in found] == ["title", "lead", "body.0.value"]
    assert found[0].repair.after == TITLE_READ
    assert found[0].repair.share_before < found[0].repair.share_after == 1.0


def test_what_readers_see_is_put_right_by_a_new_version(index, client):
    article = post(index)
    versions = article.revisions.count()

    outcome = repair_post(article, publish=True)

    article = ArticlePage.objects.get()
    assert outcome.status == "repaired"
    assert words_of(article) == READ
    assert (article.live, article.has_unpublished_changes) == (True, False)
    assert article.revisions.count() == versions + 1
    assert TITLE_READ in client.get(article.url).content.decode()


def test_what_is_right_stays_byte_for_byte(index):
    article = post(index)
    before = article.body.raw_data[1]

    repair_post(article, publish=True)

    after = ArticlePage.objects.get().body.raw_data[1]
    assert (after["value"], after["id"]) == (before["value"], before["id"])


def test_a_second_time_there_is_nothing_to_do(index):
    article = post(index)
    repair_post(article, publish=True)
    versions = article.revisions.count()

    outcome = repair_post(article, publish=True)

    assert (outcome.status, outcome.found) == ("repaired", [])
    assert article.revisions.count() == versions


def test_captions_cells_quotes_and_bylines_are_found_too(index):
    words = "C¸c ®¬n vÞ th¶o luËn"
    photo = build.photo_block(None, caption=words, alt=words, source="CumI")
    quote = {"type": "quote", "value": {"text": words, "attribution": words}}
    table = {"data": [["1", words]], "table_caption": words}
    table = {"type": "table", "value": table | {"cell": [], "mergeCells": []}}
    article = post(index, body=[photo, quote, table], live=False)
    author = Author.objects.create(name="NguyÔn V¨n ThÞnh")
    article.bylines.add(Byline(author=author, name=author.name, recorded_for=author.pk))
    article.save_revision()

    repair_post(article)

    article = draft_of(article)
    read = "Các đơn vị thảo luận"
    shown, said, listed = (block.value for block in article.body)
    assert (shown["caption"], shown["alt"], shown["source"]) == (read, read, "CumI")
    assert (said["text"], said["attribution"]) == (read, read)
    assert listed["data"] == [["1", read]]
    assert article.bylines.all()[0].name == "Nguyễn Văn Thịnh"


def test_only_the_places_named_are_put_right(index):
    article = post(index)

    repair_post(article, {"title"})

    assert words_of(draft_of(article))[:2] == [TITLE_READ, LEAD]


def test_without_publishing_readers_see_what_they_saw(index, bien):
    article = post(index)

    outcome = repair_post(article, user=bien)

    article = ArticlePage.objects.get()
    assert outcome.status == "draft"
    assert (article.title, article.has_unpublished_changes) == (TITLE, True)
    assert draft_of(article).title == TITLE_READ
    assert article.latest_revision.user == bien


def test_what_the_gate_stops_becomes_a_draft_and_stays_public_as_it_was(index):
    article = post(index)
    ArticlePage.objects.filter(pk=article.pk).update(organisation=None)
    content = article.latest_revision.content | {"organisation": None}
    article.revisions.update(content=content)

    outcome = repair_post(article, publish=True)

    article = ArticlePage.objects.get()
    assert outcome.status == "draft"
    assert outcome.why
    assert (article.live, article.title) == (True, TITLE)
    assert draft_of(article).title == TITLE_READ


def test_a_draft_that_waits_is_put_right_and_stays_a_draft(index):
    article = post(index)
    article.event_place = "Hội trường"
    article.save_revision()

    outcome = repair_post(article, publish=True)

    article = ArticlePage.objects.get()
    draft = draft_of(article)
    assert outcome.status == "draft"
    assert (words_of(article), article.event_place) == (READ, "")
    assert (words_of(draft), draft.event_place) == (READ, "Hội trường")
    assert article.has_unpublished_changes


def test_a_draft_that_is_right_already_stays_the_newest_version(index):
    article = post(index)
    article.title, article.lead, article.body = (
        TITLE_READ,
        "",
        [("heading", {"text": RIGHT})],
    )
    article.save_revision()

    repair_post(article, publish=True)

    article = ArticlePage.objects.get()
    assert article.lead == READ[1]
    assert (draft_of(article).lead, article.has_unpublished_changes) == ("", True)


def test_what_is_handed_in_is_left_to_the_moderator(index, bien):
    article = post(index)
    article.title, article.lead = TITLE_READ, READ[1]
    article.body = [("heading", {"text": RIGHT})]
    article.save_revision()
    article.get_workflow().start(article, bien)
    waiting = article.latest_revision

    outcome = repair_post(article, publish=True)

    article = ArticlePage.objects.get()
    assert (outcome.status, article.title) == ("draft", TITLE)
    assert outcome.why
    assert article.latest_revision == waiting
    assert article.workflow_in_progress


@pytest.mark.parametrize("what", ["locked", "scheduled"])
def test_what_somebody_holds_is_left_alone(index, what):
    article = post(index)
    if what == "locked":
        ArticlePage.objects.update(locked=True)
    else:
        later = timezone.now() + timedelta(days=1)
        article.revisions.update(approved_go_live_at=later)

    outcome = repair_post(article, publish=True)

    assert (outcome.status, len(outcome.found)) == ("kept", 3)
    assert outcome.why
    assert draft_of(article).title == TITLE


def test_what_the_form_would_refuse_is_told_and_left(index):
    article = post(index)
    content = article.latest_revision.content | {"source_url": "https://x.example/"}
    article.revisions.update(content=content)

    outcome = repair_post(article)

    assert (outcome.status, len(outcome.found)) == ("kept", 3)
    assert outcome.why
    assert draft_of(article).title == TITLE


def test_a_draft_shows_what_it_says_in_lists_of_drafts(index):
    article = post(index, live=False)

    assert repair_post(article, publish=True).status == "repaired"

    article = ArticlePage.objects.get()
    assert article.title == article.draft_title == TITLE_READ
    assert not article.live


def test_good_posts_are_left_alone(index):
    article = build.article(index, lead="Café Genève, São Tomé et Príncipe, Curaçao.")

    assert repair_post(article, publish=True).found == []
    assert WORDS not in words_of(draft_of(article))
