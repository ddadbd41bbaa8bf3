"""Which posts come out of an export of a Drupal database, and in which state?"""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from news.importers import drupal_export
from news.importers.document import Attachment, Paragraph, Photo, Unreadable
from news.importers.formats import files, reader_for
from news.importers.rows import rows
from news.models import ArticlePage, ImportedPost, OldAddress
from news.models import Photo as LibraryPhoto
from tests import build

from .drupal_database import CREATED, of_seven, of_ten, written

VERSIONS = {"7": of_seven, "10": of_ten}


@pytest.fixture(params=VERSIONS)
def export(request, tmp_path):
    return written(tmp_path / "xuat", VERSIONS[request.param]())


@pytest.fixture
def uploads(tmp_path):
    """A copy of files/."""
    for name, content in {
        "2020-07/CumI.jpg": build.jpeg(),
        "anh/hop.jpg": build.jpeg(colour="#123456"),
        "tep/ke-hoach.pdf": b"%PDF-1.4 minimal",
    }.items():
        (tmp_path / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / name).write_bytes(content)
    return tmp_path / "files"


def test_each_field_is_read(export):
    post, draft = drupal_export.read(export)

    assert post.title == "Cụm I họp"
    assert post.published == build.moment(2020, 7, 13, 15).replace(minute=21)
    assert (post.submitter, post.lead, post.state) == ("admin", "Sapo", "published")
    assert (post.identifier, draft.identifier) == ("node/12", "node/13")
    assert (post.tags, post.categories) == (("khen thưởng",), ("Tin tức",))
    assert [cluster.number for cluster in post.clusters] == ["I"]
    assert post.published.timestamp() == CREATED


def test_its_photo_opens_the_post_and_its_file_closes_it(export):
    post, _ = drupal_export.read(export)

    first, words, last = post.blocks
    assert isinstance(words, Paragraph)
    assert (first.source, first.alt) == ("CumI.jpg", "Các đại biểu")
    assert (last.source, last.title) == ("ke-hoach.pdf", "Kế hoạch")


def test_what_was_not_published_is_no_public_post(export):
    post, draft = drupal_export.read(export)

    assert (post.was_public, draft.was_public) == (True, False)


def test_its_number_and_its_aliases_are_its_old_addresses(export):
    post, draft = drupal_export.read(export)

    assert post.addresses == ("node/12", post.addresses[1])
    assert post.addresses[1].strip("/") == "tintucsukien/cum-i-hop"
    assert draft.addresses == ("node/13", "tintucsukien/tin-nhap")


def test_what_is_no_post_is_told_once(export):
    post, draft = drupal_export.read(export)

    told = [doubt.message for doubt in post.doubts if doubt.code == "not-a-post"]
    assert told == ["Nodes that are no posts were left out: 1 of the kind page"]
    assert "not-a-post" not in [doubt.code for doubt in draft.doubts]


@pytest.mark.parametrize("place", ["photos", "beside", "inside", "site"])
def test_files_are_found_wherever_the_tree_of_the_site_lies(export, uploads, place):
    photos = None
    match place:
        case "photos":
            photos = uploads.rename(uploads.parent / "elsewhere")
        case "inside":
            uploads.rename(export / "files")
        case "site":
            (export / "sites" / "default").mkdir(parents=True)
            uploads.rename(export / "sites" / "default" / "files")

    post, draft = drupal_export.read(export, photos)

    named = [
        block
        for block in (*post.blocks, *draft.blocks)
        if isinstance(block, Photo | Attachment)
    ]
    assert [block.path and block.path.name for block in named] == [
        "CumI.jpg",
        "ke-hoach.pdf",
        "hop.jpg",
    ]


def test_a_file_outside_of_the_folders_is_not_taken(tmp_path):
    found = of_seven()
    found["file_managed"][0]["uri"] = "public://../../secret.jpg"
    (tmp_path / "secret.jpg").write_bytes(build.jpeg())

    post, _ = drupal_export.read(written(tmp_path / "a" / "xuat", found))

    assert [photo.path for photo in post.photos] == [None]


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("prefix", ["", "dr_"])
def test_a_folder_is_recognised_whatever_its_tables_are_called(tmp_path, form, prefix):
    export = written(tmp_path / "x", of_ten(), form=form, prefix=prefix)

    assert files([tmp_path]) == [export]
    assert reader_for(export) == ("drupal-export", drupal_export)
    assert len(list(drupal_export.read(export))) == 2


