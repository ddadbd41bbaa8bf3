"""What the screens cost, who may take back, and what survives a killed worker."""

from datetime import timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from news.erasure import erase
from news.intake import bringing, folders, work
from news.models import ArticlePage, ImportDraft, ImportUpload
from news.roles import EDITORS
from tests import build

from .uploading import JPEG, packed, page, with_photo

# Exact: of the list of posts, and of the page of one.
LIST, POST = 17, 19


@pytest.fixture
def several(index, desk) -> ImportUpload:
    desk.upload(**{f"{n}.txt": page(f"Tin số {n}") for n in range(5)})
    return ImportUpload.objects.get()


@pytest.mark.once
def test_the_list_costs_the_same_for_one_post_and_for_many(
    index, desk, django_assert_max_num_queries
):
    desk.upload(**{"mot.txt": page()})
    one = ImportUpload.objects.get()
    desk.look(one)
    with django_assert_max_num_queries(100) as first:
        desk.look(one)

    desk.upload(**{f"{n}.txt": page(f"Tin số {n}") for n in range(20)})
    many = ImportUpload.objects.first()
    with django_assert_max_num_queries(100) as second:
        desk.look(many)

    assert len(first) == len(second) == LIST


@pytest.mark.once
def test_the_page_of_a_post_costs_the_same_with_more_beside_it(
    several, desk, django_assert_num_queries
):
    address = reverse("news_import_post", args=[several.drafts.first().pk])
    desk.client.get(address)

    with django_assert_num_queries(POST):
        desk.client.get(address)


def test_a_killed_worker_is_followed_by_another_that_ends_alike(
    several, desk, monkeypatch
):
    bring, done = bringing.bring, []

    def killed(*args):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(bring(*args))

    monkeypatch.setattr(bringing, "bring", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.do("start", several)
    monkeypatch.setattr(bringing, "bring", bring)
    assert ArticlePage.objects.count() == 2

    later = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr(work, "timezone", SimpleNamespace(now=lambda: later))
    with desk.worked(execute=True):
        work.wake()

    several.refresh_from_db()
    assert several.state == "done"
    assert ArticlePage.objects.count() == 5
    assert {d.outcome for d in several.drafts.all()} == {"created"}
    assert several.run.steps.count() == 5


def test_work_goes_on_in_slices(several, desk, monkeypatch):
    monkeypatch.setattr(work, "SLICE", 0.0)

    desk.do("start", several)

    several.refresh_from_db()
    assert several.state == "done"
    assert ArticlePage.objects.count() == 5


def test_it_begins_at_once_and_goes_on_in_its_turn(several, desk, monkeypatch):
    """A page that is to be thrown away does not wait for a thousand posts."""
    asked, using = [], type(work.go_on).using

    def noted(task, **values):
        asked.append(values["priority"])
        return using(task, **values)

    monkeypatch.setattr(type(work.go_on), "using", noted)
    monkeypatch.setattr(work, "SLICE", 0.0)

    desk.do("start", several)

    assert asked[0] == work.PRIORITY
    assert {*asked[1:]} == {work.LATER}


def test_a_slice_is_as_long_however_late_it_begins(several, monkeypatch):
    """To come to where the last one stopped may take as long as a slice."""
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(work.time, "monotonic", lambda: clock.now)
    done = []

    def steps(upload):
        clock.now += 2 * work.SLICE
        for number in range(100):
            done.append(number)
            yield 1
            clock.now += work.SLICE / 10

    several.state = work.State.READING
    monkeypatch.setitem(work.PHASES, several.state, work.Phase(steps, lambda _: None))

    work.work(several, work.SLICE)

    assert 10 <= len(done) <= 12


def test_a_second_press_of_the_button_changes_nothing(several, desk):
    ImportUpload.objects.update(state="importing")

    desk.do("start", several)

    assert not ArticlePage.objects.exists()


def test_a_post_that_fails_stops_no_other(several, desk, monkeypatch):
    class Failing(bringing.Importer):
        def save(self, document):
            if document.title == "Tin số 2":
                raise RuntimeError("broken")
            return super().save(document)

    monkeypatch.setattr(bringing, "Importer", Failing)

    desk.do("start", several)

    outcomes = {d.title: d.outcome for d in several.drafts.all()}
    assert outcomes.pop("Tin số 2") == "failed"
    assert set(outcomes.values()) == {"created"}


def test_taking_back_ends_where_kept_posts_alone_fill_a_slice(
    several, desk, monkeypatch
):
    desk.do("start", several)
    for post in ArticlePage.objects.all():
        post.lead = "Đã sửa."
        post.save_revision()
    slices = []
    call = work.call

    def counted(*args, **values):
        slices.append(args)
        assert len(slices) < 20, "it never ends"
        call(*args, **values)

    monkeypatch.setattr(work, "call", counted)
    monkeypatch.setattr(work, "SLICE", 0.0)

    desk.do("take_back", several)

    several.refresh_from_db()
    assert several.state == "done"
    assert {draft.error for draft in several.drafts.all()} == {"edited since"}


def test_another_editor_may_not_take_back_but_a_moderator_may(several, desk, minh):
    desk.do("start", several)
    desk.client.force_login(build.person("an", EDITORS))
    assert desk.do("take_back", several).status_code == 302
    assert ArticlePage.objects.count() == 5

    desk.client.force_login(minh)
    desk.do("take_back", several)

    assert not ArticlePage.objects.exists()


def test_who_brought_a_post_in_may_not_let_it_out(several, desk, minh):
    desk.client.force_login(minh)

    desk.do("start", several)

    post = ArticlePage.objects.first()
    assert not post.permissions_for_user(minh).can_publish()


def test_the_report_leaves_for_excel_whole_and_harmless(index, desk, tmp_path):
    desk.upload(**{"mot.txt": page("=1+1 là một tin"), "hai.txt": page("Tin hai")})
    upload = ImportUpload.objects.get()

    answer = desk.look(upload, export="xlsx")

    file = tmp_path / "bao-cao.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["Tin hai", "=1+1 là một tin"]


def test_filters_narrow_the_list(index, desk):
    desk.upload(**{"mot.txt": with_photo(), "hai.txt": page("Tin hai")})
    upload = ImportUpload.objects.get()

    shown = desk.look(upload, show="photos").context["object_list"]

    assert [draft.path for draft in shown] == ["mot.txt"]
    assert desk.look(upload, show="nonsense").status_code == 200


def test_a_photo_is_drawn_anew_and_a_file_is_never_shown(index, desk):
    desk.upload(**{"kho.zip": packed(mot=with_photo(), **{"hoi-nghi.jpg": JPEG})})
    draft = ImportDraft.objects.get()
    places = [
        at for at, block in enumerate(draft.document["blocks"]) if block["_"] == "Photo"
    ]

    photo = desk.client.get(reverse("news_import_photo", args=[draft.pk, places[0]]))
    file = desk.client.get(reverse("news_import_file", args=[draft.pk]))

    assert photo["Content-Type"] == "image/jpeg"
    assert file["Content-Type"] == "application/octet-stream"
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]


