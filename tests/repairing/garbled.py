"""Posts whose texts came in an old encoding, and how they read."""

from typing import Any

from news.models import ArticlePage
from tests import build

TITLE, TITLE_READ = (
    "Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua",
    "Hội nghị sơ kết công tác thi đua",
)
LEAD = "§¹i diÖn c¸c ®¬n vÞ thµnh viªn ®· th¶o luËn"
LEAD_READ = "Đại diện các đơn vị thành viên đã thảo luận"
WORDS = "S¸ng nay, <b>c¸c ®¬n vÞ</b> thµnh viªn ®· häp &amp; thèng nhÊt."
WORDS_READ = "Sáng nay, <b>các đơn vị</b> thành viên đã họp &amp; thống nhất."
RIGHT = "Hội nghị đã diễn ra tại trụ sở."


def post(index, live: bool = True, **values: Any) -> ArticlePage:
    body = [build.paragraph(WORDS), build.paragraph(RIGHT)]
    values = {"title": TITLE, "lead": LEAD, "body": body} | values
    return build.article(index, live=live, **values)


def words_of(article: ArticlePage) -> list[str]:
    return [article.title, article.lead, article.body.raw_data[0]["value"]]


READ = [TITLE_READ, LEAD_READ, f"<p>{WORDS_READ}</p>"]
