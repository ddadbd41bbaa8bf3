"""Do editors and moderators meet Vietnamese where Wagtail and Django speak English?"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, ngettext, override
from django.views.i18n import JSONCatalog

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"

# The words of an editor's and a moderator's day, by the string Wagtail asks for.
SAID = {
    "Sign in": "Đăng nhập",
    "Log in": "Đăng nhập",
    "Log out": "Đăng xuất",
    "Forgotten password?": "Quên mật khẩu?",
    "Dashboard": "Bảng điều khiển",
    "Pages": "Trang",
    "Images": "Ảnh",
    "Documents": "Tài liệu",
    "Snippets": "Danh mục",
    "Reports": "Báo cáo",
    "Settings": "Thiết lập",
    "Search": "Tìm kiếm",
    "Filter": "Lọc",
    "Status": "Trạng thái",
    "Title": "Tiêu đề",
    "slug": "đường dẫn (slug)",
    "Save": "Lưu",
    "Save draft": "Lưu bản nháp",
    "Save Draft": "Lưu bản nháp",
    "Submit for moderation": "Gửi duyệt",
    "Submit to %(workflow_name)s": "Gửi duyệt: %(workflow_name)s",
    "Publish": "Xuất bản",
    "Unpublish": "Gỡ đăng",
    "Schedule to publish": "Hẹn giờ xuất bản",
    "Approve": "Duyệt",
    "Approve with comment": "Duyệt kèm nhận xét",
    "Request changes": "Trả lại (yêu cầu sửa)",
    "Awaiting your review": "Chờ duyệt",
    "In Moderation": "Đang chờ duyệt",
    "Draft": "Bản nháp",
    "Live": "Đang đăng",
    "Locked": "Đã khóa",
    "Preview": "Xem trước",
    "History": "Lịch sử",
    "Usage": "Nơi sử dụng",
    "Comments": "Nhận xét",
    "Compare": "So sánh",
    "Delete": "Xóa",
    "Move": "Chuyển",
    "Copy": "Sao chép",
    "Edit": "Sửa",
    "Add": "Thêm",
    "Cancel": "Hủy",
    "Choose an image": "Chọn ảnh",
    "Alt text": "Văn bản thay thế",
    "Upload": "Tải lên",
    "Collection": "Thư mục",
    "This field is required.": "Bắt buộc nhập.",
}
# The areas that an editor or a moderator walks through.
WALKED = [
    "wagtail.admin",
    "wagtail",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.users",
    "django.conf",
    "django.contrib.auth",
]


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return shutil.copytree(LOCALE, tmp_path / "locale")


def renew(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "renew.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def spoil(folder: Path, old: str, new: str) -> None:
    path = folder / "vi" / "LC_MESSAGES" / "django.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("english", "vietnamese"), SAID.items())
def test_the_words_of_the_editors_day_are_vietnamese(
    english: str, vietnamese: str
) -> None:
    with override("vi"):
        assert gettext(english) == vietnamese


def test_one_and_many_are_said_alike() -> None:
    with override("vi"):
        one, many = (
            ngettext("Delete 1 page", "Delete %(counter)s pages", number)
            for number in (1, 5)
        )

    assert one == many == "Xóa %(counter)s trang"


def test_the_scripts_of_the_editor_speak_vietnamese(rf) -> None:
    request = rf.get("/admin/jsi18n/")

    with override("vi"):
        response = JSONCatalog.as_view(packages=["wagtail.admin"])(request)

    said = json.loads(response.content)["catalog"]
    assert said["Save"] == "Lưu"
    assert said["Insert a block"] == "Chèn khối"
    assert said["%(num)s error"] == ["%(num)s lỗi"]


def test_placeholders_and_compiled_files_agree_with_the_sources() -> None:
    checked = renew(LOCALE, "--check")

    assert checked.stderr == ""
    assert checked.returncode == 0


def test_a_lost_placeholder_is_told(catalogues: Path) -> None:
    spoil(catalogues, "Gửi duyệt lại: %(task_name)s", "Gửi duyệt lại")

    checked = renew(catalogues, "--check")

    assert checked.returncode == 1
    assert "missing ['%(task_name)s']" in checked.stderr


def test_a_lost_tag_is_told(catalogues: Path) -> None:
    spoil(catalogues, "Tự động lưu <span>đang tạm dừng</span>", "Tự động lưu tạm dừng")

    checked = renew(catalogues, "--check")

    assert checked.returncode == 1
    assert "missing ['</span>', '<span>']" in checked.stderr


def test_a_catalogue_that_was_not_compiled_is_told(catalogues: Path) -> None:
    spoil(catalogues, 'msgstr "Gửi duyệt"', 'msgstr "Gửi đi duyệt"')

    checked = renew(catalogues, "--check")

    assert checked.returncode == 1
    assert "django.mo is not what django.po compiles to" in checked.stderr


def test_nothing_that_an_editor_walks_through_is_left_untranslated(
    catalogues: Path,
) -> None:
    told = renew(catalogues).stdout.splitlines()

    rows = [row.split() for row in told]
    shares = {(row[0], row[1]): row[3] for row in rows}
    walked = {area: shares[area, "django"] for area in WALKED}
    assert walked == dict.fromkeys(WALKED, "100.0")
    assert shares["wagtail.admin", "djangojs"] == "100.0"


def test_the_catalogues_say_which_versions_they_were_made_for() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = {
        name: re.search(rf"^{name.lower()}==(\S+)", lock, re.MULTILINE)[1]
        for name in ("Wagtail", "Django")
    }
    made_for = f"Wagtail {locked['Wagtail']}, Django {locked['Django']}"

    told = renew(LOCALE, "--check").stdout.splitlines()

    for domain in ("django", "djangojs"):
        po = polib.pofile(str(LOCALE / "vi" / "LC_MESSAGES" / f"{domain}.po"))
        assert po.metadata["X-Made-For"] == made_for
        assert any(f"{domain}.po is made for {made_for}; " in line for line in told)


def test_coverage_is_told_without_changing_anything(catalogues: Path) -> None:
    path = catalogues / "vi" / "LC_MESSAGES" / "django.po"
    before = path.read_bytes()

    told = renew(catalogues, "--check").stdout

    assert re.search(r"^wagtail\.admin +django +\d+/\d+ +100\.0 %", told, re.MULTILINE)
    assert path.read_bytes() == before


def test_renewing_changes_nothing_that_is_up_to_date(catalogues: Path) -> None:
    path = catalogues / "vi" / "LC_MESSAGES" / "django.po"
    renew(catalogues)
    first = path.read_bytes()

    renew(catalogues)

    assert path.read_bytes() == first


def test_renewing_undoes_what_makemessages_took_away(catalogues: Path) -> None:
    path = catalogues / "vi" / "LC_MESSAGES" / "django.po"
    po = polib.pofile(str(path))
    po.find("Publish").obsolete = True
    guessed = po.find("Unpublish")
    guessed.msgid, guessed.previous_msgid = "Unpublished posts", "Unpublish"
    guessed.flags.append("fuzzy")
    po.save()

    renew(catalogues)

    renewed = polib.pofile(str(path))
    assert renewed.find("Publish").msgstr == "Xuất bản"
    assert renewed.find("Unpublish").msgstr == "Gỡ đăng"
    assert renewed.find("Unpublished posts").msgstr == ""