def test_other_folders_are_none(tmp_path):
    (tmp_path / "bang.csv").write_text("nid,x\n1,2\n")

    assert not drupal_export.sniff(tmp_path)
    with pytest.raises(Unreadable, match="not the folder of an export"):
        list(drupal_export.read(tmp_path))


def test_tables_as_phpmyadmin_writes_them(tmp_path):
    data = [{"nid": "1", "title": "Tin"}]
    table = {"type": "table", "name": "node", "database": "x", "data": data}
    head = {"type": "header", "version": "5.2"}
    (tmp_path / "node.json").write_text(json.dumps([head, table]))

    assert list(rows(tmp_path / "node.json")) == data


def test_a_photo_that_stands_in_the_text_comes_once(tmp_path):
    found = of_seven()
    address = "/sites/default/files/styles/large/public/2020-07/CumI.jpg?itok=x"
    found["field_data_body"][2]["body_value"] = f'<p>Họp</p><img src="{address}">'

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    assert [photo.source for photo in post.photos] == ["CumI.jpg"]


def test_tokens_of_files_in_the_text_are_photos(tmp_path):
    found = of_seven()
    found["field_data_field_image"] = []
    token = '[[{"type":"media","view_mode":"full","fid":"5","attributes":{"alt":""}}]]'
    lost = '[[{"fid":"99","view_mode":"full"}]]'
    found["field_data_body"][2]["body_value"] = f"<p>Họp.</p>\n{token}\n{lost}"

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    assert [photo.source for photo in post.photos] == ["CumI.jpg"]
    assert "media-dropped" in [doubt.code for doubt in post.doubts]


def test_a_token_with_fields_of_its_own_is_a_photo_with_its_words(tmp_path):
    found = of_seven()
    found["field_data_field_image"] = []
    fields = {
        "format": "default",
        "field_file_image_alt_text[und][0][value]": "Hội họp",
    }
    token = {"fid": "5", "view_mode": "default", "fields": fields, "type": "media"}
    text = f"<p>Họp.</p><p>[[{json.dumps(token)}]]</p>"
    found["field_data_body"][2]["body_value"] = text

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    assert [(one.source, one.alt) for one in post.photos] == [("CumI.jpg", "Hội họp")]
    assert "fid" not in repr(post.blocks)


@pytest.mark.parametrize(
    "broken", ["[[{", '[[{"fid":"5"}', '[[{"fid":"5"', "[[{" * 3000, '[[{"a":' * 3000]
)
def test_a_token_nobody_can_read_is_told(tmp_path, broken):
    found = of_seven()
    found["field_data_body"][2]["body_value"] = f"<p>Họp.</p><p>{broken}</p>"

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    told = [doubt.message for doubt in post.doubts if doubt.code == "media-dropped"]
    assert told
    assert told[0].startswith("Not understood")


def test_no_words_of_a_field_are_lost(tmp_path):
    found = of_seven()
    row = {**found["field_data_body"][2], "body_value": None}
    long = "Nội dung chính của hội nghị nằm trong một trường khác của trang cũ. " * 3
    for name, words in {
        "field_noi_dung": f"<p>{long}</p>",
        "field_ghi_chu": "Gấp",
    }.items():
        found[f"field_data_{name}"] = [{**row, f"{name}_value": words}]

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    texts = [block.html for block in post.blocks if isinstance(block, Paragraph)]
    assert texts[-1].strip() == long.strip()
    told = {doubt.code: doubt.message for doubt in post.doubts}
    assert "noi_dung" in told["field-appended"]
    assert told["field-left-out"].endswith("the field ghi_chu: Gấp")


def test_photos_of_one_name_from_two_months_are_two(tmp_path):
    found = of_seven()
    found["file_managed"][0]["uri"] = "public://2019/anh1.jpg"
    shown = '<p>Họp.</p><img src="/sites/default/files/2020/anh1.jpg">'
    found["field_data_body"][2]["body_value"] = shown

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    assert len(list(post.photos)) == 2


