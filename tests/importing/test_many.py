"""Very many posts come at once, and leave what each would have left by itself."""

import datetime as dt
import functools
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from news import bulk, caching
from news.importers.document import (
    Attachment,
    Bullets,
    Byline,
    ClusterFound,
    Document,
    Event,
    Heading,
    Paragraph,
    Photo,
    Quote,
    Table,
    Unreadable,
)
from news.importers.pages import Importer, Many, batch, many
from news.importers.pages.fields import changed_by_editors
from news.importers.pages.undoing import undo
from news.management.commands import import_news
from news.models import (
    ArticleFinding,
    ArticlePage,
    Author,
    Cluster,
    ImportedPost,
    ImportRun,
    OldAddress,
    Organisation,
    RuleException,
    RunStep,
    Topic,
)
from tests import build
from tests.importing import killing

pytestmark = [pytest.mark.django_db, pytest.mark.indexes]

ALIKE = "Các đơn vị thảo luận về phong trào thi đua trong năm và việc khen thưởng. " * 6


@pytest.fixture(autouse=True)
def _batches(monkeypatch):
    """However few they are, posts come at once, in more than one batch."""
    monkeypatch.setattr(many, "FEWEST", 1)
    monkeypatch.setattr(many, "BATCH", 8)


def document(number: int, **values) -> Document:
    when = dt.datetime(2019 + number % 2, 1 + number % 12, 3, 8, tzinfo=build.VIETNAM)
    usual = {
        "title": f"Hội nghị tổng kết số {number}",
        "lead": "Sáng nay, hội nghị đã họp.",
        "published": when,
        "blocks": (Paragraph(f"Các đơn vị đã họp lần {number}."),),
        "authors": (Byline("Hoàng Quốc Thịnh"),),
        "organisation": "Ban Thi đua - Khen thưởng",
        "addresses": (f"/node/{number}",),
    }
    return Document("tin.csv", f"node/{number}", **usual | values)


CLUSTER = ClusterFound(
    "cụm", "I", "Các doanh nghiệp", 2020, "Bưu điện tỉnh", "", ("Bưu điện tỉnh", "PC")
)
EVERYTHING = (
    Heading("Kết quả", 2),
    Paragraph('Theo <b>Quyết định</b> 163/QĐ-UBND, xem <a href="/tin-tuc/">tin</a>.'),
    Bullets(("Một", "Hai"), ordered=True),
    Quote("Làm đến nơi đến chốn", "Chủ tịch"),
    Table((("Đơn vị", "Điểm"), ("Bưu điện", "98"))),
    Photo("khong-co.jpg", caption="Quang cảnh"),
    Attachment("cong-van.pdf", "Công văn"),
)
# Everything that a post may bring, and that posts may do to one another.
POSTS = [
    document(1),
    document(
        2,
        blocks=EVERYTHING,
        clusters=(CLUSTER,),
        tags=("chuyển đổi số", "thi đua"),
        documents=("163/QĐ-UBND", "98/2023/NĐ-CP"),
        event=Event("review", dt.date(2020, 7, 9), "morning", "Hòa Bình", "Bà An"),
    ),
    document(3, title="Hội nghị tổng kết số 1", published=document(1).published),
    document(4, title="Hội nghị tổng kết số 1", published=document(1).published),
    document(5, state="draft"),
    document(6, authors=(), organisation=""),
    document(7, published=None, lead=""),
    document(8, addresses=("/node/1", "/node/2", "/node/8")),
    document(9, blocks=(Paragraph(ALIKE),)),
    document(10, blocks=(Paragraph(ALIKE),), title="Hội nghị tổng kết số 9"),
    document(11, clusters=(ClusterFound("cụm", "I", "Các doanh nghiệp", 2020),)),
    document(12, clusters=(ClusterFound("cụm", "I", "Các huyện"),)),
    document(13, clusters=(ClusterFound("cụm", "I", ""),)),
    document(14, source_name="Báo Lạng Sơn", source_url="https://baolangson.vn/a"),
    document(15, title="HỘI NGHỊ TỔNG KẾT CÔNG TÁC THI ĐUA", tags=("thi đua",)),
    document(16, authors=(Byline("Hoàng Quốc Thịnh"), Byline("Vi Thị Nga", "photo"))),
    document(17, organisation="Bưu điện tỉnh", title="12"),
    document(18, blocks=()),
    document(19, title="", lead="Không có tên"),
    document(20, title="Dài " * 80),
    document(21, published=dt.datetime(1999, 12, 31, 23, 59, tzinfo=dt.UTC)),
    document(22, title="Hô\u0323i nghi\u0323 so\u031b kê\u0301t", tags=("e\u0302m",)),
    document(23, source_url="https://baolangson.vn/b"),
    *(document(number) for number in range(24, 30)),
]


