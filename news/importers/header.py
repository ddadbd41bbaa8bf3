"""Who entered the post on the old site, and when?

The one who entered it is the submitter, never the author.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from news.vietnamese.dates import TIME_ZONE, Moment, header_moment

from .document import Doubt

_MESSAGES = {
    "impossible-date": "No calendar has this date: {}",
    "weekday-contradicts": "The weekday does not fit the date: {}",
    "ambiguous-date": "Day and month could be either way round: {}",
}
# Before the web, or typed by mistake.
OLDEST_YEAR, NEWEST_YEAR = 1990, 2100
_ENTERED = r"(?:submitted|posted|published|created|(?:được\s+)?(?:gửi|đăng|viết|tạo))"
_SUBMITTED = re.compile(
    rf"(?:{_ENTERED}\s+)?(?:by|bởi)\s*:?\s+(?P<who>[^\n]{{1,120}}?)"
    r"\s*(?:,|\s-|\son|\sat|\svào(?:\s+(?:lúc|ngày))?|\slúc|\sngày|\|)\s+"
    r"(?P<when>[^\n]{0,60}\d[^\n]{0,60})",
    re.IGNORECASE,
)
_ONLY_WHO = re.compile(
    rf"(?:author|by|bởi|người\s+(?:đăng|gửi|tạo)|{_ENTERED}\s+(?:by|bởi))"
    r"\s*:\s*(?P<who>[^\n:|]{1,120})",
    re.IGNORECASE,
)
_ONLY_WHEN = re.compile(
    r"(?:created?(?:\s+(?:on|date))?|(?:post|publish(?:ed)?)(?:\s+(?:on|date))?|date"
    r"|submitted\s+on|authored\s+on|ngày\s+(?:tạo|đăng|gửi|viết|xuất\s+bản)"
    r"|(?:được\s+)?(?:đăng|gửi)\s+(?:ngày|lúc|vào(?:\s+(?:lúc|ngày))?)"
    r"|thời\s+gian(?:\s+đăng)?|cập\s+nhật(?:\s+(?:ngày|lúc))?)"
    r"\s*:?\s+(?P<when>[^\n|]{0,40}\d{4}[^\n|]{0,40})",
    re.IGNORECASE,
)
_CREATE_AUTHOR = re.compile(
    r"(?P<first>create[^|]{1,60}?)[\s|]*(?P<second>author\s*:.{1,120})", re.IGNORECASE
)
_BARE_DATE = re.compile(
    r"(?P<when>(?:(?:thứ\s+\w+|chủ\s+nhật|t[2-7]|cn|[a-z]{3,9}day|mon|tue|wed|thu|fri|sat|sun)"
    r"\s*[,.]?\s*)?(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
    r"(?:\s*[-–,|]?\s*(?:lúc\s+)?\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:\s*[ap]m)?)?"
    r"(?:\s*\(?(?:GMT|UTC)\s?\+?\s?\d{0,2}(?::\d\d)?\)?)?)"
    # Drupal 6 closed the line with the account: "T3, 02/25/2020 - 10:10 — admin".
    r"(?:\s+[—–|]\s+(?P<who>[^\d\n]\S{0,40}(?:\s\S{1,20}){0,3}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """As written; `moment` is a machine's date, where the page carries one."""

    submitter: str = ""
    when: str = ""
    moment: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.submitter or self.when or self.moment)

    def joined(self, other: "Header") -> "Header":
        """This header, with what only the other one says."""
        return replace(
            self,
            submitter=self.submitter or other.submitter,
            when=self.when or other.when,
            moment=self.moment or other.moment,
        )


def header_in(line: str) -> Header | None:
    """The header a whole line is, None for any other line.

    >>> header_in("Submitted by admin on T2, 07/13/2020 - 15:21")
    Header(submitter='admin', when='T2, 07/13/2020 - 15:21', moment=None)
    >>> header_in("Author: admin")
    Header(submitter='admin', when='', moment=None)
    >>> header_in("Đăng bởi đồng chí Bí thư ngay sau hội nghị") is None
    True
    """
    if len(line) > 250:
        return None
    if match := _CREATE_AUTHOR.fullmatch(line):
        first, second = header_in(match["first"]), header_in(match["second"])
        if first and second:
            return first.joined(second)
    if match := _SUBMITTED.fullmatch(line):
        return Header(_name(match["who"]), match["when"].strip())
    if match := _ONLY_WHEN.fullmatch(line):
        return Header(when=match["when"].strip())
    if match := _ONLY_WHO.fullmatch(line):
        return Header(_name(match["who"]))
    return None


def bare_date_in(line: str) -> Header | None:
    """A header that is a date, and perhaps an account.

    >>> bare_date_in("26/09/2022, 10:04 (GMT+7)").when
    '26/09/2022, 10:04 (GMT+7)'
    >>> bare_date_in("T3, 02/25/2020 - 10:10 — admin")
    Header(submitter='admin', when='T3, 02/25/2020 - 10:10', moment=None)
    """
    match = _BARE_DATE.fullmatch(line) if len(line) < 200 else None
    return Header(_name(match["who"] or ""), match["when"]) if match else None


def published_by(
    header: Header, others: Iterable[date]
) -> tuple[datetime | None, tuple[Doubt, ...]]:
    """When the post was published; doubts are about the report's `published`."""
    if header.moment and OLDEST_YEAR <= header.moment.year <= NEWEST_YEAR:
        return header.moment.astimezone(TIME_ZONE), ()
    if not header.when:
        message = "The page does not say when it was published"
        return None, (Doubt("published", "no-date", message),)
    moment = header_moment(header.when, others) or Moment(None, "impossible-date")
    if moment.at and not OLDEST_YEAR <= moment.at.year <= NEWEST_YEAR:
        moment = Moment(None, "impossible-date")
    if not moment.uncertainty:
        return moment.at, ()
    message = _MESSAGES[moment.uncertainty].format(header.when)
    return moment.at, (Doubt("published", moment.uncertainty, message),)


def _name(written: str) -> str:
    return written.strip(" ,.-–|")
