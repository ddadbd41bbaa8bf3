"""An upload as it stands once it was read, for who only looks at it."""

from pathlib import Path
from typing import Any

from news.intake import folders, work
from news.models import ImportUpload
from tests import build

TEXT = """Cụm I tổ chức Hội nghị sơ kết công tác thi đua

Submitted by admin on T2, 07/13/2020 - 15:21

Sáng ngày 13/7/2020, Cụm I – Các doanh nghiệp Trung ương tổ chức Hội nghị sơ kết.
hoi-nghi.jpg
Các đơn vị thảo luận tại hội nghị.
CumI
Các đại biểu dự hội nghị.
Hội nghị đã bầu Trưởng cụm năm 2021.

  Hoàng Quốc Thịnh
  Ban Thi đua - Khen thưởng
"""


def read_upload(by: Any) -> ImportUpload:
    """One post with a photo and a photo that is missing, and a file not taken."""
    folder = folders.made()
    (folder / "cum-i.txt").write_text(TEXT, encoding="utf-8")
    (folder / "hoi-nghi.jpg").write_bytes(build.jpeg())
    return read(folder, by)


def read(folder: Path, by: Any) -> ImportUpload:
    upload = ImportUpload.objects.create(
        folder=folder.name,
        names="kho-bai-2020.zip",
        uploaded_by=by,
        refused=[["phim.mp4", "Tệp loại này không chứa bài viết."]],
    )
    work.work(upload, 60)
    return upload