def arrive(index, documents=POSTS, **options):
    importer = Importer("table", index, **options)
    return importer, list(Many(importer).saved(documents))


def one_by_one(index, monkeypatch, **options):
    with monkeypatch.context() as patched:
        patched.setattr(many, "FEWEST", len(POSTS) + 1)
        return arrive(index, **options)


def told(outcome):
    """What came of a document, without the numbers of rows."""
    document, arrival = outcome
    if isinstance(arrival, Exception):
        return document.identifier, type(arrival)
    doubts = [(d.field, d.code, d.message.partition("#")[0]) for d in arrival.doubts]
    article = arrival.article
    return document.identifier, arrival.status, article.url, article.live, doubts


def rows():
    """All that was left, by the post's own identifier."""
    return {
        "state": killing.state(),
        "posts": {one.identifier: of_post(one) for one in imported()},
        "runs": ImportRun.objects.count(),
    }


def imported():
    return ImportedPost.objects.select_related("article").order_by("identifier")


def of_post(one):
    article = ArticlePage.objects.get(pk=one.article_id)
    step = RunStep.objects.get(imported=one)
    findings = ArticleFinding.objects.filter(article=article)
    exceptions = RuleException.objects.filter(article=article)
    return {
        "page": plain(article.serializable_data()),
        "version": plain(article.latest_revision.content),
        "same": article.latest_revision_id
        == (article.live_revision_id or step.after_id),
        "names": str(article.latest_revision.object_str),
        "step": (step.created, step.before_id, step.stood, step.left_live),
        "after": step.after_id == article.latest_revision_id,
        # What they say of the values is compared below, as "edited".
        "fields": sorted(one.fields),
        "was": (one.was_public, one.checksum, one.files),
        "findings": sorted(findings.values_list("code", "severity")),
        "exceptions": sorted(exceptions.values_list("code", "reason", "origin")),
        "references": references(article),
        "addresses": list(article.old_addresses.values_list("path")),
        "dated": (article.first_published_at, article.last_published_at),
        "edited": changed_by_editors(
            article.get_latest_revision_as_object(), one.fields
        ),
    }


# Of a row, or of the moment it was written.
LEFT_OUT = {
    *("pk", "page_ptr", "path", "translation_key", "latest_revision", "id"),
    *("live_revision", "latest_revision_created_at", "content_object", "page"),
}


# Told by their names: a number that was given out and taken back is left out by
# PostgreSQL, and given again by SQLite.
REGISTERED = {
    "author": Author,
    "recorded_for": Author,
    "organisation": Organisation,
    "article_clusters/tag": Cluster,
    "article_topics/tag": Topic,
}


def plain(content, within=""):
    if isinstance(content, dict):
        kept = {k: v for k, v in content.items() if k not in LEFT_OUT}
        return {name: told_of(name, value, within) for name, value in kept.items()}
    if isinstance(content, list):
        return [plain(item, within) for item in content]
    if isinstance(content, str) and content.startswith("[{"):
        return plain(json.loads(content), within)
    return content


def told_of(name, value, within):
    register = REGISTERED.get(name) or REGISTERED.get(f"{within}/{name}")
    if register and isinstance(value, int):
        return str(register.objects.get(pk=value))
    return plain(value, name)


