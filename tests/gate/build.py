"""A post without a fault, and ways to put one in."""

import datetime as dt
from dataclasses import replace
from typing import Any

from news.gate.post import ClusterEntry, Passage, PhotoUse, Post
from news.gate.rules import RULES

CLUSTERS = (
    ClusterEntry(
        "cụm", "I", "Các doanh nghiệp Trung ương", "Cụm I – Các doanh nghiệp Trung ương"
    ),
    ClusterEntry("khối", "2", "Các cơ quan Đảng", "Khối 2 – Các cơ quan Đảng"),
    ClusterEntry("cụm", "", "miền núi phía Bắc", "Cụm miền núi phía Bắc"),
)
FAULTLESS = Post(
    title="Hội nghị tuyên dương người tốt, việc tốt năm 2020",
    lead="Sáng 10/7, hơn một trăm điển hình đã dự Hội nghị tại thành phố Lạng Sơn.",
    published_on=dt.date(2020, 7, 13),
    event_date=dt.date(2020, 7, 10),
    is_signed=True,
    register=CLUSTERS,
    passages=(
        Passage(
            "Sáng 10/7, hơn một trăm điển hình đã dự Hội nghị.", "lead", kind="lead"
        ),
        Passage("Các đại biểu đã nghe báo cáo và trao đổi kinh nghiệm.", "body", "b1"),
    ),
)
PHOTO = PhotoUse(
    block="p1",
    photo=7,
    alt="Mười đại biểu đứng thành hàng trên sân khấu, tay cầm hoa",
    caption="Lãnh đạo tỉnh tặng hoa các điển hình tại Hội nghị, ngày 10/7/2020",
    credit="Hoàng Thịnh",
    width=1600,
)


def post(**values: Any) -> Post:
    return replace(FAULTLESS, **values)


def saying(*texts: str, **values: Any) -> Post:
    """The faultless post with other paragraphs, in blocks b1, b2 …"""
    passages = tuple(
        Passage(text, "body", f"b{n}") for n, text in enumerate(texts, start=1)
    )
    return post(passages=passages, **values)


def showing(**values: Any) -> Post:
    return post(photos=(replace(PHOTO, **values),))


def codes(told: Post) -> list[str]:
    return [finding.code for rule in RULES for finding in rule.findings(told)]
