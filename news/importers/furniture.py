"""Which lines of a saved page belong to the site and not to the post?"""

import re

from news.vietnamese.folding import fold

_LINES = frozenset(
    """
    nhay den noi dung|nhay den noi dung chinh|chuyen den noi dung chinh
    bo qua den noi dung|skip to main content|skip to content|jump to navigation
    di den noi dung chinh
    trang chu|home|ban dang o day|you are here|breadcrumb|main navigation|main menu
    menu|menu chinh|primary tabs|cac tab chinh|tab chinh|secondary tabs|xem|view|sua
    edit|search|search form|bieu mau tim kiem|tim kiem|dang nhap|log in|login|dang ky
    dang xuat|so do trang|site map|sitemap|lien he|rss|english|tieng viet|quay lai
    in trang nay|in bai viet|in bai nay|in tin|ban in|phien ban in|phien ban de in|print
    printer-friendly version|phien ban than thien voi may in|print html|save to pdf
    send by email|send to friend|gui email|gui qua email|gui cho ban be|gui bai viet
    chia se|share|share this|facebook|twitter|zalo|google+|linkedin|thich|like|tweet
    add new comment|them binh luan moi|gui binh luan moi|read more|doc tiep|xem tiep
    back to top|ve dau trang|len dau trang|dau trang|a a+ a-|a- a a+|a+ a-|a- a+|co chu
    add to any|addtoany|quay ve|tro ve|tro lai|tin tuc su kien|tin tuc - su kien|tin tuc
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}
_PATTERNS = re.compile(
    r"(?:(?:so\s+)?(?:luot|lan)\s+(?:xem|doc|truy cap)|da xem|views?|reads?|hits?|luot)"
    r"\s*[:.]?\s*[\d.,]+(?:\s*(?:lan|luot|views?))?(?:\s+(?:xem|doc))?"
    r"|[|]?\s*[\d.,]+\s*(?:reads?|views?|hits?|(?:luot|lan)\s*(?:xem|doc|truy cap)?)"
    r"|(?:trang chu|home)\s*[»›>/|→].*"
    r"|ban dang (?:o day|xem)\s*:.*|you are here\s*:.*"
    r"|(?:dang nhap|log in|login)(?: hoac | or | de | to )"
    r".{0,60}(?:binh luan|comments?)"
    r"|(?:‹|«|<)\s*(?:tin truoc|bai truoc|truoc|previous|prev|len|up)"
    r"|(?:tin sau|bai sau|sau|tiep|next)\s*(?:›|»|>)"
    r"|co chu\s*:.{0,20}"
)
_RELATED = frozenset(
    """
    tin lien quan|cac tin lien quan|bai viet lien quan|bai lien quan|tin bai lien quan
    cac bai lien quan|cac bai viet lien quan|noi dung lien quan|related content
    related articles|tin khac|cac tin khac|cac tin bai khac|tin bai khac|bai viet khac
    cac bai viet khac|cac bai khac|tin moi hon|cac tin moi hon|tin cu hon|cac tin cu hon
    tin cung chuyen muc|tin cung chuyen de|bai cung chuyen muc|cac tin cung chuyen muc
    cac tin da dang|cac tin da dua|tin da dua|tin da dang|tin moi|tin moi nhat
    cac tin moi nhat|tin noi bat|tin doc nhieu|tin xem nhieu|doc nhieu|doc nhieu nhat
    xem nhieu nhat|tin tieu diem|xem them|y kien ban doc|binh luan|comments
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}
_FOOT = re.compile(
    r"(?:©|ban quyen|copyright|giay phep so|chiu trach nhiem|co quan chu quan"
    r"|dia chi\s*:"
    r"|(?:dien thoai|dt|tel|fax|e-?mail|hotline|website)\s*:|thiet ke(?: va|:| boi)"
    r"|developed by|powered by|ghi ro nguon|\d[\d.,]*\s+(?:nguoi )?dang truy cap)"
)


def is_furniture(line: str) -> bool:
    """A menu's word, a view counter, a button.

    >>> is_furniture("Lượt xem: 1.234"), is_furniture("Trang chủ » Tin tức sự kiện")
    (True, True)
    >>> is_furniture("Các đơn vị thảo luận tại hội nghị")
    False
    """
    if len(line) > 200:
        return False
    folded = fold(line)
    is_word = folded.strip(" :|»›>*·•") in _LINES
    return is_word or bool(_PATTERNS.fullmatch(folded.strip(" |")))


def opens_related(line: str) -> bool:
    """The heading over links to other posts.

    >>> opens_related("Các tin khác:")
    True
    """
    return len(line) < 60 and fold(line).strip(" :.…»›>*|-–") in _RELATED


def is_foot(line: str) -> bool:
    """A line of the site's foot: copyright, address, telephone."""
    return len(line) < 300 and bool(_FOOT.match(fold(line)))