def references(article):
    found = ReferenceIndex.get_references_for_object(article)
    return sorted(found.values_list("to_content_type", "model_path"))


def differing(one, other, at=""):
    """Where two things differ, for the message of a test."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name in one:
            yield from differing(one[name], other[name], f"{at}/{name}")
    elif one != other:
        yield at, one, other


@pytest.fixture
def both(index, monkeypatch):
    """What is left when posts come at once, and when they come one by one."""
    now = dt.datetime(2021, 5, 6, 7, 8, tzinfo=dt.UTC)
    monkeypatch.setattr("news.importers.pages.fields.timezone.now", lambda: now)

    def left(come, **options):
        with transaction.atomic():
            _, outcomes = come(index, **options)
            found = list(map(told, outcomes)), rows()
            transaction.set_rollback(True)
        return found

    def both(**options):
        alone = left(functools.partial(one_by_one, monkeypatch=monkeypatch), **options)
        return left(arrive, **options), alone

    return both


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "options",
    [{}, {"publish": True}, {"publish": True, "as_published": True}],
    ids=["drafts", "published", "as published"],
)
def test_the_rows_are_those_of_posts_that_came_one_by_one(both, options):
    (at_once, rows_at_once), (alone, rows_alone) = both(**options)

    assert at_once == alone
    differences = list(differing(rows_at_once, rows_alone))
    assert differences == [], "\n".join(map(str, differences))


def test_they_are_stored_in_batches(index, monkeypatch):
    sizes, write = [], bulk.write

    def noted(index, articles, **options):
        sizes.append(len(articles))
        return write(index, articles, **options)

    monkeypatch.setattr(bulk, "write", noted)

    _, outcomes = arrive(index, POSTS[:15], publish=True, as_published=True)

    assert sizes == [8, 7]
    assert {arrival.status for _, arrival in outcomes} == {"created"}
    assert [one for one, _ in outcomes] == POSTS[:15]
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_second_run_changes_nothing_and_lists_what_was_edited(index):
    arrive(index, publish=True, as_published=True)
    post = ArticlePage.objects.get(imported__identifier="node/1")
    draft = post.get_latest_revision_as_object()
    draft.title = "Tên của biên tập viên"
    draft.save_revision().publish()
    before = rows()["runs"], ArticlePage.objects.count(), OldAddress.objects.count()

    again = [document(1, title="Tên khác"), *POSTS[1:]]
    _, outcomes = arrive(index, again, publish=True, as_published=True)

    arrivals = {one.identifier: arrival for one, arrival in outcomes}
    kept = [(doubt.field, doubt.code) for doubt in arrivals.pop("node/1").doubts]
    assert ("title", "kept-edited") in kept
    post.refresh_from_db()
    assert post.title == "Tên của biên tập viên"
    del arrivals["node/19"], arrivals["node/20"], arrivals["node/23"]
    assert {arrival.status for arrival in arrivals.values()} == {"unchanged"}
    assert ArticlePage.objects.count() == before[1]
    assert OldAddress.objects.count() == before[2]


def test_a_run_is_taken_back(index):
    importer, _ = arrive(index, publish=True, as_published=True)

    undone = list(undo(importer.run))

    assert {one.status for one in undone} == {"removed", "entry-removed"}
    assert not ArticlePage.objects.exists()
    assert not OldAddress.objects.exists()
    bulk.check(index)


def test_a_post_that_fails_costs_itself_alone(index, monkeypatch, caplog):
    """Whatever it fails for: here the database refuses it."""
    checksum = batch.checksum

    def refusing(document):
        if document.identifier == "node/25":
            raise IntegrityError("node/25")
        return checksum(document)

    monkeypatch.setattr(batch, "checksum", refusing)

    importer, outcomes = arrive(index, POSTS[23:])

    assert {arrival.status for _, arrival in outcomes} == {"created"}
    assert ImportedPost.objects.count() == len(POSTS[23:])
    assert RunStep.objects.filter(run=importer.run).count() == len(POSTS[23:])
    assert "in two halves" in caplog.text
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_a_reader_had_read_before_it_failed_is_saved(index):
    def breaking_off():
        yield from POSTS[:10]
        raise Unreadable("breaks off")

    with pytest.raises(Unreadable):
        list(Many(Importer("table", index)).saved(breaking_off()))

    assert ArticlePage.objects.count() == 10


def test_a_post_that_comes_twice_in_a_batch_comes_once(index):
    twice = [document(1), document(2), document(1, lead="Đã sửa."), document(3)]

    _, outcomes = arrive(index, twice)

    statuses = [arrival.status for _, arrival in outcomes]
    assert statuses == ["created", "created", "updated", "created"]
    post = ArticlePage.objects.get(imported__identifier="node/1")
    assert post.get_latest_revision_as_object().lead == "Đã sửa."


def test_nothing_is_written_in_a_dry_run(index):
    _, outcomes = arrive(index, dry_run=True)

    assert {arrival.status for _, arrival in outcomes} == {"would-create"}
    assert not ArticlePage.objects.exists()


def test_the_page_cache_is_told(index, monkeypatch):
    told = []
    monkeypatch.setattr(caching, "forget", lambda *names, **_: told.append(names))

    arrive(index, POSTS[23:], publish=True)

    assert (caching.SITE,) in told


def test_as_many_questions_are_asked_for_a_post_of_a_large_batch(index, monkeypatch):
    """A handful for each post, whatever the registers hold."""
    monkeypatch.setattr(many, "BATCH", 100)
    arrive(index, [document(number) for number in range(100, 120)], publish=True)

    with CaptureQueriesContext(connection) as asked:
        arrive(index, [document(n) for n in range(200, 300)], publish=True)

    assert len(asked) < 4 * 100


def test_the_command_takes_a_table_in_at_once(index, tmp_path, monkeypatch):
    monkeypatch.setattr(many, "FEWEST", 20)
    rows = [f"{n},Hội nghị {n},Các đơn vị họp lần {n},2020-01-02" for n in range(30)]
    source = tmp_path / "tin.csv"
    source.write_text("\n".join(["id,title,body,published", *rows]))
    report = tmp_path / "report.jsonl"

    call_command("import_news", str(source), report=report, verbosity=0)

    told = [json.loads(line) for line in report.read_text().splitlines()]
    assert [row["title"] for row in told] == [f"Hội nghị {n}" for n in range(30)]
    assert {row["status"] for row in told} == {"created"}
    assert all(row["url"] and "họp lần" in row["body_html"] for row in told)
    assert ImportRun.objects.get().ended_at


def table_of(tmp_path, posts):
    rows = [f"{n},Hội nghị {n},Các đơn vị họp lần {n},2020-01-02" for n in range(posts)]
    source = tmp_path / "tin.csv"
    source.write_text("\n".join(["id,title,body,published", *rows]))
    return str(source)


def brought(source, **options):
    said = io.StringIO()
    call_command("import_news", source, stdout=said, **options)
    return said.getvalue()


PUBLIC = {"publish": True, "as_published": True}


def test_a_large_run_ends_with_a_look_at_what_is_stored(index, tmp_path, monkeypatch):
    monkeypatch.setattr(import_news, "LARGE", 12)

    assert "all is there" in brought(table_of(tmp_path, 12), **PUBLIC)
    # What is there already is nothing new to be looked at.
    assert "all is there" not in brought(table_of(tmp_path, 12), **PUBLIC)


def test_what_is_missing_after_a_large_run_is_told(index, tmp_path, monkeypatch):
    monkeypatch.setattr(import_news, "LARGE", 12)
    monkeypatch.setattr("news.indexing.fresh.facets.change", lambda numbers: None)

    with pytest.raises(CommandError, match="numbers of the filters") as failed:
        brought(table_of(tmp_path, 12), **PUBLIC)

    assert failed.value.returncode == 1
    assert ArticlePage.objects.count() == 12
    assert ImportRun.objects.get().ended_at


def test_a_small_run_is_not_held_up_by_it(index, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "check", None)

    assert "11 created" in brought(table_of(tmp_path, 11), **PUBLIC)
