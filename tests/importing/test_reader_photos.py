"""Photos: where they stand, what is said of them, and which file they are."""

import pytest

from news.importers import drupal
from news.importers.document import Paragraph, Photo

LONG = (
    "     Các đơn vị trong Cụm đã thảo luận sôi nổi về kết quả thực hiện phong trào "
    "thi đua và bàn phương hướng, nhiệm vụ của Cụm trong thời gian tới."
)


def photos(post):
    return [(photo.source, photo.caption, photo.credit) for photo in post.photos]


@pytest.mark.parametrize(
    "name",
    [
        "CumI",
        "IMG_2031",
        "DSC01234.JPG",
        "hoi nghi 1.jpg",
        "2-1",
        "so ket cum 1",
        "hoi nghi so ket cum I",
        "anh1",
    ],
)
def test_a_file_name_over_a_caption_is_a_photo(told, name):
    post = told(f"{LONG}\n\n{name}\nQuang cảnh hội nghị\n\n{LONG}")

    assert [type(block) for block in post.blocks] == [Paragraph, Photo, Paragraph]
    assert photos(post) == [(name, "Quang cảnh hội nghị", "")]
    assert "alt-is-file-name" in [doubt.code for doubt in post.doubts]


def test_an_alternative_text_in_words_is_kept_without_a_doubt(told):
    post = told(f"{LONG}\n\nĐoàn công tác tại Cao Lộc\nQuang cảnh buổi lễ\n\n{LONG}")

    assert [(p.alt, p.caption) for p in post.photos] == [
        ("Đoàn công tác tại Cao Lộc", "Quang cảnh buổi lễ")
    ]
    assert post.doubts == ()


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("Quang cảnh hội nghị (Ảnh: Thu Hà)", "Quang cảnh hội nghị", "Thu Hà"),
        ("Quang cảnh hội nghị. Ảnh: Thu Hà", "Quang cảnh hội nghị", "Thu Hà"),
        ("Quang cảnh hội nghị - Ảnh: PV", "Quang cảnh hội nghị", "PV"),
        ("Quang cảnh hội nghị.", "Quang cảnh hội nghị.", ""),
        ("Trao ảnh: kỷ vật của Cụm cho huyện Cao Lộc", None, ""),
    ],
)
def test_a_caption_gives_its_credit(told, caption, words, credit):
    post = told(f"{LONG}\n\nCumI\n{caption}\n\n{LONG}")

    assert photos(post) == [("CumI", words or caption, credit)]


def test_captions_above_their_photos_and_several_photos_in_a_row(saved):
    assert photos(saved("several-photos.txt")) == [
        ("tan trao 1", "Đoàn dâng hương tại Lán Nà Nưa", ""),
        ("tan trao 2", "Đoàn chụp ảnh lưu niệm", ""),
        ("IMG_0001.JPG", "", ""),
        ("IMG_0002.JPG", "Các đơn vị giao lưu văn nghệ", ""),
    ]


def test_a_paragraph_after_a_photo_is_not_its_caption(told):
    post = told(f"{LONG}\n\nIMG_2031.jpg\n{LONG}")

    assert photos(post) == [("IMG_2031.jpg", "", "")]
    assert isinstance(post.blocks[-1], Paragraph)


def test_a_signature_under_the_last_photo_is_not_its_caption(told):
    post = told(f"{LONG}\n\nIMG_2031.jpg\nHoàng Quốc Thịnh\nBan Thi đua - Khen thưởng")

    assert photos(post) == [("IMG_2031.jpg", "", "")]
    assert [author.name for author in post.authors] == ["Hoàng Quốc Thịnh"]


def test_a_path_on_somebodys_computer_is_told_nowhere(told):
    post = told(
        f"{LONG}\n\nD:\\Nguyen Van An\\2-1.jpg\nQuang cảnh hội nghị\n\n"
        "     Xem tại C:\\Users\\nguyenvanan\\bao cao.docx trong máy."
    )

    assert photos(post) == [("2-1.jpg", "Quang cảnh hội nghị", "")]
    assert "An\\" not in repr(post)
    assert "nguyenvanan" not in repr(post)
    assert "local-path" in [doubt.code for doubt in post.doubts]


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "posts" / "paper.txt"
    path.parent.mkdir()
    body = f"{LONG}\n\nĐại hội 1\nQuang cảnh đại hội\n\n{LONG}"
    path.write_text(f"Tiêu đề\nCreate: T2, 07/13/2020 - 15:21\n{body}")
    return path


def found(paper, folder=None):
    [post] = drupal.read(paper, folder)
    [photo] = post.photos
    return photo.path


@pytest.mark.parametrize("name", ["Đại hội 1.jpg", "dai hoi 1.JPG", "DAI HOI 1.webp"])
def test_the_file_beside_the_page_is_found_whatever_its_case_and_accents(paper, name):
    file = paper.parent / name
    file.write_bytes(b"photo")

    assert found(paper) == file


def test_the_file_is_looked_for_in_the_folder_of_photos(paper, tmp_path):
    file = tmp_path / "photos" / "dai hoi 1.png"
    file.parent.mkdir()
    file.write_bytes(b"photo")

    assert found(paper) is None
    assert found(paper, file.parent) == file


def test_a_link_out_of_the_folder_is_not_followed(paper, tmp_path):
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"secret")
    (paper.parent / "Đại hội 1.jpg").symlink_to(secret)

    assert found(paper) is None


@pytest.mark.parametrize(
    "source",
    ["../secret.jpg", "..%2Fsecret.jpg", "/../secret.jpg", "file:///etc/secret.jpg"],
)
def test_an_address_cannot_lead_out_of_the_folder(shown, tmp_path, source):
    (tmp_path.parent / "secret.jpg").write_bytes(b"secret")

    post = shown(f"<p><img src='{source}' alt='Ảnh chụp buổi lễ'></p>")

    assert [photo.path for photo in post.photos] == [None]


def test_an_address_of_html_is_found_relative_to_the_page(shown, tmp_path):
    file = tmp_path / "page_files" / "Dư an.jpg"
    file.parent.mkdir()
    file.write_bytes(b"photo")

    post = shown("<p><img src='page_files/D%C6%B0%20an.jpg?itok=x' alt='Cầu'></p>")

    assert [(photo.source, photo.path) for photo in post.photos] == [
        ("Dư an.jpg", file)
    ]


def test_two_photos_of_one_name_from_two_folders_stay_two(shown):
    post = shown("<p><img src='a/1.jpg' alt='A'></p><p><img src='b/1.jpg' alt='B'></p>")

    assert [photo.source for photo in post.photos] == ["1.jpg", "b/1.jpg"]


def test_a_photo_that_drupal_drew_in_another_format_is_its_own_file(shown, tmp_path):
    (tmp_path / "bao-cong.jpg").write_bytes(b"x")
    source = "/sites/default/files/styles/max/public/2025/bao-cong.jpg.webp?itok=x"

    post = shown(f"<p>Họp.</p><p><img src='{source}' alt='Báo công'></p>")

    assert [photo.path.name for photo in post.photos] == ["bao-cong.jpg"]
