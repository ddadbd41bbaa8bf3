"""The faults that keep a post from coming out, one for every rule that blocks."""

import functools
import operator
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from news.models import ArticlePage, NewsIndexPage
from news.roles import ADMINISTRATORS, EDITORS, MODERATORS
from tests import build
from tests.desk.writing import form

Values = dict[str, Any]
TITLE = "Hội nghị tuyên dương người tốt, việc tốt"
LEAD = "Sáng 10/7, Hội nghị đã khai mạc."


class House:
    """A newsroom: Biên has written everything, Minh is signed in."""

    def __init__(self) -> None:
        call_command("set_up_news", verbosity=0)
        self.index = NewsIndexPage.objects.get()
        self.bien = person("bien", EDITORS)
        self.minh = person("minh", MODERATORS)
        self.client, self.administration = Client(), Client()
        self.client.force_login(self.minh)
        self.administration.force_login(person("quantri", ADMINISTRATORS))
        self.photo, self.bare = build.photo(), build.photo(**NO_WORDS)
        self.cluster = build.cluster()
        file = ContentFile(b"%PDF-1.4", "ke_hoach_2020.pdf")
        documents = get_document_model().objects
        self.untitled = documents.create(title="ke_hoach_2020.pdf", file=file)
        unpublished = Page(title="Chưa đăng", slug="chua-dang", live=False)
        self.unpublished = self.index.get_parent().add_child(instance=unpublished)
        self.year = self.index.year_for(build.moment(2020))

    @cached_property
    def faultless(self) -> Values:
        good = [build.paragraph("Hội nghị đã diễn ra."), build.photo_block(self.photo)]
        return {"title": TITLE, "lead": LEAD, "body": good}

    def faulty(self, *codes: str) -> Values:
        """A post with these faults, and no others."""
        faults = [FAULTS[code](self) for code in codes]
        body = [block for fault in faults for block in fault.get("body", [])]
        values = functools.reduce(operator.or_, faults, self.faultless)
        return values | {"body": body or self.faultless["body"]}

    def draft(self, values: Values) -> ArticlePage:
        return build.article(self.index, live=False, owner=self.bien, **values)


def person(name: str, group: str) -> AbstractUser:
    user = get_user_model().objects.create_user(name, password=name)
    user.groups.add(Group.objects.get(name=group))
    return user


NO_WORDS = {"description": "", "caption": "", "credit": ""}
WORDS = {
    "alt": "Mười đại biểu đứng thành hàng trên sân khấu",
    "caption": "Trao hoa tại Hội nghị",
    "credit": "Bàn An",
}


def showing(**words: str) -> Callable[[House], Values]:
    """A photo that has no words of its own, and these in this use."""
    return lambda house: {"body": [build.photo_block(house.bare, **(WORDS | words))]}


def telling(text: str, **values: Any) -> Callable[[House], Values]:
    return lambda house: {"body": [build.paragraph(text)], **values}


def with_missing_photo(house: House) -> Values:
    return {"body": [build.photo_block(None, source="hop.jpg")]}


def with_broken_link(house: House) -> Values:
    link = f'<a linktype="page" id="{house.unpublished.pk}">kế hoạch năm 2020</a>'
    return {"body": [build.paragraph(f"Xem {link} của tỉnh.")]}


def with_untitled_file(house: House) -> Values:
    value = {"document": house.untitled.pk, "title": ""}
    return {"body": [{"type": "attachment", "value": value}]}


FAULTS: dict[str, Callable[[House], Values]] = {
    "photo-missing": with_missing_photo,
    "photo-without-alt": showing(alt=""),
    "alt-tells-nothing": showing(alt="IMG_2031.jpg"),
    "photo-without-caption": showing(caption=""),
    "photo-without-credit": showing(credit=""),
    "title-in-capitals": lambda house: {"title": TITLE.upper()},
    "legacy-encoding": telling("Héi nghÞ s¬ kÕt c«ng t¸c thi ®ua, khen th­ëng n¨m"),
    "cluster-not-named": telling("Cụm I – Các doanh nghiệp Trung ương đã họp."),
    "event-after-publication": lambda house: {"event_date": date(2020, 7, 20)},
    "nobody-signs": lambda house: {"organisation": None},
    "reprint-without-source": lambda house: {"is_reprint": True},
    "broken-link": with_broken_link,
    "attachment-without-title": with_untitled_file,
}


def sent(values: Values, **more: Any) -> dict[str, str]:
    """The same post as a browser sends its form."""
    values = {"organisation": build.board()} | values
    data = {
        "title": values["title"],
        "slug": "",
        "lead": values["lead"],
        "body": streamfield([typed(block) for block in values["body"]]),
        "organisation": values["organisation"].pk if values["organisation"] else "",
        "bylines": inline_formset([]),
    }
    if values.get("is_reprint"):
        data["is_reprint"] = "on"
    if values.get("event_date"):
        data["event_date"] = f"{values['event_date']:%d/%m/%Y}"
    return form(**(data | more))


def typed(block: dict[str, Any]) -> tuple[str, Any]:
    kind, value = block["type"], block["value"]
    match kind:
        case "paragraph":
            return kind, rich_text(value)
        case "photo":
            unticked = {key: v for key, v in value.items() if key != "decorative"}
            return kind, unticked | {"photo": value["photo"] or ""}
        case _:
            return kind, value