def test_a_date_that_is_none_is_asked_for_again(several, desk):
    answer = desk.put_right(several.drafts.first(), published="31/02/2020")

    assert answer.status_code == 200
    assert answer.context["form"].errors["published"]


def test_old_files_go_and_others_stay(several, desk, settings):
    folder = folders.of(several)
    folders.clear_old()
    assert folder.exists()
    long_ago = timezone.now() - timedelta(days=settings_days() + 1)
    ImportUpload.objects.update(seen_at=long_ago)

    folders.clear_old()

    several.refresh_from_db()
    assert several.cleared_at
    assert not folder.exists()
    desk.do("start", several)
    assert not ArticlePage.objects.exists()


def settings_days() -> int:
    return folders.setting("NEWS_IMPORT_DAYS")


def test_an_upload_can_be_deleted_before_but_not_after(several, desk):
    desk.do("start", several)
    desk.do("throw_away", several)
    assert ImportUpload.objects.exists()

    desk.do("take_back", several)
    desk.do("throw_away", several)

    assert not ImportUpload.objects.exists()


def test_an_erased_post_leaves_no_words_in_its_upload(several, desk):
    desk.do("start", several)
    post = ArticlePage.objects.get(title="Tin số 2")
    file = folders.of(several) / several.drafts.get(article=post).path
    assert file.exists()

    erase(post, "Theo quyết định của tòa án")

    assert not file.exists()
    assert not ImportDraft.objects.filter(title="Tin số 2").exists()
    assert ImportDraft.objects.count() == 4


def test_nor_in_one_that_was_not_brought_in(index, desk):
    for _ in range(2):
        desk.upload(**{"mot.txt": page()})
    waiting, brought = ImportUpload.objects.all()
    desk.do("start", brought)

    erase(ArticlePage.objects.get(), "Theo quyết định của tòa án")

    assert not ImportDraft.objects.exists()
    assert not [*folders.of(waiting).rglob("*.txt")]


def test_the_command_says_the_same_as_the_check(several, desk, capsys):
    desk.do("start", several)
    call_command("check_import", several.pk)
    post = ArticlePage.objects.get(title="Tin số 2")
    post.published_at = build.moment(2020, 7, 14)
    post.save_revision()

    with pytest.raises(CommandError, match="1 posts differ"):
        call_command("check_import", several.pk)

    assert f"#{post.pk} “Tin số 2”" in capsys.readouterr().out
    several.refresh_from_db()
    assert several.state == "done"


def test_the_command_knows_no_upload_of_that_number(index):
    with pytest.raises(CommandError, match="No upload 7"):
        call_command("check_import", 7)
