"""On which occasions do synthetic posts come out, and in which months?"""

from dataclasses import dataclass

ALL_YEAR = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Occasion:
    """`kind` is one of the kinds of meeting that a post may have, or none."""

    title: str
    lead: str
    kind: str = ""
    months: tuple[int, ...] = ALL_YEAR


WHERE = "{part} {day}, tại {place}, "
OCCASIONS = (
    Occasion(
        "{cluster} tổ chức Hội nghị sơ kết công tác thi đua 6 tháng đầu năm {year}",
        WHERE + "{cluster} đã tổ chức Hội nghị sơ kết công tác thi đua, khen thưởng 6 "
        "tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm {year}.",
        "review",
        (6, 7, 7, 8),
    ),
    Occasion(
        "{cluster} tổng kết phong trào thi đua yêu nước năm {year}",
        WHERE + "{cluster} tổng kết công tác thi đua, khen thưởng năm {year}, bình "
        "xét danh hiệu thi đua và suy tôn đơn vị dẫn đầu.",
        "summary",
        (11, 12, 12),
    ),
    Occasion(
        "{cluster} ký giao ước thi đua năm {year}",
        WHERE
        + "các đơn vị thành viên {cluster} ký giao ước thi đua năm {year} với nhiều "
        "chỉ tiêu về {topic}.",
        "covenant",
        (1, 2, 2, 3),
    ),
    Occasion(
        "{cluster} tổ chức chương trình về nguồn năm {year}",
        WHERE
        + "{cluster} tổ chức chương trình về nguồn, dâng hương tưởng niệm các anh "
        "hùng liệt sĩ và tặng quà gia đình chính sách.",
        "journey",
        (4, 5, 7, 12),
    ),
    Occasion(
        "{body} tập huấn nghiệp vụ thi đua, khen thưởng năm {year}",
        WHERE
        + "{body} tổ chức lớp tập huấn nghiệp vụ công tác thi đua, khen thưởng cho "
        "hơn {count} học viên là cán bộ cơ sở.",
        "other",
        (3, 4, 5, 9, 10),
    ),
    Occasion(
        "Trao tặng Bằng khen cho điển hình {topic} ở {place}",
        WHERE
        + "{body} trao Bằng khen cho {count} tập thể, cá nhân có thành tích trong "
        "{topic}.",
        "other",
    ),
    Occasion(
        "{place}: {topic} từ những việc nhỏ",
        "Ở {place}, phong trào {topic} bắt đầu từ một nhóm nhỏ và nay đã thành nếp "
        "của cả xã; {body} đang nhân rộng cách làm này.",
    ),
    Occasion(
        "{body} thông báo tiếp nhận hồ sơ khen thưởng đợt {count}",
        "{body} tiếp nhận hồ sơ đề nghị khen thưởng về {topic}; các đơn vị gửi trước "
        "ngày {day} để kịp thẩm định.",
    ),
)
# Reports of meetings are what such a site consists of.
OFTEN = OCCASIONS[:4] * 2 + OCCASIONS
