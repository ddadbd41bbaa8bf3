"""Which numbers in a text belong to one person: identity, phone, bank account?

Document numbers, counts, years and sums of money are none of these.
"""

import re
from collections.abc import Iterator

# Codes of the provinces as issued since 2016, old and merged ones alike.
_PROVINCES = frozenset(
    f"{code:03}"
    for code in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31),
        *(33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60),
        *(62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91),
        *(92, 93, 94, 95, 96),
    )
)
_RUN = re.compile(
    r"(?<![\w/.,+-])\(?\+?\d(?:[ .()-]{0,2}\d){7,15}(?![\w/]|[.,-]\d)", re.ASCII
)
_CUE_WIDTH = 48
_IDENTITY_CUE = re.compile(
    r"(?:cmnd|cmtnd|cccd|chứng minh (?:nhân dân|thư)|căn cước)[^.;]*$", re.IGNORECASE
)
_BANK_CUE = re.compile(
    r"(?:tài khoản|stk|số tk|account)(?!\s+(?:dịch vụ công|người dùng))[^.;]*$",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\s?(?:đồng|đ(?!\w)|vnđ|vnd|usd|triệu|tỷ|tỉ|%|m2|ha|kg)", re.I)
_MOBILE = re.compile(r"(?:84|0)[35789]\d{8}")
_LANDLINE = re.compile(r"(?:84|0)2\d{9}")


def numbers_in(text: str) -> Iterator[tuple[str, str]]:
    """Kind (identity, phone, bank) and digits of each such number.

    >>> list(numbers_in("Liên hệ ông A, điện thoại 0912.345.678"))
    [('phone', '0912345678')]
    >>> list(numbers_in("CCCD số 020090001234"))
    [('identity', '020090001234')]
    >>> list(numbers_in("Quyết định 163/QĐ-UBND, 912.345.678 đồng, 2019 - 2020"))
    []
    """
    for match in _RUN.finditer(text):
        if _MONEY.match(text, match.end()):
            continue
        before = text[max(0, match.start() - _CUE_WIDTH) : match.start()]
        digits = re.sub(r"\D", "", match[0])
        kind = kind_of(digits, match[0], before)
        if kind:
            yield kind, digits


def kind_of(digits: str, written: str, before: str) -> str:
    if len(digits) in {9, 12} and _IDENTITY_CUE.search(before):
        return "identity"
    if _BANK_CUE.search(before):
        return "bank"
    international = written.lstrip("(").startswith("+84")
    is_phone = _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)
    if is_phone and (digits.startswith("0") or international):
        return "phone"
    if len(digits) == 12 and digits[:3] in _PROVINCES and digits[3] in "0123":
        return "identity"
    return ""
