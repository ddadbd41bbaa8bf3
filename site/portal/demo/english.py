"""What of the demo can be read in English? The home page, the news, and one post."""

from typing import Any

from wagtail.models import Locale, Page

from news.front_blocks import beginning
from news.models import ArticlePage, NewsIndexPage

TITLE = (
    "Cluster I of centrally run enterprises reviews the first half of 2020 and "
    "sets its tasks for the second"
)
LEAD = (
    "The seven member units of Cluster I met in Lạng Sơn on the afternoon of "
    "09/07/2020 to review their emulation and commendation work in the first six "
    "months of the year."
)
BEFORE = [
    "On the afternoon of 09/07/2020, at the head office of the Lạng Sơn Provincial "
    "Post Office, the deputy leader of Cluster I (centrally run enterprises) held a "
    "conference to review emulation and commendation work in the first six months of "
    "2020 and to set out the tasks for the remaining six. It was attended by Mr Vũ "
    "Thanh Thụy, Deputy Head of the Emulation and Commendation Board, Department of "
    "Home Affairs, and by the leaders and responsible officers of the seven member "
    "units: VNPT Lạng Sơn Business Centre, Lạng Sơn Provincial Post Office, Na Dương "
    "Coal Company – VVMI, Lạng Sơn Telecommunications, the Lạng Sơn branch of Viettel, "
    "Na Dương Thermal Power Company – TKV, and MobiFone Lạng Sơn.",
    "Ms Phạm Thị Thanh Xuân, Director of the Provincial Post Office, presented the "
    "draft report on behalf of the deputy leader. It reviews the cluster’s work in "
    "the first half of the year, names the main tasks of the second, and proposes ways "
    "to make the emulation movements effective and to help each unit meet its targets. "
    "In the first six months the units launched a number of movements in support of "
    "their production and business plans for 2020, and in honour of the Party "
    "congresses at all levels, the fifth Patriotic Emulation Congress of Lạng Sơn "
    "Province and the tenth National Patriotic Emulation Congress.",
    "The member units then discussed the draft, added to it and clarified several "
    "points. They described practices that others could adopt, spoke openly of the "
    "difficulties they had met, and agreed on ways to reach the targets of the year.",
]
AFTER = [
    "Speaking at the conference, Mr Vũ Thanh Thụy commended the careful preparation by "
    "the host and the results shown in the report. He asked the units to give close "
    "attention to the movements launched by the authorities at all levels, to adapt "
    "them to the functions and duties of each unit, and to commend small teams and "
    "workers directly engaged in production.",
    "The conference also agreed on a joint programme of culture and sport, planned for "
    "the end of August 2020, to strengthen ties among staff and workers of the cluster "
    "and to let exemplary workers share their experience.",
]
CAPTION = "The member units in discussion at the conference"
ALT = "Delegates seated around a long meeting table, listening to a speaker"
IDENTITY = {
    "english_governing_body": "Provincial People’s Committee · Department of Home "
    "Affairs",
    "english_board_name": "Emulation and Commendation Board",
    "english_responsible_person": "Head of the Emulation and Commendation Board",
    "english_address": "1 Hoa Hồi Street, Lạng Sơn City (illustrative address)",
    "english_introduction": "The Board receives files for commendation, news and the "
    "views of the emulation clusters during office hours.",
    "english_reuse_line": "Please credit the “Emulation and Commendation Board” when "
    "you reuse this information.",
}


def open_english(index: NewsIndexPage, conference: ArticlePage) -> None:
    locale, _ = Locale.objects.get_or_create(language_code="en")
    home = index.get_parent().specific
    # Not the notices and the choice of the Vietnamese page.
    here = home.copy_for_translation(locale)
    _publish(here, title="Home", arrangement=beginning())
    _publish(index.copy_for_translation(locale), title="News", slug="news")
    translation = conference.copy_for_translation(locale)
    _publish(
        translation,
        title=TITLE,
        slug="cluster-i-reviews-the-first-half-of-2020",
        lead=LEAD,
        body=_body(conference),
        event_place="Head office of the Lạng Sơn Provincial Post Office",
    )


def _publish(page: Page, **values: Any) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def _body(conference: ArticlePage) -> list[dict[str, Any]]:
    photo = {
        "photo": conference.lead_photo_id,
        "caption": CAPTION,
        "alt": ALT,
        "credit": "Illustration",
        "decorative": False,
        "source": "",
    }
    return [
        *map(_paragraph, BEFORE),
        {"type": "photo", "value": photo},
        *map(_paragraph, AFTER),
    ]


def _paragraph(text: str) -> dict[str, str]:
    return {"type": "paragraph", "value": f"<p>{text}</p>"}
