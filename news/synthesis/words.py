"""Which names do synthetic posts use? Plausible ones, and rare ones of syllables."""

from random import Random

# Kind, number and name, as a board's register has them.
CLUSTERS = (
    ("cụm", "I", "Các doanh nghiệp Trung ương"),
    ("khối", "1", "Các cơ quan Đảng"),
    ("cụm", "II", "Các tổ chức tín dụng"),
    ("khối", "2", "Các cơ quan tham mưu tổng hợp"),
    ("cụm", "III", "Các huyện, thành phố phía Nam"),
    ("khối", "3", "Các cơ quan kinh tế"),
    ("cụm", "IV", "Các huyện biên giới"),
    ("khối", "4", "Các cơ quan văn hóa, xã hội"),
    ("cụm", "V", "Các doanh nghiệp địa phương"),
    ("khối", "5", "Các cơ quan nội chính"),
    ("cụm", "VI", "Các trường chuyên nghiệp"),
    ("khối", "6", "Các đoàn thể chính trị - xã hội"),
)
BODIES = (
    *("Sở Nội vụ", "Sở Tài chính", "Công an tỉnh", "Cục Thuế tỉnh", "Báo tỉnh"),
    *("Hội Nông dân tỉnh", "Tỉnh đoàn", "Liên đoàn Lao động tỉnh", "Hội Chữ thập đỏ"),
    *("Bưu điện tỉnh", "Viễn thông tỉnh", "Công ty Điện lực", "Ngân hàng Chính sách"),
    *("Trường Cao đẳng Y tế", "Bệnh viện Đa khoa", "Ban Quản lý cửa khẩu"),
    *("Sở Xây dựng", "Sở Công Thương", "Sở Y tế", "Sở Tư pháp", "Thanh tra tỉnh"),
    *("Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo", "Chi cục Kiểm lâm"),
    *(
        "Bộ đội Biên phòng tỉnh",
        "Chi cục Hải quan",
        "Kho bạc Nhà nước",
        "Văn phòng tỉnh",
    ),
    *("Hội Cựu chiến binh tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "Đài Phát thanh tỉnh"),
    *("Công ty Xăng dầu", "Công ty Cấp thoát nước", "Thư viện tỉnh", "Bảo tàng tỉnh"),
)
TOPICS = (
    *("xây dựng nông thôn mới", "chuyển đổi số", "cải cách hành chính"),
    *("bảo vệ biên giới", "trồng rừng", "học tập suốt đời", "an toàn giao thông"),
    *("khuyến học", "hiến máu nhân đạo", "thực hành tiết kiệm", "giảm nghèo bền vững"),
    *("người tốt, việc tốt", "dân vận khéo", "xây dựng gia đình văn hóa"),
    *("phòng cháy, chữa cháy", "đền ơn đáp nghĩa", "sáng kiến, sáng tạo"),
    *("văn hóa công sở", "thu ngân sách", "chăm sóc sức khỏe cộng đồng"),
)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Hoàng", "Nông", "Lý", "Vi", "Đặng", "Bế", "Lương")
GIVEN = (
    *("An", "Bình", "Chiến", "Dũng", "Đức", "Giang", "Hà", "Khánh", "Lâm", "Minh"),
    *("Ngọc", "Oanh", "Phúc", "Quyết", "Sơn", "Thịnh", "Uyên", "Vượng", "Xuân", "Yến"),
)
OFFICES = (
    *("Phó trưởng Ban Thi đua - Khen thưởng", "Giám đốc", "Phó Giám đốc"),
    *("Chánh Văn phòng", "Trưởng phòng Tổ chức", "Chủ tịch Công đoàn"),
)
CROPS = ("hồi", "quế", "keo", "chè", "na", "thạch đen", "hồng không hạt", "mắc ca")
ONSETS = ("B", "Ch", "Đ", "G", "Kh", "L", "M", "N", "Ph", "Qu", "Th", "Tr", "V", "X")
RHYMES = (
    *("ạng", "ảo", "âm", "ân", "èo", "ếch", "iêng", "im", "ịnh", "oan", "óc", "ôi"),
    *("ơm", "ùa", "uân", "uyên", "ưng", "ược", "a", "ang", "ấu", "em", "inh", "ong"),
)


def person(random: Random) -> str:
    return f"{random.choice(SURNAMES)} {random.choice(GIVEN)} {random.choice(GIVEN)}"


def place(random: Random) -> str:
    """One of a hundred thousand names: what makes rare words rare."""
    first, second = (random.choice(ONSETS) + random.choice(RHYMES) for _ in range(2))
    return first + second.lower()
