"""A Word file that shows one photo many times fills no disk."""

import pytest

from news.importers import docx, docx_pictures
from news.importers.document import Unreadable

from .word_file import para, photo, png, relations, title, word_file

PHOTO = {
    "word/media/image1.png": png(),
    "word/_rels/document.xml.rels": relations(p1="media/image1.png"),
}
TEXT = "Dự hội nghị có lãnh đạo và toàn thể cán bộ của các đơn vị."


def file_with(tmp_path, photos):
    shown = (
        part for _ in range(photos) for part in (photo("p1", "Hội trường"), para(TEXT))
    )
    return word_file(tmp_path / "a.docx", title(), *shown, parts=PHOTO)


def test_a_photo_shown_often_is_unpacked_once(tmp_path):
    for post in docx.read(file_with(tmp_path, photos=5)):
        paths = [shown.path for shown in post.photos]

        assert len(paths) == 5
        assert len(set(paths)) == 1
        assert [one.name for one in paths[0].parent.iterdir()] == ["image1.png"]


def test_a_photo_shown_without_end_is_refused_with_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(docx_pictures, "MOST_SHOWN", 10 * len(png()))
    list(docx.read(file_with(tmp_path, photos=10)))

    with pytest.raises(Unreadable, match=r"^a\.docx: its photos are shown too often"):
        list(docx.read(file_with(tmp_path, photos=11)))
