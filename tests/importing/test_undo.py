"""A run of the import is taken back: all that it did, and nothing that people did."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from news import indexing
from news.importers.document import Attachment, Paragraph, Photo
from news.importers.pages import Importer, Many
from news.importers.pages.undoing import undo
from news.models import (
    ArticlePage,
    Author,
    BroughtEntry,
    BroughtFile,
    Byline,
    Cluster,
    ClusterTerm,
    Facet,
    ImportDraft,
    ImportedPost,
    ImportRun,
    ImportUpload,
    Organisation,
    RunStep,
    SearchEntry,
    Topic,
)
from news.models import Attachment as LibraryAttachment
from news.models import Photo as LibraryPhoto
from news.old_revisions import old_revisions
from tests import build

from .test_pages import POST

# What names a photo is what this is about.
pytestmark = pytest.mark.indexes
CHANGED = replace(POST, lead="Sapo mới", blocks=(Paragraph("Đã sửa."),))


@pytest.fixture
def come(index):
    """Bring these documents in one run, published; answer the run."""

    def come(*documents, **options) -> ImportRun:
        options = {"publish": True, "as_published": True} | options
        importer = Importer("drupal", index, **options)
        for document in documents:
            importer.save(document)
        return importer.run

    return come


def told(run: ImportRun) -> list[tuple[str, str]]:
    """What became of posts and files; for entries of registers see below."""
    every = ((undone.status, undone.why) for undone in undo(run))
    return [one for one in every if one[0] != "entry-removed"]


def another(number: int, **values):
    return replace(POST, identifier=f"node/{number}", title=f"Tin {number}", **values)


def with_files(tmp_path, **values):
    (tmp_path / "CumI.jpg").write_bytes(build.jpeg())
    (tmp_path / "qd.pdf").write_bytes(b"%PDF-1.4 minimal")
    photo = Photo("CumI", caption="Các đơn vị", path=tmp_path / "CumI.jpg")
    attachment = Attachment("qd.pdf", "Quyết định 163", tmp_path / "qd.pdf")
    return replace(POST, blocks=(*POST.blocks, photo, attachment), **values)


def test_what_a_run_created_goes_and_so_do_its_search_entries_and_numbers(come):
    run = come(POST, another(2))
    assert SearchEntry.objects.count() == 2

    assert told(run) == [("removed", ""), ("removed", "")]

    assert not ArticlePage.objects.exists()
    assert not ImportedPost.objects.exists()
    assert not SearchEntry.objects.exists()
    assert not Facet.objects.filter(posts__gt=0).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_run_itself_stays_on_record(come):
    run = come(POST)

    told(run)

    run.refresh_from_db()
    assert run.undone_at


def test_a_run_that_changed_nothing_leaves_no_trace(come):
    come(POST)

    assert come(POST) is None
    assert ImportRun.objects.count() == 1


def test_a_dry_run_leaves_no_trace(come):
    come(POST, dry_run=True)

    assert not ImportRun.objects.exists()


def test_what_failed_belongs_to_no_run(come, index, monkeypatch):
    importer = Importer("drupal", index)

    def fail(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(ImportedPost, "save", fail)
        with pytest.raises(RuntimeError):
            importer.save(POST)
    importer.save(another(2))

    assert RunStep.objects.get().run == importer.run


def test_what_a_run_updated_reads_as_before(come, client):
    come(POST)
    run = come(CHANGED)
    assert ArticlePage.objects.get().lead == "Sapo mới"

    assert told(run) == [("put-back", "")]

    article = ArticlePage.objects.get()
    assert (article.live, article.has_unpublished_changes) == (True, False)
    assert article.lead == ""
    assert "Đoạn hai" in client.get(article.url).content.decode()


def test_after_that_the_same_source_is_taken_in_again(come, index):
    come(POST)
    told(come(CHANGED))

    arrival = Importer("drupal", index, publish=True).save(CHANGED)

    assert (arrival.status, arrival.doubts) == ("updated", ())
    assert ArticlePage.objects.get().lead == "Sapo mới"


def test_a_draft_that_the_run_published_is_a_draft_again(come):
    come(POST, publish=False, as_published=False)
    run = come(POST)
    assert ArticlePage.objects.get().live

    assert told(run) == [("put-back", "")]

    article = ArticlePage.objects.get()
    assert (article.live, article.first_published_at) == (False, None)
    assert not SearchEntry.objects.exists()
    assert not indexing.stale()


def test_a_draft_that_waited_over_a_public_post_waits_again(come):
    come(POST)
    article = ArticlePage.objects.get()
    article.lead = "Đang viết dở"
    article.save_revision()
    run = come(replace(POST, submitter="other"))

    assert told(run) == [("put-back", "")]

    article.refresh_from_db()
    draft = article.get_latest_revision_as_object()
    assert (article.live, article.has_unpublished_changes) == (True, True)
    assert (draft.lead, draft.submitted_by) == ("Đang viết dở", "admin")


def test_what_editors_have_edited_since_is_listed_and_not_touched(come):
    run = come(POST, another(2))
    article = ArticlePage.objects.get(title="Tin 2")
    article.lead = "Biên tập viên viết."
    article.save_revision()

    assert told(run) == [("kept", "edited since"), ("removed", "")]

    assert ArticlePage.objects.get().get_latest_revision_as_object().lead


def test_what_editors_took_down_since_is_theirs(come):
    run = come(POST)
    ArticlePage.objects.get().unpublish()

    assert told(run) == [("kept", "edited since")]


def test_what_waits_for_approval_is_not_touched(come, bien):
    run = come(POST, publish=False, as_published=False)
    article = ArticlePage.objects.get()
    article.get_workflow().start(article, bien)

    assert told(run) == [("kept", "handed in for moderation")]


def test_what_another_page_names_is_not_removed(come, index):
    run = come(POST)
    article = ArticlePage.objects.get()
    link = f'<a linktype="page" id="{article.pk}">tin trước</a>'
    build.article(index, title="Tin nối", body=[build.paragraph(link)])

    assert told(run) == [("kept", "named by “Tin nối”")]


def test_runs_are_taken_back_from_the_last_one(come):
    first = come(POST)
    second = come(CHANGED)

    assert told(first) == [
        ("kept", f"changed again by run {second.pk}: take that back first")
    ]
    assert [status for status, _ in told(second)] == ["put-back"]
    assert [status for status, _ in told(first)] == ["kept"]


def test_a_version_that_the_form_would_refuse_now_is_told_and_left(come):
    come(POST)
    run = come(CHANGED)
    before = RunStep.objects.get(run=run).before
    before.content = before.content | {"source_url": "https://x.example/"}
    before.save()

    [(status, why)] = told(run)

    assert (status, bool(why)) == ("kept", True)
    assert ArticlePage.objects.get().lead == "Sapo mới"


def test_to_take_back_twice_changes_nothing(come):
    run = come(POST, another(2))
    article = ArticlePage.objects.get(title="Tin 2")
    article.save_revision()
    told(run)
    before = list(Revision.objects.values()), list(ArticlePage.objects.values())

    assert told(run) == [("kept", "edited since")]

    assert (
        list(Revision.objects.values()),
        list(ArticlePage.objects.values()),
    ) == before


def test_files_that_came_with_the_run_go(
    come, tmp_path, django_capture_on_commit_callbacks
):
    run = come(with_files(tmp_path))
    names = [
        LibraryPhoto.objects.get().file.name,
        LibraryAttachment.objects.get().file.name,
    ]
    assert all(map(default_storage.exists, names))

    with django_capture_on_commit_callbacks(execute=True):
        assert [status for status, _ in told(run)] == ["removed"] + ["file-removed"] * 2

    assert not LibraryPhoto.objects.exists()
    assert not LibraryAttachment.objects.exists()
    assert not any(map(default_storage.exists, names))
    assert not BroughtFile.objects.exists()


def test_a_photo_that_was_there_before_stays(come, tmp_path):
    come(with_files(tmp_path))

    told(come(with_files(tmp_path, identifier="node/2")))

    assert LibraryPhoto.objects.count() == LibraryAttachment.objects.count() == 1


def test_a_photo_that_another_post_shows_stays(come, tmp_path, index):
    run = come(with_files(tmp_path))
    photo = LibraryPhoto.objects.get()
    build.article(index, body=[build.photo_block(photo)])

    told(run)

    assert LibraryPhoto.objects.get() == photo


def test_a_photo_that_only_a_draft_shows_stays(come, tmp_path, index):
    other = build.article(index)
    run = come(with_files(tmp_path))
    photo = LibraryPhoto.objects.get()
    other.body = json.dumps([build.photo_block(photo)])
    other.save_revision()

    told(run)

    assert LibraryPhoto.objects.get() == photo


def test_a_photo_of_a_post_that_was_kept_stays_and_goes_with_it(come, tmp_path):
    run = come(with_files(tmp_path))
    ArticlePage.objects.get().save_revision()
    told(run)
    assert LibraryPhoto.objects.exists()

    # As if the run had left that draft over it.
    last = ArticlePage.objects.get().latest_revision
    RunStep.objects.update(after=last, left_live=False)

    assert [status for status, _ in told(run)] == ["removed"] + ["file-removed"] * 2


def test_the_version_to_go_back_to_is_not_thinned_out(come):
    # What was published is kept for good anyway.
    for document in (POST, CHANGED, replace(CHANGED, lead="Lần ba")):
        come(document, publish=False, as_published=False)

    assert list(old_revisions(timezone.now() + timedelta(days=365))) == []


# The command


@pytest.fixture
def command(index, tmp_path):
    def command(*args, **options) -> str:
        out = io.StringIO()
        call_command("import_news", *args, stdout=out, stderr=out, **options)
        return out.getvalue()

    return command


def test_a_run_says_its_number_and_is_listed_and_taken_back(command, seed):
    said = command(seed, publish=True)
    run = ImportRun.objects.get()

    assert f"Run {run.pk}" in said
    assert f"{run.pk}: " in command(runs=True)
    assert "1 created, 0 updated" in command(runs=True)
    assert "1 removed" in command(undo=run.pk)
    assert "taken back" in command(runs=True)
    assert command(undo=run.pk) == "nothing left to take back\n"


def test_a_number_that_no_run_has_is_wrong_usage(command):
    with pytest.raises(CommandError, match="No run 99") as error:
        command(undo=99)
    assert error.value.returncode == 2


@pytest.mark.parametrize(
    "option", [{"dry_run": True}, {"publish": True}, {"index": "tin-tuc"}]
)
def test_what_says_how_to_import_does_not_go_with_undo(command, seed, option):
    command(seed)

    with pytest.raises(CommandError, match=r"only with PATH") as error:
        command(undo=ImportRun.objects.get().pk, **option)

    assert error.value.returncode == 2
    assert ArticlePage.objects.count() == 1


def test_what_was_kept_ends_the_command_with_a_fault(command, seed):
    command(seed)
    article = ArticlePage.objects.get()
    article.lead = "Câu đầu đã được sửa."
    article.save_revision()

    with pytest.raises(CommandError, match="1 were kept") as error:
        command(undo=ImportRun.objects.get().pk)

    assert error.value.returncode == 1
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("options", [{}, {"runs": True, "undo": 1}])
def test_one_thing_at_a_time_is_asked_for(command, options):
    with pytest.raises(CommandError) as error:
        command(**options)
    assert error.value.returncode == 2


# --- entries of the registers ---------------------------------------------------------

MADE = ("Ban Thi đua - Khen thưởng", "Agribank", "BIDV")
REGISTERS = (Topic, Author, ClusterTerm, Cluster, Organisation)


def entries(run: ImportRun) -> list[str]:
    return [one.name for one in undo(run) if one.status == "entry-removed"]


def test_entries_that_nobody_uses_go_with_the_run_that_made_them(come):
    run = come(POST)

    assert entries(run) == [
        "topic “Khen thưởng”",
        "author “Hoàng Quốc Thịnh”",
        "clusterterm “Cụm I – Các tổ chức tín dụng (2020)”",
        "cluster “Cụm I – Các tổ chức tín dụng”",
        *(f"organisation “{name}”" for name in MADE),
    ]
    assert not any(model.objects.exists() for model in REGISTERS)
    assert entries(run) == []


def test_what_was_there_before_stays(come):
    Topic.objects.create(name="Khen Thưởng")
    Organisation.objects.create(name="Ban Thi đua - Khen thưởng")
    run = come(POST)

    told = entries(run)

    assert "author “Hoàng Quốc Thịnh”" in told
    assert Topic.objects.count() == Organisation.objects.count() == 1


def test_what_another_post_or_a_draft_names_stays(come, index):
    run = come(POST)
    draft = build.article(index, title="Tin khác")
    draft.bylines = [Byline(author=Author.objects.get())]
    draft.topics.add("khen thưởng")
    draft.save_revision()

    entries(run)

    assert Author.objects.exists()
    assert Topic.objects.exists()
    assert not Cluster.objects.exists()


def test_a_cluster_chosen_for_a_post_that_still_waits_stays(come):
    run = come(POST)
    upload = ImportUpload.objects.create(folder="khac", names="khac.txt")
    chosen = {"clusters": [Cluster.objects.get().pk]}
    ImportDraft.objects.create(upload=upload, file=0, number=0, corrections=chosen)

    told = entries(run)

    assert Cluster.objects.exists()
    assert "topic “Khen thưởng”" in told


def test_what_an_editor_has_edited_stays(come, minh):
    run = come(POST)
    log(instance=Author.objects.get(), action="wagtail.edit", user=minh)

    entries(run)

    assert Author.objects.exists()
    # It names the organisation of its author.
    assert Organisation.objects.get().name == "Ban Thi đua - Khen thưởng"


def test_entries_of_very_many_posts_go_as_well(come, index):
    importer = Importer("drupal", index)
    list(Many(importer).saved(another(at) for at in range(25)))
    assert BroughtEntry.objects.filter(run=importer.run).count() == len(MADE) + 4

    entries(importer.run)

    assert not any(model.objects.exists() for model in REGISTERS)


def test_entries_of_a_post_that_was_kept_stay(come):
    run = come(POST)
    post = ArticlePage.objects.get()
    post.lead = "Đã sửa."
    post.save_revision()

    assert entries(run) == []
    assert Author.objects.exists()
