"""Is this the name of a person, or of an organisation?

Both are judged by their writing alone: a person's name is two to five capitalised
syllables, an organisation starts with a word such as "Sở" or "Công ty".
"""

import re

from news.vietnamese.folding import fold

_SURNAMES = frozenset(
    re.findall(
        r"\w+",
        """
        an âu bạch bành bàn bế biện bồ bùi cam cao cấn cầm châu chu chử công cù cung
        đàm đàng đào đặng đậu điền đinh đoàn đỗ đồng đới đường dương giang giáp hà
        hán hàn hạ hầu hoa hoàng hồ hồng hứa huỳnh kha khổng khuất khương kiều kim
        kỷ la lã lạc lại lâm lành lăng lê liễu linh liêu long lô lỗ lộ lộc lục luân
        lữ lưu lý lương ma mã mạc mạch mai mạnh mao mẫn mông mùi ngân nghiêm ngô
        ngọc ngụy nguyễn nhâm nhan nhữ ninh nông ông phạm phan phí phó phù phùng
        phương quách quan quản quang quế sái sầm sần sùng tạ tào tăng thạch thái
        thạc thẩm thân thi thiều thôi tiêu tô tôn tòng tống trang trần triệu trịnh
        trương từ tưởng ứng ung văn vàng vi viên võ vũ vương xa yên
        """,
    )
)
# Areas that stand after a name as a unit would ("Thu Hà - Cao Lộc").
_AREAS = frozenset(
    map(
        fold,
        (
            *("Lạng Sơn", "Cao Lộc", "Lộc Bình", "Chi Lăng", "Hữu Lũng", "Bắc Sơn"),
            *("Bình Gia", "Tràng Định", "Đình Lập", "Văn Lãng", "Văn Quan"),
        ),
    )
)
_UNIT_HEADS = (
    *("Agribank", "Ban", "Báo", "Bảo hiểm", "Bảo tàng", "BIDV", "Bệnh viện", "Bộ"),
    *("Bưu điện", "Cảng", "Chi cục", "Chi nhánh", "Công an", "Công đoàn", "Công ty"),
    *("Cơ quan", "Cục", "Doanh nghiệp", "Đài", "Đại học", "Đảng bộ", "Đảng ủy"),
    *("Đảng uỷ", "Điện lực", "Đoàn", "Đội", "Đồn", "Hải quan", "Hạt", "HĐND"),
    *("Học viện", "Hội", "Hợp tác xã", "Huyện", "Huyện đoàn", "Huyện ủy", "Huyện uỷ"),
    *("Kho bạc", "Kiểm lâm", "Liên đoàn", "Liên hiệp", "Liên minh"),
    *("LienVietPostBank", "Mặt trận", "MobiFone", "Ngân hàng", "Nhà khách"),
    *("Nhà máy", "Nhà xuất bản", "Phòng", "Phường", "Quỹ", "Sở", "Tạp chí"),
    *("Tập đoàn", "Thanh tra", "Thành đoàn", "Thành phố", "Thành ủy", "Thành uỷ"),
    *("Thị trấn", "Thị xã", "Thông tấn xã", "Thư viện", "Tỉnh", "Tỉnh đoàn"),
    *("Tỉnh ủy", "Tỉnh uỷ", "Tòa án", "Toà án", "Tòa soạn", "Tổ", "Tổng công ty"),
    *("Tổng cục", "Trạm", "Trung tâm", "Trường", "TP", "TTXVN", "UBMTTQ", "UBND"),
    *("Ủy ban", "Uỷ ban", "Văn phòng", "Viễn thông", "Viện", "Viettel", "VNPT"),
    *("Vietcombank", "VietinBank", "Vietinbank", "Xã", "Xí nghiệp", "Xưởng"),
    *("Cổng thông tin", "Trang thông tin", "Kiểm toán", "Dự trữ", "Vườn", "Khu"),
    *("BCH", "BHXH", "LĐLĐ", "MTTQ", "Quân sự", "Biên phòng", "Bộ đội", "Nhóm"),
    *("Thuế", "Tổng đội", "Trại", "Thanh niên", "Hiệp hội", "Làng", "Chi bộ"),
)
UNIT_HEAD = "(?:" + "|".join(sorted(_UNIT_HEADS, key=len, reverse=True)) + ")"
_UNIT = re.compile(
    rf"(?!Hội\s+(?:nghị|thảo|trường|thi|diễn)){UNIT_HEAD}(?!\w)", re.IGNORECASE
)
# Surnames that an organisation can also begin with.
_BOTH = frozenset({"đoàn", "công", "hà", "quan", "quản", "thanh"})
_SYLLABLE = re.compile(r"[^\W\d_]{1,7}")
_INITIALS = re.compile(r"(?:[A-ZĐ]\.?\s?){2,4}")
_ORGAN_INITIALS = re.compile(r"[A-ZĐ&]{4,12}")
_DEGREE = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Ths|BS|CN|KS)\.?\s*)+(?=[A-ZĐ])")


def is_unit(text: str) -> bool:
    """Does it begin as the name of an organisation does?

    >>> is_unit("Ban Thi đua - Khen thưởng"), is_unit("Hoàng Quốc Thịnh")
    (True, False)
    """
    if not text[:1].isupper() or len(text) > 150:
        return False
    if _ORGAN_INITIALS.fullmatch(text) and len(text) > 4:
        return True
    return bool(_UNIT.match(text)) and not (
        text.split()[0].casefold() in _BOTH and _is_name(text.split())
    )


def is_area(text: str) -> bool:
    return fold(text) in _AREAS


def is_person(text: str, *, surname_needed: bool = False) -> bool:
    """Is it written as a person's name?

    >>> is_person("Hoàng Quốc Thịnh"), is_person("Đoàn Thị Hà"), is_person("Thu Hà")
    (True, True, True)
    >>> is_person("Hội nghị kết thúc"), is_person("Sở Y tế"), is_person("Cao Lộc")
    (False, False, False)
    """
    words = _DEGREE.sub("", text).split()
    if not 2 <= len(words) <= 5 or not _is_name(words) or is_area(text):
        return False
    if _UNIT.match(text) and words[0].casefold() not in _BOTH:
        return False
    return not surname_needed or words[0].casefold() in _SURNAMES


def is_pen_name(text: str) -> bool:
    """One capitalised word or initials: enough only where a name is announced."""
    if text.isupper() and len(text.replace(".", "")) <= 4:
        return bool(_INITIALS.fullmatch(text))
    words = text.split()
    return len(words) == 1 and _is_name(words) and not is_unit(text)


def _is_name(words: list[str]) -> bool:
    return all(
        word[0].isupper()
        and _SYLLABLE.fullmatch(word)
        and (word[1:].islower() or word.isupper())
        for word in words
    )
