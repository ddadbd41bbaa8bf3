"""How is the demo's home page arranged? As the board would on an ordinary day."""

import datetime as dt

from django.utils import timezone

from news.front_blocks import beginning
from news.models import ArticlePage
from portal.models import HomePage

# The conference that the whole demo is about, and the call the notice leads to.
CONFERENCE = "cum-i-cac-doanh-nghiep-trung-uong-to-chuc-hoi-nghi-so-ket"
# What people would look at beside it.
BESIDE = ("trao-tang-bang-khen", "nguoi-giu-rung-hoi")
CALL = "lay-y-kien"
NOTICE_DAYS = 60


def arrange_home() -> None:
    home = HomePage.objects.first()
    if home is None or home.latest_revision_id:
        return  # Somebody has arranged it.
    posts = ArticlePage.objects.live().newest_first()
    leading = [
        posts.filter(slug__startswith=slug).values_list("pk", flat=True).first()
        for slug in (CONFERENCE, *BESIDE)
    ]
    lead, *others = beginning()
    lead["value"] |= {"number": len(leading), "posts": [pk for pk in leading if pk]}
    call = posts.filter(slug__contains=CALL).first()
    home.arrangement = [*([notice(call)] if call else []), lead, *others]
    home.save_revision().publish()


def notice(call: ArticlePage) -> dict:
    until = timezone.localdate() + dt.timedelta(days=NOTICE_DAYS)
    value = {
        "title": "Lấy ý kiến về bảng tiêu chí chấm điểm năm 2027",
        "text": "Ban mời các cơ quan, đơn vị, địa phương, doanh nghiệp góp ý.",
        "post": call.pk,
        "address": "",
        "until": until.isoformat(),
    }
    return {"type": "notice", "value": value}