def test_media_in_the_text_are_photos(tmp_path):
    found = of_ten()
    del found["node__field_media"]
    element = (
        '<drupal-media data-entity-type="media" data-entity-uuid="m-12"></drupal-media>'
    )
    found["node__body"][1]["body_value"] = f"<p>Họp.</p>{element}"

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    assert [(photo.source, photo.alt) for photo in post.photos] == [
        ("CumI.jpg", "Các đại biểu")
    ]


def test_the_tables_that_are_not_there_are_done_without(tmp_path):
    found = of_seven()
    export = written(tmp_path / "x", {"node": found["node"]})

    post, _ = drupal_export.read(export)

    assert (post.title, post.blocks, post.submitter) == ("Cụm I họp", (), "")


@pytest.mark.parametrize("table", ["node", "field_data_body", "url_alias"])
def test_a_broken_table_is_one_clear_line(tmp_path, table):
    export = written(tmp_path / "x", of_seven())
    path = export / f"{table}.csv"
    path.write_bytes(path.read_bytes() + b'"open,\xff')

    with pytest.raises(Unreadable, match=rf"^{table}\.csv: "):
        list(drupal_export.read(export))


def test_a_row_whose_numbers_are_none_is_passed_over(tmp_path):
    found = of_seven()
    found["taxonomy_index"].append({"nid": 12, "tid": "x"})
    found["node"].append({"nid": "x", "title": "Tin"})

    posts = list(drupal_export.read(written(tmp_path / "x", found)))

    assert [post.identifier for post in posts] == ["node/12", "node/13"]


# The command


def imported(path, tmp_path, **options) -> list[dict]:
    report, out = tmp_path / "report.jsonl", io.StringIO()
    call_command("import_news", path, report=report, stdout=out, stderr=out, **options)
    return list(map(json.loads, report.read_text().splitlines()))


def test_posts_and_drafts_come_with_their_photos_and_addresses(
    index, export, uploads, tmp_path, client
):
    rows = imported(export, tmp_path, photos=uploads, publish=True, as_published=True)

    assert [row["status"] for row in rows] == ["created", "created"]
    post, draft = (
        ImportedPost.objects.get(source="drupal", identifier=f"node/{n}").article
        for n in (12, 13)
    )
    assert (post.live, draft.live) == (True, False)
    assert LibraryPhoto.objects.count() == 2
    assert client.get("/tintucsukien/cum-i-hop/").url == post.url
    assert client.get("/node/12/").url == post.url
    assert client.get("/node/13/").status_code == 404
    assert imported(export, tmp_path, photos=uploads)[0]["status"] == "unchanged"


def test_a_post_that_came_as_a_saved_page_before_is_the_same_post(
    index, export, tmp_path
):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article data-history-node-id='12' class='node'>"
        "<h1 class='page-title'>Cụm I họp</h1><p>Họp.</p></article></body></html>"
    )
    imported(page, tmp_path)

    rows = imported(export, tmp_path)

    assert [row["status"] for row in rows] == ["updated", "created"]
    assert ArticlePage.objects.count() == 2
    assert OldAddress.objects.filter(path="node/12").count() == 1


def test_a_folder_that_is_none_is_told(index, tmp_path):
    (tmp_path / "x").mkdir()

    with pytest.raises(CommandError):
        imported(tmp_path / "x", tmp_path, format="drupal-export")
    [row] = map(json.loads, (tmp_path / "report.jsonl").read_text().splitlines())
    assert row["error"] == "x: not the folder of an export of Drupal"


def test_the_words_under_media_in_the_text_are_their_caption(tmp_path):
    found = of_ten()
    del found["node__field_media"]
    element = (
        '<drupal-media data-entity-uuid="m-12"'
        ' data-caption="Trao &lt;em&gt;Bằng khen&lt;/em&gt;"></drupal-media>'
    )
    found["node__body"][1]["body_value"] = f"<p>Họp.</p>{element}"

    post, _ = drupal_export.read(written(tmp_path / "x", found))

    assert [photo.caption for photo in post.photos] == ["Trao Bằng khen"]
