"""What do synthetic posts say? Plausible sentences, the same for the same seed."""

from random import Random

MEETINGS = (
    "Hội nghị sơ kết công tác thi đua",
    "Hội nghị tổng kết phong trào thi đua yêu nước",
    "Lễ ký giao ước thi đua",
    "Chương trình về nguồn",
    "Hội nghị bình xét danh hiệu thi đua",
    "Buổi tập huấn nghiệp vụ khen thưởng",
    "Lễ trao tặng Bằng khen",
    "Chuyến thăm mô hình điển hình tiên tiến",
)
BODIES = (
    *("Sở Nội vụ", "Sở Tài chính", "Công an tỉnh", "Cục Thuế tỉnh", "Báo tỉnh"),
    *("Hội Nông dân tỉnh", "Tỉnh đoàn", "Liên đoàn Lao động tỉnh", "Hội Chữ thập đỏ"),
    *("Bưu điện tỉnh", "Viễn thông tỉnh", "Công ty Điện lực", "Ngân hàng Chính sách"),
    *("Trường Cao đẳng Y tế", "Bệnh viện Đa khoa", "Ban Quản lý cửa khẩu"),
)
SENTENCES = (
    "{day}, tại {place}, {body} chủ trì {meeting} với sự có mặt của {body2}.",
    "Phát biểu khai mạc, đồng chí {person} nhấn mạnh vai trò của công tác thi đua.",
    "Theo Quyết định số {number}/QĐ-UBND, {body} đã hoàn thành {percent}% kế hoạch.",
    "Các đơn vị thảo luận về {topic}, nêu khó khăn và đề xuất giải pháp.",
    "Đồng chí {person}, đại diện {body2}, chia sẻ kinh nghiệm về {topic}.",
    "Phong trào {topic} được nhân rộng tới thôn {place}, huyện {place2}.",
    "Nhân dịp này, {percent} tập thể và cá nhân được tặng Giấy khen.",
    "Hội nghị thống nhất phương hướng nhiệm vụ sáu tháng cuối năm.",
    "Bà con thôn {place} đã hiến đất làm đường, trồng thêm {percent} ha hồi và quế.",
    "Kết luận, đồng chí {person} đề nghị {body} tiếp tục đổi mới công tác khen thưởng.",
)
TOPICS = (
    *("xây dựng nông thôn mới", "chuyển đổi số", "cải cách hành chính"),
    *("bảo vệ biên giới", "trồng rừng", "học tập suốt đời", "an toàn giao thông"),
    *("khuyến học", "hiến máu nhân đạo", "thực hành tiết kiệm"),
)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Hoàng", "Nông", "Lý", "Vi", "Đặng", "Bế", "Lương")
GIVEN = (
    *("An", "Bình", "Chiến", "Dũng", "Đức", "Giang", "Hà", "Khánh", "Lâm", "Minh"),
    *("Ngọc", "Oanh", "Phúc", "Quyết", "Sơn", "Thịnh", "Uyên", "Vượng", "Xuân", "Yến"),
)
ONSETS = ("B", "Ch", "Đ", "G", "Kh", "L", "M", "N", "Ph", "Qu", "Th", "Tr", "V", "X")
RHYMES = (
    *("ạng", "ảo", "âm", "ân", "èo", "ếch", "iêng", "im", "ịnh", "oan", "óc", "ôi"),
    *("ơm", "ùa", "uân", "uyên", "ưng", "ược", "a", "ang", "ấu", "em", "inh", "ong"),
)
PARTS = ("Sáng", "Chiều", "Tối")


def title(random: Random, number: int, year: int) -> str:
    return f"{random.choice(MEETINGS)} lần thứ {number % 400 + 1} năm {year}"


def sentence(random: Random) -> str:
    body, body2 = random.sample(BODIES, 2)
    return random.choice(SENTENCES).format(
        day=f"{random.choice(PARTS)} {random.randint(1, 28)}/{random.randint(1, 12)}",
        place=place(random),
        place2=place(random),
        body=body,
        body2=body2,
        meeting=random.choice(MEETINGS).lower(),
        person=person(random),
        number=random.randint(1, 2999),
        percent=random.randint(5, 99),
        topic=random.choice(TOPICS),
    )


def paragraph(random: Random) -> str:
    return " ".join(sentence(random) for _ in range(random.randint(2, 4)))


def person(random: Random) -> str:
    return f"{random.choice(SURNAMES)} {random.choice(GIVEN)} {random.choice(GIVEN)}"


def place(random: Random) -> str:
    """One of a hundred thousand names: what makes rare words rare."""
    first, second = (random.choice(ONSETS) + random.choice(RHYMES) for _ in range(2))
    return first + second.lower()
